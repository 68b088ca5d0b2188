using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>Takes a mark away. A suggestion behind it is open again.</summary>
internal sealed class RemoveQuote(FirsthandDb db, Journal journal)
{
    public async Task<Outcome<Id<Quote>>> RunAsync(Id<Quote> id, CancellationToken ct)
    {
        if (await db.Highlights.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } highlight) return new Outcome<Id<Quote>>.Missing("quote");
        db.Highlights.Remove(highlight);
        if (await db.Suggestions.SingleOrDefaultAsync(row => row.Id == id, ct) is { } suggestion)
            (suggestion.Decision, suggestion.DecidedAt, suggestion.DecidedBy) = (Decision.Open, null, null);
        await journal.SaveAsync("Took a mark away", ct);
        return id;
    }
}
