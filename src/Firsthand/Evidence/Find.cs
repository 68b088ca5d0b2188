using System.Globalization;
using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Text;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>Exact words and meaning together; every hit is a place that opens.</summary>
internal sealed class Find(FirsthandDb db, WordSearch words, MeaningSearch meaning)
{
    private const int Candidates = 200;

    // Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): 1 / (60 + rank), added up over both lists.
    private const int RankOffset = 60;

    // Who types a word wants to see it: what only comes near in meaning stands below.
    private const double WordsWeigh = 2;

    // What a customer said stands before what we said about it.
    private const double OursWeigh = 0.5;

    /// <param name="Terms">Where the words of the query stand in the text, from its own start, for marking them.</param>
    public sealed record Hit(Id<Conversation> Conversation, string Title, DateTimeOffset? HeldAt, int Turn, int Start, int Length, string Text, double Score, string? Speaker, Side Side,
        Id<Person>? Person, string? PersonName, double? At, string? Kind, bool? Accepted, Id<Quote>? Quote, IReadOnlyList<TextSpan> Terms);

    /// <param name="Near">The sentence that comes near in meaning; null where only the words were found.</param>
    private readonly record struct Scored(double Score, TextSpan? Near);

    public async Task<IReadOnlyList<Hit>> RunAsync(string query, Narrowing only, int most, CancellationToken ct)
    {
        var sought = new SearchWords(query);
        if (sought.IsNone) return [];
        // While the database looks for the words, the processor compares meanings.
        var begun = await meaning.BeginAsync(db, query, only, Candidates, ct);
        var byWords = await words.FindAsync(sought, only, Candidates, ct);
        var byMeaning = await StillAsync(await begun, only.Kind, most, ct);

        var scores = new Dictionary<(Guid Conversation, int Turn), Scored>();
        for (var rank = 0; rank < byWords.Count; rank++) Add((byWords[rank].Conversation, byWords[rank].Turn), rank, null, byWords[rank].Side, WordsWeigh);
        foreach (var (hit, rank) in byMeaning.DistinctBy(hit => (hit.Conversation, hit.Turn)).Select((hit, rank) => (hit, rank))) Add((hit.Conversation.Value, hit.Turn), rank, hit.Span, hit.Side, 1);

        // A turn that has the kind in one sentence and the words in another is no answer, and drops out when it is read: then the next are.
        var best = scores.OrderByDescending(pair => pair.Value.Score).ThenBy(pair => pair.Key).ToList();
        var shown = new List<Hit>();
        for (var from = 0; from < best.Count && shown.Count < most; from += most)
        {
            var some = best.Skip(from).Take(most).ToList();
            shown.AddRange(await ShowAsync(some.ConvertAll(pair => pair.Key), some.ToDictionary(pair => pair.Key, pair => pair.Value), sought, only.Kind, ct));
        }
        return shown.Count > most ? shown.GetRange(0, most) : shown;

        void Add((Guid, int) place, int rank, TextSpan? span, Side side, double weight)
        {
            var known = scores.GetValueOrDefault(place);
            scores[place] = new(known.Score + weight * (side == Side.Ours ? OursWeigh : 1) / (RankOffset + rank + 1), known.Near ?? span);
        }
    }

    /// <summary>The best that are still of the kind, twice as many turns as are shown: what stands further behind could move those a little at most.</summary>
    private async Task<IReadOnlyList<MeaningSearch.Hit>> StillAsync(IReadOnlyList<MeaningSearch.Hit> near, QuoteKind? kind, int most, CancellationToken ct)
    {
        if (kind is null) return near;
        var (still, turns) = (new List<MeaningSearch.Hit>(), new HashSet<(Id<Conversation>, int)>());
        // Where many were turned down, more are looked up at once each time.
        for (var (from, size) = (0, 2 * most); from < near.Count && turns.Count < 2 * most; (from, size) = (from + size, 2 * size))
        {
            var some = near.Skip(from).Take(size).ToList();
            var heard = (await words.QuotesAsync(Places(some), kind.Value, ct)).ToLookup(row => (row.Conversation, row.Turn), row => new TextSpan(row.Start, row.Length));
            some.RemoveAll(hit => !heard[(hit.Conversation.Value, hit.Turn)].Any(span => span.Overlaps(hit.Span)));
            still.AddRange(some);
            turns.UnionWith(some.Select(hit => (hit.Conversation, hit.Turn)));
        }
        return still;
    }

    private static List<(Guid Conversation, int Turn)> Places(List<MeaningSearch.Hit> hits) => [.. hits.Select(hit => (hit.Conversation.Value, hit.Turn)).Distinct()];

    private async Task<IEnumerable<Hit>> ShowAsync(List<(Guid Conversation, int Turn)> places, Dictionary<(Guid, int), Scored> scores, SearchWords sought, QuoteKind? kind, CancellationToken ct)
    {
        var numbers = await words.NumbersAsync(places, ct);
        var (conversations, speakers, people) = (db.Conversations, db.Speakers, db.People);
        var found = db.Turns.AsNoTracking().Where(turn => EF.Parameter(numbers).Contains(turn.Number));
        var rows = await (from turn in found
                          join talk in conversations on turn.ConversationId equals talk.Id
                          join speaker in speakers on turn.SpeakerId equals speaker.Id
                          join who in people on speaker.PersonId equals who.Id into named
                          from who in named.DefaultIfEmpty()
                          select new { turn.ConversationId, turn.Index, turn.Text, turn.Start, turn.At, talk.Title, HeldAt = Conversation.Known(talk.HeldAt, talk.HeldAtBasis), speaker.Name, speaker.Side, speaker.PersonId, Person = who == null ? null : who.Name }).ToListAsync(ct);
        var byPlace = rows.ToDictionary(row => (row.ConversationId.Value, row.Index));
        var (marked, proposed) = (db.Highlights.AsNoTracking(), db.Suggestions.AsNoTracking().Where(row => row.Decision == Decision.Open));
        var highlights = await (from turn in found join row in marked on new { turn.ConversationId, Turn = turn.Index } equals new { row.ConversationId, row.Turn } select new { row.Id, row.ConversationId, row.Turn, row.Start, row.Length, row.Kind }).ToListAsync(ct);
        var suggestions = await (from turn in found join row in proposed on new { turn.ConversationId, Turn = turn.Index } equals new { row.ConversationId, row.Turn } select new { row.Id, row.ConversationId, row.Turn, row.Start, row.Length, row.Kind }).ToListAsync(ct);
        var quotes = highlights.Select(row => (row, Marked: true)).Concat(suggestions.Select(row => (row, Marked: false))).Select(pair => (pair.row, pair.Marked, Span: new TextSpan(pair.row.Start, pair.row.Length))).ToLookup(pair => (pair.row.ConversationId.Value, pair.row.Turn));

        return from place in places
               where byPlace.ContainsKey(place)
               let row = byPlace[place]
               // The words as they stand in quotation marks, and nothing that only comes near.
               where sought.HoldsPhrases(row.Text)
               // Who types words wants to see them, where the turn has them all; what comes near in meaning may be another sentence of it.
               let near = scores[place].Near
               let sentence = near is { } meant && (sought.Holds(meant.In(row.Text).ToString()) || !sought.Holds(row.Text)) ? meant : sought.BestSentence(row.Text)
               let quote = quotes[place].Where(pair => kind is null || pair.row.Kind == kind && (pair.Span.Overlaps(sentence) || sought.Holds(pair.Span.In(row.Text).ToString())))
                   .OrderByDescending(pair => pair.Span.Overlaps(sentence)).ThenByDescending(pair => pair.Marked).FirstOrDefault()
               where kind is null || quote.row is not null
               // Of a turn that says it twice, shown is what was heard as the kind.
               let span = kind is null || quote.Span.Overlaps(sentence) ? sentence : quote.Span
               let text = span.In(row.Text).ToString()
               where text.Any(char.IsLetterOrDigit)
               let marks = sought.Spans(text)
               // "Good morning." comes near to any short query.
               where marks.Count > 0 || !SmallTalk.Is(text, ourSideIsKnown: true)
               // A message may have been written months after its chat began.
               select new Hit(row.ConversationId, row.Title, Turn.MomentOf(row.At) ?? row.HeldAt, row.Index, span.Start, span.Length, text, scores[place].Score, row.Name, row.Side, row.PersonId, row.Person, row.Start,
                   quote.row?.Kind.Name, quote.row is null ? null : quote.Marked, quote.row?.Id, marks);
    }
}
