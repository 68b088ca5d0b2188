using BenchmarkDotNet.Attributes;
using Firsthand.Engine.Patterns;

namespace Firsthand.Benchmarks;

/// <summary>A full grouping run. 60 is one good interview, 1,000 a year of them, 20,000 the first size where not all pairs are compared.</summary>
[MemoryDiagnoser]
public class GroupingBenchmarks
{
    private QuoteItem[] quotes = null!;

    [Params(60, 1_000, 5_000, 20_000)]
    public int Quotes { get; set; }

    [GlobalSetup]
    public void Make() => quotes = GroupingQuotes.Make(Quotes);

    [Benchmark]
    public QuoteGrouping Find() => PatternFinder.Find(quotes);
}

/// <summary>Twenty quotes of a new conversation, placed: must take as long in a large corpus as in a small one.</summary>
[MemoryDiagnoser]
public class PlacingBenchmarks
{
    private const int QuotesOfConversation = 20;
    private PatternMap map = null!;
    private QuoteItem[] fresh = null!;

    [Params(1_000, 20_000, 100_000)]
    public int Corpus { get; set; }

    [GlobalSetup]
    public void Make()
    {
        var quotes = GroupingQuotes.Make(Corpus + QuotesOfConversation);
        fresh = quotes[Corpus..];
        map = PatternMap.Of(quotes[..Corpus], PatternFinder.Find(quotes[..Corpus]));
    }

    [Benchmark]
    public IReadOnlyList<(int Group, float Closeness)?> Place() => map.Place(fresh);
}
