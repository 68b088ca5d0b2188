namespace Firsthand.Engine.Statistics;

/// <summary>Segments' rates, each drawn towards the rate of all by as much as its few leads leave open.</summary>
/// <param name="Pooled">Rate of all segments together.</param>
/// <param name="Likeness">Intraclass correlation by moments; 0 or less means that the segments differ no more than chance would make them.</param>
/// <param name="Strength">Leads' worth of the common rate that each segment is given.</param>
/// <param name="Shrunk">Each segment's rate, drawn in.</param>
/// <param name="Intervals">Where it lies. Too narrow below eight segments: compare with half the strength.</param>
/// <param name="ChanceAbovePooled">P(segment's rate &gt; pooled): what ranks segments, never the raw rate.</param>
/// <param name="Likelihood">The same by maximum likelihood, as a check; null when the segments differ no more than chance.</param>
public sealed record ShrunkRates(
    double Pooled, double Likeness, double Strength, IReadOnlyList<double> Shrunk, IReadOnlyList<Interval> Intervals, IReadOnlyList<double> ChanceAbovePooled, LikelihoodRates? Likelihood)
{
    /// <summary>The common rate as yeses and noes that each segment is given.</summary>
    public (double Yes, double No) Prior => (Pooled * Strength, (1 - Pooled) * Strength);
}

/// <summary>The beta of the segments' rates by maximum likelihood.</summary>
public sealed record LikelihoodRates(double Yes, double No, IReadOnlyList<double> Shrunk, double LogLikelihood);

/// <summary>How many leads become customers touch by touch.</summary>
/// <param name="Rate">Of those still open before each touch, the share that converted on it.</param>
/// <param name="ByThen">Share that has converted by each touch.</param>
/// <param name="Error">Greenwood's standard error of <paramref name="ByThen"/>; not a number where all have.</param>
public sealed record TouchConversion(IReadOnlyList<double> Rate, IReadOnlyList<Interval> RateIntervals, IReadOnlyList<double> ByThen, IReadOnlyList<double> Error);

/// <summary>What a lead and a customer cost and bring.</summary>
/// <param name="CostPerCustomer">Infinite without customers.</param>
/// <param name="CostInterval">From Wilson's limits of the conversion; the high end is infinite without customers.</param>
public sealed record AcquisitionCost(double CostPerLead, double Conversion, double CostPerCustomer, Interval CostInterval, double ValuePerLead, double NetPerLead);

/// <summary>Efficiency per lead.</summary>
public static class Leads
{
    private const double LeastStrength = 1e-3, MostStrength = 1e6;

    // Beyond this the likelihood has no maximum: the segments are alike.
    private const double Diverged = 1e5;

    /// <summary>Rates of small segments, drawn towards the rate of all (beta-binomial shrinkage), so that 2 of 3 never tops the list.</summary>
    /// <remarks>
    /// ρ = [Σ n(p_i − p)² − p(1−p)(k−1)] / [p(1−p)(N − Σn²/N − (k−1))], strength 1/ρ − 1 (a million when ρ ≤ 0), posterior Beta(pM + x, (1−p)M + n − x). Segments exchangeable.
    /// Source: Kleinman 1973, JASA 68.
    /// </remarks>
    /// <param name="segments">Who converted in each.</param>
    /// <param name="strengthFactor">½ to see how much the estimate of the strength matters.</param>
    /// <returns>Null when nobody or everybody converted anywhere, or with fewer than two segments.</returns>
    public static ShrunkRates? Shrink(IReadOnlyList<Share> segments, double level = 0.95, double strengthFactor = 1)
    {
        double k = segments.Count, n = segments.Sum(segment => segment.Total), p = segments.Sum(segment => segment.Count) / n, variance = p * (1 - p);
        if (k < 2 || !(variance > 0)) return null;
        double between = segments.Where(segment => segment.Total > 0).Sum(segment => segment.Total * (segment.Value!.Value - p) * (segment.Value.Value - p));
        double likeness = (between - variance * (k - 1)) / (variance * (n - segments.Sum(segment => (double)segment.Total * segment.Total) / n - (k - 1)));
        double strength = strengthFactor * (likeness <= 0 ? MostStrength : Math.Clamp(1 / likeness - 1, LeastStrength, MostStrength)), yes = p * strength, no = (1 - p) * strength, tail = (1 - Distributions.Level(level)) / 2;
        return new ShrunkRates(
            p, likeness, strength,
            [.. segments.Select(segment => (yes + segment.Count) / (strength + segment.Total))],
            [.. segments.Select(segment => new Interval(Distributions.BetaQuantile(tail, yes + segment.Count, no + segment.Total - segment.Count), Distributions.BetaQuantile(1 - tail, yes + segment.Count, no + segment.Total - segment.Count)))],
            [.. segments.Select(segment => Distributions.BetaUpper(p, yes + segment.Count, no + segment.Total - segment.Count))],
            MostLikely(segments));
    }

    /// <summary>Conversion touch by touch. Leads that are still open, or lost from sight, are left out after their last touch: never counted as no.</summary>
    /// <remarks>
    /// h = converted/at risk, converted by then 1 − ∏(1−h), error S √Σ d/(n(n−d)) (life table). "They convert on the fifth touch" compares only those who stayed for it: compare cadences by lottery.
    /// </remarks>
    /// <param name="touches">For each touch, who converted of the leads still open.</param>
    public static TouchConversion ByTouch(IReadOnlyList<Share> touches)
    {
        double[] byThen = new double[touches.Count], error = new double[touches.Count];
        double open = 1, sum = 0;
        for (var i = 0; i < touches.Count; i++)
        {
            double n = touches[i].Total, d = touches[i].Count;
            if (n > 0)
            {
                open *= 1 - d / n;
                if (d > 0) sum += d / (n * (n - d));
            }
            (byThen[i], error[i]) = (1 - open, open * Math.Sqrt(sum));
        }
        return new TouchConversion([.. touches.Select(touch => touch.Value ?? 0)], [.. touches.Select(touch => touch.Interval())], byThen, error);
    }

    /// <summary>Cost of a customer with its range. Include founder hours at a stated wage, or call it "cash only".</summary>
    /// <remarks>Spend/customers; its range from cost per lead over Wilson's limits of conversion, the spend taken as fixed.</remarks>
    /// <param name="customers">Of the leads, those who bought.</param>
    /// <exception cref="ArgumentException">No leads.</exception>
    public static AcquisitionCost Cost(double spend, Share customers, double grossProfit)
    {
        if (customers.Total == 0) throw new ArgumentException("A cost per lead needs leads.", nameof(customers));
        double perLead = spend / customers.Total, value = grossProfit / customers.Total;
        var (low, high) = customers.Interval();
        return new AcquisitionCost(
            perLead, customers.Value!.Value, customers.Count == 0 ? double.PositiveInfinity : spend / customers.Count,
            new Interval(perLead / high, low == 0 ? double.PositiveInfinity : perLead / low), value, value - perLead);
    }

    private static LikelihoodRates? MostLikely(IReadOnlyList<Share> segments)
    {
        double Height(double logitP, double lnStrength)
        {
            double p = 1 / (1 + Math.Exp(-logitP)), strength = Math.Exp(lnStrength);
            return segments.Sum(segment => LnRising(p * strength, segment.Count) + LnRising((1 - p) * strength, segment.Total - segment.Count) - LnRising(strength, segment.Total));
        }

        double BestLogit(double lnStrength) => Top(logitP => Height(logitP, lnStrength), -15, 15);
        var best = Top(lnStrength => Height(BestLogit(lnStrength), lnStrength), Math.Log(LeastStrength), Math.Log(MostStrength));
        if (Math.Exp(best) > Diverged) return null;
        double share = 1 / (1 + Math.Exp(-BestLogit(best))), yes = share * Math.Exp(best), no = (1 - share) * Math.Exp(best);
        return new LikelihoodRates(yes, no, [.. segments.Select(segment => (yes + segment.Count) / (yes + no + segment.Total))], Height(BestLogit(best), best));
    }

    // ln of a (a+1) ... (a+n-1): exact where gamma functions of large numbers would cancel.
    private static double LnRising(double a, int n)
    {
        if (n > 2_000) return Distributions.LnGamma(a + n) - Distributions.LnGamma(a);
        var sum = 0.0;
        for (var i = 0; i < n; i++) sum += Math.Log(a + i);
        return sum;
    }

    // Where a function with one top has it (golden section).
    private static double Top(Func<double, double> height, double low, double high)
    {
        const double Golden = 0.6180339887498949;
        double left = high - Golden * (high - low), right = low + Golden * (high - low), atLeft = height(left), atRight = height(right);
        while (high - low > 1e-9)
        {
            if (atLeft < atRight)
            {
                (low, left, atLeft) = (left, right, atRight);
                atRight = height(right = low + Golden * (high - low));
            }
            else
            {
                (high, right, atRight) = (right, left, atLeft);
                atLeft = height(left = high - Golden * (high - low));
            }
        }
        return (low + high) / 2;
    }
}
