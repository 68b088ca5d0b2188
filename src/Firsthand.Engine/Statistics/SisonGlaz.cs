namespace Firsthand.Engine.Statistics;

/// <summary>The joint probability behind the Sison-Glaz intervals.</summary>
internal static class SisonGlaz
{
    /// <summary>P(every count of a multinomial lies within c of what was seen), by Poissons conditioned on their sum.</summary>
    /// <remarks>P(sum of truncated Poissons = n) ∏ P(each within) / P(Poisson(n) = n), the first factor by an Edgeworth expansion from the truncated moments. Source: Sison and Glaz 1995.</remarks>
    public static double JointChance(IReadOnlyList<int> counts, int n, int c)
    {
        Span<double> factorial = stackalloc double[5];
        double lnWithin = 0, mean = 0, variance = 0, third = 0, excess = 0;
        foreach (var count in counts)
        {
            double lambda = count;
            int low = Math.Max(0, count - c), high = count + c;
            // P(low - r <= X <= high - r) gives the factorial moments of the truncated variable: E[X(X-1)...] = lambda^r times their ratio.
            var within = Within(low, high, lambda);
            for (int r = 1; r <= 4; r++) factorial[r] = Math.Pow(lambda, r) * Within(low - r, high - r, lambda) / within;
            double m1 = factorial[1], m2 = factorial[2] + m1, m3 = factorial[3] + 3 * factorial[2] + m1, m4 = factorial[4] + 6 * factorial[3] + 7 * factorial[2] + m1;
            var v = m2 - m1 * m1;
            mean += m1;
            variance += v;
            third += m3 - 3 * m1 * m2 + 2 * m1 * m1 * m1;
            excess += m4 - 4 * m1 * m3 + 6 * m1 * m1 * m2 - 3 * m1 * m1 * m1 * m1 - 3 * v * v;
            lnWithin += Math.Log(within);
        }
        double sd = Math.Sqrt(variance), z = (n - mean) / sd, skew = third / (variance * sd), kurtosis = excess / (variance * variance);
        double z2 = z * z, z3 = z2 * z, z4 = z2 * z2;
        var edgeworth = 1 + skew * (z3 - 3 * z) / 6 + kurtosis * (z4 - 6 * z2 + 3) / 24 + skew * skew * (z4 * z2 - 15 * z4 + 45 * z2 - 15) / 72;
        var lnExactlyN = n * Math.Log(n) - n - Distributions.LnGamma(n + 1);
        return Math.Exp(lnWithin - lnExactlyN) * Distributions.NormalDensity(z) * edgeworth / sd;
    }

    private static double Within(int low, int high, double lambda)
    {
        if (high < 0) return 0;
        if (lambda == 0) return low <= 0 ? 1 : 0;
        return Distributions.PoissonUpper(low - 1, lambda) - Distributions.PoissonUpper(high, lambda);
    }
}
