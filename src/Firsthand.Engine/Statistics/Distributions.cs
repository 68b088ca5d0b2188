using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Firsthand.Engine.Statistics;

/// <summary>The textbook distributions, in the few forms that the rest needs. Tails are computed as tails, never as one minus the other side.</summary>
internal static class Distributions
{
    // From here on a continued fraction adds less than the last bit.
    private const double Exhausted = 1e-16;

    // Keeps the continued fraction from dividing by nothing.
    private const double Tiny = 1e-300;

    /// <summary>The z that holds the middle of a normal distribution: 1.96 for a level of 0.95.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public static double NormalDeviate(double level) => NormalQuantile((1 + Level(level)) / 2);

    /// <summary>The level itself, when it can be one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public static double Level(double level) =>
        level is > 0 and < 1 ? level : throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies between 0 and 1.");

    public static double NormalQuantile(double p) => Normal.InvCDF(0, 1, p);

    /// <summary>P(Z &gt; z).</summary>
    public static double NormalUpper(double z) => 0.5 * SpecialFunctions.Erfc(z / Constants.Sqrt2);

    public static double NormalDensity(double z) => Math.Exp(-0.5 * z * z) * Constants.InvSqrt2Pi;

    /// <summary>P(X &gt; x) for chi-square with the degrees of freedom given.</summary>
    public static double ChiSquareUpper(double x, double degrees) => x <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(degrees / 2, x / 2);

    public static double ChiSquareQuantile(double p, double degrees)
    {
        if (degrees != 1) return ChiSquared.InvCDF(degrees, p);
        var z = NormalQuantile((1 + p) / 2);
        return z * z;
    }

    /// <summary>P(T &gt; t) for Student's t.</summary>
    public static double StudentUpper(double t, double degrees)
    {
        var half = 0.5 * BetaLower(degrees / (degrees + t * t), degrees / 2, 0.5);
        return t >= 0 ? half : 1 - half;
    }

    /// <summary>The t that holds the middle of Student's distribution at the level given.</summary>
    public static double StudentDeviate(double level, double degrees)
    {
        double z = NormalDeviate(level), z2 = z * z, d = degrees;
        // Here Fisher and Cornish's expansion (Abramowitz and Stegun 26.7.5) is right to eight digits.
        if (degrees >= 44 && z < 2)
            return z * (1 + (z2 + 1) / (4 * d) + ((5 * z2 + 16) * z2 + 3) / (96 * d * d) + (((3 * z2 + 19) * z2 + 17) * z2 - 15) / (384 * d * d * d)
                + ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / (92160 * d * d * d * d));
        var x = BetaQuantile(1 - level, degrees / 2, 0.5);
        return Math.Sqrt(degrees * (1 - x) / x);
    }

    public static double LnGamma(double x) => SpecialFunctions.GammaLn(x);

    public static double LnBeta(double a, double b) => LnGamma(a) + LnGamma(b) - LnGamma(a + b);

    public static double LnChoose(double n, double k) => LnGamma(n + 1) - LnGamma(k + 1) - LnGamma(n - k + 1);

    /// <summary>P(X &lt;= x) for a beta distribution: the regularised incomplete beta function.</summary>
    public static double BetaLower(double x, double a, double b) => x <= 0 ? 0 : x >= 1 ? 1 : SpecialFunctions.BetaRegularized(a, b, x);

    /// <summary>P(X &gt; x) for a beta distribution.</summary>
    public static double BetaUpper(double x, double a, double b) => BetaLower(1 - x, b, a);

    /// <summary>ln P(X &lt;= x) and ln P(X &gt; x) of a beta distribution, exact where a probability itself would vanish.</summary>
    /// <param name="lnBeta">ln B(a, b).</param>
    public static (double Lower, double Upper) LnBetaTails(double x, double a, double b, double lnBeta)
    {
        if (x <= 0) return (double.NegativeInfinity, 0);
        if (x >= 1) return (0, double.NegativeInfinity);
        // Up to about the mean the lower tail converges and is the smaller one; past it the upper.
        if (x <= (a + 1) / (a + b + 2))
        {
            var lower = LnTail(x, 1 - x, a, b, lnBeta);
            return (lower, Log1p(-Math.Exp(lower)));
        }
        var upper = LnTail(1 - x, x, b, a, lnBeta);
        return (Log1p(-Math.Exp(upper)), upper);
    }

    /// <summary>The value that a beta distribution stays below with probability p.</summary>
    /// <remarks>Newton's method on ln P over the log odds of the value: ln P is concave there, so it cannot run away (and the tail that is the smaller is the one that is solved).</remarks>
    public static double BetaQuantile(double p, double a, double b)
    {
        if (p <= 0) return 0;
        if (p >= 1) return 1;
        if (p > 0.5) return 1 - Lower(1 - p, b, a);
        return Lower(p, a, b);

        static double Lower(double p, double a, double b)
        {
            double lnBeta = LnBeta(a, b), target = Math.Log(p);
            // A normal guess where both numbers are large; else the middle, or the power law of the far tail when that lies further out.
            var logOdds = a > 1 && b > 1
                ? Math.Log(a / b) + NormalQuantile(p) * Math.Sqrt(1 / a + 1 / b)
                : Math.Min(Math.Log(a / b), (target + Math.Log(a) + lnBeta) / a);
            for (var round = 0; round < 200; round++)
            {
                double odds = Math.Exp(-Math.Abs(logOdds)), near = 1 / (1 + odds), far = odds / (1 + odds);
                var (x, y) = logOdds >= 0 ? (near, far) : (far, near);
                var lnLower = x <= (a + 1) / (a + b + 2) ? LnTail(x, y, a, b, lnBeta) : Log1p(-Math.Exp(LnTail(y, x, b, a, lnBeta)));
                var lnSlope = a * Math.Log(x) + b * Math.Log(y) - lnBeta - lnLower;
                var step = (lnLower - target) / Math.Exp(lnSlope);
                logOdds -= step;
                // The error squares itself at each step, so after one this small nothing is left.
                if (Math.Abs(step) <= 1e-9 * Math.Max(1, Math.Abs(logOdds)) || !double.IsFinite(logOdds)) break;
            }
            return 1 / (1 + Math.Exp(-logOdds));
        }
    }

    /// <summary>P(X &gt;= successes) of a binomial count.</summary>
    public static double BinomialUpper(int successes, int trials, double p) =>
        successes <= 0 ? 1 : successes > trials ? 0 : BetaLower(p, successes, trials - successes + 1);

    /// <summary>P(X &lt;= successes) of a binomial count.</summary>
    public static double BinomialLower(int successes, int trials, double p) =>
        successes >= trials ? 1 : successes < 0 ? 0 : BetaUpper(p, successes + 1, trials - successes);

    /// <summary>ln P(X = successes) of a binomial count.</summary>
    public static double LnBinomial(int successes, int trials, double p) =>
        LnChoose(trials, successes) + Times(successes, Math.Log(p)) + Times(trials - successes, Math.Log(1 - p));

    /// <summary>P(X &gt; count) of a Poisson count.</summary>
    public static double PoissonUpper(int count, double mean) =>
        count < 0 ? 1 : mean <= 0 ? 0 : SpecialFunctions.GammaLowerRegularized(count + 1, mean);

    /// <summary>n ln x where 0 ln 0 is 0.</summary>
    internal static double Times(double n, double ln) => n == 0 ? 0 : n * ln;

    // ln P(X <= x) with y = 1 - x, by the continued fraction of the incomplete beta function (DLMF 8.17.22).
    private static double LnTail(double x, double y, double a, double b, double lnBeta) => a * Math.Log(x) + b * Math.Log(y) - lnBeta - Math.Log(a) + Math.Log(Fraction(x, a, b));

    private static double Fraction(double x, double a, double b)
    {
        double c = 1, d = Guard(1 - (a + b) * x / (a + 1)), value = 1 / d;
        d = 1 / d;
        for (var m = 1; m < 100_000; m++)
        {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / Guard(1 + even * d);
            c = Guard(1 + even / c);
            value *= c * d;
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / Guard(1 + odd * d);
            c = Guard(1 + odd / c);
            value *= c * d;
            if (Math.Abs(c * d - 1) < 3 * Exhausted) break;
        }
        return value;

        static double Guard(double denominator) => Math.Abs(denominator) < Tiny ? Tiny : denominator;
    }

    /// <summary>ln(1 + x) without losing a small x.</summary>
    internal static double Log1p(double x) => SpecialFunctions.Log1p(x);
}
