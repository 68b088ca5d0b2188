using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Patterns;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Patterns;

/// <summary>Puts what customers said into patterns, keeping what people merged, split, renamed and dismissed.</summary>
internal sealed class GroupQuotes(FirsthandDb db, GroupableQuotes groupable, Journal journal, RecountPatterns recount, CountSaturation saturation, TimeProvider clock)
{
    private const int PatternsAtOnce = 50;

    /// <summary>New patterns and what points at patterns: written past the change tracker.</summary>
    private sealed class Rows
    {
        public List<Pattern> Patterns { get; } = [];
        public List<PatternMember> Members { get; } = [];
        public List<PatternQuestion> Questions { get; } = [];
        public List<PatternStandIn> StandIns { get; } = [];
        public List<CounterExample> CounterExamples { get; } = [];
    }

    private sealed record Before(Id<Quote> Quote, Id<Pattern> Pattern, bool Pinned, float Typicality);

    /// <summary>A pattern is said by two customers or more; a group of one customer's quotes stays out unless a person made it.</summary>
    private const int FewestPeople = 2;

    /// <summary>An answer comes in the turns right after the question.</summary>
    internal const int AnswerWithin = 3;

    private const int TrendPeriods = 6;

    // People know a pattern by its name: the quote that gives it stays while it stands for the pattern four fifths as well as the best one does.
    private const float NameStays = .8f;

    public async Task<GroupingRun> RunAsync(IProgress<Progress> progress, CancellationToken ct)
    {
        while (true)
            if (await TryAsync(progress, ct) is { } run) return run;
    }

    // Null when somebody merged, split or named patterns meanwhile: what a person decided is never overwritten by a run that did not know of it.
    private async Task<GroupingRun?> TryAsync(IProgress<Progress> progress, CancellationToken ct)
    {
        // load
        var started = clock.GetUtcNow();
        db.ChangeTracker.Clear();
        progress.Report(new(0, 3));
        var source = await db.ReadyEndpointAsync(ct);
        // Whoever removes quotes for good takes the map away; where there is none yet, one that is empty stands for it.
        if (!await db.GroupingMaps.AnyAsync(ct))
        {
            db.GroupingMaps.Add(new() { Frame = GroupingMap.NotYet });
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
        var items = await groupable.InPassagesAsync(await groupable.ItemsAsync(null, source, ct), null, source, ct);
        var known = await db.Patterns.AsNoTracking().OrderBy(pattern => pattern.Id).ToListAsync(ct);
        var members = await db.PatternMembers.AsNoTracking().Select(member => new Before(member.QuoteId, member.PatternId, member.Pinned, member.Typicality)).ToDictionaryAsync(member => member.Quote, ct);
        var core = CoreOfNamed(known, members.Values);
        var numbers = known.Select((pattern, number) => (pattern.Id, number)).ToDictionary(pair => pair.Id, pair => pair.number);
        var questions = await groupable.QuestionsAsync(null, source, ct);
        var order = await ConversationOrderAsync(ct);

        // decide
        progress.Report(new(1, 3));
        var people = items.Select(item => item.Person).OfType<Id<Person>>().Distinct().Select((person, number) => (person, number)).ToDictionary(pair => pair.person, pair => pair.number);
        var quotes = items.ConvertAll(item =>
        {
            var member = members.GetValueOrDefault(item.Quote);
            var held = member is null ? (int?)null : numbers[member.Pattern];
            var pinned = member is not null && (member.Pinned || known[held!.Value].State == PatternState.Dismissed || core.Contains(item.Quote));
            return new QuoteItem(item.Text, item.Person is { } person ? people[person] : null, item.Kind, item.Vector, pinned ? held : null, held, item.Probability) { Passage = item.Passage };
        });
        var found = PatternFinder.Find(quotes, tight: true);
        var grouping = found with { Groups = [.. found.Groups.Where(group => IsPattern(group, items, quotes))] };
        var survey = new QuoteSurvey(quotes, questions.ConvertAll(question => (ReadOnlyMemory<byte>)question.Vector));
        var sides = new (IReadOnlyList<int> Asked, IReadOnlyList<int> Against)[grouping.Groups.Count];
        Parallel.For(0, sides.Length, g => sides[g] = (survey.Asked(grouping.Groups[g]), survey.CounterExamples(grouping.Groups[g])));
        var frame = PatternMapFrame.Of(quotes);
        var standIns = PatternMap.ChooseStandIns(grouping);
        var reaches = PatternMap.Reaches(frame, quotes, grouping, standIns);

        // save
        progress.Report(new(2, 3));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var since = await journal.SinceAsync(started, ct);
        if (since.Any<Pattern>() || since.Any<PatternMember>() || since.Any<LoneQuote>()) return null;
        // Nothing of what was forgotten meanwhile is written back.
        if (!await db.GroupingMaps.AnyAsync(ct)) return null;
        await db.CounterExamples.ExecuteDeleteAsync(ct);
        await db.PatternQuestions.ExecuteDeleteAsync(ct);
        await db.StandIns.ExecuteDeleteAsync(ct);
        await db.GroupingMaps.ExecuteDeleteAsync(ct);
        await db.PatternMembers.IgnoreQueryFilters([RowFilters.Stands]).ExecuteDeleteAsync(ct);
        var moved = 0;
        var alive = new HashSet<Id<Pattern>>();
        var rows = new Rows();
        foreach (var (g, group) in grouping.Groups.Index())
        {
            var pattern = group.Earlier is { } earlier ? known[earlier] : new() { Id = Id<Pattern>.New(clock), TypicalQuoteId = items[group.Typical].Quote, CreatedAt = clock.GetUtcNow() };
            if (group.Earlier is not null) db.Attach(pattern);
            else rows.Patterns.Add(pattern);
            alive.Add(pattern.Id);
            moved += group.Members.Count(index => members.TryGetValue(items[index].Quote, out var before) && before.Pattern != pattern.Id);
            Fill(pattern, group, rows, items, quotes, members, [.. sides[g].Asked.Select(index => questions[index])], order);
            pattern.Reach = reaches[g];
            rows.StandIns.AddRange(standIns[g].Select(index => new PatternStandIn { QuoteId = items[index].Quote, PatternId = pattern.Id, Passage = items[index].Passage }));
            if (pattern.State == PatternState.Active)
                rows.CounterExamples.AddRange(sides[g].Against.Select((index, rank) => new CounterExample { PatternId = pattern.Id, QuoteId = items[index].Quote, Rank = rank }));
            // Some patterns at a time, so that a large company takes no more room than a small one.
            if (g % PatternsAtOnce == PatternsAtOnce - 1) await SaveAsync(rows, ct);
        }
        await SaveAsync(rows, ct);
        // A pattern that nobody named and whose quotes went elsewhere is gone; what a person made stays, empty.
        foreach (var pattern in known.Where(pattern => !alive.Contains(pattern.Id)))
            if (pattern is { Name: null, State: PatternState.Active }) db.Patterns.Remove(pattern);
            else
            {
                db.Attach(pattern);
                (pattern.People, pattern.PeopleAsked, pattern.PeopleUnasked, pattern.Quotes, pattern.Reach) = (0, 0, 0, 0, PatternMap.OutOfReach);
            }
        db.GroupingMaps.Add(new() { Frame = frame.ToBytes(), Source = source?.Id });
        var run = new GroupingRun { Id = Id<GroupingRun>.New(clock), At = clock.GetUtcNow(), Conversations = order.Count, Quotes = items.Count, Patterns = grouping.Groups.Count, Alone = items.Count - grouping.Groups.Sum(group => group.Members.Count), Moved = moved };
        db.GroupingRuns.Add(run);
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        await db.Conversations.IgnoreQueryFilters([RowFilters.Removed]).Where(talk => talk.PlacedAt == null && talk.HeardAt < started).ExecuteUpdateAsync(talk => talk.SetProperty(row => row.PlacedAt, run.At), ct);
        // What was rejected meanwhile stands no more.
        await recount.ActedAsync(since, ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        await saturation.RunAsync(ct);
        await db.RefreshPlansAsync(ct);
        progress.Report(new(3, 3));
        return run;
    }

    // What a person gave a name to is what the name means: the half of its quotes that stand for it most stay with it, so that no later run empties it. The others may go where they fit better.
    private static HashSet<Id<Quote>> CoreOfNamed(List<Pattern> known, IEnumerable<Before> members)
    {
        var named = known.Where(pattern => pattern is { Name: not null, State: PatternState.Active }).Select(pattern => pattern.Id).ToHashSet();
        return [.. members.Where(member => named.Contains(member.Pattern)).GroupBy(member => member.Pattern)
            .SelectMany(same => same.OrderByDescending(member => member.Typicality).ThenBy(member => member.Quote).Take((same.Count() + 1) / 2)).Select(member => member.Quote)];
    }

    private async Task SaveAsync(Rows rows, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        await db.AddManyAsync(rows.Patterns, ct);
        await db.AddManyAsync(rows.Members, ct);
        await db.AddManyAsync(rows.Questions, ct);
        await db.AddManyAsync(rows.StandIns, ct);
        await db.AddManyAsync(rows.CounterExamples, ct);
        rows.Patterns.Clear();
        rows.Members.Clear();
        rows.Questions.Clear();
        rows.StandIns.Clear();
        rows.CounterExamples.Clear();
    }

    private static bool IsPattern(QuoteGroup group, List<GroupableQuotes.Item> items, List<QuoteItem> quotes) =>
        group.Members.Select(index => items[index].Person).OfType<Id<Person>>().Distinct().Count() >= FewestPeople || group.Members.Any(index => quotes[index].Pin is not null);

    /// <summary>Said by two customers, or made by a person.</summary>
    internal static bool IsPattern(IReadOnlyList<PatternMember> members) => members.Select(member => member.PersonId).OfType<Id<Person>>().Distinct().Count() >= FewestPeople || members.Any(member => member.Pinned);

    private static void Fill(Pattern pattern, QuoteGroup group, Rows rows, List<GroupableQuotes.Item> items, List<QuoteItem> quotes, Dictionary<Id<Quote>, Before> before, List<GroupableQuotes.Question> asked, Dictionary<Id<Conversation>, int> order)
    {
        var askedAt = asked.ToLookup(question => question.Conversation, question => question.Turn);
        foreach (var question in asked.DistinctBy(question => (question.Conversation, question.Turn)))
            foreach (var person in question.Present)
                rows.Questions.Add(new() { PatternId = pattern.Id, PersonId = person, ConversationId = question.Conversation, Turn = question.Turn });

        var members = group.Members.Select((index, place) =>
        {
            var item = items[index];
            var member = new PatternMember
            {
                QuoteId = item.Quote, PatternId = pattern.Id, ConversationId = item.Conversation, PersonId = item.Person, Typicality = group.Typicality[place],
                Pinned = quotes[index].Pin is not null && before[item.Quote].Pinned,
                Asked = askedAt[item.Conversation].Any(turn => turn < item.Turn && item.Turn - turn <= AnswerWithin),
            };
            rows.Members.Add(member);
            return member;
        }).ToList();

        if (members.Find(member => member.QuoteId == pattern.TypicalQuoteId) is not { } name || name.Typicality < NameStays * group.Typicality[0]) pattern.TypicalQuoteId = items[group.Typical].Quote;
        pattern.Count(members, asked.SelectMany(question => question.Present));
        pattern.Words = [.. group.Words];
        pattern.Kind = group.Kind!.Value;
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

    private async Task<Dictionary<Id<Conversation>, int>> ConversationOrderAsync(CancellationToken ct) =>
        (await db.Conversations.AsNoTracking().Where(row => row.HeardAt != null).OrderBy(row => row.HeldAt).ThenBy(row => row.Id).Select(row => row.Id).ToListAsync(ct))
            .Select((id, number) => (id, number)).ToDictionary(pair => pair.id, pair => pair.number);
}
