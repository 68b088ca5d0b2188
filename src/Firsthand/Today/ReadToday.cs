using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Platform;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Today;

/// <summary>What to read next. Empty is the goal.</summary>
internal sealed class ReadToday(FirsthandDb db, ListPatterns patterns, ListQuotes quotes, WorkUnderWay work)
{
    private const int MostRows = 12;
    private const int MostPatterns = 5;

    // In characters: a few words say too little on their own, a long passage nobody reads in passing.
    private const int Shortest = 30, Longest = 220;

    /// <param name="Proposed">Suggestions that wait for a decision.</param>
    /// <param name="Kinds">Their kinds, the most frequent first.</param>
    /// <param name="Strongest">The proposal that the engine is surest of, rather a statement than a question: a taste of what is in there.</param>
    public sealed record ToRead(Id<Conversation> Id, string Title, DateTimeOffset? HeldAt, string? Channel, IReadOnlyList<string> People, int Turns, double? Seconds, int Proposed, IReadOnlyList<KindCount> Kinds, bool Heard, bool SidesUnknown, QuotePlace? Strongest);

    public readonly record struct KindCount(QuoteKind Kind, int Count);

    public sealed record View(IReadOnlyList<ToRead> Unread, int UnreadTotal, IReadOnlyList<ListPatterns.Row> Patterns, int PatternsTotal, IReadOnlyList<Work> Working, int Conversations, int People, int Marked);

    public async Task<View> RunAsync(CancellationToken ct)
    {
        var unread = db.Conversations.AsNoTracking().Where(row => row.ReadAt == null);
        var rows = await unread.OrderByDescending(row => row.HeldAt).ThenByDescending(row => row.Id).Take(MostRows).ToListAsync(ct);
        var ids = rows.Select(row => row.Id).ToList();
        var proposed = (await db.Suggestions.AsNoTracking().Where(row => row.Decision == Decision.Open && ids.Contains(row.ConversationId)).GroupBy(row => new { row.ConversationId, row.Kind })
            .Select(same => new { same.Key.ConversationId, same.Key.Kind, Count = same.Count() }).ToListAsync(ct)).ToLookup(row => row.ConversationId, row => new KindCount(row.Kind, row.Count));
        var strongest = new Dictionary<Id<Conversation>, Id<Quote>>();
        foreach (var id in ids)
            if (await db.Suggestions.AsNoTracking().Where(row => row.ConversationId == id && row.Decision == Decision.Open)
                .OrderByDescending(row => row.Kind != QuoteKind.Question && row.Kind != QuoteKind.Promise && row.Length >= Shortest && row.Length <= Longest).ThenByDescending(row => row.Probability).Select(row => (Id<Quote>?)row.Id).FirstOrDefaultAsync(ct) is { } best) strongest[id] = best;
        var places = await QuotePlace.OfAsync(db, [.. strongest.Values], ct);
        var people = db.People;
        var speakers = (await (from speaker in db.Speakers.AsNoTracking()
                               where ids.Contains(speaker.ConversationId) && speaker.Side != Side.Ours
                               join person in people on speaker.PersonId equals person.Id
                               select new { speaker.ConversationId, person.Name, speaker.Side }).ToListAsync(ct)).ToLookup(row => row.ConversationId);
        var recurring = await patterns.RunAsync(null, PatternState.Active, null, 1, ct);
        return new([.. rows.Select(row => new ToRead(row.Id, row.Title, Conversation.Known(row.HeldAt, row.HeldAtBasis), row.Channel, [.. speakers[row.Id].Select(speaker => speaker.Name).Distinct()], row.TurnCount, row.Seconds, proposed[row.Id].Sum(kind => kind.Count), [.. proposed[row.Id].OrderByDescending(kind => kind.Count).ThenBy(kind => kind.Kind)], row.HeardAt is not null,
                speakers[row.Id].Any(speaker => speaker.Side == Side.Unknown), strongest.TryGetValue(row.Id, out var quote) ? places.GetValueOrDefault(quote) : null))],
            await unread.CountAsync(ct), [.. recurring.Rows.Take(MostPatterns)], recurring.Total, await work.RunAsync(ct), recurring.Conversations, recurring.People, await quotes.MarkedAsync(ct));
    }
}
