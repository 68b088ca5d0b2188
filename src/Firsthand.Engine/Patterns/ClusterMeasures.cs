namespace Firsthand.Engine.Patterns;

/// <summary>How well found groups match a person's: every figure from 0 to 100, as the intent-induction contests report them (ARI may fall below 0).</summary>
/// <param name="Accuracy">Share of items in the one gold class that their group is matched to, one group to one class, by the best matching there is.</param>
/// <param name="Precision">Share of items that belong to their group's most frequent class.</param>
/// <param name="Recall">Share of items that lie in their class's most frequent group.</param>
/// <param name="Nmi">Mutual information over the mean of the two entropies.</param>
/// <param name="Ari">Rand index adjusted for chance (Hubert and Arabie 1985).</param>
/// <param name="Groups">How many groups were found.</param>
public sealed record ClusterMeasures(double Accuracy, double Precision, double Recall, double Nmi, double Ari, int Groups)
{
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <param name="found">For each item, any number that names its group; items left out share one of their own.</param>
    /// <param name="gold">For each item, its class.</param>
    /// <exception cref="ArgumentException">The lists differ in length or are empty.</exception>
    public static ClusterMeasures Of<TClass>(IReadOnlyList<int> found, IReadOnlyList<TClass> gold) where TClass : notnull
    {
        if (found.Count != gold.Count || found.Count == 0) throw new ArgumentException($"{found.Count} groups for {gold.Count} classes.", nameof(found));
        var groups = Numbered(found);
        var classes = Numbered(gold);
        int groupCount = groups.Max() + 1, classCount = classes.Max() + 1;
        var table = new int[groupCount, classCount];
        var groupSizes = new int[groupCount];
        var classSizes = new int[classCount];
        for (var i = 0; i < groups.Length; i++)
        {
            table[groups[i], classes[i]]++;
            groupSizes[groups[i]]++;
            classSizes[classes[i]]++;
        }
        double n = groups.Length;
        long matched = 0, inGroup = 0, inClass = 0;
        var matching = Assignment.Best(table);
        for (var g = 0; g < groupCount; g++) if (matching[g] is int c) matched += table[g, c];
        for (var g = 0; g < groupCount; g++) inGroup += Enumerable.Range(0, classCount).Max(c => table[g, c]);
        for (var c = 0; c < classCount; c++) inClass += Enumerable.Range(0, groupCount).Max(g => table[g, c]);
        return new(100 * matched / n, 100 * inGroup / n, 100 * inClass / n,
            100 * MutualInformation(table, groupSizes, classSizes), 100 * AdjustedRand(table, groupSizes, classSizes), groupCount);
    }

    private static int[] Numbered<T>(IReadOnlyList<T> names) where T : notnull
    {
        var numbers = new Dictionary<T, int>();
        var result = new int[names.Count];
        for (var i = 0; i < result.Length; i++)
        {
            if (!numbers.TryGetValue(names[i], out var number)) numbers.Add(names[i], number = numbers.Count);
            result[i] = number;
        }
        return result;
    }

    private static double MutualInformation(int[,] table, int[] groups, int[] classes)
    {
        double n = groups.Sum(), shared = 0;
        for (var g = 0; g < groups.Length; g++)
            for (var c = 0; c < classes.Length; c++)
                if (table[g, c] > 0) shared += table[g, c] / n * Math.Log(table[g, c] * n / ((double)groups[g] * classes[c]));
        var mean = (Entropy(groups, n) + Entropy(classes, n)) / 2;
        // One heap against one class: nothing to tell, and nothing missed.
        return mean == 0 ? 1 : Math.Max(0, shared / mean);
    }

    private static double Entropy(int[] sizes, double n) => -sizes.Sum(size => size == 0 ? 0 : size / n * Math.Log(size / n));

    private static double AdjustedRand(int[,] table, int[] groups, int[] classes)
    {
        static double Pairs(double n) => n * (n - 1) / 2;
        var both = 0.0;
        foreach (var count in table) both += Pairs(count);
        double inGroups = groups.Sum(g => Pairs(g)), inClasses = classes.Sum(c => Pairs(c)), all = Pairs(groups.Sum());
        var expected = all == 0 ? 0 : inGroups * inClasses / all;
        var most = (inGroups + inClasses) / 2;
        return most == expected ? 1 : (both - expected) / (most - expected);
    }
}
