using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Patterns;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Patterns;

/// <summary>Puts what customers said into patterns, keeping what people merged, split, renamed and dismissed.</summary>
internal sealed class GroupQuotes(FirsthandDb db, CountSaturation saturation, TimeProvider clock)
{
    /// <summary>A pattern is said by two customers or more; a group of one customer's quotes stays out unless a person made it.</summary>
    private const int FewestPeople = 2;

    // An answer comes in the turns right after the question.
    private const int AnswerWithin = 3;

    private const int TrendPeriods = 6;

    internal sealed record Item(Id<Quote> Quote, Id<Conversation> Conversation, int Turn, Id<Person>? Person, QuoteKind Kind, string Text, byte[] Vector, DateTimeOffset HeldAt, bool Marked);

    public async Task<GroupingRun> RunAsync(IProgress<Progress> progress, CancellationToken ct)
    {
        // load
        db.ChangeTracker.Clear();
        progress.Report(new(0, 3));
        var items = await ItemsAsync(ct);
        var known = await db.Patterns.OrderBy(pattern => pattern.Id).ToListAsync(ct);
        var members = await db.PatternMembers.AsNoTracking().ToDictionaryAsync(member => member.QuoteId, ct);
        var numbers = known.Select((pattern, number) => (pattern.Id, number)).ToDictionary(pair => pair.Id, pair => pair.number);
        var questions = await QuestionsAsync(ct);
        var order = await ConversationOrderAsync(ct);

        // decide
        progress.Report(new(1, 3));
        var people = items.Select(item => item.Person).OfType<Id<Person>>().Distinct().Select((person, number) => (person, number)).ToDictionary(pair => pair.person, pair => pair.number);
        var quotes = items.ConvertAll(item =>
        {
            var member = members.GetValueOrDefault(item.Quote);
            var held = member is null ? (int?)null : numbers[member.PatternId];
            var pinned = member is not null && (member.Pinned || known[held!.Value].State == PatternState.Dismissed);
            return new QuoteItem(item.Text, item.Person is { } person ? people[person] : null, item.Kind, PackedVector.Unpack(item.Vector), pinned ? held : null, held);
        });
        var grouping = PatternFinder.Find(quotes, tight: true);
        var survey = new QuoteSurvey(quotes);
        var kept = grouping.Groups.Where(group => IsPattern(group, items, quotes)).ToList();

        // save
        progress.Report(new(2, 3));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.CounterExamples.ExecuteDeleteAsync(ct);
        await db.PatternQuestions.ExecuteDeleteAsync(ct);
        await db.PatternMembers.IgnoreQueryFilters([PatternMemberTable.StandsFilter]).ExecuteDeleteAsync(ct);
        var moved = 0;
        var alive = new HashSet<Id<Pattern>>();
        foreach (var group in kept)
        {
            var pattern = group.Earlier is { } earlier ? known[earlier] : NewPattern(items[group.Typical]);
            alive.Add(pattern.Id);
            moved += group.Members.Count(index => members.TryGetValue(items[index].Quote, out var before) && before.PatternId != pattern.Id);
            Fill(pattern, group, items, quotes, members, survey.Asks(group, questions.Vectors), questions, order);
            var rank = 0;
            if (pattern.State == PatternState.Active)
                foreach (var index in survey.CounterExamples(group))
                    db.CounterExamples.Add(new() { PatternId = pattern.Id, QuoteId = items[index].Quote, Rank = rank++ });
        }
        // A pattern that nobody named and whose quotes went elsewhere is gone; what a person made stays, empty.
        foreach (var pattern in known.Where(pattern => !alive.Contains(pattern.Id)))
            if (pattern is { Name: null, State: PatternState.Active }) db.Patterns.Remove(pattern);
            else (pattern.People, pattern.PeopleAsked, pattern.PeopleUnasked, pattern.Quotes) = (0, 0, 0, 0);
        var run = new GroupingRun { Id = Id<GroupingRun>.New(clock), At = clock.GetUtcNow(), Quotes = items.Count, Patterns = kept.Count, Alone = items.Count - kept.Sum(group => group.Members.Count), Moved = moved };
        db.GroupingRuns.Add(run);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        await saturation.RunAsync(ct);
        await db.RefreshPlansAsync(ct);
        progress.Report(new(3, 3));
        return run;
    }

    private static bool IsPattern(QuoteGroup group, List<Item> items, List<QuoteItem> quotes) =>
        group.Members.Select(index => items[index].Person).OfType<Id<Person>>().Distinct().Count() >= FewestPeople || group.Members.Any(index => quotes[index].Pin is not null);

    private Pattern NewPattern(Item typical)
    {
        var pattern = new Pattern { Id = Id<Pattern>.New(clock), TypicalQuoteId = typical.Quote, CreatedAt = clock.GetUtcNow() };
        db.Patterns.Add(pattern);
        return pattern;
    }

    private void Fill(Pattern pattern, QuoteGroup group, List<Item> items, List<QuoteItem> quotes, Dictionary<Id<Quote>, PatternMember> before, bool[] asks, Questions questions, Dictionary<Id<Conversation>, int> order)
    {
        var asked = questions.Rows.Where((_, i) => asks[i]).ToList();
        var askedAt = asked.ToLookup(question => question.Conversation, question => question.Turn);
        foreach (var question in asked.DistinctBy(question => (question.Person, question.Conversation, question.Turn)))
            db.PatternQuestions.Add(new() { PatternId = pattern.Id, PersonId = question.Person, ConversationId = question.Conversation, Turn = question.Turn });

        var members = group.Members.Select((index, place) =>
        {
            var item = items[index];
            var member = new PatternMember
            {
                QuoteId = item.Quote, PatternId = pattern.Id, ConversationId = item.Conversation, PersonId = item.Person, Typicality = group.Typicality[place],
                Pinned = quotes[index].Pin is not null && before[item.Quote].Pinned,
                Asked = askedAt[item.Conversation].Any(turn => turn < item.Turn && item.Turn - turn <= AnswerWithin),
            };
            db.PatternMembers.Add(member);
            return member;
        }).ToList();

        pattern.Count(members, asked.Select(question => question.Person));
        pattern.TypicalQuoteId = items[group.Typical].Quote;
        pattern.Words = [.. group.Words];
        pattern.Kind = group.Members.GroupBy(index => items[index].Kind).OrderByDescending(kind => kind.Count()).ThenBy(kind => kind.Key).First().Key;
        pattern.LastHeardAt = group.Members.Max(index => items[index].HeldAt);
        pattern.Trend = [.. TrendOf(group.Members.Select(index => items[index].Conversation).ToHashSet(), order)];
    }

    // "2/5": heard in two of the five conversations of a period. Periods hold equally many conversations, because the calendar does not talk.
    private static IEnumerable<string> TrendOf(HashSet<Id<Conversation>> heard, Dictionary<Id<Conversation>, int> order)
    {
        var periods = Math.Min(TrendPeriods, order.Count);
        return order.GroupBy(pair => pair.Value * periods / order.Count, pair => pair.Key).OrderBy(period => period.Key)
            .Select(period => FormattableString.Invariant($"{period.Count(heard.Contains)}/{period.Count()}"));
    }

    internal async Task<List<Item>> ItemsAsync(CancellationToken ct)
    {
        var (conversations, turns, members) = (db.Conversations, db.Turns, db.PatternMembers);
        var ours = QuoteKinds.All.Where(kind => kind.IsOurs).ToList();
        var marked = from row in db.Highlights.AsNoTracking()
                     where !ours.Contains(row.Kind)
                     join talk in conversations on row.ConversationId equals talk.Id
                     join turn in turns on new { row.ConversationId, Index = row.Turn } equals new { turn.ConversationId, turn.Index }
                     select new Item(row.Id, row.ConversationId, row.Turn, row.PersonId, row.Kind, Quote.Words(turn.Text, row.Start, row.Length), row.Vector, talk.HeldAt, true);
        var proposed = from row in db.Suggestions.AsNoTracking()
                       // What a person put into a pattern stays in it, whatever the engine thinks of it by now.
                       where (row.Decision == Decision.Open || row.Decision == Decision.TakenBack && members.Any(member => member.QuoteId == row.Id && member.Pinned)) && !ours.Contains(row.Kind)
                       join talk in conversations on row.ConversationId equals talk.Id
                       join turn in turns on new { row.ConversationId, Index = row.Turn } equals new { turn.ConversationId, turn.Index }
                       select new Item(row.Id, row.ConversationId, row.Turn, row.PersonId, row.Kind, Quote.Words(turn.Text, row.Start, row.Length), row.Vector, talk.HeldAt, false);
        // Ordered, so that the same words give the same patterns.
        return [.. (await marked.ToListAsync(ct)).Concat(await proposed.ToListAsync(ct)).OrderBy(item => item.Quote)];
    }

    internal sealed record Question(Id<Conversation> Conversation, int Turn, Id<Person> Person);

    internal sealed record Questions(List<Question> Rows, List<ReadOnlyMemory<float>> Vectors);

    // Each of our questions, once for every customer who was there to answer it; a survey's question stands with its answer.
    private async Task<Questions> QuestionsAsync(CancellationToken ct)
    {
        var conversations = db.Conversations;
        var sentences = await db.Sentences.AsNoTracking().Where(row => row.Asks && row.Side == Side.Ours && conversations.Any(talk => talk.Id == row.ConversationId)).OrderBy(row => row.Number)
            .Select(row => new { row.ConversationId, row.Turn, row.Vector }).ToListAsync(ct);
        var present = (await db.Speakers.AsNoTracking().Where(speaker => speaker.PersonId != null && speaker.Side != Side.Ours).Select(speaker => new { speaker.ConversationId, Person = speaker.PersonId!.Value }).Distinct().ToListAsync(ct)).ToLookup(row => row.ConversationId, row => row.Person);
        var questions = new Questions([], []);
        foreach (var sentence in sentences)
            foreach (var person in present[sentence.ConversationId])
            {
                questions.Rows.Add(new(sentence.ConversationId, sentence.Turn, person));
                questions.Vectors.Add(PackedVector.Unpack(sentence.Vector));
            }
        return questions;
    }

    private async Task<Dictionary<Id<Conversation>, int>> ConversationOrderAsync(CancellationToken ct) =>
        (await db.Conversations.AsNoTracking().Where(row => row.HeardAt != null).OrderBy(row => row.HeldAt).ThenBy(row => row.Id).Select(row => row.Id).ToListAsync(ct))
            .Select((id, number) => (id, number)).ToDictionary(pair => pair.id, pair => pair.number);
}
