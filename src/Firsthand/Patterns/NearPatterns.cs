using Firsthand.Conversations;
using Firsthand.Engine.Encoding;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Patterns;

/// <summary>The patterns that mean nearly the same as a pattern, to merge with it, or as a quote, to put it there.</summary>
internal sealed class NearPatterns(FirsthandDb db, Meanings meanings, ListPatterns list)
{
    private const int Most = 12;

    private sealed record Said(Id<Pattern>? Pattern, Id<Conversation> Conversation, int Turn, int Start, int Length, byte[] Vector);

    /// <returns>The nearest first, by the meaning of their most typical quotes.</returns>
    public async Task<IReadOnlyList<ListPatterns.Row>> RunAsync(Id<Pattern> id, CancellationToken ct) =>
        await db.Patterns.AsNoTracking().Where(pattern => pattern.Id == id).Select(pattern => (Id<Quote>?)pattern.TypicalQuoteId).SingleOrDefaultAsync(ct) is { } typical ? await ToQuoteAsync(typical, id, ct) : [];

    /// <param name="but">The pattern that it is in; null where it is in none.</param>
    /// <returns>The nearest first; where nobody knows what the words mean, those of most people.</returns>
    public async Task<IReadOnlyList<ListPatterns.Row>> ToQuoteAsync(Id<Quote> quote, Id<Pattern>? but, CancellationToken ct)
    {
        var (highlights, suggestions) = (db.Highlights.AsNoTracking(), db.Suggestions.AsNoTracking());
        var active = db.Patterns.AsNoTracking().Where(pattern => pattern.State == PatternState.Active && pattern.Quotes > 0 && pattern.Id != but);
        var marked = from pattern in active join row in highlights on pattern.TypicalQuoteId equals row.Id select new Said(pattern.Id, row.ConversationId, row.Turn, row.Start, row.Length, row.Vector);
        var proposed = from pattern in active join row in suggestions on pattern.TypicalQuoteId equals row.Id select new Said(pattern.Id, row.ConversationId, row.Turn, row.Start, row.Length, row.Vector);
        var typical = (await marked.ToListAsync(ct)).Concat(await proposed.ToListAsync(ct)).DistinctBy(row => row.Pattern).ToList();
        var self = await highlights.Where(row => row.Id == quote).Select(row => new Said(null, row.ConversationId, row.Turn, row.Start, row.Length, row.Vector)).SingleOrDefaultAsync(ct)
            ?? await suggestions.Where(row => row.Id == quote).Select(row => new Said(null, row.ConversationId, row.Turn, row.Start, row.Length, row.Vector)).SingleOrDefaultAsync(ct);
        if (self is null) return [];

        var meaning = await meanings.ReadAsync(await db.ReadyEndpointAsync(ct), [.. typical.Append(self).Select(row => (row.Conversation, row.Turn))], ct);
        var sought = Meant(self);
        if (sought.Length == 0) return [.. (await list.OfAsync(typical.ConvertAll(row => row.Pattern!.Value), ct)).Take(Most)];
        var near = typical.Select(row => (Id: row.Pattern!.Value, Vector: Meant(row))).Where(row => row.Vector.Length > 0)
            .OrderByDescending(row => PackedVector.Dot(sought, row.Vector)).ThenBy(row => row.Id).Take(Most).Select(row => row.Id).ToList();
        return [.. (await list.OfAsync(near, ct)).OrderBy(row => near.IndexOf(row.Id))];

        byte[] Meant(Said row) => meaning.Of(row.Conversation, row.Turn, new(row.Start, row.Length), row.Vector);
    }
}
