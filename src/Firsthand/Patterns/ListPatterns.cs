using System.Globalization;
using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Statistics;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Patterns;

/// <summary>What recurs, most people first.</summary>
internal sealed class ListPatterns(FirsthandDb db, Voices voices, OtherLanguages languages)
{
    public const int PageSize = 30;

    /// <summary>Up to so many customers each is shown as a dot of their own; above, they are counted.</summary>
    public const int MostVoices = 30;

    /// <param name="Typical">The most typical quote; its words are the name until a person gives one.</param>
    /// <param name="People">Distinct customers who said it.</param>
    /// <param name="Of">Distinct customers who were heard at all.</param>
    public sealed record Row(Id<Pattern> Id, string? Name, QuotePlace Typical, IReadOnlyList<string> Words, QuoteKind Kind, PatternState State, Share People, int Asked, int SaidWhenAsked, int SaidUnasked, int Quotes, Trend Trend, DateTimeOffset LastHeardAt)
    {
        /// <summary>Every customer who was heard, and how they stand to it; null where there are more than <see cref="MostVoices"/>.</summary>
        public IReadOnlyList<Voice>? Voices { get; init; }

        /// <summary>The segment whose customers and quotes alone are counted; null for everybody's. What names the pattern, and when it was heard last, is everybody's.</summary>
        public string? Segment { get; init; }
    }

    /// <param name="Total">Patterns of this kind and state, on all pages.</param>
    /// <param name="Dismissed">Patterns that a person dismissed, whatever their kind.</param>
    /// <param name="OtherLanguages">What of it is not English, and how that was grouped.</param>
    public sealed record Page(IReadOnlyList<Row> Rows, int Total, int Number, int People, int Conversations, int Quotes, int Dismissed, OtherLanguages.View OtherLanguages);

    /// <param name="segment">Counts only customers of this segment, and lists what they said; null or blank for everybody.</param>
    public async Task<Page> RunAsync(QuoteKind? kind, PatternState state, string? segment, int page, CancellationToken ct)
    {
        var all = db.Patterns.AsNoTracking().Where(pattern => pattern.State == state && pattern.Quotes > 0 && (kind == null || pattern.Kind == kind));
        var heard = await HeardAsync(db, ct);
        var (shown, total) = string.IsNullOrWhiteSpace(segment) ? await OfEverybodyAsync(all, heard, page, ct) : await OfSegmentAsync(all, segment, page, ct);
        var run = await db.GroupingRuns.AsNoTracking().OrderByDescending(row => row.At).FirstOrDefaultAsync(ct);
        return new(shown, total, page, heard, await db.Conversations.CountAsync(ct), run?.Quotes ?? 0,
            await db.Patterns.CountAsync(pattern => pattern.State == PatternState.Dismissed && pattern.Quotes > 0, ct), await languages.RunAsync(ct));
    }

    /// <summary>These patterns, most people first; what is not there is left out.</summary>
    public async Task<IReadOnlyList<Row>> OfAsync(IReadOnlyList<Id<Pattern>> ids, CancellationToken ct)
    {
        var patterns = await db.Patterns.AsNoTracking().Where(pattern => ids.Contains(pattern.Id) && pattern.State != PatternState.Merged && pattern.Quotes > 0).OrderByDescending(pattern => pattern.People).ThenBy(pattern => pattern.Id).ToListAsync(ct);
        var places = await QuotePlace.OfAsync(db, [.. patterns.Select(pattern => pattern.TypicalQuoteId)], ct);
        var heard = await HeardAsync(db, ct);
        return [.. patterns.Where(pattern => places.ContainsKey(pattern.TypicalQuoteId)).Select(pattern => Show(pattern, places[pattern.TypicalQuoteId], heard))];
    }

    private async Task<(List<Row> Rows, int Total)> OfEverybodyAsync(IQueryable<Pattern> all, int heard, int page, CancellationToken ct)
    {
        var patterns = await all.OrderByDescending(pattern => pattern.People).ThenByDescending(pattern => pattern.Quotes).ThenBy(pattern => pattern.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var places = await QuotePlace.OfAsync(db, [.. patterns.Select(pattern => pattern.TypicalQuoteId)], ct);
        var shown = patterns.Where(pattern => places.ContainsKey(pattern.TypicalQuoteId)).Select(pattern => Show(pattern, places[pattern.TypicalQuoteId], heard)).ToList();
        return (heard <= MostVoices ? await WithVoicesAsync(shown, ct) : shown, await all.CountAsync(ct));
    }

    // What is stored of a pattern counts everybody: a segment is counted when it is asked for.
    private async Task<(List<Row> Rows, int Total)> OfSegmentAsync(IQueryable<Pattern> all, string segment, int page, CancellationToken ct)
    {
        var (members, people) = (db.PatternMembers.AsNoTracking(), db.People);
        var counted = await members.Where(member => member.PersonId != null && people.Where(person => person.Segment == segment).Select(person => person.Id).Contains(member.PersonId!.Value)).GroupBy(member => member.PatternId)
            .Select(same => new { Id = same.Key, People = same.Select(member => member.PersonId).Distinct().Count(), Quotes = same.Count() })
            .Join(all, row => row.Id, pattern => pattern.Id, (row, _) => row).ToListAsync(ct);
        var said = counted.OrderByDescending(row => row.People).ThenByDescending(row => row.Quotes).ThenBy(row => row.Id).Skip((page - 1) * PageSize).Take(PageSize).ToList();
        var ids = said.ConvertAll(row => row.Id);
        var patterns = await db.Patterns.AsNoTracking().Where(pattern => ids.Contains(pattern.Id)).ToDictionaryAsync(pattern => pattern.Id, ct);
        var places = await QuotePlace.OfAsync(db, [.. patterns.Values.Select(pattern => pattern.TypicalQuoteId)], ct);
        var heard = (await voices.SegmentsAsync(ct)).Where(person => person.Value == segment).Select(person => person.Key).ToHashSet();
        var spoke = await voices.OfAsync(ids, ct);
        var notAsked = heard.Count <= MostVoices ? await voices.NotAskedAsync([], segment, MostVoices, ct) : [];
        var shown = from row in said
                    let pattern = patterns.GetValueOrDefault(row.Id)
                    where pattern is not null && places.ContainsKey(pattern.TypicalQuoteId)
                    let theirs = spoke[row.Id].Where(voice => heard.Contains(voice.Person)).ToList()
                    let byKind = theirs.ToLookup(voice => voice.Kind)
                    let whenAsked = byKind[VoiceKind.SaidWhenAsked].Count()
                    select Show(pattern, places[pattern.TypicalQuoteId], heard.Count) with
                    {
                        Segment = segment, People = new(row.People, Math.Max(row.People, heard.Count)), Asked = whenAsked + byKind[VoiceKind.AskedDidNotSay].Count(), SaidWhenAsked = whenAsked, SaidUnasked = byKind[VoiceKind.SaidUnasked].Count(),
                        Quotes = row.Quotes, Trend = Trend.None, Voices = heard.Count <= MostVoices ? [.. theirs, .. notAsked.ExceptBy(theirs.Select(voice => voice.Person), voice => voice.Person)] : null,
                    };
        return ([.. shown], counted.Count);
    }

    private async Task<List<Row>> WithVoicesAsync(List<Row> rows, CancellationToken ct)
    {
        var spoke = await voices.OfAsync(rows.ConvertAll(row => row.Id), ct);
        var everybody = await voices.NotAskedAsync([], null, MostVoices, ct);
        return rows.ConvertAll(row => row with { Voices = [.. spoke[row.Id], .. everybody.ExceptBy(spoke[row.Id].Select(voice => voice.Person), voice => voice.Person)] });
    }

    /// <summary>Customers who were heard: the most that a pattern can have.</summary>
    internal static Task<int> HeardAsync(FirsthandDb db, CancellationToken ct)
    {
        var conversations = db.Conversations;
        return db.Speakers.Where(speaker => speaker.PersonId != null && conversations.Any(talk => talk.Id == speaker.ConversationId)).Select(speaker => speaker.PersonId).Distinct().CountAsync(ct);
    }

    internal static Row Show(Pattern pattern, QuotePlace typical, int heard) => new(pattern.Id, pattern.Name, typical, pattern.Words, pattern.Kind, pattern.State,
        new(Math.Min(pattern.People, Math.Max(heard, pattern.People)), Math.Max(heard, pattern.People)), pattern.PeopleAsked, pattern.People - pattern.PeopleUnasked, pattern.PeopleUnasked, pattern.Quotes, Trend.Of(pattern.Trend), pattern.LastHeardAt);
}

/// <summary>How often a pattern was heard in each period of equally many conversations, oldest first, and the word for it.</summary>
/// <param name="Word">"new", "growing", "steady" or "fading"; null with too few conversations to tell.</param>
/// <param name="Periods">"2/5" for each period: heard in two of its five conversations.</param>
internal sealed record Trend(IReadOnlyList<double> Shares, string? Word, IReadOnlyList<string> Periods)
{
    /// <summary>Where nothing is told of it.</summary>
    public static Trend None { get; } = new([], null, []);

    public static Trend Of(IReadOnlyList<string> periods)
    {
        var counts = Counts(periods);
        var verdict = Trends.Verdict(counts);
        var word = verdict switch
        {
            { Word: VerdictWord.NotEstimable } => null,
            _ when counts[..(counts.Length / 2)].All(period => period.Count == 0) => "new",
            { Side: Engine.Statistics.Side.For } => "growing",
            { Side: Engine.Statistics.Side.Against } => "fading",
            _ => "steady",
        };
        return new([.. counts.Select(period => period.Value ?? 0)], word, periods);
    }

    /// <summary>Conversations of each period that had it, of all in it.</summary>
    public static Share[] Counts(IReadOnlyList<string> periods) =>
        [.. periods.Select(period => period.Split('/')).Select(parts => new Share(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture)))];
}
