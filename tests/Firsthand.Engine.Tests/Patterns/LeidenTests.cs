using Firsthand.Engine.Patterns;

namespace Firsthand.Tests.Patterns;

public class LeidenTests
{
    // Rings of cliques: the textbook case, every clique a community.
    private static Graph Cliques(int count, int size)
    {
        var edges = new List<(int, int, float)>();
        for (var c = 0; c < count; c++)
        {
            for (var a = 0; a < size; a++) for (var b = a + 1; b < size; b++) edges.Add((c * size + a, c * size + b, 1));
            edges.Add((c * size, (c + 1) % count * size + 1, 1));
        }
        return Graph.From(count * size, edges);
    }

    [Fact]
    public void Every_clique_of_a_ring_is_a_community() =>
        Assert.Equal(Enumerable.Range(0, 60).Select(i => i / 6), Leiden.Communities(Cliques(10, 6), 1));

    [Fact]
    public void More_resolution_gives_more_communities()
    {
        var graph = Noisy(200);
        Assert.True(Leiden.Communities(graph, 4).Max() > Leiden.Communities(graph, .5).Max());
    }

    [Fact]
    public void Communities_hang_together()
    {
        var graph = Noisy(300);
        var community = Leiden.Communities(graph, 1);
        foreach (var members in Enumerable.Range(0, 300).GroupBy(i => community[i]))
        {
            var reached = new HashSet<int> { members.First() };
            var open = new Stack<int>(reached);
            while (open.TryPop(out var node))
                for (var e = graph.Starts[node]; e < graph.Starts[node + 1]; e++)
                    if (community[graph.Ends[e]] == members.Key && reached.Add(graph.Ends[e])) open.Push(graph.Ends[e]);
            Assert.Equal(members.Count(), reached.Count);
        }
    }

    [Fact]
    public void No_single_move_makes_the_quality_better()
    {
        var graph = Noisy(120);
        var community = Leiden.Communities(graph, 1, rounds: 20);
        var best = Quality(graph, community);
        for (var node = 0; node < graph.Count; node++)
            foreach (var other in community.Distinct().ToArray())
            {
                var moved = community.ToArray();
                moved[node] = other;
                Assert.True(Quality(graph, moved) <= best + 1e-9);
            }
    }

    [Fact]
    public void Nodes_with_different_pins_never_share_a_community()
    {
        var graph = Cliques(10, 6);
        var pins = Enumerable.Range(0, 60).Select(i => i % 6 < 2 ? i : -1).ToArray();
        var community = Leiden.Communities(graph, 1, pins: pins);
        Assert.All(Enumerable.Range(0, 60).Where(i => pins[i] >= 0).GroupBy(i => community[i]), members => Assert.Single(members));
    }

    [Fact]
    public void Merging_keeps_every_weight()
    {
        var graph = Noisy(100);
        var merged = graph.Merged([.. Enumerable.Range(0, 100).Select(i => i % 7)], 7);
        Assert.Equal(graph.Strengths().Sum(), merged.Strengths().Sum(), 3);
    }

    private static Graph Noisy(int count)
    {
        var random = new Random(11);
        var edges = new HashSet<(int, int)>();
        for (var i = 0; i < 6 * count; i++)
        {
            int a = random.Next(count), b = random.Next(4) > 0 ? (a / 20 * 20 + random.Next(20)) % count : random.Next(count);
            if (a != b) edges.Add((Math.Min(a, b), Math.Max(a, b)));
        }
        return Graph.From(count, [.. edges.Order().Select(edge => (edge.Item1, edge.Item2, 1f))]);
    }

    private static double Quality(Graph graph, int[] community)
    {
        var strengths = graph.Strengths();
        double total = strengths.Sum(), quality = 0;
        for (var i = 0; i < graph.Count; i++)
            for (var e = graph.Starts[i]; e < graph.Starts[i + 1]; e++)
                if (community[i] == community[graph.Ends[e]]) quality += graph.Weights[e];
        return quality / total - Enumerable.Range(0, graph.Count).GroupBy(i => community[i]).Sum(g => Math.Pow(g.Sum(i => strengths[i]) / total, 2));
    }

    [Fact]
    public void A_graph_in_which_nothing_is_merged_keeps_its_ties_in_the_order_in_which_merging_leaves_them()
    {
        (int, int, float)[] edges = [(4, 1, .5f), (0, 3, .25f), (3, 1, .125f), (2, 0, 1), (3, 4, .75f)];
        var same = Graph.From(5, edges).Merged([0, 1, 2, 3, 4], 5);
        // Numbered backwards, merging goes the long way; numbered back again it must come out the same.
        var back = Graph.From(5, edges).Merged([4, 3, 2, 1, 0], 5).Merged([4, 3, 2, 1, 0], 5);
        Assert.Equal(back.Starts, same.Starts);
        Assert.Equal(back.Ends, same.Ends);
        Assert.Equal(back.Weights, same.Weights);
    }
}
