namespace Firsthand.Engine.Patterns;

/// <summary>
/// Communities that many ways of looking agree on. How much words count against meaning, how many neighbours, how fine: no one setting is
/// right for every corpus, and each alone moves with luck. So all are tried, and two quotes are tied as often as they came out together.
/// </summary>
internal static class Consensus
{
    /// <summary>Words against meaning, from nearly words alone to almost half and half.</summary>
    public static IReadOnlyList<float> Balances { get; } = [.1f, .24f, .33f, .44f];

    private const int MostNeighbours = 15, FewestNeighbours = 3, QuotesPerNeighbour = 10;
    private const double FewerNeighbours = .8;

    // At this resolution of the modularity a group is a reason to call; at 1 it is a department.
    private const double Resolution = 2, Coarser = 1.5;

    // One shared neighbour of fifteen.
    private const float WeakestTie = 1 / 15f;

    /// <param name="nodeOf">For each quote the node that it is part of: quotes that must stay together share one.</param>
    /// <param name="pins">For each node a number, 0 or more, that no two nodes of one community may have; -1 for any.</param>
    /// <returns>For each node its community.</returns>
    public static int[] Communities(QuoteSpace space, int[] nodeOf, int[] pins, double granularity)
    {
        var graphs = Graphs(space, nodeOf, pins.Length);
        var views = new int[2 * graphs.Count][];
        Parallel.For(0, views.Length, v => views[v] = Leiden.Communities(graphs[v / 2], granularity * (v % 2 == 0 ? Resolution : Coarser), (uint)v + 1, pins));
        return Leiden.Communities(Agreement(graphs, views), granularity * Resolution, pins: pins);
    }

    /// <summary>The same where somebody knows how many communities there are.</summary>
    public static int[] Communities(QuoteSpace space, int[] nodeOf, int[] pins, int count)
    {
        var graphs = Graphs(space, nodeOf, pins.Length);
        var views = new int[graphs.Count][];
        Parallel.For(0, views.Length, v => views[v] = KnownCount.Communities(graphs[v], count, (uint)v + 1, pins, exactly: false));
        return KnownCount.Communities(Agreement(graphs, views), count, 1, pins, exactly: true);
    }

    private static List<Graph> Graphs(QuoteSpace space, int[] nodeOf, int nodes)
    {
        var width = Math.Min(Math.Max(1, space.Count - 1), Math.Clamp(space.Count / QuotesPerNeighbour, FewestNeighbours, MostNeighbours));
        var graphs = new List<Graph>();
        foreach (var neighbours in Neighbours.Exact(space, width, Balances))
            foreach (var some in new[] { width, Math.Max(1, (int)Math.Round(FewerNeighbours * width)) }.Distinct())
                graphs.Add(Graph.From(space.Count, SharedNeighbours.Edges(neighbours.First(some), space.Count, WeakestTie)).Merged(nodeOf, nodes));
        return graphs;
    }

    // Every pair that is tied in some graph, by the share of views in which it came out together.
    private static Graph Agreement(List<Graph> graphs, int[][] views)
    {
        var edges = new List<(int, int, float)>();
        var others = new SortedSet<int>();
        for (var node = 0; node < graphs[0].Count; node++)
        {
            others.Clear();
            foreach (var graph in graphs)
                for (var e = graph.Starts[node]; e < graph.Starts[node + 1]; e++)
                    if (graph.Ends[e] > node) others.Add(graph.Ends[e]);
            foreach (var other in others)
            {
                var together = views.Count(view => view[node] == view[other]);
                if (together > 0) edges.Add((node, other, together / (float)views.Length));
            }
        }
        return Graph.From(graphs[0].Count, edges);
    }
}
