using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Text;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Patterns;

/// <summary>One pattern: who said it, who was asked and did not, the words, what we asked, and what speaks against it.</summary>
internal sealed class ReadPattern(FirsthandDb db, Voices voices)
{
    /// <summary>Customers on one page.</summary>
    public const int PageSize = 20;

    /// <summary>Quotes of one customer, unless all are asked for.</summary>
    public const int QuotesEach = 3;

    private const int MostNotAsked = 30;
    private const int MostQuestions = 5;

    /// <param name="Heard">Only customers who stand so to it.</param>
    /// <param name="Person">Only this customer, with all that they said.</param>
    /// <param name="Segment">Only customers of this segment; empty for those of none.</param>
    /// <param name="All">All quotes of each customer.</param>
    public sealed record Request(VoiceKind? Heard = null, Id<Person>? Person = null, string? Segment = null, bool All = false, int Page = 1);

    /// <summary>How the customers of a segment who were heard stand to it.</summary>
    /// <param name="Name">Empty for customers of none.</param>
    public sealed record SegmentVoices(string Name, int Heard, int SaidUnasked, int SaidWhenAsked, int AskedDidNotSay);

    /// <summary>One customer's words, the most typical first.</summary>
    /// <param name="Voice">Null for words that stand under no customer's name.</param>
    /// <param name="More">How many more there are.</param>
    public sealed record Said(Voice? Voice, string? Account, IReadOnlyList<QuotePlace> Quotes, int More);

    /// <summary>A question of ours, and whom we asked it.</summary>
    /// <param name="Text">Our words: the sentences of the turn that ask.</param>
    public sealed record Question(Voice Voice, Id<Conversation> Conversation, DateTimeOffset? HeldAt, int Turn, double? At, string Text);

    /// <param name="Voices">Everybody who said it or was asked.</param>
    /// <param name="NotAsked">Some of those with whom it never came up, who were heard last first.</param>
    /// <param name="Segments">The segments of those who were heard, first those of which most said it; none where nobody has one.</param>
    /// <param name="Said">The customers of this page, with their words.</param>
    /// <param name="Total">Customers on all pages.</param>
    /// <param name="Questions">What we asked, the latest first; of the customers of the filter, where there is one.</param>
    public sealed record View(ListPatterns.Row Pattern, IReadOnlyList<Voice> Voices, IReadOnlyList<Voice> NotAsked, int NotAskedTotal, IReadOnlyList<SegmentVoices> Segments, IReadOnlyList<Said> Said, int Total, int Page,
        IReadOnlyList<Question> Questions, int QuestionsTotal, IReadOnlyList<QuotePlace> Counter)
    {
        /// <summary>The words of this page in one list.</summary>
        public IReadOnlyList<QuotePlace> Quotes => [.. Said.SelectMany(said => said.Quotes)];
    }

    public async Task<Outcome<View>> RunAsync(Id<Pattern> id, Request request, CancellationToken ct)
    {
        if (await db.Patterns.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.State != PatternState.Merged, ct) is not { } pattern) return new Outcome<View>.Missing("pattern");
        var spoke = (await voices.OfAsync([id], ct))[id].ToList();
        var byPerson = spoke.ToDictionary(voice => voice.Person);
        var segments = await voices.SegmentsAsync(ct);
        var members = await db.PatternMembers.AsNoTracking().Where(row => row.PatternId == id).OrderByDescending(row => row.Typicality).ThenBy(row => row.QuoteId).Select(row => new { row.QuoteId, row.PersonId }).ToListAsync(ct);
        var said = members.GroupBy(member => member.PersonId is { } person ? byPerson.GetValueOrDefault(person) : null)
            .Where(same => same.Key is { } voice ? IsWanted(voice) : request is { Person: null, Heard: null, Segment: null }).ToList();
        var each = request.All || request.Person is not null ? int.MaxValue : QuotesEach;
        var shown = said.Skip((request.Page - 1) * PageSize).Take(PageSize).ToList();

        var heard = segments.Count;
        var counter = await db.CounterExamples.AsNoTracking().Where(row => row.PatternId == id).OrderBy(row => row.Rank).Select(row => row.QuoteId).ToListAsync(ct);
        var places = await QuotePlace.OfAsync(db, [.. shown.SelectMany(same => same.Take(each)).Select(member => member.QuoteId), .. counter, pattern.TypicalQuoteId], ct);
        if (!places.TryGetValue(pattern.TypicalQuoteId, out var typical)) return new Outcome<View>.Missing("pattern");
        var accounts = await AccountsAsync([.. shown.Select(same => same.Key?.Person).OfType<Id<Person>>()], ct);
        var (questions, asked) = await QuestionsAsync(id, byPerson, [.. spoke.Where(IsWanted).Select(voice => voice.Person)], request is { Heard: null, Person: null, Segment: null } ? MostQuestions : PageSize, ct);
        var notAsked = await voices.NotAskedAsync(byPerson.Keys, null, MostNotAsked, ct);
        var toAsk = request.Segment is null ? notAsked : await voices.NotAskedAsync(byPerson.Keys, request.Segment, MostNotAsked, ct);
        return new View(ListPatterns.Show(pattern, typical, heard) with { Voices = heard <= ListPatterns.MostVoices ? [.. spoke, .. notAsked] : null }, spoke, toAsk, segments.Count(person => !byPerson.ContainsKey(person.Key) && (request.Segment is null || person.Value == request.Segment)), SegmentsOf(segments, byPerson),
            [.. shown.Select(same => new Said(same.Key, same.Key is null ? null : accounts.GetValueOrDefault(same.Key.Person), Places(same.Take(each).Select(member => member.QuoteId)), Math.Max(0, same.Count() - each)))],
            said.Count, request.Page, questions, asked, Places(counter));

        bool IsWanted(Voice voice) => (request.Person is null || voice.Person == request.Person) && (request.Heard is null || voice.Kind == request.Heard) && (request.Segment is null || segments.GetValueOrDefault(voice.Person) == request.Segment);

        QuotePlace[] Places(IEnumerable<Id<Quote>> quotes) => [.. quotes.Where(places.ContainsKey).Select(quote => places[quote])];
    }

    /// <summary>The pattern that this one was merged into; null when it was not.</summary>
    public Task<Id<Pattern>?> MergedIntoAsync(Id<Pattern> id, CancellationToken ct) =>
        db.Patterns.AsNoTracking().Where(row => row.Id == id && row.State == PatternState.Merged).Select(row => row.MergedInto).FirstOrDefaultAsync(ct);

    private static IReadOnlyList<SegmentVoices> SegmentsOf(Dictionary<Id<Person>, string> heard, Dictionary<Id<Person>, Voice> spoke) => heard.Values.All(segment => segment.Length == 0) ? [] :
        [.. heard.GroupBy(person => person.Value, person => spoke.GetValueOrDefault(person.Key)?.Kind)
            .Select(same => new SegmentVoices(same.Key, same.Count(), same.Count(kind => kind == VoiceKind.SaidUnasked), same.Count(kind => kind == VoiceKind.SaidWhenAsked), same.Count(kind => kind == VoiceKind.AskedDidNotSay)))
            .OrderByDescending(segment => segment.SaidUnasked + segment.SaidWhenAsked).ThenByDescending(segment => segment.Heard).ThenBy(segment => segment.Name, StringComparer.Ordinal)];

    private async Task<Dictionary<Id<Person>, string>> AccountsAsync(List<Id<Person>> people, CancellationToken ct)
    {
        var accounts = db.Accounts;
        return await (from person in db.People.AsNoTracking()
                      where people.Contains(person.Id)
                      join account in accounts on person.AccountId equals account.Id
                      select new { person.Id, account.Name }).ToDictionaryAsync(row => row.Id, row => row.Name, ct);
    }

    private async Task<(IReadOnlyList<Question> Questions, int Total)> QuestionsAsync(Id<Pattern> id, Dictionary<Id<Person>, Voice> voicesByPerson, HashSet<Id<Person>> wanted, int most, CancellationToken ct)
    {
        var parts = (await voices.PartsAsync([id], ct))[id].ToList();
        var (conversations, turns) = (db.Conversations, db.Turns);
        var rows = await (from row in db.PatternQuestions.AsNoTracking()
                          where parts.Contains(row.PatternId)
                          join talk in conversations on row.ConversationId equals talk.Id
                          select new { row.PersonId, row.ConversationId, row.Turn, talk.HeldAt, talk.HeldAtBasis }).Distinct().ToListAsync(ct);
        var asked = rows.Where(row => wanted.Contains(row.PersonId)).OrderByDescending(row => row.HeldAt).ThenBy(row => row.ConversationId).ThenBy(row => row.Turn).ToList();
        // One question for each customer first: five different people say more than five questions to one.
        var shown = asked.GroupBy(row => row.PersonId).SelectMany(same => same.Select((row, round) => (row, round))).OrderBy(pair => pair.round).Select(pair => pair.row).Take(most).ToList();
        var (talks, indexes) = (shown.ConvertAll(row => row.ConversationId), shown.ConvertAll(row => row.Turn));
        var texts = await turns.AsNoTracking().Where(turn => talks.Contains(turn.ConversationId) && indexes.Contains(turn.Index)).Select(turn => new { turn.ConversationId, turn.Index, turn.Text, turn.Start }).ToDictionaryAsync(turn => (turn.ConversationId, turn.Index), ct);
        var asking = (await db.Sentences.AsNoTracking().Where(row => row.Asks && talks.Contains(row.ConversationId) && indexes.Contains(row.Turn)).OrderBy(row => row.Number)
            .Select(row => new { row.ConversationId, row.Turn, row.Start, row.Length }).ToListAsync(ct)).ToLookup(row => (row.ConversationId, row.Turn), row => new TextSpan(row.Start, row.Length));
        return ([.. shown.Where(row => texts.ContainsKey((row.ConversationId, row.Turn))).Select(row => (row, turn: texts[(row.ConversationId, row.Turn)]))
            .Select(found => new Question(voicesByPerson[found.row.PersonId], found.row.ConversationId, Conversation.Known(found.row.HeldAt, found.row.HeldAtBasis), found.row.Turn, found.turn.Start, Asks(found.turn.Text, asking[(found.row.ConversationId, found.row.Turn)])))], asked.Count);
    }

    // A turn may tell a story before it asks.
    private static string Asks(string text, IEnumerable<TextSpan> asking)
    {
        var questions = asking.Select(sentence => sentence.In(text).ToString()).ToList();
        return questions.Count == 0 ? text : string.Join(' ', questions);
    }
}
