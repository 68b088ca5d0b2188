namespace Firsthand.Engine.Patterns;

/// <summary>
/// Parts communities that hold two things. Communities of one graph tend to one size: what few people ask for is put to its neighbours long before what many ask for is cut.
/// How often the views hold two quotes together does not depend on sizes, so that decides.
/// </summary>
internal static class Parting
{
    // What no more than a quarter of the views hold together are two things, where each is a handful of quotes at least, and one in 150 of all.
    private const float Apart = .25f;
    private const int Handful = 5, OneIn = 150;

    // A larger community stays as it is: comparing every pair would take too long.
    private const int MostNodes = 3_000;

    /// <param name="communities">For each node its community.</param>
    /// <param name="weights">For each node its quotes.</param>
    /// <returns>For each node its community: the same, or a part of it.</returns>
    public static int[] Of(int[] communities, List<int[]> views, int[] weights)
    {
        var parted = communities.ToArray();
        var fewest = Math.Max(Handful, weights.Sum() / OneIn);
        var next = communities.Max() + 1;
        foreach (var community in Enumerable.Range(0, communities.Length).GroupBy(node => communities[node]))
        {
            int[] nodes = [.. community];
            if (nodes.Length > MostNodes || nodes.Sum(node => weights[node]) < 2 * fewest) continue;
            var together = Consensus.Together(views, nodes);
            var groups = new Linkage(together.ToArray(), Array.ConvertAll(nodes, node => weights[node])).Cut(Apart);
            var parts = Enumerable.Range(0, nodes.Length).GroupBy(i => groups[i]).Select(part => part.ToArray()).ToLookup(part => part.Sum(i => weights[nodes[i]]) >= fewest);
            int[][] cores = [.. parts[true]];
            if (cores.Length < 2) continue;
            // The first core keeps the community's number; the few go where they were held together with most.
            for (var core = 1; core < cores.Length; core++) foreach (var i in cores[core]) parted[nodes[i]] = next + core - 1;
            foreach (var few in parts[false])
            {
                var nearest = Enumerable.Range(0, cores.Length).MaxBy(core => few.Sum(i => cores[core].Average(j => together[i * nodes.Length + j])));
                if (nearest > 0) foreach (var i in few) parted[nodes[i]] = next + nearest - 1;
            }
            next += cores.Length - 1;
        }
        Membership.Renumber(parted);
        return parted;
    }
}
