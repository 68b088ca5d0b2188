using Firsthand.Engine.Statistics;

namespace Firsthand.Engine.Patterns;

/// <summary>In how many interviews each pattern was heard, and what that says about the patterns that nobody has voiced yet.</summary>
/// <remarks>Good-Turing and Chao: what was heard once tells of what was never heard. Assumes interviews that could have come in any order, and one stable list of patterns.</remarks>
public sealed class Incidence
{
    /// <param name="interviews">How many were held.</param>
    /// <param name="counts">For each pattern the interviews that had it; patterns never heard (0) are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative or larger than the number of interviews.</exception>
    public Incidence(int interviews, IEnumerable<int> counts)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(interviews);
        Interviews = interviews;
        Counts = [.. counts.Where(count => count != 0)];
        foreach (var count in Counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, interviews, nameof(counts));
        }
        Once = Counts.Count(count => count == 1);
        Twice = Counts.Count(count => count == 2);
        Mentions = Counts.Sum();
    }

    public int Interviews { get; }
    public IReadOnlyList<int> Counts { get; }

    /// <summary>Patterns heard so far.</summary>
    public int Heard => Counts.Count;

    /// <summary>Patterns that exactly one interview had.</summary>
    public int Once { get; }

    /// <summary>Patterns that exactly two interviews had.</summary>
    public int Twice { get; }

    /// <summary>Sum of the counts.</summary>
    public int Mentions { get; }

    private double Shrink => ShrinkOf(Interviews);

    /// <summary>How many patterns are at least still unheard (Chao2, a lower bound).</summary>
    /// <remarks>(T−1)/T · Q1²/2Q2, or (T−1)/T · Q1(Q1−1)/2 where nothing was heard exactly twice. Source: Chao 1987; Chao and Chiu 2016.</remarks>
    public double Unheard => UnheardOf(Interviews, Once, Twice);

    /// <summary>Heard and unheard together (Chao2).</summary>
    public double All => Heard + Unheard;

    /// <summary>The standard error of <see cref="All"/>.</summary>
    public double AllError
    {
        get
        {
            double k = Shrink, once = Once;
            if (Unheard == 0) return Math.Sqrt(VarianceWithoutSingles);
            if (Twice == 0) return Math.Sqrt(k * once * (once - 1) / 2 + k * k * once * (2 * once - 1) * (2 * once - 1) / 4 - k * k * Math.Pow(once, 4) / (4 * All));
            var ratio = once / Twice;
            return Math.Sqrt(Twice * (k * ratio * ratio / 2 + k * k * Math.Pow(ratio, 3) + k * k * Math.Pow(ratio, 4) / 4));
        }
    }

    /// <summary>The 95 % interval of <see cref="All"/>: log-normal for the unheard, so it never falls below what was heard.</summary>
    public Interval AllInterval
    {
        get
        {
            if (Heard == 0) return new(0, double.PositiveInfinity);
            if (Unheard > 0)
            {
                var factor = Math.Exp(Z95 * Math.Sqrt(Math.Log(1 + AllError * AllError / (Unheard * Unheard))));
                return new(Heard + Unheard / factor, Heard + Unheard * factor);
            }
            var missed = Counts.Sum(count => Math.Exp(-count)) / Heard;
            double middle = Heard / (1 - missed), reach = Z95 * AllError / (1 - missed);
            return new(Math.Max(Heard, middle - reach), middle + reach);
        }
    }

    /// <summary>Chao2 with less bias where few patterns were heard twice.</summary>
    public double AllBiasCorrected => Heard + Shrink * Once * (Once - 1) / (2.0 * (Twice + 1));

    /// <summary>The standard error of <see cref="AllBiasCorrected"/>.</summary>
    public double AllBiasCorrectedError
    {
        get
        {
            if (Once == 0) return Math.Sqrt(VarianceWithoutSingles);
            double k = Shrink, once = Once, twice = Twice + 1;
            return Math.Sqrt(k * once * (once - 1) / (2 * twice) + k * k * once * Math.Pow(2 * once - 1, 2) / (4 * twice * twice)
                + k * k * once * once * Twice * Math.Pow(once - 1, 2) / (4 * Math.Pow(twice, 4)));
        }
    }

    /// <summary>The share of mentions that belong to patterns already heard, 0 to 1; null before anything was heard.</summary>
    /// <remarks>1 − Q1/U · A. With one pattern heard once and none twice it comes out as 1, which is too good: show <see cref="CoverageTuring"/> then. Source: Chao and Jost 2012.</remarks>
    public double? Coverage => CoverageOf(Interviews, Once, Twice, Mentions);

    /// <summary>The coverage to expect after one more interview.</summary>
    public double? CoverageNext => Mentions == 0 ? null : 1 - (double)Once / Mentions * Fading * Fading;

    /// <summary>Turing's simple coverage, 1 − Q1/U.</summary>
    public double? CoverageTuring => Mentions == 0 ? null : 1 - (double)Once / Mentions;

    /// <summary>How many patterns the next interview will bring that nobody voiced before, on average.</summary>
    public double ExpectedNew => Interviews == 0 ? 0 : (double)Once / Interviews * Fading;

    /// <summary>How many different patterns the first 1, 2, ... interviews would have brought, over all orders in which they could have come.</summary>
    public IReadOnlyList<double> Accumulation
    {
        get
        {
            var curve = new double[Interviews];
            // Patterns heard equally often are missed equally often.
            foreach (var alike in Counts.CountBy(count => count))
            {
                // The chance that none of the interviews drawn so far is among those that had the pattern.
                var missed = 1.0;
                for (var t = 0; t < Interviews; t++)
                {
                    missed *= Math.Max(0, Interviews - alike.Key - t) / (double)(Interviews - t);
                    curve[t] += alike.Value * (1 - missed);
                }
            }
            return curve;
        }
    }

    /// <summary>How many different patterns to expect after some more interviews; trust it up to twice as many as were held.</summary>
    public double After(int more) => Heard + Unheard * (1 - Math.Pow(Fading, more));

    /// <summary>Where <see cref="After"/> lies: the part of the unheard that so many more interviews would bring, on the range of the unheard.</summary>
    public Interval AfterInterval(int more)
    {
        if (Unheard <= 0) return new(Heard, Heard);
        var part = (After(more) - Heard) / Unheard;
        var (low, high) = AllInterval;
        return new(Heard + part * (low - Heard), Heard + part * (high - Heard));
    }

    /// <summary>How many more interviews to reach a coverage; null when it is reached already, or cannot be told.</summary>
    public double? MoreFor(double coverage)
    {
        if (Coverage is not double now || now >= coverage || Once == 0 || Fading is <= 0 or >= 1) return null;
        return (Math.Log((double)Mentions / Once) + Math.Log(1 - coverage)) / Math.Log(Fading) - 1;
    }

    // The factor by which the share still unheard shrinks with every interview.
    private double Fading => FadingOf(Interviews, Once, Twice);

    /// <summary><see cref="Coverage"/> from the four numbers that it rests on.</summary>
    internal static double? CoverageOf(int interviews, int once, int twice, int mentions) => mentions == 0 ? null : 1 - (double)once / mentions * FadingOf(interviews, once, twice);

    private static double FadingOf(int interviews, int once, int twice) =>
        once == 0 ? 1 : interviews * UnheardOf(interviews, once, twice) / (interviews * UnheardOf(interviews, once, twice) + once);

    private static double UnheardOf(int interviews, int once, int twice) => ShrinkOf(interviews) * (twice > 0 ? (double)once * once / (2 * twice) : once * (once - 1.0) / 2);

    private static double ShrinkOf(int interviews) => interviews == 0 ? 0 : (interviews - 1.0) / interviews;

    private double VarianceWithoutSingles
    {
        get
        {
            if (Interviews == 0) return 0;
            var weighted = Counts.Sum(count => count * Math.Exp(-count));
            return Counts.Sum(count => Math.Exp(-count) - Math.Exp(-2 * count)) - weighted * weighted / Interviews;
        }
    }

    private const double Z95 = 1.959963984540054;
}
