namespace Firsthand.Engine.Statistics;

/// <summary>Looking at many things at once finds something by chance. These adjust for how many were looked at; say how many beside the result ("27 segments examined").</summary>
public static class ManyTests
{
    /// <summary>Adjusted p-values: of those at most q, a share of at most q is expected to be false (Benjamini-Hochberg). For exploring, with q = 0.10.</summary>
    /// <remarks>p_(i) K / i, made non-decreasing from the largest down. Independent or positively dependent tests. Source: Benjamini and Hochberg 1995, JRSS B 57.</remarks>
    public static IReadOnlyList<double> BenjaminiHochberg(IReadOnlyList<double> p) => StepUp(p, 1);

    /// <summary>The same under any dependence between the tests, wider by 1 + 1/2 + … + 1/K (Benjamini-Yekutieli).</summary>
    /// <remarks>Source: Benjamini and Yekutieli 2001, Annals of Statistics 29.</remarks>
    public static IReadOnlyList<double> BenjaminiYekutieli(IReadOnlyList<double> p) => StepUp(p, Enumerable.Range(1, p.Count).Sum(i => 1.0 / i));

    /// <summary>Adjusted p-values: the chance that any of those at most alpha is false is at most alpha (Holm). For claims.</summary>
    /// <remarks>p_(i) (K − i + 1), made non-decreasing from the smallest up. Any dependence. Source: Holm 1979, Scandinavian Journal of Statistics 6.</remarks>
    public static IReadOnlyList<double> Holm(IReadOnlyList<double> p)
    {
        int[] order = [.. Enumerable.Range(0, p.Count).OrderBy(i => p[i])];
        var adjusted = new double[p.Count];
        var largest = 0.0;
        for (var place = 0; place < order.Length; place++)
        {
            largest = Math.Max(largest, p[order[place]] * (p.Count - place));
            adjusted[order[place]] = Math.Min(1, largest);
        }
        return adjusted;
    }

    /// <summary>Which of several hooks or beliefs hold together, by their e-values at the moment of decision (e-BH): of those named, a share of at most alpha is expected to be false, at any moment and under any dependence.</summary>
    /// <remarks>
    /// k = max{j : e_(j) ≥ K/(alpha j)}; the k largest. Hand in the values as they stand now: their highest values so far would break the promise (Tavyrikov, Goeman and de Heide 2025).
    /// Source: Wang and Ramdas 2022, JRSS B 84.
    /// </remarks>
    /// <param name="lnE">Natural logs of the e-values.</param>
    /// <returns>Indexes of those that hold, ascending.</returns>
    public static IReadOnlyList<int> Holding(IReadOnlyList<double> lnE, double alpha = 0.05)
    {
        int[] order = [.. Enumerable.Range(0, lnE.Count).OrderByDescending(i => lnE[i])];
        var lnTests = Math.Log(lnE.Count / Distributions.Level(alpha));
        for (var j = order.Length; j > 0; j--)
            // A rounding error in a logarithm must not decide.
            if (lnE[order[j - 1]] >= lnTests - Math.Log(j) - 1e-12) return [.. order[..j].Order()];
        return [];
    }

    private static double[] StepUp(IReadOnlyList<double> p, double penalty)
    {
        int[] order = [.. Enumerable.Range(0, p.Count).OrderBy(i => p[i])];
        var adjusted = new double[p.Count];
        var smallest = 1.0;
        for (var place = order.Length - 1; place >= 0; place--)
        {
            smallest = Math.Min(smallest, p[order[place]] * penalty * p.Count / (place + 1));
            adjusted[order[place]] = smallest;
        }
        return adjusted;
    }
}
