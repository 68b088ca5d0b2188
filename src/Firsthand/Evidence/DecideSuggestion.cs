using Firsthand.Engine.Detection;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>A person accepts what the engine proposed, which makes it evidence, or rejects it, which teaches the engine.</summary>
internal sealed class DecideSuggestion(FirsthandDb db, Journal journal, CurrentMember member, TimeProvider clock)
{
    /// <param name="kind">Another kind than the proposed one; null to keep it.</param>
    public async Task<Outcome<Id<Quote>>> AcceptAsync(Id<Quote> id, QuoteKind? kind, CancellationToken ct)
    {
        if (await db.Suggestions.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } suggestion) return new Outcome<Id<Quote>>.Missing("suggestion");
        if (suggestion.Decision == Decision.Accepted) return id;
        db.Highlights.Add(new()
        {
            Id = id, ConversationId = suggestion.ConversationId, Turn = suggestion.Turn, Start = suggestion.Start, Length = suggestion.Length, Kind = kind ?? suggestion.Kind,
            PersonId = suggestion.PersonId, At = clock.GetUtcNow(), MemberId = member.Id, Vector = suggestion.Vector,
        });
        Decide(suggestion, Decision.Accepted);
        await journal.SaveAsync($"Accepted a {(kind ?? suggestion.Kind).Name}", ct);
        return id;
    }

    public async Task<Outcome<Id<Quote>>> RejectAsync(Id<Quote> id, CancellationToken ct)
    {
        if (await db.Suggestions.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } suggestion) return new Outcome<Id<Quote>>.Missing("suggestion");
        if (suggestion.Decision == Decision.Rejected) return id;
        if (await db.Highlights.SingleOrDefaultAsync(row => row.Id == id, ct) is { } accepted) db.Highlights.Remove(accepted);
        Decide(suggestion, Decision.Rejected);
        await journal.SaveAsync($"Rejected a {suggestion.Kind.Name}", ct);
        return id;
    }

    private void Decide(Suggestion suggestion, Decision decision) =>
        (suggestion.Decision, suggestion.DecidedAt, suggestion.DecidedBy) = (decision, clock.GetUtcNow(), member.Id);
}
