using MathNet.Numerics.LinearAlgebra;

namespace Firsthand.Engine.Statistics;

/// <summary>A customer's stay, in one of several groups that are compared.</summary>
/// <param name="Group">Number of the group, from 0.</param>
/// <param name="Stratum">Compared only with customers of the same stratum, such as the month of the start.</param>
public readonly record struct GroupedStay(Stay Stay, int Group, int Stratum = 0);

/// <summary>Whether groups leave at the same rate.</summary>
/// <param name="Observed">Leavers in each group (weighted, for the early-weighted test).</param>
/// <param name="Expected">Leavers in each group if all left alike.</param>
public sealed record LeavingComparison(IReadOnlyList<double> Observed, IReadOnlyList<double> Expected, double ChiSquare, int Degrees, OneLookP P);

/// <summary>A stretch of a customer's time, with what held during it.</summary>
/// <param name="From">Start of the stretch, not included; minus infinity for one who was here from the beginning.</param>
/// <param name="To">End of the stretch; the customer left then if <paramref name="Left"/>.</param>
/// <param name="Covariates">The numbers that may explain leaving, the same many for each.</param>
public readonly record struct Stretch(double From, double To, bool Left, IReadOnlyList<double> Covariates, int Stratum = 0);

/// <summary>When several leave at the same time, who left first? Efron averages over the orders; Breslow is the older shortcut.</summary>
public enum Ties { Efron, Breslow }

/// <summary>How much each covariate multiplies the rate of leaving.</summary>
/// <param name="Coefficient">ln of the hazard ratio.</param>
/// <param name="Error">Standard error of the coefficient.</param>
/// <param name="P">Wald test of each coefficient, for one planned look.</param>
/// <param name="ScoreTest">Score statistic of all coefficients together.</param>
/// <param name="LogLikelihoodNull">Partial log-likelihood with every coefficient 0.</param>
public sealed record HazardModel(
    IReadOnlyList<double> Coefficient, IReadOnlyList<double> Error, IReadOnlyList<OneLookP> P, double ScoreTest, double LogLikelihoodNull, double LogLikelihood, int Customers, int Leavers)
{
    /// <summary>Below ten leavers for each covariate the ratios are not to be shown: compare days kept instead (<see cref="SurvivalCurve.TimeKeptWithin"/>).</summary>
    public bool EnoughLeavers => Leavers >= 10 * Coefficient.Count;

    /// <summary>How many times as fast those one unit higher leave.</summary>
    public double HazardRatio(int covariate) => Math.Exp(Coefficient[covariate]);

    public Interval HazardRatioInterval(int covariate, double level = 0.95)
    {
        var reach = Distributions.NormalDeviate(level) * Error[covariate];
        return new Interval(Math.Exp(Coefficient[covariate] - reach), Math.Exp(Coefficient[covariate] + reach));
    }
}

/// <summary>How much longer one group stays within a set time, in the unit of the times.</summary>
public sealed record TimeKeptDifference(double Difference, Interval Interval, OneLookP P);

/// <summary>Comparing how long groups of customers stay.</summary>
public static class Retention
{
    /// <summary>Whether groups leave at the same rate, at one planned look (log-rank test, or Peto and Peto's when early leaving weighs more).</summary>
    /// <remarks>
    /// At each leaving time the leavers are shared out by the groups' numbers at risk; χ² of observed − expected with the hypergeometric variance, K−1 degrees, summed over strata.
    /// The early-weighted test multiplies by S(t−)^ρ. Source: Mantel 1966; Peto and Peto 1972; Harrington and Fleming 1982.
    /// </remarks>
    /// <param name="earlyWeight">ρ: 0 for log-rank, 1 for Peto and Peto.</param>
    /// <exception cref="ArgumentException">Fewer than two groups.</exception>
    public static LeavingComparison Compare(IReadOnlyList<GroupedStay> stays, double earlyWeight = 0)
    {
        var groups = stays.Count == 0 ? 0 : stays.Max(stay => stay.Group) + 1;
        if (groups < 2) throw new ArgumentException("Two groups or more are compared.", nameof(stays));
        double[] observed = new double[groups], expected = new double[groups];
        var variance = Matrix<double>.Build.Dense(groups, groups);
        foreach (var stratum in stays.GroupBy(stay => stay.Stratum)) AddStratum([.. stratum.OrderBy(stay => stay.Stay.Time)], earlyWeight, observed, expected, variance);

        // The differences add up to 0, so the last group says nothing new; one without leavers expected neither.
        int[] telling = [.. Enumerable.Range(0, groups).Where(group => variance[group, group] > 0)];
        if (telling.Length < 2) return new LeavingComparison(observed, expected, 0, 0, new OneLookP(1));
        telling = telling[..^1];
        var difference = Vector<double>.Build.Dense(telling.Length, i => observed[telling[i]] - expected[telling[i]]);
        var spread = Matrix<double>.Build.Dense(telling.Length, telling.Length, (i, j) => variance[telling[i], telling[j]]);
        var chiSquare = difference.DotProduct(spread.Solve(difference));
        return new LeavingComparison(observed, expected, chiSquare, telling.Length, new OneLookP(Distributions.ChiSquareUpper(chiSquare, telling.Length)));
    }

    /// <summary>How many days more the second group is kept within the first 90, say, at one planned look (difference of restricted mean survival times). Needs no assumption about the curves.</summary>
    /// <remarks>Difference ± z √(error₁² + error₂²). Source: Royston and Parmar 2013, BMC Medical Research Methodology 13.</remarks>
    /// <param name="horizon">Set before looking, and no longer than both groups have been watched.</param>
    public static TimeKeptDifference CompareTimeKept(SurvivalCurve first, SurvivalCurve second, double horizon, double level = 0.95)
    {
        var ((mean1, error1), (mean2, error2)) = (first.TimeKeptWithin(horizon), second.TimeKeptWithin(horizon));
        double difference = mean2 - mean1, error = Math.Sqrt(error1 * error1 + error2 * error2), reach = Distributions.NormalDeviate(level) * error;
        return new TimeKeptDifference(difference, new Interval(difference - reach, difference + reach), new OneLookP(error == 0 ? 1 : 2 * Distributions.NormalUpper(Math.Abs(difference) / error)));
    }

    /// <summary>How covariates that may change over time multiply the rate of leaving (Cox's proportional hazards).</summary>
    /// <remarks>
    /// Partial likelihood over the customers at risk at each leaving time, within strata; Newton. Assumes that the ratio stays the same over time: if not, compare days kept.
    /// Source: Cox 1972, JRSS B 34; Efron 1977; Andersen and Gill 1982 for stretches.
    /// </remarks>
    /// <returns>Null when nobody left, or a covariate's ratio is not determined (all alike, or leaving in one group only).</returns>
    public static HazardModel? Model(IReadOnlyList<Stretch> stretches, Ties ties = Ties.Efron)
    {
        var leavers = stretches.Count(stretch => stretch.Left);
        if (leavers == 0) return null;
        var likelihood = new PartialLikelihood(stretches, ties);
        if (Maximum.Find(likelihood.At, likelihood.Covariates) is not var (at, hill)) return null;
        var start = likelihood.At(Vector<double>.Build.Dense(likelihood.Covariates));
        double[] error = [.. hill.Information.Inverse().Diagonal().PointwiseSqrt()];
        return new HazardModel(
            [.. at], error, [.. at.Select((coefficient, i) => new OneLookP(2 * Distributions.NormalUpper(Math.Abs(coefficient) / error[i])))],
            start.Slope.DotProduct(start.Information.Solve(start.Slope)), start.Height, hill.Height, stretches.Count, leavers);
    }

    private static void AddStratum(GroupedStay[] stays, double earlyWeight, double[] observed, double[] expected, Matrix<double> variance)
    {
        double[] atRisk = new double[observed.Length];
        foreach (var stay in stays) atRisk[stay.Group]++;
        double[] leaving = new double[observed.Length];
        var kept = 1.0;
        for (var i = 0; i < stays.Length;)
        {
            var from = i;
            Array.Clear(leaving);
            for (; i < stays.Length && stays[i].Stay.Time == stays[from].Stay.Time; i++)
                if (stays[i].Stay.Left) leaving[stays[i].Group]++;
            double n = stays.Length - from, d = leaving.Sum();
            if (d > 0)
            {
                var weight = Math.Pow(kept, earlyWeight);
                // The last one at risk leaves for certain: no variance.
                var each = n > 1 ? weight * weight * d * (n - d) / (n - 1) : 0;
                for (var j = 0; j < observed.Length; j++)
                {
                    observed[j] += weight * leaving[j];
                    expected[j] += weight * d * atRisk[j] / n;
                    for (var k = 0; k < observed.Length; k++) variance[j, k] += each * atRisk[j] / n * ((j == k ? 1 : 0) - atRisk[k] / n);
                }
                kept *= (n - d) / n;
            }
            for (var k = from; k < i; k++) atRisk[stays[k].Group]--;
        }
    }
}
