using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>Evidence across conversations: what people marked, or what waits for a decision, newest conversation first.</summary>
internal sealed class ListQuotes(FirsthandDb db)
{
    public const int PageSize = 50;

    private const int TalksAtOnce = 50;

    /// <summary>More quotes than this are not sorted as a whole.</summary>
    internal int MostToOrder { get; init; } = 2_000;

    public sealed record Row(Id<Quote> Id, Id<Conversation> Conversation, string Title, DateTimeOffset? HeldAt, int Turn, int Start, int Length, string Text, QuoteKind Kind, bool Accepted, float? Probability,
        Id<Person>? Person, string? PersonName, double? At, string? Memo);

    public sealed record Page(IReadOnlyList<Row> Rows, int Total, int Number);

    public async Task<Page> RunAsync(bool accepted, Narrowing only, int page, CancellationToken ct)
    {
        var places = accepted
            ? Of(only, db.Highlights.AsNoTracking()).Select(row => new { row.Id, row.ConversationId, row.Turn, row.Start, row.Length, row.Kind, Probability = (float?)null, row.PersonId, row.Memo })
            : Of(only, db.Suggestions.AsNoTracking().Where(row => row.Decision == Decision.Open)).Select(row => new { row.Id, row.ConversationId, row.Turn, row.Start, row.Length, row.Kind, Probability = (float?)row.Probability, row.PersonId, Memo = (string?)null });
        var (conversations, turns, people) = (db.Conversations.AsNoTracking(), db.Turns.AsNoTracking(), db.People.AsNoTracking());
        var removed = await RemovedAsync(ct);
        var total = await places.CountAsync(place => !removed.Contains(place.ConversationId), ct);
        var skip = (page - 1) * PageSize;
        // Many are not put in order for the sake of a few: the conversations that hold this page are found first.
        if (total > MostToOrder)
        {
            (var talks, skip) = await TalksOfAsync(conversations, (ids, token) => places.Where(place => ids.Contains(place.ConversationId)).GroupBy(place => place.ConversationId).Select(same => new { same.Key, Count = same.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, token), skip, ct);
            places = places.Where(place => talks.Contains(place.ConversationId));
        }
        var rows = await (from place in places
                          join talk in conversations on place.ConversationId equals talk.Id
                          orderby talk.HeldAt descending, place.ConversationId, place.Turn, place.Start
                          join turn in turns on new { place.ConversationId, Index = place.Turn } equals new { turn.ConversationId, turn.Index }
                          join who in people on place.PersonId equals who.Id into named
                          from who in named.DefaultIfEmpty()
                          select new Row(place.Id, place.ConversationId, talk.Title, Turn.MomentOf(turn.At) ?? Conversation.Known(talk.HeldAt, talk.HeldAtBasis), place.Turn, place.Start, place.Length, Quote.Words(turn.Text, place.Start, place.Length), place.Kind, accepted, place.Probability,
                              place.PersonId, who == null ? null : who.Name, turn.Start, place.Memo)).Skip(skip).Take(PageSize).ToListAsync(ct);
        return new(rows, total, page);
    }

    private IQueryable<TQuote> Of<TQuote>(Narrowing only, IQueryable<TQuote> quotes) where TQuote : Quote
    {
        var (people, conversations, turns) = (db.People, db.Conversations, db.Turns);
        if (only.Kind is { } kind) quotes = quotes.Where(row => row.Kind == kind);
        if (only.Person is { } person) quotes = quotes.Where(row => row.PersonId == person);
        // Lists, which the database makes once, and not a look for each quote.
        if (only.Segment is { } segment) quotes = quotes.Where(row => row.PersonId != null && people.Where(who => who.Segment == segment).Select(who => who.Id).Contains(row.PersonId!.Value));
        if (only.Channel is { } channel) quotes = quotes.Where(row => conversations.Where(talk => talk.Channel == channel).Select(talk => talk.Id).Contains(row.ConversationId));
        if (!only.ByDay) return quotes;
        var (held, dated, first, end) = (only.HeldOnItsDays(conversations).Select(talk => talk.Id), turns.Where(turn => turn.At != null && EF.Functions.Like(turn.At, Turn.TellsDay)), only.SinceDay, only.BeforeDay);
        var wanted = dated.Where(turn => turn.At!.CompareTo(first) >= 0 && turn.At.CompareTo(end) < 0);
        return quotes.Where(row => held.Contains(row.ConversationId) && !dated.Any(turn => turn.ConversationId == row.ConversationId && turn.Index == row.Turn)
            || wanted.Select(turn => turn.ConversationId).Contains(row.ConversationId) && wanted.Any(turn => turn.ConversationId == row.ConversationId && turn.Index == row.Turn));
    }

    /// <summary>How many are marked, and how many wait: as many as the pages that list them say.</summary>
    public async Task<(int Marked, int Waiting)> CountAsync(CancellationToken ct)
    {
        var removed = await RemovedAsync(ct);
        return (await MarkedAsync(removed, ct), await db.Suggestions.CountAsync(row => row.Decision == Decision.Open && !removed.Contains(row.ConversationId), ct));
    }

    /// <summary>How many are marked.</summary>
    public async Task<int> MarkedAsync(CancellationToken ct) => await MarkedAsync(await RemovedAsync(ct), ct);

    private Task<int> MarkedAsync(List<Id<Conversation>> removed, CancellationToken ct) => db.Highlights.CountAsync(row => !removed.Contains(row.ConversationId), ct);

    private Task<List<Id<Conversation>>> RemovedAsync(CancellationToken ct) =>
        db.Conversations.IgnoreQueryFilters([RowFilters.Removed]).Where(talk => talk.RemovedAt != null).Select(talk => talk.Id).ToListAsync(ct);

    private static async Task<(List<Id<Conversation>> Talks, int Skip)> TalksOfAsync(IQueryable<Conversation> conversations, Func<List<Id<Conversation>>, CancellationToken, Task<Dictionary<Id<Conversation>, int>>> count, int skip, CancellationToken ct)
    {
        var (found, held) = (new List<Id<Conversation>>(), 0);
        for (var from = 0; ; from += TalksAtOnce)
        {
            var talks = await conversations.OrderByDescending(talk => talk.HeldAt).ThenBy(talk => talk.Id).Select(talk => talk.Id).Skip(from).Take(TalksAtOnce).ToListAsync(ct);
            var counts = await count(talks, ct);
            foreach (var talk in talks)
            {
                var quotes = counts.GetValueOrDefault(talk);
                if (found.Count == 0 && quotes <= skip)
                {
                    skip -= quotes;
                    continue;
                }
                found.Add(talk);
                held += quotes;
                if (held >= skip + PageSize) return (found, skip);
            }
            if (talks.Count < TalksAtOnce) return (found, skip);
        }
    }
}
