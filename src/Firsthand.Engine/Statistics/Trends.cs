using System.Globalization;

namespace Firsthand.Engine.Statistics;

/// <summary>A later share against an earlier one.</summary>
/// <param name="Difference">Later minus earlier, −1 to 1.</param>
/// <param name="Interval">Where the difference lies (Newcombe).</param>
/// <param name="P">Two-sided, Fisher's exact test.</param>
/// <param name="PGrown">One-sided: the later share is larger.</param>
public sealed record TwoPeriods(double Difference, Interval Interval, OneLookP P, OneLookP PGrown);

/// <summary>How many times as often something happens per unit of exposure.</summary>
/// <param name="Ratio">First rate over second; infinite when the second never happened, null when neither did.</param>
/// <param name="Interval">Exact interval of the ratio; its high end is infinite when the second never happened.</param>
public sealed record RateRatio(double? Ratio, Interval Interval, OneLookP P);

/// <summary>A steady rise or fall over ordered periods.</summary>
public sealed record Drift(double ChiSquare, OneLookP P);

/// <summary>A share watched interview by interview.</summary>
/// <param name="Change">Evidence for a change, after each interview (Shiryaev-Roberts e-detector): the one to use.</param>
/// <param name="Jump">The same for one jump since the best moment (e-CUSUM).</param>
/// <param name="Cusum">The classic CUSUM in log units, for comparison.</param>
/// <param name="ChangeAlarm">The interview, counted from 1, at which <paramref name="Change"/> first reached the alarm; null when never.</param>
/// <param name="JumpAlarm">The same for <paramref name="Jump"/>.</param>
public sealed record ChangeWatch(IReadOnlyList<double> Change, IReadOnlyList<double> Jump, IReadOnlyList<double> Cusum, int? ChangeAlarm, int? JumpAlarm);

/// <summary>One period of a smoothed share, with the limits between which it stays nearly always while nothing changes.</summary>
public readonly record struct SmoothedShare(double Value, Interval Limits)
{
    public bool Above => Value > Limits.High;
    public bool Below => Value < Limits.Low;
}

/// <summary>Whether something is said more often than before. The denominator is interviews, never time; a new question or a new way to recruit looks like a trend, so mark those dates.</summary>
public static class Trends
{
    /// <summary>Two periods, at one planned look.</summary>
    /// <remarks>Fisher's exact test (two-sided by smaller or equal probability) with Newcombe's interval of the difference. Different customers in each period. Source: Fisher 1935; Newcombe 1998, method 10.</remarks>
    public static TwoPeriods Compare(Share earlier, Share later, double level = 0.95)
    {
        var (twoSided, grown) = ExactTests.Fisher(earlier, later);
        return new TwoPeriods((later.Value ?? 0) - (earlier.Value ?? 0), Differences.Newcombe(later, earlier, level), new OneLookP(twoSided), new OneLookP(grown));
    }

    /// <summary>Two rates, such as mentions per interview or referrals per customer-month, at one planned look.</summary>
    /// <remarks>
    /// Given x₁ + x₂ events, x₁ is binomial with p = t₁/(t₁+t₂) when the rates are equal: exact two-sided p by smaller or equal probability, Clopper-Pearson limits L of that share
    /// turned into ratios L t₂ / ((1−L) t₁). Events independent. Source: Lehmann 1986; the convention of R's poisson.test.
    /// </remarks>
    /// <param name="events">Events in the first and second group.</param>
    /// <param name="exposure">Interviews, or customer-months, behind them; positive.</param>
    public static RateRatio CompareRates((int First, int Second) events, (double First, double Second) exposure, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exposure.First, nameof(exposure));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exposure.Second, nameof(exposure));
        var share = new Share(events.First, events.First + events.Second);
        double time = exposure.Second / exposure.First;
        if (share.Total == 0) return new RateRatio(null, new Interval(0, double.PositiveInfinity), new OneLookP(1));
        var (low, high) = share.GuaranteedInterval(level);
        return new RateRatio(
            events.Second == 0 ? double.PositiveInfinity : events.First * time / events.Second,
            new Interval(low / (1 - low) * time, events.Second == 0 ? double.PositiveInfinity : high / (1 - high) * time),
            new OneLookP(ExactTests.Binomial(events.First, share.Total, exposure.First / (exposure.First + exposure.Second))));
    }

    /// <summary>A steady rise or fall over three ordered periods or more, at one planned look (Cochran-Armitage).</summary>
    /// <remarks>χ² = [Σ x_i (s_i − s̄)]² / (p(1−p) Σ n_i (s_i − s̄)²), one degree, s̄ weighted by n. Fine when a few dozen said it. Source: Armitage 1955, Biometrics 11.</remarks>
    /// <param name="scores">The periods' positions; 1, 2, 3 … when null.</param>
    /// <returns>Null when nobody or everybody said it, or all interviews lie in one period: there is nothing to drift.</returns>
    public static Drift? Steady(IReadOnlyList<Share> periods, IReadOnlyList<double>? scores = null)
    {
        scores ??= [.. Enumerable.Range(1, periods.Count).Select(i => (double)i)];
        double n = periods.Sum(period => period.Total), p = periods.Sum(period => period.Count) / n;
        double centre = periods.Select((period, i) => period.Total * scores[i]).Sum() / n;
        double pull = periods.Select((period, i) => period.Count * (scores[i] - centre)).Sum(), spread = periods.Select((period, i) => period.Total * (scores[i] - centre) * (scores[i] - centre)).Sum();
        if (!(p is > 0 and < 1) || spread <= 0) return null;
        var chiSquare = pull * pull / (p * (1 - p) * spread);
        return new Drift(chiSquare, new OneLookP(Distributions.ChiSquareUpper(chiSquare, 1)));
    }

    /// <summary>Whether something is heard more, or less, than before: a lean, never more, because it is read after every conversation and the test behind it is for one look.</summary>
    /// <remarks>
    /// Leaning when the drift over the periods (<see cref="Steady"/>) would come up by chance at most in alpha of all cases at one look, and the later half differs from the earlier by a quarter or more.
    /// Estimate: later half minus earlier half, with Newcombe's interval. For a watch that may be read at any time use <see cref="Watch"/>, with a usual and a worrying share set beforehand.
    /// </remarks>
    /// <param name="periods">Oldest first: the conversations of each that had it, of all in it.</param>
    public static Verdict Verdict(IReadOnlyList<Share> periods, double alpha = 0.05)
    {
        const int Fewest = 6;
        const double Clear = 0.25;
        var sample = new Sample("conversations", "all that were held, in their order", "conversation");
        var n = periods.Sum(period => period.Total);
        Share earlier = Together(periods.Take(periods.Count / 2)), later = Together(periods.Skip(periods.Count / 2));
        if (n < Fewest || earlier.Total == 0 || later.Total == 0)
            return Statistics.Verdict.NotEstimable(n, string.Create(CultureInfo.InvariantCulture, $"Too few conversations for a trend: {n} of at least {Fewest}.")) with { Asked = sample, Looks = Looks.OnceAsPlanned };

        var halves = Compare(earlier, later);
        var drift = Steady(periods);
        var clear = drift?.P.Value <= alpha && Math.Abs(halves.Difference) >= Clear;
        var counted = string.Create(CultureInfo.InvariantCulture, $"Heard in {earlier.Count} of the earlier {earlier.Total} conversations and in {later.Count} of the latest {later.Total}.");
        var said = clear
            ? $"It looks like {(halves.Difference > 0 ? "growing" : "fading")}: read once, chance alone would show this in {(drift!.P.Value < 0.01 ? "fewer than 1" : "about " + (100 * drift.P.Value).ToString("0", CultureInfo.InvariantCulture))} of 100 cases."
            : "Chance alone often shows as much.";
        var (word, side) = !clear ? (VerdictWord.Undecided, Side.Neither) : (VerdictWord.Leaning, halves.Difference > 0 ? Side.For : Side.Against);
        return new Verdict(word, side, n, halves.Difference, halves.Interval, null, $"{counted} {said}") { Asked = sample, Looks = Looks.OnceAsPlanned };

        static Share Together(IEnumerable<Share> some) => some.Aggregate(new Share(0, 0), (sum, share) => new Share(sum.Count + share.Count, sum.Total + share.Total));
    }

    /// <summary>Watches a share live, in the order of the interviews: an alarm when it has risen from at most <paramref name="usual"/> towards <paramref name="worrying"/>.</summary>
    /// <remarks>
    /// L = p₁/p₀ after a yes, (1−p₁)/(1−p₀) after a no; R ← (R+1)L, M ← max(M, 1)L. An alarm at A comes, while nothing changes, no more often than once in A interviews on average,
    /// for every usual share up to p₀ and without large-sample promises. Source: Shin, Ramdas and Rinaldo 2023 (e-detectors); Page 1954 (CUSUM).
    /// </remarks>
    /// <param name="said">Whether it was said, interview by interview.</param>
    /// <param name="usual">p₀, above 0.</param>
    /// <param name="worrying">p₁, above p₀ and below 1.</param>
    /// <param name="falseAlarmEvery">Interviews between false alarms that are acceptable on average.</param>
    public static ChangeWatch Watch(IReadOnlyList<bool> said, double usual, double worrying, double falseAlarmEvery = 100)
    {
        if (!(0 < usual && usual < worrying && worrying < 1)) throw new ArgumentOutOfRangeException(nameof(worrying), worrying, "Shares rise from above 0 to below 1.");
        double[] change = new double[said.Count], jump = new double[said.Count], cusum = new double[said.Count];
        double r = 0, m = 0, w = 0;
        int? changeAlarm = null, jumpAlarm = null;
        for (var i = 0; i < said.Count; i++)
        {
            var odds = said[i] ? worrying / usual : (1 - worrying) / (1 - usual);
            change[i] = r = (r + 1) * odds;
            jump[i] = m = Math.Max(m, 1) * odds;
            cusum[i] = w = Math.Max(0, w + Math.Log(odds));
            if (r >= falseAlarmEvery) changeAlarm ??= i + 1;
            if (m >= falseAlarmEvery) jumpAlarm ??= i + 1;
        }
        return new ChangeWatch(change, jump, cusum, changeAlarm, jumpAlarm);
    }

    /// <summary>A smoothed share, period by period: a picture, whose limits are approximate for few interviews (EWMA).</summary>
    /// <remarks>z ← λ x/n + (1−λ) z from z = p₀; limits p₀ ± L√v, v ← (1−λ)² v + λ² p₀(1−p₀)/n, cut to 0 and 1. Source: Roberts 1959, Technometrics 1.</remarks>
    /// <param name="usual">p₀.</param>
    /// <param name="weight">λ: how much the newest period counts.</param>
    /// <param name="width">L: standard deviations between the line and its limits.</param>
    public static IReadOnlyList<SmoothedShare> Smooth(IReadOnlyList<Share> periods, double usual, double weight = 0.3, double width = 2.7)
    {
        var smoothed = new SmoothedShare[periods.Count];
        double z = usual, v = 0;
        for (var i = 0; i < periods.Count; i++)
        {
            // A period without interviews says nothing: the line stays where it was.
            if (periods[i].Value is { } share)
            {
                z = weight * share + (1 - weight) * z;
                v = (1 - weight) * (1 - weight) * v + weight * weight * usual * (1 - usual) / periods[i].Total;
            }
            var reach = width * Math.Sqrt(v);
            smoothed[i] = new SmoothedShare(z, new Interval(usual - reach, usual + reach).Within(0, 1));
        }
        return smoothed;
    }
}
