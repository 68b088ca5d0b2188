namespace Firsthand.Engine.Patterns;

/// <summary>Communities when somebody knows how many there are: the resolution is searched for, and the rest is merged.</summary>
internal static class KnownCount
{
    private const double Coarsest = .05, Finest = 400;
    private const int Halvings = 12;

    /// <param name="exactly">Whether to merge, or to part, until the count is met; otherwise the nearest count from above that a resolution gives.</param>
    public static int[] Communities(Graph graph, int count, uint seed, int[] pins, bool exactly)
    {
        double low = Math.Log(Coarsest), high = Math.Log(Finest);
        var best = Leiden.Communities(graph, Finest, seed, pins, rounds: 1);
        for (var i = 0; i < Halvings && Count(best) != count; i++)
        {
            var middle = (low + high) / 2;
            var found = Leiden.Communities(graph, Math.Exp(middle), seed, pins, rounds: 1);
            if (Count(found) >= count) (best, high) = (found, middle);
            else low = middle;
        }
        if (!exactly) return best;
        for (var have = Count(best); have > count; have--) MergeSmallest(graph, best, pins, have);
        for (var have = Count(best); have < Math.Min(count, best.Length); have++) PartLargest(graph, best, pins, have);
        Membership.Renumber(best);
        return best;
    }

    private static int Count(int[] communities) => communities.Length == 0 ? 0 : communities.Max() + 1;

    // The smallest goes where its ties are strongest for the size of the other; one without ties goes to the largest.
    private static void MergeSmallest(Graph graph, int[] community, int[] pins, int have)
    {
        var sizes = new int[have];
        var pinned = new bool[have];
        for (var i = 0; i < community.Length; i++)
        {
            sizes[community[i]]++;
            pinned[community[i]] |= pins[i] >= 0;
        }
        foreach (var smallest in Enumerable.Range(0, have).OrderBy(c => sizes[c]).ThenBy(c => c))
        {
            var ties = new double[have];
            for (var i = 0; i < community.Length; i++)
            {
                if (community[i] != smallest) continue;
                for (var e = graph.Starts[i]; e < graph.Starts[i + 1]; e++) ties[community[graph.Ends[e]]] += graph.Weights[e];
            }
            var others = Enumerable.Range(0, have).Where(c => c != smallest && !(pinned[c] && pinned[smallest])).ToArray();
            if (others.Length == 0) continue;
            var into = others.OrderByDescending(c => ties[c] / sizes[c]).ThenByDescending(c => sizes[c]).ThenBy(c => c).First();
            for (var i = 0; i < community.Length; i++)
            {
                if (community[i] == smallest) community[i] = into;
                // The last number fills the gap.
                if (community[i] == have - 1) community[i] = smallest;
            }
            return;
        }
    }

    // The node with the weakest ties inside the largest community becomes one of its own.
    private static void PartLargest(Graph graph, int[] community, int[] pins, int have)
    {
        var largest = community.GroupBy(c => c).OrderByDescending(c => c.Count()).ThenBy(c => c.Key).First().Key;
        var weakest = Enumerable.Range(0, community.Length).Where(i => community[i] == largest).OrderBy(i => pins[i] >= 0).ThenBy(Inside).ThenByDescending(i => i).First();
        community[weakest] = have;

        double Inside(int i)
        {
            var sum = 0.0;
            for (var e = graph.Starts[i]; e < graph.Starts[i + 1]; e++) if (community[graph.Ends[e]] == largest) sum += graph.Weights[e];
            return sum;
        }
    }
}
