namespace Firsthand.Engine.Patterns;

/// <summary>An undirected graph with weights, each edge listed at both ends: the neighbours of node i are Ends[Starts[i]..Starts[i + 1]].</summary>
/// <param name="Loops">For each node, the weight inside it (counted once): what was merged into it.</param>
internal sealed record Graph(int[] Starts, int[] Ends, float[] Weights, double[] Loops)
{
    public int Count => Starts.Length - 1;

    /// <summary>Sum of the weights at a node, its loop counted at both ends.</summary>
    public double[] Strengths()
    {
        var strengths = new double[Count];
        for (var i = 0; i < strengths.Length; i++)
        {
            var sum = 2 * Loops[i];
            for (var e = Starts[i]; e < Starts[i + 1]; e++) sum += Weights[e];
            strengths[i] = sum;
        }
        return strengths;
    }

    /// <summary>A graph from edges named once, each a pair of different nodes.</summary>
    public static Graph From(int count, IReadOnlyList<(int A, int B, float Weight)> edges)
    {
        var starts = new int[count + 1];
        foreach (var (a, b, _) in edges)
        {
            starts[a + 1]++;
            starts[b + 1]++;
        }
        for (var i = 0; i < count; i++) starts[i + 1] += starts[i];
        var next = starts.AsSpan(0, count).ToArray();
        var ends = new int[2 * edges.Count];
        var weights = new float[2 * edges.Count];
        foreach (var (a, b, weight) in edges)
        {
            (ends[next[a]], weights[next[a]++]) = (b, weight);
            (ends[next[b]], weights[next[b]++]) = (a, weight);
        }
        return new(starts, ends, weights, new double[count]);
    }

    /// <summary>The graph whose nodes are groups of this one's.</summary>
    /// <param name="groupOf">For each node its group, 0 to <paramref name="groups"/> - 1.</param>
    public Graph Merged(int[] groupOf, int groups)
    {
        if (groups == Count && groupOf.Index().All(node => node.Item == node.Index)) return InOrder();
        var (starts, members) = Membership.Lists(groupOf, groups);
        var loops = new double[groups];
        var newStarts = new int[groups + 1];
        var ends = new List<int>();
        var weights = new List<float>();
        var weightTo = new double[groups];
        var touched = new List<int>();
        for (var g = 0; g < groups; g++)
        {
            for (var m = starts[g]; m < starts[g + 1]; m++)
            {
                var node = members[m];
                loops[g] += Loops[node];
                for (var e = Starts[node]; e < Starts[node + 1]; e++)
                {
                    var other = groupOf[Ends[e]];
                    if (weightTo[other] == 0) touched.Add(other);
                    weightTo[other] += Weights[e];
                }
            }
            touched.Sort();
            foreach (var other in touched)
            {
                // Each inner edge was met from both of its ends.
                if (other == g)
                {
                    loops[g] += weightTo[other] / 2;
                }
                else
                {
                    ends.Add(other);
                    weights.Add((float)weightTo[other]);
                }
                weightTo[other] = 0;
            }
            touched.Clear();
            newStarts[g + 1] = ends.Count;
        }
        return new(newStarts, [.. ends], [.. weights], loops);
    }

    // The same graph, each node's neighbours in the order of their numbers, as merging leaves them: without the room for a second one.
    private Graph InOrder()
    {
        for (var i = 0; i < Count; i++) Ends.AsSpan(Starts[i]..Starts[i + 1]).Sort(Weights.AsSpan(Starts[i]..Starts[i + 1]));
        return this;
    }
}
