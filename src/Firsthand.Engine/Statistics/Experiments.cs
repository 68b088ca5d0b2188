using System.Globalization;

namespace Firsthand.Engine.Statistics;

/// <summary>A visitor whose outcome is settled.</summary>
/// <param name="InB">Was assigned variant B, not A.</param>
/// <param name="Converted">Did what the experiment hopes for, within the window.</param>
/// <param name="ChanceOfB">The probability of B that was logged when this visitor was assigned.</param>
public readonly record struct Visitor(bool InB, bool Converted, double ChanceOfB = 0.5);

/// <summary>Whether visitors arrived in the variants as the lottery should have sent them.</summary>
/// <param name="P">Chi-square, for one planned look.</param>
/// <param name="LnE">ln of the evidence for a mismatch; may be read at any time.</param>
public sealed record SampleRatio(double ChiSquare, OneLookP P, double LnE)
{
    /// <summary>At this evidence, 1,000 to 1, the lottery is taken as broken and no verdict is given.</summary>
    public static readonly double LnBroken = Math.Log(1000);

    /// <summary>At one planned look, false in 1 lottery of 100. Stricter limits would pass mismatches that are known to be real.</summary>
    public const double BrokenP = 0.01;

    /// <summary>Broken by the evidence that may be read at any time.</summary>
    public bool Mismatch => LnE >= LnBroken;

    /// <summary>Broken, at one planned look.</summary>
    public bool MismatchAtPlannedLook => Mismatch || P.Value < BrokenP;
}

/// <summary>Evidence that grows or shrinks with each observation; it may be read at any time.</summary>
/// <param name="LnE">ln of the evidence after each observation.</param>
/// <param name="SettledAt">The observation, counted from 1, at which it first reached 1/alpha; null when it never did.</param>
public sealed record Evidence(IReadOnlyList<double> LnE, int? SettledAt);

/// <summary>Evidence at one moment, without its history.</summary>
/// <param name="SettledAt">The observation, counted from 1, at which it first reached 1/alpha; null when it never did.</param>
public readonly record struct EvidenceNow(double LnE, double LnLargest, long? SettledAt);

/// <summary>How two variants compare for somebody who knew nothing before. For display after a verdict; it drifts with peeking.</summary>
/// <param name="ChanceBBetter">P(share of B &gt; share of A).</param>
/// <param name="LossIfB">What is expected to be lost by choosing B: E[max(A − B, 0)].</param>
/// <param name="LossIfA">The same for choosing A.</param>
public sealed record VariantBeliefs(double ChanceBBetter, double LossIfB, double LossIfA);

/// <summary>How many visitors an experiment needs.</summary>
/// <param name="Visitors">In both variants together; null when more than the most that was looked at.</param>
public sealed record VisitorsNeeded(int? Visitors, double Chance);

/// <summary>Comparing two hooks or offers with small traffic, by a lottery logged before anything is shown. Order of checks: lottery, sample ratio, evidence, estimate, value.</summary>
public static class Experiments
{
    /// <summary>Checks the lottery itself.</summary>
    /// <remarks>
    /// Chi-square against the planned weights (for one planned look), and for watching live the Dirichlet-multinomial mixture
    /// ln E = ln Γ(k) − ln Γ(k+n) + Σ[ln Γ(kρ+x) − ln Γ(kρ)] − Σ x ln ρ. Source: Lindon and Malek 2022 (NeurIPS); Fabijan et al. 2019 on what mismatches mean.
    /// </remarks>
    /// <param name="visitors">Visitors in each variant.</param>
    /// <param name="weights">The planned probability of each; adds up to 1.</param>
    /// <param name="concentration">k: larger looks for smaller mismatches.</param>
    public static SampleRatio CheckRatio(IReadOnlyList<long> visitors, IReadOnlyList<double> weights, double concentration = 100)
    {
        if (visitors.Count < 2 || visitors.Count != weights.Count) throw new ArgumentException("Every variant needs its weight.", nameof(weights));
        double n = visitors.Sum(), all = weights.Sum(), chiSquare = 0, lnE = Distributions.LnGamma(concentration) - Distributions.LnGamma(concentration + n);
        for (var i = 0; i < visitors.Count; i++)
        {
            double weight = weights[i] / all, expected = n * weight, x = visitors[i];
            if (n > 0) chiSquare += (x - expected) * (x - expected) / expected;
            lnE += Distributions.LnGamma(concentration * weight + x) - Distributions.LnGamma(concentration * weight) - Distributions.Times(x, Math.Log(weight));
        }
        return new SampleRatio(chiSquare, new OneLookP(Distributions.ChiSquareUpper(chiSquare, visitors.Count - 1)), lnE);
    }

    /// <summary>The default decision: bets on each visitor's variant after seeing their outcome. If the variants do the same, nobody can win at that.</summary>
    /// <remarks>
    /// With p_A, p_B = (1+x)/(5+n) from earlier visitors only, q = p after a conversion and 1 − p otherwise: E ← E · P(variant | outcome) / P(variant), P(B | outcome) = ρ q_B / (ρ q_B + (1−ρ) q_A).
    /// Under no effect every factor has mean exactly 1, whatever the drift, batches or changing allocation, so E ≥ 1/alpha errs in at most alpha of all cases at any number of looks
    /// (3 % in simulation at 5 %). Hand in visitors in the order in which their outcome was settled; one person once. A change of allocation after peeking must be logged as each visitor's
    /// own ρ. Source: testing by betting (Shafer 2021) on the assignment (Lindon and Malek 2022; Turner, Ly and Grünwald 2024).
    /// </remarks>
    /// <param name="yes">With <paramref name="no"/> the conversions and non-conversions that each variant is given beforehand.</param>
    public static Evidence Compare(IReadOnlyList<Visitor> visitors, double alpha = 0.05, double yes = 1, double no = 4)
    {
        var lnE = new double[visitors.Count];
        var bet = new AssignmentBet(yes, no);
        var lnNeeded = -Math.Log(Distributions.Level(alpha));
        int? settled = null;
        for (var i = 0; i < lnE.Length; i++)
        {
            bet.See(visitors[i]);
            lnE[i] = bet.LnE;
            if (lnE[i] >= lnNeeded) settled ??= i + 1;
        }
        return new Evidence(lnE, settled);
    }

    /// <summary>The same without the history: a million visitors in one pass and no memory.</summary>
    /// <inheritdoc cref="Compare" path="/param"/>
    public static EvidenceNow CompareNow(ReadOnlySpan<Visitor> visitors, double alpha = 0.05, double yes = 1, double no = 4)
    {
        var bet = new AssignmentBet(yes, no);
        double lnNeeded = -Math.Log(Distributions.Level(alpha)), largest = 0;
        long? settled = null;
        for (var i = 0; i < visitors.Length; i++)
        {
            bet.See(visitors[i]);
            if (bet.LnE > largest) largest = bet.LnE;
            if (largest >= lnNeeded) settled ??= i + 1;
        }
        return new EvidenceNow(bet.LnE, largest, settled);
    }

    /// <summary>When only conversions are known, not visitors: under no effect each conversion comes from B with the chance that B was assigned.</summary>
    /// <remarks>ln E = ln B(κρ + b, κ(1−ρ) + a) − ln B(κρ, κ(1−ρ)) − b ln ρ − a ln(1−ρ). Needs one allocation throughout and equal windows. Source: Lindon and Malek 2022.</remarks>
    /// <param name="fromB">For each conversion in order, whether its visitor had been assigned B.</param>
    /// <param name="chanceOfB">ρ.</param>
    /// <param name="concentration">κ: larger bets on smaller effects.</param>
    public static Evidence CompareConversions(IReadOnlyList<bool> fromB, double chanceOfB = 0.5, double concentration = 10, double alpha = 0.05)
    {
        double priorB = concentration * chanceOfB, priorA = concentration * (1 - chanceOfB), lnPrior = Distributions.LnBeta(priorB, priorA), lnNeeded = -Math.Log(Distributions.Level(alpha));
        var lnE = new double[fromB.Count];
        int b = 0;
        int? settled = null;
        for (var i = 0; i < lnE.Length; i++)
        {
            if (fromB[i]) b++;
            var a = i + 1 - b;
            lnE[i] = Distributions.LnBeta(priorB + b, priorA + a) - lnPrior - b * Math.Log(chanceOfB) - a * Math.Log(1 - chanceOfB);
            if (lnE[i] >= lnNeeded) settled ??= i + 1;
        }
        return new Evidence(lnE, settled);
    }

    /// <summary>Comparing in complete blocks of fixed sizes (the 2 by 2 e-variable): exact, but it must wait for each block to fill.</summary>
    /// <remarks>
    /// Per block, with shares θ_A, θ_B learnt from earlier blocks, (x + prior)/(n + 2 prior), and θ₀ pooled by block sizes: E ← E · (likelihood under θ_A, θ_B) / (likelihood under θ₀).
    /// Source: Turner, Ly and Grünwald 2024, Statistics and Probability Letters.
    /// </remarks>
    /// <param name="a">Conversions in each block of A.</param>
    /// <param name="b">Conversions in each block of B, as many blocks.</param>
    /// <param name="sizes">Visitors in a block of A and of B.</param>
    /// <param name="prior">Conversions (and as many non-conversions) that A and B are given beforehand.</param>
    public static Evidence CompareBlocks(IReadOnlyList<int> a, IReadOnlyList<int> b, (int A, int B) sizes, (double A, double B) prior, double alpha = 0.05)
    {
        if (a.Count != b.Count || a.Any(x => x < 0 || x > sizes.A) || b.Any(x => x < 0 || x > sizes.B)) throw new ArgumentException("Each block needs both variants, with conversions of at most its size.", nameof(b));
        return Blocks(a, b, sizes, prior, prior, (thetaA, thetaB) => Pool(thetaA, thetaB, sizes), alpha);
    }

    /// <summary>Differences B − A that the blocks do not rule out, at any number of looks, on a grid (the confidence sequence of <see cref="CompareBlocks"/>).</summary>
    /// <remarks>
    /// For each difference δ the null is the pair (θ, θ + δ) nearest to what earlier blocks taught (smallest Kullback-Leibler divergence). Ends are grid points, so good to 2/<paramref name="steps"/>.
    /// Source: Turner and Grünwald 2023, Statistics and Probability Letters (safe confidence intervals).
    /// </remarks>
    /// <param name="a">Whether each block's visitor of A converted; blocks of one and one.</param>
    /// <param name="steps">Grid points from −.99 to .99.</param>
    /// <returns>Null when every difference on the grid is ruled out.</returns>
    public static Interval? Difference(IReadOnlyList<int> a, IReadOnlyList<int> b, int steps = 100, double prior = 0.18, double alpha = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        double? low = null, high = null;
        for (var step = 0; step < steps; step++)
        {
            var delta = -0.99 + 1.98 * step / (steps - 1);
            var evidence = Blocks(a, b, (1, 1), (prior, prior), (prior, prior), (thetaA, thetaB) => Nearest(thetaA, thetaB, delta), alpha);
            if (evidence.SettledAt is not null) continue;
            low ??= delta;
            high = delta;
        }
        return low is { } from && high is { } to ? new Interval(from, to) : null;
    }

    /// <summary>What the counts make somebody believe who knew nothing before (independent betas).</summary>
    /// <remarks>P(B &gt; A) = ∫ f_B F_A, loss of B = ∫ F_B (1 − F_A), by quadrature over log odds. After one look; under peeking a flat "95 % sure" is wrong in about half of all null experiments.</remarks>
    /// <param name="prior">Shape of the beta both shares start from.</param>
    public static VariantBeliefs Beliefs(Share a, Share b, (double Yes, double No) prior)
    {
        double aYes = a.Count + prior.Yes, aNo = a.Total - a.Count + prior.No, bYes = b.Count + prior.Yes, bNo = b.Total - b.Count + prior.No;
        double lnBeta = Distributions.LnBeta(bYes, bNo), centre = Math.Log(bYes / bNo), spread = Math.Sqrt(1 / bYes + 1 / bNo);
        var better = Quadrature.OverLine(t =>
        {
            var (x, y) = Odds(t);
            return Math.Exp(bYes * Math.Log(x) + bNo * Math.Log(y) - lnBeta) * Distributions.BetaLower(x, aYes, aNo);
        }, centre, spread);
        // E[max(A - B, 0)] - E[max(B - A, 0)] is the difference of the means, so one integral gives both.
        var width = Math.Max(spread, Math.Sqrt(1 / aYes + 1 / aNo));
        var lossIfB = Quadrature.OverLine(t =>
        {
            var (x, y) = Odds(t);
            return Distributions.BetaLower(x, bYes, bNo) * Distributions.BetaUpper(x, aYes, aNo) * x * y;
        }, (centre + Math.Log(aYes / aNo)) / 2, width);
        return new VariantBeliefs(better, lossIfB, lossIfB + bYes / (bYes + bNo) - aYes / (aYes + aNo));
    }

    /// <summary>The verdict on an experiment, with its sentence and an interval of the difference B − A that may be read as often (<see cref="Differences.AlwaysValid"/>). A mismatched lottery gets none.</summary>
    /// <param name="visitors">In the order in which outcomes were settled.</param>
    /// <param name="ignoreMismatch">Compare although the lottery is broken; the sentence then says so.</param>
    public static Verdict Verdict(IReadOnlyList<Visitor> visitors, double alpha = 0.05, bool ignoreMismatch = false)
    {
        int inB = visitors.Count(visitor => visitor.InB), n = visitors.Count;
        if (n == 0) return Statistics.Verdict.NotEstimable(0, "No visitor has finished yet.");
        var planned = visitors.Average(visitor => visitor.ChanceOfB);
        var ratio = CheckRatio([n - inB, inB], [1 - planned, planned]);
        if (ratio.Mismatch && !ignoreMismatch) return Withheld(ratio, n - inB, inB, planned);

        var evidence = Compare(visitors, alpha);
        Share a = new(visitors.Count(visitor => !visitor.InB && visitor.Converted), n - inB), b = new(visitors.Count(visitor => visitor.InB && visitor.Converted), inB);
        return Judged(a, b, evidence.SettledAt is not null, Differences.AlwaysValid(b, a, alpha), ratio.Mismatch);
    }

    /// <summary>The verdict at one planned look, when only the four counts are known: sample ratio first, then Fisher's exact test and Newcombe's interval.</summary>
    /// <param name="chanceOfB">The planned probability of B.</param>
    /// <param name="planned">Visitors in all at which the one look was to be taken.</param>
    /// <param name="ignoreMismatch">Compare although the lottery is broken; the sentence then says so.</param>
    public static Verdict VerdictAtPlannedLook(Share a, Share b, double chanceOfB, int planned, double alpha = 0.05, bool ignoreMismatch = false)
    {
        var n = a.Total + b.Total;
        var ratio = CheckRatio([a.Total, b.Total], [1 - chanceOfB, chanceOfB]);
        if (ratio.MismatchAtPlannedLook && !ignoreMismatch) return Withheld(ratio, a.Total, b.Total, chanceOfB);
        if (n != planned) return Statistics.Verdict.NotEstimable(n, string.Create(CultureInfo.InvariantCulture, $"This look was planned at {planned} visitors and there are {n}: a fixed-size test says nothing here."));
        return Judged(a, b, ExactTests.Fisher(a, b).TwoSided <= alpha, Differences.Newcombe(b, a, 1 - alpha), ratio.MismatchAtPlannedLook) with { Looks = Looks.OnceAsPlanned };
    }

    /// <summary>Visitors that settle an experiment in at least <paramref name="chance"/> of all cases, if the shares are as hoped: say it before the start.</summary>
    /// <remarks>Seeded simulation of 400 experiments read after every visitor, so good to about ±5 %. Below about 100 conversions in all only doublings are found; talk to those who said no instead.</remarks>
    /// <param name="random">Randomness, handed in.</param>
    /// <param name="most">Visitors at which it gives up.</param>
    public static VisitorsNeeded Plan(double shareA, double hopedShareB, Random random, double chanceOfB = 0.5, double alpha = 0.05, double chance = 0.8, int most = 20_000)
    {
        const int Series = 400;
        var settledAt = new int[Series];
        var lnNeeded = -Math.Log(Distributions.Level(alpha));
        for (var series = 0; series < Series; series++)
        {
            var bet = new AssignmentBet(1, 4);
            var n = 0;
            while (n < most && bet.LnE < lnNeeded)
            {
                var inB = random.NextDouble() < chanceOfB;
                bet.See(new Visitor(inB, random.NextDouble() < (inB ? hopedShareB : shareA), chanceOfB));
                n++;
            }
            settledAt[series] = bet.LnE < lnNeeded ? int.MaxValue : n;
        }
        Array.Sort(settledAt);
        var needed = settledAt[(int)Math.Ceiling(chance * Series) - 1];
        return new VisitorsNeeded(needed == int.MaxValue ? null : needed, chance);
    }

    private static Verdict Withheld(SampleRatio ratio, long a, long b, double planned) => Statistics.Verdict.NotEstimable((int)(a + b), string.Create(
        CultureInfo.InvariantCulture,
        $"No verdict: {a} visitors saw A and {b} saw B, where {Percents.OutOf(Math.Round(planned, 4))} should have seen B ({ratio.P}). Visitors were lost or counted in one variant only, so a comparison would be wrong. Find out why first."));

    private static Verdict Judged(Share a, Share b, bool settled, Interval interval, bool despiteMismatch)
    {
        double? difference = b.Value - a.Value;
        var side = difference switch { > 0 => Side.For, < 0 => Side.Against, _ => Side.Neither };
        var beliefs = Beliefs(a, b, (1, 1));
        var counted = $"A: {a}, B: {b} converted.";
        var (word, said) = (settled, Math.Max(beliefs.ChanceBBetter, 1 - beliefs.ChanceBBetter)) switch
        {
            (true, _) when side != Side.Neither => (VerdictWord.Verified, side == Side.For ? "B converts better." : "B converts worse."),
            (_, >= 0.8) when a.Total >= Share.FewestForPercent && b.Total >= Share.FewestForPercent => (VerdictWord.Leaning, side == Side.For ? "B looks better; not settled." : "B looks worse; not settled."),
            _ => (VerdictWord.Undecided, "Not enough yet."),
        };
        var warning = despiteMismatch ? " The sample ratio is wrong, so this may be an artefact." : "";
        return new Verdict(word, word == VerdictWord.Undecided ? Side.Neither : side, a.Total + b.Total, difference, interval, null, $"{counted} {said}{warning}");
    }

    private static Evidence Blocks(
        IReadOnlyList<int> a, IReadOnlyList<int> b, (int A, int B) sizes, (double A, double B) yes, (double A, double B) no, Func<double, double, (double A, double B)> nullPair, double alpha)
    {
        var lnE = new double[a.Count];
        double now = 0, seenA = 0, seenB = 0, lnNeeded = -Math.Log(Distributions.Level(alpha));
        int? settled = null;
        for (var i = 0; i < lnE.Length; i++)
        {
            double thetaA = (seenA + yes.A) / (i * sizes.A + yes.A + no.A), thetaB = (seenB + yes.B) / (i * sizes.B + yes.B + no.B);
            var (nullA, nullB) = nullPair(thetaA, thetaB);
            now += LnGain(a[i], sizes.A, thetaA, nullA) + LnGain(b[i], sizes.B, thetaB, nullB);
            lnE[i] = now;
            if (now >= lnNeeded) settled ??= i + 1;
            seenA += a[i];
            seenB += b[i];
        }
        return new Evidence(lnE, settled);

        static double LnGain(int x, int n, double theta, double nullTheta) =>
            Distributions.Times(x, Math.Log(theta / nullTheta)) + Distributions.Times(n - x, Math.Log((1 - theta) / (1 - nullTheta)));
    }

    private static (double A, double B) Pool(double thetaA, double thetaB, (int A, int B) sizes)
    {
        var pooled = (sizes.A * thetaA + sizes.B * thetaB) / (sizes.A + sizes.B);
        return (pooled, pooled);
    }

    // The pair (t, t + delta) of smallest divergence from the pair learnt: its slope rises from minus to plus infinity in t.
    private static (double A, double B) Nearest(double thetaA, double thetaB, double delta)
    {
        var t = Roots.Rising(t => (t - thetaA) / (t * (1 - t)) + (t + delta - thetaB) / ((t + delta) * (1 - t - delta)), Math.Max(0, -delta), Math.Min(1, 1 - delta));
        return (t, t + delta);
    }

    private static (double X, double Y) Odds(double t)
    {
        var odds = Math.Exp(-Math.Abs(t));
        return t >= 0 ? (1 / (1 + odds), odds / (1 + odds)) : (odds / (1 + odds), 1 / (1 + odds));
    }
}
