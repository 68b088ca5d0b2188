using BenchmarkDotNet.Attributes;
using Firsthand.Engine.Patterns;
using Firsthand.Engine.Statistics;

namespace Firsthand.Benchmarks;

/// <summary>The bars of the statistics: a band on 100,000 customers in 50 ms, a million visitors in 200 ms, a saturation page of 10,000 interviews in 100 ms.</summary>
[MemoryDiagnoser]
public class StatisticsBenchmarks
{
    private const int Customers = 100_000, Visitors = 1_000_000, Interviews = 10_000, Votes = 10_000;

    private Stay[] inDays = [], inMoments = [];
    private Visitor[] visitors = [];
    private IReadOnlySet<int>[] interviews = [];
    private bool[] votes = [];

    [GlobalSetup]
    public void Fill()
    {
        var chance = new Random(1);
        inMoments = [.. Enumerable.Range(0, Customers).Select(_ =>
        {
            double leaves = -700 * Math.Log(1 - chance.NextDouble()), seen = 1500 * chance.NextDouble();
            return new Stay(Math.Min(leaves, seen), leaves <= seen);
        })];
        inDays = [.. inMoments.Select(stay => stay with { Time = Math.Ceiling(stay.Time) })];
        visitors = [.. Enumerable.Range(0, Visitors).Select(_ => new Visitor(chance.NextDouble() < 0.5, chance.NextDouble() < 0.1))];
        // Few patterns are common, many rare.
        interviews = [.. Enumerable.Range(0, Interviews).Select(_ => new HashSet<int>(Enumerable.Range(0, 6).Select(_ => (int)(400 * Math.Pow(chance.NextDouble(), 3)))))];
        votes = [.. Enumerable.Range(0, Votes).Select(_ => chance.NextDouble() < 0.5)];
    }

    [Benchmark]
    public int SurvivalWithBandInDays() => new SurvivalCurve(inDays).Band().Count;

    [Benchmark]
    public int SurvivalWithBandInMoments() => new SurvivalCurve(inMoments).Band().Count;

    [Benchmark]
    public double EvidenceOfAMillionVisitors() => Experiments.CompareNow(visitors).LnE;

    [Benchmark]
    public double EvidenceOfAMillionVisitorsWithHistory() => Experiments.Compare(visitors).LnE[^1];

    [Benchmark]
    public int EvidenceOfTenThousandVotes() => Beliefs.Weigh(votes).LnFor.Count;

    [Benchmark]
    public double SaturationPage()
    {
        var saturation = new Saturation(interviews);
        return saturation.Incidence.AllInterval.High + saturation.Incidence.Accumulation[^1] + saturation.StillOpen.Count + saturation.Guest().BasePatterns + saturation.Verdict().N;
    }
}
