using System.Globalization;
using Firsthand.Engine.Statistics;

namespace Firsthand.Engine.Patterns;

/// <summary>Is another interview still teaching us something? One segment at a time: saturation in one says nothing about another.</summary>
public sealed class Saturation
{
    // The stop rule: below eight interviews the estimates swing too far to stop on.
    private const int FewestInterviews = 8, QuietInterviews = 3;
    private const double EnoughCoverage = .9, EnoughCoverageLow = .8, FewNew = .25, OneSided95 = 1.6448536269514722;

    /// <summary>What one interview brought.</summary>
    /// <param name="New">Patterns that none before it had.</param>
    /// <param name="Heard">Patterns that it had.</param>
    /// <param name="Once">Those of them that no other interview had; <paramref name="Twice"/> and <paramref name="Thrice"/>: that two, three had in all.</param>
    public readonly record struct Contribution(int New, int Heard, int Once, int Twice, int Thrice);

    /// <param name="interviews">In the order held: for each, the numbers of the patterns that the person voiced. Recompute from scratch when patterns change; never add up.</param>
    public Saturation(IReadOnlyList<IReadOnlySet<int>> interviews) : this(Count(interviews, out var counts), counts)
    {
    }

    /// <param name="contributions">What each interview brought, in the order held.</param>
    /// <param name="counts">For each pattern the interviews that had it.</param>
    public Saturation(IReadOnlyList<Contribution> contributions, IEnumerable<int> counts)
    {
        Contributions = contributions;
        Incidence = new(contributions.Count, counts);
        NewPerInterview = [.. contributions.Select(interview => interview.New)];
        NextBringsNew = new(contributions.Count(interview => interview.Once > 0), contributions.Count);
    }

    /// <summary>What each interview brought: all that these figures need, whatever the number of patterns.</summary>
    public IReadOnlyList<Contribution> Contributions { get; }

    /// <summary>How often each pattern was heard, and the estimates of what was not.</summary>
    public Incidence Incidence { get; }

    /// <summary>For each interview, the patterns that none before it had.</summary>
    public IReadOnlyList<int> NewPerInterview { get; }

    /// <summary>The chance that the next interview brings something new: how many of those held had a pattern that nobody else voiced, with its interval.</summary>
    public Share NextBringsNew { get; }

    /// <summary>The standard error of the coverage, by leaving each interview out once; null below two interviews.</summary>
    public double? CoverageError
    {
        get
        {
            var count = Contributions.Count;
            if (count < 2) return null;
            double[] without = [.. Contributions.Select(interview => Without(interview) ?? 0)];
            var mean = without.Average();
            return Math.Sqrt((count - 1.0) / count * without.Sum(coverage => (coverage - mean) * (coverage - mean)));
        }
    }

    /// <summary>The convention of Guest, Namey and Chen (2020).</summary>
    public GuestRun Guest(int @base = 4, int run = 2) => GuestRun.Of(NewPerInterview, @base, run);

    /// <summary>What still speaks for another interview, in a person's words; empty when enough was heard here.</summary>
    public IReadOnlyList<string> StillOpen
    {
        get
        {
            var open = new List<string>();
            if (Incidence.Interviews < FewestInterviews) open.Add(Say($"{Incidence.Interviews} of at least {FewestInterviews} conversations held."));
            // One pattern heard once and none twice makes Chao's coverage 1: the simple one is the honest one then.
            var coverage = Incidence is { Once: 1, Twice: 0 } ? Incidence.CoverageTuring : Incidence.Coverage;
            if (coverage is not double covered) open.Add("Nothing recurring was heard yet.");
            // Below five conversations no percentage is honest.
            else if (covered < EnoughCoverage && Incidence.Interviews >= Share.FewestForPercent) open.Add(Say($"What you heard covers about {100 * covered:f0}% of what such customers bring up; {100 * EnoughCoverage:f0}% is enough{More()}."));
            else if (covered >= EnoughCoverage && covered - OneSided95 * (CoverageError ?? 1) < EnoughCoverageLow) open.Add("Leaving out a single conversation would change the picture too much.");
            if (Incidence.ExpectedNew is > FewNew and var expected) open.Add(Math.Round(expected, 1) < 10 ? Say($"The next conversation is expected to bring {expected:f1} new things.") : Say($"The next conversation is expected to bring about {expected:f0} new things."));
            if (NewPerInterview.Skip(Math.Max(0, NewPerInterview.Count - QuietInterviews)).Any(count => count > 0)) open.Add(Say($"Something new came up within the last {QuietInterviews} conversations."));
            return open;
        }
    }

    /// <summary>Whether another conversation still teaches something, with the chance that it does. Never "verified": the stop rule is a rule, and its range is for one look.</summary>
    public Verdict Verdict()
    {
        const int Fewest = 4;
        var sample = new Sample("customers", "all who were heard, in their order", "customer");
        var (next, n) = (NextBringsNew, Incidence.Interviews);
        if (n < Fewest) return Statistics.Verdict.NotEstimable(n, Say($"Too few to tell: {n} of at least {Fewest}.")) with { Asked = sample, Looks = Looks.OnceAsPlanned };
        var enough = StillOpen.Count == 0;
        var chance = Percents.Chance(next.Value!.Value);
        var said = next.Count == 0 ? Say($"None of the {n} customers said anything that no other said: the next conversation may bring little that is new.")
            : chance == "nearly certain" ? "The next conversation is nearly certain to tell you something new."
            : $"The next conversation has about {(chance.StartsWith('8') ? "an" : "a")} {chance} chance of telling you something new.";
        int? more = Incidence.MoreFor(EnoughCoverage) is double wanted && wanted <= 2 * n ? Math.Max(1, (int)Math.Ceiling(wanted)) : null;
        return new(enough ? VerdictWord.Leaning : VerdictWord.Undecided, enough ? Side.For : Side.Neither, n, next.Value, next.Interval(), more, enough ? said + " You have heard enough here." : said) { Asked = sample, Looks = Looks.OnceAsPlanned };
    }

    private string More() => Incidence.MoreFor(EnoughCoverage) is double more && more <= 2 * Incidence.Interviews ? Say($", about {Math.Max(1, Math.Ceiling(more)):f0} more") : "";

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // The coverage as it would be had this interview not been held: only the counts of what was heard in it change, each by one.
    private double? Without(Contribution interview) =>
        Incidence.CoverageOf(Incidence.Interviews - 1, Incidence.Once - interview.Once + interview.Twice, Incidence.Twice - interview.Twice + interview.Thrice, Incidence.Mentions - interview.Heard);

    private static Contribution[] Count(IReadOnlyList<IReadOnlySet<int>> interviews, out IEnumerable<int> counts)
    {
        var times = interviews.SelectMany(heard => heard).CountBy(pattern => pattern).ToDictionary();
        counts = times.Values;
        var known = new HashSet<int>();
        return [.. interviews.Select(heard => new Contribution(heard.Count(known.Add), heard.Count, Had(heard, 1), Had(heard, 2), Had(heard, 3)))];

        int Had(IReadOnlySet<int> heard, int interviewsInAll) => heard.Count(pattern => times[pattern] == interviewsInAll);
    }
}
