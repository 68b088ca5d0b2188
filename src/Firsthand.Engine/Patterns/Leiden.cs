namespace Firsthand.Engine.Patterns;

/// <summary>
/// Communities by the Leiden algorithm (Traag, Waltman and van Eck 2019), quality = modularity with a resolution. The order of nodes
/// comes from a seed and nothing runs in parallel: same graph, same communities.
/// </summary>
internal sealed class Leiden
{
    private readonly Graph graph;
    private readonly double[] strengths;
    private readonly double scale;

    private readonly int[] pins;

    private Leiden(Graph graph, double resolution, int[] pins)
    {
        this.graph = graph;
        this.pins = pins;
        strengths = graph.Strengths();
        var total = strengths.Sum();
        scale = total == 0 ? 0 : resolution / total;
    }

    /// <param name="resolution">1 gives themes, more gives smaller groups.</param>
    /// <param name="pins">For each node a number, 0 or more, that no two nodes of a community may have in difference; -1 for the many that go anywhere.</param>
    /// <param name="start">A partition to begin from, group numbers below the number of nodes; each node alone if absent.</param>
    /// <returns>For each node its community, numbered 0, 1, 2 ... in order of first occurrence.</returns>
    public static int[] Communities(Graph graph, double resolution, uint seed = 1, int[]? pins = null, int[]? start = null, int rounds = 3)
    {
        var communities = start?.ToArray() ?? [.. Enumerable.Range(0, graph.Count)];
        pins ??= Unpinned(graph.Count);
        for (var round = 0; round < rounds; round++)
            if (!Improve(graph, resolution, seed + (uint)round, pins, communities)) break;
        Membership.Renumber(communities);
        return communities;
    }

    // One full pass: move, refine, merge, until nothing merges any more. True if a node moved.
    private static bool Improve(Graph graph, double resolution, uint seed, int[] pins, int[] communities)
    {
        var moved = false;
        var nodeOf = Enumerable.Range(0, graph.Count).ToArray();   // each original node's node in the merged graph
        var level = graph;
        var current = communities.ToArray();
        // The strengths of merged nodes are sums, so the scale (resolution / total) stays the same on every level.
        while (true)
        {
            var leiden = new Leiden(level, resolution, pins);
            moved |= leiden.Move(current, seed);
            var refined = leiden.Refine(current, seed);
            var count = Membership.Renumber(refined);
            for (var i = 0; i < nodeOf.Length; i++) communities[i] = current[nodeOf[i]];
            if (count == level.Count) return moved;
            var coarse = new int[count];
            var coarsePins = Unpinned(count);
            for (var i = 0; i < refined.Length; i++)
            {
                coarse[refined[i]] = current[i];
                if (pins[i] >= 0) coarsePins[refined[i]] = pins[i];
            }
            Membership.Renumber(coarse);
            for (var i = 0; i < nodeOf.Length; i++) nodeOf[i] = refined[nodeOf[i]];
            level = level.Merged(refined, count);
            pins = coarsePins;
            current = coarse;
        }
    }

    // Nodes wait in a queue; each goes where the quality grows most; the neighbours it leaves behind are looked at again.
    private bool Move(int[] community, uint seed)
    {
        var count = graph.Count;
        var sums = new double[count];
        var sizes = new int[count];
        var pinOf = Unpinned(count);
        for (var i = 0; i < count; i++)
        {
            sums[community[i]] += strengths[i];
            sizes[community[i]]++;
            if (pins[i] >= 0) pinOf[community[i]] = pins[i];
        }
        var empty = new Stack<int>();
        for (var c = count - 1; c >= 0; c--) if (sizes[c] == 0) empty.Push(c);
        var queue = new Queue<int>(Shuffled(count, seed));
        var waiting = new bool[count];
        Array.Fill(waiting, true);
        var weightTo = new double[count];
        var touched = new List<int>();
        var moved = false;
        while (queue.TryDequeue(out var node))
        {
            waiting[node] = false;
            var own = community[node];
            for (var e = graph.Starts[node]; e < graph.Starts[node + 1]; e++)
            {
                var c = community[graph.Ends[e]];
                if (weightTo[c] == 0) touched.Add(c);
                weightTo[c] += graph.Weights[e];
            }
            sums[own] -= strengths[node];
            sizes[own]--;
            var best = own;
            var most = weightTo[own] - scale * strengths[node] * sums[own];
            foreach (var c in touched)
            {
                if (c != own && Differ(pins[node], pinOf[c])) continue;
                var gain = weightTo[c] - scale * strengths[node] * sums[c];
                if (gain > most + 1e-12) (best, most) = (c, gain);
            }
            if (most < -1e-12 && sizes[own] > 0 && empty.Count > 0) best = empty.Pop();
            foreach (var c in touched) weightTo[c] = 0;
            touched.Clear();
            sums[best] += strengths[node];
            sizes[best]++;
            if (best == own) continue;
            moved = true;
            if (pins[node] >= 0) (pinOf[own], pinOf[best]) = (-1, pins[node]);
            if (sizes[own] == 0) empty.Push(own);
            community[node] = best;
            for (var e = graph.Starts[node]; e < graph.Starts[node + 1]; e++)
            {
                var other = graph.Ends[e];
                if (community[other] == best || waiting[other]) continue;
                waiting[other] = true;
                queue.Enqueue(other);
            }
        }
        return moved;
    }

    // Within each community nodes start alone and join only what they are well connected to: no community falls apart inside.
    private int[] Refine(int[] community, uint seed)
    {
        var count = graph.Count;
        var refined = Enumerable.Range(0, count).ToArray();
        var whole = new double[count];
        for (var i = 0; i < count; i++) whole[community[i]] += strengths[i];
        var sums = strengths.ToArray();
        var pinOf = pins.ToArray();
        var outward = new double[count];   // weight from a refined group to the rest of its community
        for (var i = 0; i < count; i++)
            for (var e = graph.Starts[i]; e < graph.Starts[i + 1]; e++)
                if (community[graph.Ends[e]] == community[i]) outward[i] += graph.Weights[e];
        var alone = new bool[count];
        Array.Fill(alone, true);
        var weightTo = new double[count];
        var touched = new List<int>();
        foreach (var node in Shuffled(count, seed + 7919))
        {
            if (!alone[node] || outward[node] < scale * strengths[node] * (whole[community[node]] - strengths[node])) continue;
            for (var e = graph.Starts[node]; e < graph.Starts[node + 1]; e++)
            {
                if (community[graph.Ends[e]] != community[node]) continue;
                var c = refined[graph.Ends[e]];
                if (weightTo[c] == 0) touched.Add(c);
                weightTo[c] += graph.Weights[e];
            }
            var best = refined[node];
            var most = 0.0;
            foreach (var c in touched)
            {
                if (c == refined[node] || Differ(pins[node], pinOf[c]) || outward[c] < scale * sums[c] * (whole[community[node]] - sums[c])) continue;
                var gain = weightTo[c] - scale * strengths[node] * sums[c];
                if (gain > most) (best, most) = (c, gain);
            }
            if (best != refined[node])
            {
                outward[best] += outward[node] - 2 * weightTo[best];
                sums[best] += strengths[node];
                sums[refined[node]] = 0;
                if (pins[node] >= 0) pinOf[best] = pins[node];
                alone[node] = false;
                alone[best] = false;   // the group's first node stays where others joined it
                refined[node] = best;
            }
            foreach (var c in touched) weightTo[c] = 0;
            touched.Clear();
        }
        return refined;
    }

    private static bool Differ(int pin, int other) => pin >= 0 && other >= 0 && pin != other;

    private static int[] Unpinned(int count)
    {
        var pins = new int[count];
        Array.Fill(pins, -1);
        return pins;
    }

    private static int[] Shuffled(int count, uint seed)
    {
        var order = Enumerable.Range(0, count).ToArray();
        new Random((int)seed).Shuffle(order);
        return order;
    }
}
