using Firsthand.Engine.Encoding;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Patterns;

/// <summary>The patterns that mean nearly the same as one: those to merge with it, if any.</summary>
internal sealed class NearPatterns(FirsthandDb db, Meanings meanings, ListPatterns list)
{
    private const int Most = 12;

    /// <returns>The nearest first, by the meaning of their most typical quotes.</returns>
    public async Task<IReadOnlyList<ListPatterns.Row>> RunAsync(Id<Pattern> id, CancellationToken ct)
    {
        var (highlights, suggestions) = (db.Highlights, db.Suggestions);
        var active = db.Patterns.AsNoTracking().Where(pattern => pattern.Id == id || pattern.State == PatternState.Active && pattern.Quotes > 0);
        var typical = (await (from pattern in active join quote in highlights on pattern.TypicalQuoteId equals quote.Id select new { pattern.Id, quote.ConversationId, quote.Turn, quote.Start, quote.Length, quote.Vector }).ToListAsync(ct))
            .Concat(await (from pattern in active join quote in suggestions on pattern.TypicalQuoteId equals quote.Id select new { pattern.Id, quote.ConversationId, quote.Turn, quote.Start, quote.Length, quote.Vector }).ToListAsync(ct))
            .DistinctBy(row => row.Id).ToList();
        var meaning = await meanings.ReadAsync(await db.ReadyEndpointAsync(ct), [.. typical.Select(row => (row.ConversationId, row.Turn))], ct);
        // Where nobody knows what the words mean, they are near to nothing.
        var vectors = typical.Select(row => (row.Id, Vector: meaning.Of(row.ConversationId, row.Turn, new(row.Start, row.Length), row.Vector))).Where(row => row.Vector.Length > 0).ToList();
        if (vectors.Find(row => row.Id == id).Vector is not { } self) return [];
        var near = vectors.Where(row => row.Id != id).OrderByDescending(row => PackedVector.Dot(self, row.Vector)).ThenBy(row => row.Id).Take(Most).Select(row => row.Id).ToList();
        var rows = await list.OfAsync(near, ct);
        return [.. rows.OrderBy(row => near.IndexOf(row.Id))];
    }
}
