using Firsthand.Engine.Detection;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Patterns;

/// <summary>Who else said what a quote says: the pattern that it is in, and those that are nearest, to put it there.</summary>
internal sealed class WhoElse(FirsthandDb db, ListPatterns list, NearPatterns near)
{
    /// <param name="Pattern">Null where nobody else said it yet.</param>
    /// <param name="ByHand">A person put it there.</param>
    /// <param name="StaysAlone">A person said that it is in no pattern, and later runs keep it so.</param>
    public sealed record View(QuotePlace Quote, ListPatterns.Row? Pattern, bool ByHand, bool StaysAlone, IReadOnlyList<ListPatterns.Row> Near);

    public async Task<Outcome<View>> RunAsync(Id<Quote> id, CancellationToken ct)
    {
        if (!(await QuotePlace.OfAsync(db, [.. await db.StandingAsync([id], ct)], ct)).TryGetValue(id, out var quote)) return new Outcome<View>.Missing("quote");
        var member = await db.PatternMembers.AsNoTracking().SingleOrDefaultAsync(row => row.QuoteId == id, ct);
        var pattern = member is null ? null : (await list.OfAsync([member.PatternId], ct)).SingleOrDefault();
        var alone = await db.LoneQuotes.AnyAsync(row => row.QuoteId == id, ct);
        return new View(quote, pattern, pattern is not null && member!.Pinned, alone, quote.Kind.IsOurs ? [] : await near.ToQuoteAsync(id, pattern?.Id, ct));
    }
}
