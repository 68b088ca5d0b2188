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

    public async Task<IReadOnlyList<Hit>> RunAsync(string query, QuoteKind? kind, Id<Person>? person, int most, CancellationToken ct)
    {
        var terms = WordSearch.Terms(query);
        if (terms.Count == 0) return [];
        // While the database looks for the words, the processor compares meanings.
        var begun = await meaning.BeginAsync(db, query, person, theirsOnly: false, Candidates, ct);
        var byWords = await words.FindAsync(query, person, Candidates, ct);
        var byMeaning = await begun;

        var scores = new Dictionary<(Guid Conversation, int Turn), (double Score, TextSpan? Span)>();
        for (var rank = 0; rank < byWords.Count; rank++) Add((byWords[rank].Conversation, byWords[rank].Turn), rank, null, byWords[rank].Side, WordsWeigh);
        foreach (var (hit, rank) in byMeaning.DistinctBy(hit => (hit.Conversation, hit.Turn)).Select((hit, rank) => (hit, rank))) Add((hit.Conversation.Value, hit.Turn), rank, hit.Span, hit.Side, 1);

        // Twice as many as wanted, because a filter by kind may still drop some.
        var best = scores.OrderByDescending(pair => pair.Value.Score).ThenBy(pair => pair.Key).Take(kind is null ? most : Candidates).ToList();
        return [.. (await ShowAsync(best.Select(pair => pair.Key).ToList(), best.ToDictionary(pair => pair.Key, pair => pair.Value), terms, kind, ct)).Take(most)];

        void Add((Guid, int) place, int rank, TextSpan? span, Side side, double weight)
        {
            var (score, known) = scores.GetValueOrDefault(place);
            scores[place] = (score + weight * (side == Side.Ours ? OursWeigh : 1) / (RankOffset + rank + 1), known ?? span);
        }
    }

    private async Task<IEnumerable<Hit>> ShowAsync(List<(Guid Conversation, int Turn)> places, Dictionary<(Guid, int), (double Score, TextSpan? Span)> scores, IReadOnlyList<string> terms, QuoteKind? kind, CancellationToken ct)
    {
        var numbers = await words.NumbersAsync(places, ct);
        var (conversations, speakers, people) = (db.Conversations, db.Speakers, db.People);
        var found = db.Turns.AsNoTracking().Where(turn => EF.Parameter(numbers).Contains(turn.Number));
        var rows = await (from turn in found
                          join talk in conversations on turn.ConversationId equals talk.Id
                          join speaker in speakers on turn.SpeakerId equals speaker.Id
                          join who in people on speaker.PersonId equals who.Id into named
                          from who in named.DefaultIfEmpty()
                          select new { turn.ConversationId, turn.Index, turn.Text, turn.Start, talk.Title, HeldAt = Conversation.Known(talk.HeldAt, talk.HeldAtBasis), speaker.Name, speaker.Side, speaker.PersonId, Person = who == null ? null : who.Name }).ToListAsync(ct);
        var byPlace = rows.ToDictionary(row => (row.ConversationId.Value, row.Index));
        var (marked, proposed) = (db.Highlights.AsNoTracking(), db.Suggestions.AsNoTracking().Where(row => row.Decision == Decision.Open));
        var highlights = await (from turn in found join row in marked on new { turn.ConversationId, Turn = turn.Index } equals new { row.ConversationId, row.Turn } select new { row.Id, row.ConversationId, row.Turn, row.Start, row.Length, row.Kind }).ToListAsync(ct);
        var suggestions = await (from turn in found join row in proposed on new { turn.ConversationId, Turn = turn.Index } equals new { row.ConversationId, row.Turn } select new { row.Id, row.ConversationId, row.Turn, row.Start, row.Length, row.Kind }).ToListAsync(ct);
        var quotes = highlights.Select(row => (row, true)).Concat(suggestions.Select(row => (row, false))).ToLookup(pair => (pair.row.ConversationId.Value, pair.row.Turn));

        return from place in places
               where byPlace.ContainsKey(place)
               let row = byPlace[place]
               let span = scores[place].Span ?? WordSearch.BestSentence(row.Text, terms)
               let text = span.In(row.Text).ToString()
               where text.Any(char.IsLetterOrDigit)
               let quote = quotes[place].Where(pair => kind is null || pair.row.Kind == kind).OrderByDescending(pair => new TextSpan(pair.row.Start, pair.row.Length).Overlaps(span)).ThenByDescending(pair => pair.Item2).FirstOrDefault()
               where kind is null || quote.row is not null
               select new Hit(row.ConversationId, row.Title, row.HeldAt, row.Index, span.Start, span.Length, text, scores[place].Score, row.Name, row.Side, row.PersonId, row.Person, row.Start,
                   quote.row?.Kind.Name, quote.row is null ? null : quote.Item2, quote.row?.Id, WordSearch.Spans(text, terms));
    }
}
