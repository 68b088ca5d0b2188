using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Firsthand.Shell;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>A quote as every page shows it: the words, who said them, and the place that opens.</summary>
/// <param name="HeldAt">When it was said; null where nobody knows the day.</param>
/// <param name="At">Seconds from the start, where the file has times.</param>
internal sealed record QuotePlace(Id<Quote> Id, Id<Conversation> Conversation, string Title, DateTimeOffset? HeldAt, int Turn, int Start, int Length, string Text, QuoteKind Kind, bool Accepted, Id<Person>? Person, string? PersonName, string? Speaker, double? At)
{
    /// <summary>The address that opens it in its conversation.</summary>
    public string Href => HrefOf(Conversation, Turn, Id);

    /// <summary>Whose words they are: the person, or the name in the transcript where nobody knows the person.</summary>
    public string Who => PersonName ?? Speaker ?? "Somebody";

    /// <summary>"23 November, 14:02", or "23 November, turn 12" where the file has no times; without a day where nobody knows it.</summary>
    public string When(DateTimeOffset now) => WhenOf(HeldAt, At, Turn, now);

    /// <summary>The address of a turn, with a quote of it in hand where there is one.</summary>
    public static string HrefOf(Id<Conversation> conversation, int turn, Id<Quote>? quote = null) => $"/conversations/{conversation}{(quote is { } id ? $"?quote={id}" : "")}#t-{turn}";

    public static string WhenOf(DateTimeOffset? heldAt, double? at, int turn, DateTimeOffset now) =>
        $"{(heldAt is { } day ? $"{Say.Date(day, now)}, " : "")}{(at is { } seconds ? Clock.Of(seconds) : $"turn {Say.Number(turn + 1)}")}";

    /// <summary>The quotes with these ids that are still there, whether proposed or marked.</summary>
    public static async Task<Dictionary<Id<Quote>, QuotePlace>> OfAsync(FirsthandDb db, IReadOnlyList<Id<Quote>> ids, CancellationToken ct)
    {
        var marked = await Of(db, db.Highlights.Where(row => ids.Contains(row.Id)), accepted: true).ToListAsync(ct);
        var rest = ids.Except(marked.Select(place => place.Id)).ToList();
        var proposed = await Of(db, db.Suggestions.Where(row => rest.Contains(row.Id)), accepted: false).ToListAsync(ct);
        return marked.Concat(proposed).ToDictionary(place => place.Id);
    }

    private static IQueryable<QuotePlace> Of<TQuote>(FirsthandDb db, IQueryable<TQuote> quotes, bool accepted) where TQuote : Quote
    {
        var (conversations, turns, speakers, people) = (db.Conversations, db.Turns, db.Speakers, db.People);
        return from row in quotes.AsNoTracking()
               join turn in turns on new { row.ConversationId, Index = row.Turn } equals new { turn.ConversationId, turn.Index }
               join talk in conversations on row.ConversationId equals talk.Id
               join speaker in speakers on turn.SpeakerId equals speaker.Id
               join who in people on speaker.PersonId equals who.Id into named
               from who in named.DefaultIfEmpty()
               select new QuotePlace(row.Id, row.ConversationId, talk.Title, Firsthand.Conversations.Conversation.Known(talk.HeldAt, talk.HeldAtBasis), row.Turn, row.Start, row.Length, Quote.Words(turn.Text, row.Start, row.Length), row.Kind, accepted, row.PersonId, who == null ? null : who.Name, speaker.Name, turn.Start);
    }
}
