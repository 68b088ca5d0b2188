using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Firsthand.Shell;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>A quote as every page shows it: the words, who said them, and the place that opens.</summary>
/// <param name="At">Seconds from the start, where the file has times.</param>
internal sealed record QuotePlace(Id<Quote> Id, Id<Conversation> Conversation, string Title, DateTimeOffset HeldAt, int Turn, int Start, int Length, string Text, QuoteKind Kind, bool Accepted, Id<Person>? Person, string? PersonName, string? Speaker, double? At)
{
    /// <summary>The address that opens it in its conversation.</summary>
    public string Href => HrefOf(Conversation, Turn, Id);

    /// <summary>Whose words they are: the person, or the name in the transcript where nobody knows the person.</summary>
    public string Who => PersonName ?? Speaker ?? "Somebody";

    /// <summary>"23 November, 14:02", or "23 November, turn 12" where the file has no times.</summary>
    public string When(DateTimeOffset now) => WhenOf(HeldAt, At, Turn, now);

    /// <summary>The address of a turn, with a quote of it in hand where there is one.</summary>
    public static string HrefOf(Id<Conversation> conversation, int turn, Id<Quote>? quote = null) => $"/conversations/{conversation}{(quote is { } id ? $"?quote={id}" : "")}#t-{turn}";

    public static string WhenOf(DateTimeOffset heldAt, double? at, int turn, DateTimeOffset now) =>
        $"{Say.Date(heldAt, now)}, {(at is { } seconds ? Clock.Of(seconds) : $"turn {Say.Number(turn + 1)}")}";

    /// <summary>The quotes with these ids that are still there, whether proposed or marked.</summary>
    public static async Task<Dictionary<Id<Quote>, QuotePlace>> OfAsync(FirsthandDb db, IReadOnlyList<Id<Quote>> ids, CancellationToken ct)
    {
        var highlights = await (from row in db.Highlights.AsNoTracking() where ids.Contains(row.Id) select new { row.Id, row.ConversationId, row.Turn, row.Start, row.Length, row.Kind, row.PersonId, Accepted = true }).ToListAsync(ct);
        var proposed = ids.Except(highlights.Select(row => row.Id)).ToList();
        var suggestions = await (from row in db.Suggestions.AsNoTracking() where proposed.Contains(row.Id) select new { row.Id, row.ConversationId, row.Turn, row.Start, row.Length, row.Kind, row.PersonId, Accepted = false }).ToListAsync(ct);
        var rows = highlights.Concat(suggestions).ToList();
        var (talks, indexes) = (rows.Select(row => row.ConversationId).Distinct().ToList(), rows.Select(row => row.Turn).Distinct().ToList());
        var (conversations, speakers, people) = (db.Conversations, db.Speakers, db.People);
        var turns = (await (from turn in db.Turns.AsNoTracking()
                            where talks.Contains(turn.ConversationId) && indexes.Contains(turn.Index)
                            join talk in conversations on turn.ConversationId equals talk.Id
                            join speaker in speakers on turn.SpeakerId equals speaker.Id
                            join who in people on speaker.PersonId equals who.Id into named
                            from who in named.DefaultIfEmpty()
                            select new { turn.ConversationId, turn.Index, turn.Text, turn.Start, talk.Title, talk.HeldAt, Speaker = speaker.Name, Person = who == null ? null : who.Name }).ToListAsync(ct)).ToDictionary(turn => (turn.ConversationId, turn.Index));
        return rows.Where(row => turns.ContainsKey((row.ConversationId, row.Turn))).ToDictionary(row => row.Id, row =>
        {
            var turn = turns[(row.ConversationId, row.Turn)];
            return new QuotePlace(row.Id, row.ConversationId, turn.Title, turn.HeldAt, row.Turn, row.Start, row.Length, turn.Text.Substring(row.Start, row.Length), row.Kind, row.Accepted, row.PersonId, turn.Person, turn.Speaker, turn.Start);
        });
    }
}
