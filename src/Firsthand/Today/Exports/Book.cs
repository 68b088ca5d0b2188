using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Today.Exports;

/// <summary>Who is known, what was held, what was said and what recurs: all that other tools are told, except the transcripts themselves.</summary>
internal sealed record Book(IReadOnlyList<Book.Customer> Customers, IReadOnlyList<Book.Talk> Talks, IReadOnlyList<Book.Said> Quotes, IReadOnlyList<Book.Recurring> Patterns)
{
    /// <param name="IsNameless">Nobody named this person: the name is the place they were heard at.</param>
    internal sealed record Customer(Id<Person> Id, string Name, bool IsNameless, string? Account, string? Email, CustomerStage Stage, string? Segment, Consent Consent);

    /// <param name="Seconds">Null when the file has no times.</param>
    internal sealed record Talk(Id<Conversation> Id, string Title, string Source, string Format, DateTimeOffset HeldAt, DateBasis Basis, string? Channel, double? Seconds, int Turns, IReadOnlyList<Present> Speakers);

    /// <summary>Somebody in a conversation.</summary>
    internal sealed record Present(Id<Speaker> Id, string? Name, Side Side, Id<Person>? Person, string? PersonName)
    {
        public string Who => PersonName ?? Name ?? "Somebody";
    }

    /// <param name="Probability">Of a quote that the engine proposes and nobody has decided on; null for evidence.</param>
    internal sealed record Said(Id<Quote> Id, Id<Conversation> Talk, int Turn, int Start, int Length, string Text, QuoteKind Kind, Id<Person>? Person, string Who, double? At, float? Probability, DateTimeOffset? MarkedAt, string? Memo, IReadOnlyList<string> Tags)
    {
        public bool IsMarked => Probability is null;
    }

    internal sealed record Recurring(Id<Pattern> Id, string Name, bool IsNamed, IReadOnlyList<string> Words, QuoteKind Kind, int People, int Asked, DateTimeOffset LastHeardAt, IReadOnlyList<Id<Quote>> Quotes, IReadOnlyList<Id<Quote>> Counter);
}

internal sealed class ReadBook(FirsthandDb db)
{
    public async Task<Book> RunAsync(CancellationToken ct)
    {
        var accounts = await db.Accounts.AsNoTracking().ToDictionaryAsync(row => row.Id, row => row.Name, ct);
        var people = await db.People.AsNoTracking().Where(row => row.MergedInto == null).OrderBy(row => row.Name).ThenBy(row => row.Id).ToListAsync(ct);
        var names = await db.People.AsNoTracking().ToDictionaryAsync(row => row.Id, row => row.Name, ct);
        var (conversations, sources) = (db.Conversations, db.SourceFiles);
        var speakers = await db.Speakers.AsNoTracking().Where(row => conversations.Any(talk => talk.Id == row.ConversationId)).OrderBy(row => row.Id).ToListAsync(ct);
        var present = speakers.ToLookup(row => row.ConversationId, row => new Book.Present(row.Id, row.Name, row.Side, row.PersonId, row.PersonId is { } id ? names.GetValueOrDefault(id) : null));
        var talks = await (from talk in conversations.AsNoTracking()
                           join source in sources on talk.SourceFileId equals source.Id
                           orderby talk.HeldAt, talk.Id
                           select new { Talk = talk, Source = source.Name }).ToListAsync(ct);
        var quotes = await QuotesAsync(names, ct);
        return new(
            [.. people.Select(row => new Book.Customer(row.Id, row.Name, row.IsNameless, row.AccountId is { } account ? accounts.GetValueOrDefault(account) : null, row.Email, row.Stage, row.Segment, row.Consent))],
            [.. talks.Select(row => new Book.Talk(row.Talk.Id, row.Talk.Title, row.Source, row.Talk.Format, row.Talk.HeldAt, row.Talk.HeldAtBasis, row.Talk.Channel, row.Talk.Seconds, row.Talk.TurnCount, [.. present[row.Talk.Id]]))],
            quotes, await PatternsAsync(quotes, ct));
    }

    /// <summary>A conversation's turns, in order: read one conversation at a time, so that no export holds all words at once.</summary>
    public Task<List<Turn>> TurnsAsync(Id<Conversation> talk, CancellationToken ct) => db.Turns.AsNoTracking().Where(row => row.ConversationId == talk).OrderBy(row => row.Index).ToListAsync(ct);

    private async Task<List<Book.Said>> QuotesAsync(Dictionary<Id<Person>, string> names, CancellationToken ct)
    {
        var (conversations, turns, speakers) = (db.Conversations, db.Turns, db.Speakers);
        var marked = from row in db.Highlights.AsNoTracking()
                     join talk in conversations on row.ConversationId equals talk.Id
                     join turn in turns on new { row.ConversationId, Index = row.Turn } equals new { turn.ConversationId, turn.Index }
                     join speaker in speakers on turn.SpeakerId equals speaker.Id
                     select new { Quote = (Quote)row, Text = Quote.Words(turn.Text, row.Start, row.Length), speaker.Name, At = turn.Start, talk.HeldAt };
        var proposed = from row in db.Suggestions.AsNoTracking()
                       where row.Decision == Decision.Open
                       join talk in conversations on row.ConversationId equals talk.Id
                       join turn in turns on new { row.ConversationId, Index = row.Turn } equals new { turn.ConversationId, turn.Index }
                       join speaker in speakers on turn.SpeakerId equals speaker.Id
                       select new { Quote = (Quote)row, Text = Quote.Words(turn.Text, row.Start, row.Length), speaker.Name, At = turn.Start, talk.HeldAt };
        return [.. (await marked.ToListAsync(ct)).Concat(await proposed.ToListAsync(ct))
            .OrderBy(row => row.HeldAt).ThenBy(row => row.Quote.ConversationId).ThenBy(row => row.Quote.Turn).ThenBy(row => row.Quote.Start).ThenBy(row => row.Quote.Id)
            .Select(row => new Book.Said(row.Quote.Id, row.Quote.ConversationId, row.Quote.Turn, row.Quote.Start, row.Quote.Length, row.Text, row.Quote.Kind, row.Quote.PersonId,
                (row.Quote.PersonId is { } person ? names.GetValueOrDefault(person) : null) ?? row.Name ?? "Somebody", row.At,
                (row.Quote as Suggestion)?.Probability, (row.Quote as Highlight)?.At, (row.Quote as Highlight)?.Memo, (row.Quote as Highlight)?.Tags ?? []))];
    }

    private async Task<List<Book.Recurring>> PatternsAsync(List<Book.Said> quotes, CancellationToken ct)
    {
        var said = quotes.ToDictionary(quote => quote.Id);
        var members = (await db.PatternMembers.AsNoTracking().OrderByDescending(row => row.Typicality).ThenBy(row => row.QuoteId).Select(row => new { row.PatternId, row.QuoteId }).ToListAsync(ct)).Where(row => said.ContainsKey(row.QuoteId)).ToLookup(row => row.PatternId, row => row.QuoteId);
        var counter = (await db.CounterExamples.AsNoTracking().OrderBy(row => row.Rank).ToListAsync(ct)).Where(row => said.ContainsKey(row.QuoteId)).ToLookup(row => row.PatternId, row => row.QuoteId);
        var patterns = await db.Patterns.AsNoTracking().Where(row => row.State == PatternState.Active && row.Quotes > 0).OrderByDescending(row => row.People).ThenByDescending(row => row.Quotes).ThenBy(row => row.Id).ToListAsync(ct);
        return [.. patterns.Where(row => members.Contains(row.Id)).Select(row => new Book.Recurring(row.Id, row.Name ?? said[said.ContainsKey(row.TypicalQuoteId) ? row.TypicalQuoteId : members[row.Id].First()].Text, row.Name is not null,
            row.Words, row.Kind, row.People, row.PeopleAsked, row.LastHeardAt, [.. members[row.Id]], [.. counter[row.Id]]))];
    }
}
