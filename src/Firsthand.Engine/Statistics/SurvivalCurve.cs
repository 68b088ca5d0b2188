using System.Globalization;

namespace Firsthand.Engine.Statistics;

/// <summary>How long a customer has stayed so far, in any unit of time, and whether they left then. Those still here are not "no": their time is simply not over (censored).</summary>
public readonly record struct Stay(double Time, bool Left);

/// <summary>The textbook bands around a survival curve, for comparison; <see cref="SurvivalCurve.Band"/> is the one to draw.</summary>
public enum TextbookBand
{
    /// <summary>S ± z·se, cut to 0 and 1.</summary>
    Plain,

    /// <summary>S·exp(±z·se/S), cut at 1; the default of R.</summary>
    Log,

    /// <summary>exp(−exp(ln(−ln S) ± z·se/(S |ln S|))): the best of the three.</summary>
    LogLog,
}

/// <summary>When a share of customers has left: the estimate and its limits; null where the curve has not come down so far.</summary>
public readonly record struct LeavingTime(double? Time, double? Low, double? High);

/// <summary>One point of a band around a curve.</summary>
public readonly record struct BandPoint(double Time, Interval Kept);

/// <summary>The share of customers who are still here, over their time with us (Kaplan-Meier).</summary>
/// <remarks>
/// S(t) = ∏ (1 − d/n) over the times at which d of n at risk left; error by Greenwood, S √Σ d/(n(n−d)). Assumes that those whose time is not over are like the rest.
/// Source: Kaplan and Meier 1958, JASA 53; Greenwood 1926.
/// </remarks>
public sealed class SurvivalCurve
{
    private readonly double[] times, kept, error, mean, square;
    private readonly int[] atRisk, left;

    /// <exception cref="ArgumentException">A time is negative or not a number.</exception>
    public SurvivalCurve(ReadOnlySpan<Stay> stays)
    {
        // Two plain sorts are much faster than one that carries the flag along.
        double[] all = new double[stays.Length], leaving = new double[stays.Length];
        var leavers = 0;
        for (var i = 0; i < all.Length; i++)
        {
            if (!(stays[i].Time >= 0)) throw new ArgumentException($"A stay cannot last {stays[i].Time.ToString(CultureInfo.InvariantCulture)}.", nameof(stays));
            all[i] = stays[i].Time;
            if (stays[i].Left) leaving[leavers++] = stays[i].Time;
        }
        Array.Sort(all);
        Array.Sort(leaving, 0, leavers);

        var distinct = 0;
        for (var i = 0; i < all.Length; i++)
            if (i == 0 || all[i] != all[i - 1]) distinct++;
        (times, atRisk, left, Customers, Leavers) = (new double[distinct], new int[distinct], new int[distinct], all.Length, leavers);
        for (int i = 0, next = 0, row = 0; i < all.Length; row++)
        {
            (times[row], atRisk[row]) = (all[i], all.Length - i);
            while (i < all.Length && all[i] == times[row]) i++;
            for (; next < leavers && leaving[next] == times[row]; next++) left[row]++;
        }

        (kept, error, mean, square) = (new double[times.Length], new double[times.Length], new double[times.Length], new double[times.Length]);
        double survival = 1, greenwood = 0, first = 1, second = 1;
        for (var i = 0; i < times.Length; i++)
        {
            double n = atRisk[i], d = left[i];
            if (d > 0)
            {
                survival *= (n - d) / n;
                greenwood += d / (n * (n - d));
                // Moments of the product of the Beta(n - d + 1, d) that each step could be.
                first *= (n - d + 1) / (n + 1);
                second *= (n - d + 1) * (n - d + 2) / ((n + 1) * (n + 2));
            }
            (kept[i], error[i], mean[i], square[i]) = (survival, survival * Math.Sqrt(greenwood), first, second);
        }
    }

    public int Customers { get; }

    /// <summary>The distinct times at which somebody left, or was last seen.</summary>
    public IReadOnlyList<double> Times => times;

    /// <summary>Customers whose stay lasted at least until each time.</summary>
    public IReadOnlyList<int> AtRisk => atRisk;

    /// <summary>Customers who left at each time.</summary>
    public IReadOnlyList<int> Left => left;

    /// <summary>The share still here after each time.</summary>
    public IReadOnlyList<double> Kept => kept;

    /// <summary>Greenwood's standard error of <see cref="Kept"/>; not a number where nobody is left.</summary>
    public IReadOnlyList<double> Error => error;

    public int Leavers { get; }

    /// <summary>The share still here after a time.</summary>
    public double KeptAt(double time) => Last(time) is var i and >= 0 ? kept[i] : 1;

    /// <summary>Customers whose stay went on past a time.</summary>
    public int AtRiskAfter(double time) => Last(time) + 1 is var next && next < times.Length ? atRisk[next] : 0;

    /// <summary>Where the share still here lies, honest for any number of customers (beta product confidence procedure).</summary>
    /// <remarks>
    /// Matches a beta to the moments of ∏ Beta(n−d+1, d): m = ∏ a/(a+b), s = ∏ a(a+1)/((a+b)(a+b+1)), α′ = m(m−s)/(s−m²), β′ = (1−m)(m−s)/(s−m²). The high end is its 1−α/2 quantile, 1 while
    /// nobody left; for the low end Beta(still at risk, 1) is multiplied in first, and it is 0 when nobody is. Without censoring it is Clopper-Pearson's.
    /// Source: Fay, Brittain and Proschan 2013, Biostatistics 14.
    /// </remarks>
    /// <param name="level">How often such intervals hold the truth at one time, 0 to 1.</param>
    public Interval IntervalAt(double time, double level = 0.95)
    {
        var tail = (1 - Distributions.Level(level)) / 2;
        var i = Last(time);
        var (m, s) = i >= 0 ? (mean[i], square[i]) : (1.0, 1.0);
        double remaining = AtRiskAfter(time);
        var high = m == 1 ? 1 : Quantile(1 - tail, m, s);
        var low = remaining == 0 ? 0 : Quantile(tail, m * remaining / (remaining + 1), s * remaining / (remaining + 2));
        return new Interval(low, high);

        static double Quantile(double p, double m, double s)
        {
            var scale = (m - s) / (s - m * m);
            return Distributions.BetaQuantile(p, m * scale, (1 - m) * scale);
        }
    }

    /// <summary>The band to draw: <see cref="IntervalAt"/> at each time. With more times than <paramref name="most"/> it is exact at that many and takes the wider neighbour between them, so it is never too narrow.</summary>
    public IReadOnlyList<BandPoint> Band(double level = 0.95, int most = 1_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        var band = new BandPoint[times.Length];
        if (times.Length <= most)
        {
            for (var i = 0; i < band.Length; i++) band[i] = new BandPoint(times[i], IntervalAt(times[i], level));
            return band;
        }
        var (at, here) = (0, IntervalAt(times[0], level));
        for (var knot = 1; knot < most; knot++)
        {
            var next = (int)((long)knot * (times.Length - 1) / (most - 1));
            var there = IntervalAt(times[next], level);
            band[at] = new BandPoint(times[at], here);
            // Both ends only ever fall, so what lies between two times is held by the earlier high and the later low.
            for (var i = at + 1; i < next; i++) band[i] = new BandPoint(times[i], new Interval(Math.Min(there.Low, here.Low), here.High));
            (at, here) = (next, there);
        }
        band[at] = new BandPoint(times[at], here);
        return band;
    }

    /// <summary>A textbook interval at each time; null where the formula has none (nobody left yet, or nobody remains).</summary>
    public IReadOnlyList<Interval?> TextbookIntervals(TextbookBand kind, double level = 0.95)
    {
        var z = Distributions.NormalDeviate(level);
        return [.. kept.Select((s, i) => At(s, error[i]))];

        Interval? At(double s, double error)
        {
            if (!(s > 0)) return null;
            if (kind == TextbookBand.Plain) return new Interval(s - z * error, s + z * error).Within(0, 1);
            if (kind == TextbookBand.Log) return new Interval(s * Math.Exp(-z * error / s), s * Math.Exp(z * error / s)).Within(0, 1);
            if (s == 1) return null;
            double centre = Math.Log(-Math.Log(s)), reach = z * error / (s * -Math.Log(s));
            return new Interval(Math.Exp(-Math.Exp(centre + reach)), Math.Exp(-Math.Exp(centre - reach)));
        }
    }

    /// <summary>When half of the customers, or another share, have left; the limits are where a textbook band crosses the same line (Brookmeyer-Crowley).</summary>
    /// <remarks>A curve that runs level at exactly that share gives the middle of the level stretch.</remarks>
    public LeavingTime TimeUntilLeft(double share = 0.5, TextbookBand kind = TextbookBand.LogLog, double level = 0.95)
    {
        var intervals = TextbookIntervals(kind, level);
        return new LeavingTime(Crossing(i => kept[i]), Crossing(i => intervals[i]?.Low), Crossing(i => intervals[i]?.High));

        double? Crossing(Func<int, double?> line)
        {
            // Products of fractions reach 1/2 only nearly.
            const double Level = 1.5e-8;
            for (var i = 0; i < times.Length; i++)
            {
                if (line(i) is not { } here || here >= 1 - share + Level) continue;
                if (Math.Abs(here - (1 - share)) >= Level) return times[i];
                for (var j = i + 1; j < times.Length; j++)
                    if (line(j) < here) return (times[i] + times[j]) / 2;
                return times[i];
            }
            return null;
        }
    }

    /// <summary>The time that a customer stays on average within the first <paramref name="horizon"/>, with its standard error: "days kept in the first 90" (restricted mean survival time).</summary>
    /// <remarks>The area under the curve; error² = Σ [area from tᵢ to the horizon]² d/(n(n−d)). Source: Irwin 1949; Royston and Parmar 2013.</remarks>
    public (double Mean, double Error) TimeKeptWithin(double horizon)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        double area = 0, variance = 0, until = horizon;
        for (var i = Last(horizon); i >= 0; i--)
        {
            area += (until - times[i]) * kept[i];
            until = times[i];
            double n = atRisk[i], d = left[i];
            if (n > d) variance += area * area * d / (n * (n - d));
        }
        return (area + until, Math.Sqrt(variance));
    }

    // The last distinct time at or before a time; -1 when all come later.
    private int Last(double time)
    {
        var found = Array.BinarySearch(times, time);
        return found >= 0 ? found : ~found - 1;
    }
}
