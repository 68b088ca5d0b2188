using Firsthand.Engine.Encoding;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Patterns;

/// <summary>The patterns that mean nearly the same as one: those to merge with it, if any.</summary>
internal sealed class NearPatterns(FirsthandDb db, ListPatterns list)
{
    private const int Most = 12;

    /// <returns>The nearest first, by the meaning of their most typical quotes.</returns>
    public async Task<IReadOnlyList<ListPatterns.Row>> RunAsync(Id<Pattern> id, CancellationToken ct)
    {
        var (highlights, suggestions) = (db.Highlights, db.Suggestions);
        var active = db.Patterns.AsNoTracking().Where(pattern => pattern.Id == id || pattern.State == PatternState.Active && pattern.Quotes > 0);
        var vectors = (await (from pattern in active join quote in highlights on pattern.TypicalQuoteId equals quote.Id select new { pattern.Id, quote.Vector }).ToListAsync(ct))
            .Concat(await (from pattern in active join quote in suggestions on pattern.TypicalQuoteId equals quote.Id select new { pattern.Id, quote.Vector }).ToListAsync(ct))
            .DistinctBy(row => row.Id).ToList();
        if (vectors.Find(row => row.Id == id) is not { Vector.Length: > 0 } self) return [];
        var near = new PackedVectors(SentenceEncoder.Dimensions).With(vectors.ConvertAll(row => row.Vector)).Near(PackedVector.Unpack(self.Vector), float.MinValue)
            .Where(row => vectors[row.Place] != self && vectors[row.Place].Vector.Length > 0).OrderByDescending(row => row.Dot).Take(Most).Select(row => vectors[row.Place].Id).ToList();
        var rows = await list.OfAsync(near, ct);
        return [.. rows.OrderBy(row => near.IndexOf(row.Id))];
    }
}
