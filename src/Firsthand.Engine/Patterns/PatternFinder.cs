using Firsthand.Engine.Detection;
using Firsthand.Engine.Text;

namespace Firsthand.Engine.Patterns;

/// <summary>A quote as grouping sees it.</summary>
/// <param name="Person">Who said it: any number, the same for the same person; null when unknown (then each such quote is a person of its own).</param>
/// <param name="Vector">The encoder's numbers for the quote's sentence.</param>
/// <param name="Pin">Set by a person's decision: quotes with the same pin are always together, quotes with different pins never.</param>
/// <param name="Earlier">The group it was in after the last run, so that ids stay where they were; null when new or alone.</param>
public sealed record QuoteItem(string Text, int? Person, QuoteKind? Kind, ReadOnlyMemory<float> Vector, int? Pin = null, int? Earlier = null);

/// <summary>Quotes that say the same.</summary>
/// <param name="Members">Indexes of the items, the most typical first.</param>
/// <param name="Typicality">For each member, how central it is, 0 to 1.</param>
/// <param name="Words">The words that tell this group from the others, the most telling first.</param>
/// <param name="Earlier">The group of the last run that this one continues; null when it is new.</param>
public sealed record QuoteGroup(IReadOnlyList<int> Members, IReadOnlyList<float> Typicality, IReadOnlyList<string> Words, int? Earlier)
{
    /// <summary>The most typical quote: its words are the group's name.</summary>
    public int Typical => Members[0];
}

/// <summary>All that grouping gave: the groups, largest first, and the quotes that stay alone.</summary>
public sealed record QuoteGrouping(IReadOnlyList<QuoteGroup> Groups, IReadOnlyList<int> Alone);

/// <summary>Puts quotes that say the same together, without being told how many groups there are. Same quotes, same groups, on any number of threads.</summary>
public static class PatternFinder
{
    private const int MostNeighbours = 15, FewestNeighbours = 3, QuotesPerNeighbour = 10;

    // One shared neighbour of fifteen.
    private const float WeakestTie = 1 / 15f;

    // Of the similarity that a group's median member has to its middle, this share is still about the same thing.
    private const float SameSubject = .6f;

    /// <summary>Groups of quotes that several people said.</summary>
    /// <param name="k">The number of groups, when somebody knows it (benchmarks); otherwise found.</param>
    /// <param name="granularity">1 gives themes; 2, 4, 8 ever smaller groups, down to single questions.</param>
    public static QuoteGrouping Find(IReadOnlyList<QuoteItem> items, int? k = null, double granularity = 1)
    {
        if (items.Count == 0) return new([], []);
        var words = Substance.Of(items);
        var space = QuoteSpace.Of(items, words, EvidenceWeights.Default);
        var communities = Communities(items, words, space, granularity);
        var groups = new List<int[]>();
        var alone = new List<int>();
        foreach (var community in communities.Select((c, i) => (Community: c, Item: i)).GroupBy(entry => entry.Community, entry => entry.Item))
        {
            int[] members = [.. community];
            if (IsPattern(items, members)) groups.Add(members);
            else alone.AddRange(members);
        }
        alone.Sort();
        return new(Described(items, words, space, groups), alone);
    }

    /// <summary>The members of other groups, or alone, that speak most clearly against a group: about the same thing, of the opposite kind. Best first.</summary>
    public static IReadOnlyList<int> CounterExamples(IReadOnlyList<QuoteItem> items, QuoteGroup group, int most = 3)
    {
        var side = Math.Sign(group.Members.Sum(i => Stance.Of(items[i])));
        if (side == 0) return [];
        var middle = new Middle(items, group.Members);
        var inside = group.Members.ToHashSet();
        return [.. Enumerable.Range(0, items.Count)
            .Where(i => !inside.Contains(i) && items[i].Kind is not { IsOurs: true } && Stance.Of(items[i]) == -side)
            .Select(i => (Item: i, Similarity: middle.Similarity(items[i].Vector.Span)))
            .Select(other => (other.Item, Closeness: other.Similarity / middle.Typical + SharedWords(items[other.Item], group)))
            .Where(other => other.Closeness >= SameSubject)
            .OrderByDescending(other => other.Closeness).ThenBy(other => other.Item)
            .Take(most).Select(other => other.Item)];
    }

    /// <summary>Which of our questions ask about what a group says.</summary>
    /// <param name="questions">Vectors of our side's sentences.</param>
    /// <returns>For each question, whether it asks about it.</returns>
    public static bool[] Asks(IReadOnlyList<QuoteItem> items, QuoteGroup group, IReadOnlyList<ReadOnlyMemory<float>> questions)
    {
        var middle = new Middle(items, group.Members);
        return [.. questions.Select(question => middle.Similarity(question.Span) >= SameSubject * middle.Typical)];
    }

    // The share of the group's telling words that a quote has.
    private static float SharedWords(QuoteItem item, QuoteGroup group)
    {
        if (group.Words.Count == 0) return 0;
        var stems = Words.Content(item.Text).Select(Words.Stem).ToHashSet(StringComparer.Ordinal);
        return (float)group.Words.Count(word => stems.Contains(Words.Stem(word))) / group.Words.Count;
    }

    // Quotes with the same pin are one node, so that they cannot part; nodes with pins never share a community.
    private static int[] Communities(IReadOnlyList<QuoteItem> items, string[][] words, QuoteSpace space, double granularity)
    {
        var width = Math.Clamp(items.Count / QuotesPerNeighbour, FewestNeighbours, MostNeighbours);
        var edges = SharedNeighbours.Edges(Neighbours.Exact(space, width), items.Count, WeakestTie);
        edges.RemoveAll(edge => words[edge.A].Length == 0 || words[edge.B].Length == 0);
        var nodeOfPin = new Dictionary<int, int>();
        var nodeOf = new int[items.Count];
        var pins = new List<int>();
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Pin is int known && nodeOfPin.TryGetValue(known, out nodeOf[i])) continue;
            nodeOf[i] = pins.Count;
            pins.Add(items[i].Pin is null ? -1 : nodeOfPin.Count);
            if (items[i].Pin is int pin) nodeOfPin.Add(pin, nodeOf[i]);
        }
        var graph = Graph.From(items.Count, edges).Merged(nodeOf, pins.Count);
        var communities = Leiden.Communities(graph, granularity, pins: [.. pins]);
        return Array.ConvertAll(nodeOf, node => communities[node]);
    }

    // What one person says, however often, is no pattern, unless somebody decided that it is.
    private static bool IsPattern(IReadOnlyList<QuoteItem> items, int[] members) => members.Any(i => items[i].Pin is not null) || People(items, members) > 1;

    private static int People(IReadOnlyList<QuoteItem> items, int[] members) =>
        members.Count(i => items[i].Person is null) + members.Where(i => items[i].Person is not null).Select(i => items[i].Person).Distinct().Count();

    private static List<QuoteGroup> Described(IReadOnlyList<QuoteItem> items, string[][] words, QuoteSpace space, List<int[]> groups)
    {
        groups.Sort((a, b) => (People(items, b), b.Length, a[0]).CompareTo((People(items, a), a.Length, b[0])));
        var earlier = Continuity.Earlier(items, groups);
        var telling = new TellingWords(words);
        var described = new List<QuoteGroup>();
        for (var g = 0; g < groups.Count; g++)
        {
            var (members, values) = Typicality.Of(space, items, groups[g]);
            described.Add(new(members, values, telling.Of(members), earlier[g]));
        }
        return described;
    }
}
