using Firsthand.Conversations;
using Firsthand.Engine.Detection;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>What is marked and what is proposed in one conversation, in the order of its words.</summary>
internal sealed class QuotesOfConversation(FirsthandDb db)
{
    public sealed record Row(Id<Quote> Id, int Turn, int Start, int Length, QuoteKind Kind, bool Accepted, float? Probability, IReadOnlyList<string> Tags, string? Memo, string Text);

    public async Task<IReadOnlyList<Row>> RunAsync(Id<Conversation> id, CancellationToken ct)
    {
        var turns = db.Turns.Where(turn => turn.ConversationId == id);
        var highlights = await (from row in db.Highlights.AsNoTracking()
                                where row.ConversationId == id
                                join turn in turns on row.Turn equals turn.Index
                                select new Row(row.Id, row.Turn, row.Start, row.Length, row.Kind, true, null, row.Tags, row.Memo, Quote.Words(turn.Text, row.Start, row.Length))).ToListAsync(ct);
        var suggestions = await (from row in db.Suggestions.AsNoTracking()
                                 where row.ConversationId == id && row.Decision == Decision.Open
                                 join turn in turns on row.Turn equals turn.Index
                                 select new Row(row.Id, row.Turn, row.Start, row.Length, row.Kind, false, row.Probability, new List<string>(), null, Quote.Words(turn.Text, row.Start, row.Length))).ToListAsync(ct);
        return [.. highlights.Concat(suggestions).OrderBy(row => row.Turn).ThenBy(row => row.Start)];
    }

    /// <summary>What is made of them, or that there is no such conversation.</summary>
    public async Task<Outcome<T>> OfKnownAsync<T>(Id<Conversation> id, Func<IReadOnlyList<Row>, T> make, CancellationToken ct) =>
        await db.Conversations.AnyAsync(row => row.Id == id, ct) ? make(await RunAsync(id, ct)) : new Outcome<T>.Missing("conversation");
}
