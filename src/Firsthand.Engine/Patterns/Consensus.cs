using System.Numerics.Tensors;

namespace Firsthand.Engine.Patterns;

/// <summary>
/// Groups that many ways of looking agree on. How much words count against meaning, how many neighbours, how fine: no one setting is right
/// for every corpus, and each alone moves with luck. So all are tried, and two quotes are tied as often as they came out together.
/// </summary>
internal sealed class Consensus
{
    // Words against meaning: 0 words alone, 1 meaning alone. In talk the same is said in other words, and the encoder for talk was trained on that; requests mostly name what they ask for, and there meaning counts for more only where neighbourhoods are large enough. A large corpus is steady by its size: two will do.
    private static readonly float[] BalancesInTalk = [.45f, .6f, .75f], FewRequests = [.15f, .3f, .45f], BalancesOfRequests = [.15f, .3f, .45f, .6f], FewBalances = [.2f, .4f];
    private const int FewestForFewBalances = 50_000;

    // Neighbourhoods grow with the corpus, more slowly than it.
    private const int MostNeighbours = 15, FewestNeighbours = 3;
    private const double RootsPerNeighbour = 2.2, FewerNeighbours = .8;

    // One shared neighbour of fifteen.
    private const float WeakestTie = 1 / 15f;

    // At this resolution of the modularity a group is a reason to call; at 1 it is a department.
    private const double Resolution = 2, Coarser = 1.5;

    // Requests are looked at more closely: what the views then hold together was one thing all along.
    private const double ResolutionOfRequests = 4, CoarserOfRequests = 2;

    // Up to so many quotes every pair is compared, and average linkage adds its views: it says which quotes are like nothing else.
    private const int MostLinked = 3_000;
    private const double LinkedResolution = 1.5;
    private static readonly float[] LinkedInTalk = [.6f, .75f, .9f], LinkedOfRequests = [.3f, .45f, .6f];
    private static readonly float[] Cuts = [.13f, .16f, .2f], CoarseCuts = [.08f, .1f];

    // Below the first, neighbourhoods are too small to speak; below the second, what so many of the views hold together decides alone.
    private const int FewestForNeighbourhoods = 100, FewestForCommunities = 500;
    private const float Majority = .5f, EnoughOfRequests = .4f;

    private readonly QuoteSpace space;
    private readonly int[] nodeOf;
    private readonly int[] pins;
    private readonly bool ofRequests;
    private readonly float[] balances;
    private readonly int[] weights;

    /// <param name="nodeOf">For each quote the node that it is part of: quotes that must stay together share one.</param>
    /// <param name="pins">For each node a number, 0 or more, that no two nodes of one group may have; -1 for any.</param>
    /// <param name="ofRequests">Whether the vectors are those of the encoder for requests.</param>
    public Consensus(QuoteSpace space, int[] nodeOf, int[] pins, bool ofRequests)
    {
        (this.space, this.nodeOf, this.pins, this.ofRequests) = (space, nodeOf, pins, ofRequests);
        balances = space.Count >= FewestForFewBalances ? FewBalances : !ofRequests ? BalancesInTalk : space.Count >= FewestForCommunities ? BalancesOfRequests : FewRequests;
        weights = new int[pins.Length];
        foreach (var node in nodeOf) weights[node]++;
    }

    /// <returns>For each node its group.</returns>
    public int[] Groups(double granularity) =>
        space.Count < FewestForCommunities ? Agreed(FewViews(granularity)).Cut(ofRequests ? EnoughOfRequests : Majority) : Communities(granularity);

    private List<int[]> FewViews(double granularity) =>
        space.Count < FewestForNeighbourhoods ? LinkedViews(granularity, Cuts) : [.. GraphViews(Graphs(), granularity * Resolution, granularity * Coarser), .. LinkedViews(granularity, [.. Cuts, .. CoarseCuts])];

    private int[] Communities(double granularity)
    {
        // In conversations each theme is cut to what says nearly the same anyway; a large corpus is steady by its size.
        var isParted = ofRequests && space.Count < FewestForFewBalances;
        var isLinked = space.Count <= MostLinked;
        var graphs = Graphs();
        var views = isParted ? GraphViews(graphs, granularity * ResolutionOfRequests, granularity * CoarserOfRequests) : GraphViews(graphs, granularity * Resolution, granularity * Coarser);
        if (isLinked) views.AddRange(LinkedViews(granularity, [.. Cuts, .. CoarseCuts]));
        var communities = Leiden.Communities(Agreement(graphs, views), granularity * (isLinked ? LinkedResolution : Resolution), pins: pins);
        return isParted ? Settled.Of(space, nodeOf, pins, Parting.Of(communities, views, weights)) : communities;
    }

    private List<int[]> GraphViews(List<Graph> graphs, double fine, double coarse) => Views(graphs, (graph, seed, finer) => Leiden.Communities(graph, finer ? fine : coarse, seed, pins));

    /// <summary>The same where somebody knows how many groups there are.</summary>
    public int[] Groups(int count)
    {
        var graphs = Graphs();
        var views = Views(graphs, (graph, seed, finer) => KnownCount.Communities(graph, finer ? count + count / 4 : count, seed, pins, exactly: false));
        return KnownCount.Communities(Agreement(graphs, views), count, 1, pins, exactly: true);
    }

    private List<Graph> Graphs()
    {
        var width = Math.Min(Math.Max(1, space.Count - 1), Math.Clamp((int)(Math.Sqrt(space.Count) / RootsPerNeighbour), FewestNeighbours, MostNeighbours));
        var graphs = new List<Graph>();
        var isLarge = space.Count >= FewestForFewBalances;
        int[] widths = isLarge ? [width] : [width, Math.Max(1, (int)(FewerNeighbours * width))];
        foreach (var neighbours in Neighbours.Of(space, width, balances))
            foreach (var some in widths.Distinct())
                graphs.Add(Graph.From(space.Count, SharedNeighbours.Edges(neighbours.First(some), space.Count, WeakestTie)).Merged(nodeOf, pins.Length));
        return graphs;
    }

    private static List<int[]> Views(List<Graph> graphs, Func<Graph, uint, bool, int[]> look)
    {
        var views = new int[2 * graphs.Count][];
        Parallel.For(0, views.Length, v => views[v] = look(graphs[v / 2], (uint)v + 1, v % 2 == 0));
        return [.. views];
    }

    private List<int[]> LinkedViews(double granularity, float[] cuts)
    {
        var linked = ofRequests ? LinkedOfRequests : LinkedInTalk;
        var (meaning, words) = Products();
        var views = new int[linked.Length * cuts.Length][];
        Parallel.For(0, linked.Length, b =>
        {
            var both = new float[meaning.Length];
            TensorPrimitives.Multiply(words, 1 - linked[b], both);
            TensorPrimitives.MultiplyAdd(meaning, linked[b], both, both);
            var tree = new Linkage(KeptApart(both), weights);
            for (var c = 0; c < cuts.Length; c++) views[b * cuts.Length + c] = tree.Cut(cuts[c] * (float)Math.Sqrt(granularity));
        });
        return [.. views];
    }

    // The mean products of every two nodes, by meaning and by words.
    private (float[] Meaning, float[] Words) Products()
    {
        var nodes = pins.Length;
        float[] meaning = new float[nodes * nodes], words = new float[nodes * nodes];
        var byTerm = space.Words.ByTerm();
        var (starts, members) = Membership.Lists(nodeOf, nodes);
        Parallel.For(0, nodes, () => new float[space.Count], (node, _, row) =>
        {
            foreach (var member in members.AsSpan(starts[node]..starts[node + 1]))
            {
                Array.Clear(row);
                space.Words.AddProducts(byTerm, member, row);
                for (var other = 0; other < row.Length; other++)
                {
                    var share = 1f / (weights[node] * weights[nodeOf[other]]);
                    meaning[node * nodes + nodeOf[other]] += share * space.Meaning(member, other);
                    words[node * nodes + nodeOf[other]] += share * row[other];
                }
            }
            return row;
        }, _ => { });
        return (meaning, words);
    }

    /// <summary>In what share of the views two nodes came out together.</summary>
    private static float Together(List<int[]> views, int a, int b)
    {
        var times = 0;
        foreach (var view in views) if (view[a] == view[b]) times++;
        return times / (float)views.Count;
    }

    /// <summary>The same for every two of some nodes, row after row.</summary>
    internal static float[] Together(List<int[]> views, int[] nodes)
    {
        var together = new float[nodes.Length * nodes.Length];
        Parallel.For(0, nodes.Length, a =>
        {
            for (var b = 0; b < nodes.Length; b++) together[a * nodes.Length + b] = Together(views, nodes[a], nodes[b]);
        });
        return together;
    }

    // A tree over how often two nodes came out together.
    private Linkage Agreed(List<int[]> views) => new(KeptApart(Together(views, [.. Enumerable.Range(0, pins.Length)])), weights);

    private float[] KeptApart(float[] similarities)
    {
        var pinned = Enumerable.Range(0, pins.Length).Where(node => pins[node] >= 0).ToArray();
        foreach (var a in pinned)
            foreach (var b in pinned)
                if (pins[a] != pins[b]) similarities[a * pins.Length + b] = Linkage.Never;
        return similarities;
    }

    // Every pair that is tied in some graph, by the share of views in which it came out together.
    private static Graph Agreement(List<Graph> graphs, List<int[]> views)
    {
        const int NodesAtOnce = 4_096;
        var count = graphs[0].Count;
        var chunks = new List<(int, int, float)>[(count + NodesAtOnce - 1) / NodesAtOnce];
        Parallel.For(0, chunks.Length, c =>
        {
            var edges = chunks[c] = [];
            var others = new List<int>();
            for (var node = c * NodesAtOnce; node < Math.Min(count, (c + 1) * NodesAtOnce); node++)
            {
                others.Clear();
                foreach (var graph in graphs)
                    for (var e = graph.Starts[node]; e < graph.Starts[node + 1]; e++)
                        if (graph.Ends[e] > node) others.Add(graph.Ends[e]);
                others.Sort();
                var last = -1;
                foreach (var other in others)
                {
                    if (other == last) continue;
                    last = other;
                    if (Together(views, node, other) is > 0 and var together) edges.Add((node, other, together));
                }
            }
        });
        return Graph.From(count, [.. chunks.SelectMany(chunk => chunk)]);
    }
}
