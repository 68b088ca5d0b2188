namespace Firsthand.Engine.Statistics;

/// <summary>Whether an effect is B − A, or that as a part of A.</summary>
public enum Lift { Absolute, Relative }

/// <summary>One arm: how many, the mean of the metric, and its variance.</summary>
public readonly record struct Arm(double Visitors, double Mean, double Variance)
{
    public static Arm Of(Share share) => new(share.Total, share.Value ?? 0, (share.Value ?? 0) * (1 - (share.Value ?? 0)));

    /// <summary>From sums, as analytics tools export them; the variance divides by n − 1.</summary>
    public static Arm OfSums(double visitors, double sum, double squares) => new(visitors, sum / visitors, (squares - sum * sum / visitors) / (visitors - 1));
}

/// <summary>What somebody believed about the effect beforehand.</summary>
public readonly record struct LiftPrior(double Mean, double Variance, Lift Lift);

/// <summary>An effect with its error.</summary>
/// <param name="Effect">In the unit of the lift asked for.</param>
public sealed record EffectTest(double Effect, Interval Interval, double P, double Error);

/// <summary>An effect as a Bayesian engine shows it.</summary>
/// <param name="ChanceToWin">P(effect &gt; 0).</param>
/// <param name="RiskOfA">Expected loss of staying with A.</param>
/// <param name="RiskOfB">Expected loss of changing to B.</param>
public sealed record EffectBeliefs(double Effect, Interval Interval, double ChanceToWin, double Spread, double RiskOfA, double RiskOfB);

/// <summary>An experiment's metric, adjusted by what was known of each visitor before.</summary>
/// <param name="Theta">How much of the earlier value is taken off.</param>
public sealed record AdjustedTest(double Theta, EffectTest Test);

/// <summary>A sequential test of two arms of equal size.</summary>
/// <param name="Lambda">The likelihood ratio now.</param>
/// <param name="P">1/Λ now, at most 1; the always-valid p is its smallest value so far.</param>
public sealed record MixtureTest(double Lambda, double P);

/// <summary>
/// The figures that GrowthBook, Optimizely and the like would show for the same data, so that a founder can compare. Normal approximations: with few conversions they promise more than they
/// hold, and the sequential ones break when one arm is much smaller. <see cref="Experiments"/> decides.
/// </summary>
/// <remarks>Source: GrowthBook's statistics documentation and published formulas. Null where an arm has no spread (nobody or everybody converted), because the approximations have none there.</remarks>
public static class OtherTools
{
    /// <summary>The classic t-test with unequal variances, for one planned look (Welch).</summary>
    /// <remarks>Variance: v_B/n_B + v_A/n_A absolute; v_B/(m_A² n_B) + v_A m_B²/(m_A⁴ n_A) relative (delta method). Degrees after Welch and Satterthwaite.</remarks>
    public static EffectTest? TTest(Arm a, Arm b, Lift lift, double alpha = 0.05)
    {
        return Effect(a, b, lift) is var (effect, variance) ? Welch(effect, variance, a, b, alpha) : null;
    }

    /// <summary>GrowthBook's sequential test (asymptotic confidence sequence). It has no finite-sample guarantee: with 10 % of visitors in B it called 46 % of null experiments in simulation.</summary>
    /// <remarks>Half-width s √(2(Nρ²+1)/(Nρ)² · ln(√(Nρ²+1)/alpha)), N visitors of both arms, s² = N · variance of the effect. Source: Waudby-Smith et al. 2021 (arXiv 2103.06476).</remarks>
    /// <param name="tuning">N*: visitors at which the interval should be narrowest.</param>
    public static EffectTest? Sequential(Arm a, Arm b, Lift lift, double alpha = 0.05, double tuning = 5_000)
    {
        if (Effect(a, b, lift) is not var (effect, variance)) return null;
        double n = a.Visitors + b.Visitors, rho = SequentialRho(alpha, tuning), growth = n * rho * rho + 1;
        var reach = SequentialHalfWidth(variance * n, n, rho, alpha);
        var lnE = rho * rho * n * effect * effect / variance / (2 * growth) - 0.5 * Math.Log(growth);
        return new EffectTest(effect, new Interval(effect - reach, effect + reach), Math.Min(1, Math.Exp(-lnE)), Math.Sqrt(variance));
    }

    /// <summary>ρ of <see cref="Sequential"/>: √((−2 ln α + ln(1 − 2 ln α)) / N*), with 2α in place of α when one-sided.</summary>
    public static double SequentialRho(double alpha, double tuning, bool twoSided = true)
    {
        var lnAlpha = Math.Log(twoSided ? alpha : 2 * alpha);
        return Math.Sqrt((-2 * lnAlpha + Math.Log(1 - 2 * lnAlpha)) / tuning);
    }

    /// <summary>Half the width of <see cref="Sequential"/>'s interval for a mean of variance s² at n visitors.</summary>
    public static double SequentialHalfWidth(double variance, double n, double rho, double alpha)
    {
        var growth = n * rho * rho + 1;
        return Math.Sqrt(variance) * Math.Sqrt(2 * growth * Math.Log(Math.Sqrt(growth) / alpha) / (n * rho * (n * rho)));
    }

    /// <summary>GrowthBook's Bayesian engine: a normal approximation of the lift. 5 of 20 against 11 of 22 gives it .87 relative and .96 absolute; exact is .948 (<see cref="Experiments.Beliefs"/>).</summary>
    /// <remarks>Normal prior × normal likelihood; a prior in the other unit is scaled by A's mean. Risk: E[max(±effect, 0)].</remarks>
    /// <param name="prior">Null for none.</param>
    public static EffectBeliefs? Bayes(Arm a, Arm b, Lift lift, LiftPrior? prior = null, double alpha = 0.05)
    {
        if (Effect(a, b, lift) is not var (effect, variance)) return null;
        double precision = 1 / variance, weighted = effect / variance;
        if (prior is { } before)
        {
            var scale = before.Lift == lift ? 1 : lift == Lift.Absolute ? Math.Abs(a.Mean) : 1 / Math.Abs(a.Mean);
            precision += 1 / (before.Variance * scale * scale);
            weighted += before.Mean / (before.Variance * scale);
        }
        double mean = weighted / precision, sd = Math.Sqrt(1 / precision), z = mean / sd, reach = Distributions.NormalDeviate(1 - alpha) * sd;
        double gain = sd * (z * Distributions.NormalUpper(-z) + Distributions.NormalDensity(z)), loss = gain - mean;
        return new EffectBeliefs(mean, new Interval(mean - reach, mean + reach), Distributions.NormalUpper(-z), sd, gain, loss);
    }

    /// <summary>A t-test after taking off what an earlier period already explained (CUPED). Worth it with a real earlier metric and 30 per arm; new leads have none.</summary>
    /// <remarks>θ = cov(earlier, later)/var(earlier) over both arms together; later − θ earlier falls in variance by 1 − r². Source: Deng, Xu, Kohavi and Walker 2013 (WSDM).</remarks>
    /// <param name="a">Earlier and later value of each visitor of A.</param>
    public static AdjustedTest? TTestAdjusted(IReadOnlyList<(double Earlier, double Later)> a, IReadOnlyList<(double Earlier, double Later)> b, Lift lift, double alpha = 0.05)
    {
        if (a.Count < 2 || b.Count < 2) return null;
        (double Earlier, double Later)[] all = [.. a, .. b];
        var together = Moments(all);
        var theta = together.VarianceEarlier == 0 ? 0 : together.Covariance / together.VarianceEarlier;
        Period before = Moments(a), after = Moments(b);
        double varianceA = before.Less(theta, 1), varianceB = after.Less(theta, 1);
        if (!(varianceA > 0 && varianceB > 0) || lift == Lift.Relative && before.Later == 0) return null;

        double effect = after.Later - theta * after.Earlier - (before.Later - theta * before.Earlier), variance = varianceB / b.Count + varianceA / a.Count;
        if (lift == Lift.Relative)
        {
            // The lift is a part of A's plain mean, which moves with A's own values too.
            effect /= before.Later;
            variance = (varianceB / b.Count + before.Less(theta, after.Later / before.Later) / a.Count) / (before.Later * before.Later);
        }
        return new AdjustedTest(theta, Welch(effect, variance, new Arm(a.Count, before.Later, varianceA), new Arm(b.Count, after.Later, varianceB), alpha));
    }

    /// <summary>The mixture sequential probability ratio test of two arms of equal size (as in Optimizely). Plug-in variance, so only asymptotically valid.</summary>
    /// <remarks>Λ = √(V/(V + nτ²)) exp(n² τ² d² / (2V(V + nτ²))), V = p_A(1−p_A) + p_B(1−p_B), d = p_B − p_A. Source: Johari, Koomen, Pekelis and Walsh 2022, Operations Research 70.</remarks>
    /// <param name="tau">Standard deviation of the differences that are thought possible.</param>
    public static MixtureTest? Mixture(Share a, Share b, double tau)
    {
        if (a.Total != b.Total) throw new ArgumentException("This test takes arms of equal size.", nameof(b));
        if (a.Value is not { } pA || b.Value is not { } pB) return null;
        double n = a.Total, v = pA * (1 - pA) + pB * (1 - pB), d = pB - pA, growth = v + n * tau * tau;
        if (v <= 0) return null;
        var lambda = Math.Sqrt(v / growth) * Math.Exp(n * n * tau * tau * d * d / (2 * v * growth));
        return new MixtureTest(lambda, Math.Min(1, 1 / lambda));
    }

    private static (double Effect, double Variance)? Effect(Arm a, Arm b, Lift lift)
    {
        if (!(a.Variance > 0 && b.Variance > 0) || lift == Lift.Relative && a.Mean == 0) return null;
        double partA = a.Variance / a.Visitors, partB = b.Variance / b.Visitors, m = a.Mean;
        return lift == Lift.Absolute
            ? (b.Mean - m, partA + partB)
            : ((b.Mean - m) / m, partB / (m * m) + partA * b.Mean * b.Mean / (m * m * m * m));
    }

    private static EffectTest Welch(double effect, double variance, Arm a, Arm b, double alpha)
    {
        double error = Math.Sqrt(variance), partA = a.Variance / a.Visitors, partB = b.Variance / b.Visitors;
        var degrees = (partA + partB) * (partA + partB) / (partA * partA / (a.Visitors - 1) + partB * partB / (b.Visitors - 1));
        var reach = Distributions.StudentDeviate(1 - alpha, degrees) * error;
        return new EffectTest(effect, new Interval(effect - reach, effect + reach), 2 * Distributions.StudentUpper(Math.Abs(effect) / error, degrees), error);
    }

    private static Period Moments(IReadOnlyList<(double Earlier, double Later)> pairs)
    {
        double earlier = pairs.Average(pair => pair.Earlier), later = pairs.Average(pair => pair.Later), n = pairs.Count - 1;
        return new Period(
            earlier, later,
            pairs.Sum(pair => (pair.Earlier - earlier) * (pair.Earlier - earlier)) / n,
            pairs.Sum(pair => (pair.Later - later) * (pair.Later - later)) / n,
            pairs.Sum(pair => (pair.Earlier - earlier) * (pair.Later - later)) / n);
    }

    private readonly record struct Period(double Earlier, double Later, double VarianceEarlier, double VarianceLater, double Covariance)
    {
        /// <summary>Variance of scale · later − theta · earlier.</summary>
        public double Less(double theta, double scale) => scale * scale * VarianceLater + theta * theta * VarianceEarlier - 2 * scale * theta * Covariance;
    }
}
