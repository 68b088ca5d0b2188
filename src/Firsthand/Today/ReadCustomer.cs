using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Today;

/// <summary>One person: every contact on one timeline, their words, and the patterns they are part of.</summary>
internal sealed class ReadCustomer(FirsthandDb db)
{
    private const int QuotesEach = 3;
    private const int MostPromises = 20;
    private const int MostProposedPromises = 5;

    public sealed record Contact(Id<Conversation> Id, string Title, DateTimeOffset HeldAt, DateBasis HeldAtBasis, string? Channel, int Turns, double? Seconds, IReadOnlyList<QuotePlace> Quotes, int Marked, int Proposed);

    /// <param name="Quotes">How many quotes of theirs are in it.</param>
    public sealed record PartOf(Id<Pattern> Id, string? Name, QuotePlace? Typical, int People, int Quotes);

    /// <param name="Promises">What we promised in conversations with them: our words, never theirs.</param>
    public sealed record View(Id<Person> Id, string Name, string? Account, string? Email, CustomerStage Stage, string? Segment, Consent Consent, IReadOnlyList<Contact> Timeline, IReadOnlyList<PartOf> Patterns,
        IReadOnlyList<QuotePlace> Promises, int Marked, int Proposed);

    public async Task<Outcome<View>> RunAsync(Id<Person> id, CancellationToken ct)
    {
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } person) return new Outcome<View>.Missing("person");
        var speakers = db.Speakers;
        var talks = await db.Conversations.AsNoTracking().Where(talk => speakers.Any(speaker => speaker.ConversationId == talk.Id && speaker.PersonId == id)).OrderByDescending(talk => talk.HeldAt).ToListAsync(ct);
        var marked = await db.Highlights.AsNoTracking().Where(row => row.PersonId == id).Select(row => new { row.Id, row.ConversationId, row.Turn }).ToListAsync(ct);
        var proposed = await db.Suggestions.AsNoTracking().Where(row => row.PersonId == id && row.Decision == Decision.Open).Select(row => new { row.Id, row.ConversationId, row.Probability }).ToListAsync(ct);
        var shown = talks.ToDictionary(talk => talk.Id, talk => marked.Where(row => row.ConversationId == talk.Id).OrderBy(row => row.Turn).Select(row => row.Id)
            .Concat(proposed.Where(row => row.ConversationId == talk.Id).OrderByDescending(row => row.Probability).Select(row => row.Id)).Take(QuotesEach).ToList());
        var accounts = db.Accounts;
        var account = person.AccountId is { } at ? await accounts.Where(row => row.Id == at).Select(row => row.Name).SingleOrDefaultAsync(ct) : null;
        var members = db.PatternMembers;
        var patterns = await db.Patterns.AsNoTracking().Where(pattern => pattern.State == PatternState.Active && members.Any(member => member.PatternId == pattern.Id && member.PersonId == id)).OrderByDescending(pattern => pattern.People).ToListAsync(ct);
        var theirs = await members.AsNoTracking().Where(member => member.PersonId == id).GroupBy(member => member.PatternId).Select(same => new { same.Key, Count = same.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, ct);
        var promises = await PromisesAsync([.. talks.Select(talk => talk.Id)], ct);
        var places = await QuotePlace.OfAsync(db, [.. shown.Values.SelectMany(quotes => quotes), .. patterns.Select(pattern => pattern.TypicalQuoteId), .. promises], ct);
        return new View(person.Id, person.Name, account, person.Email, person.Stage, person.Segment, person.Consent,
            [.. talks.Select(talk => new Contact(talk.Id, talk.Title, talk.HeldAt, talk.HeldAtBasis, talk.Channel, talk.TurnCount, talk.Seconds, [.. shown[talk.Id].Where(places.ContainsKey).Select(quote => places[quote])],
                marked.Count(row => row.ConversationId == talk.Id), proposed.Count(row => row.ConversationId == talk.Id)))],
            [.. patterns.Select(pattern => new PartOf(pattern.Id, pattern.Name, places.GetValueOrDefault(pattern.TypicalQuoteId), pattern.People, theirs.GetValueOrDefault(pattern.Id)))],
            [.. promises.Where(places.ContainsKey).Select(quote => places[quote]).OrderByDescending(quote => quote.HeldAt).ThenBy(quote => quote.Turn)], marked.Count, proposed.Count);
    }

    // A promise is said by us, so it stands under nobody's name: it is to whoever was there.
    private async Task<List<Id<Quote>>> PromisesAsync(List<Id<Conversation>> talks, CancellationToken ct) =>
    [
        .. await db.Highlights.AsNoTracking().Where(row => row.Kind == QuoteKind.Promise && talks.Contains(row.ConversationId)).OrderByDescending(row => row.At).Select(row => row.Id).Take(MostPromises).ToListAsync(ct),
        .. await db.Suggestions.AsNoTracking().Where(row => row.Kind == QuoteKind.Promise && row.Decision == Decision.Open && talks.Contains(row.ConversationId)).OrderByDescending(row => row.Probability).Select(row => row.Id).Take(MostProposedPromises).ToListAsync(ct),
    ];
}
