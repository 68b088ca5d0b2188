using System.Globalization;

namespace Firsthand.Engine.Statistics;

/// <summary>Group sessions against one-on-one, with a loss that was accepted beforehand.</summary>
/// <param name="Difference">Group share minus one-on-one share.</param>
/// <param name="Interval">Two-sided 95 %.</param>
/// <param name="AtLeast">The difference is at least this, one-sided 95 %.</param>
/// <param name="AsGood">That bound lies above −margin.</param>
/// <param name="AsGoodStrictly">The low end of the two-sided interval does.</param>
public sealed record GroupComparison(double Difference, Interval Interval, double AtLeast, bool AsGood, bool AsGoodStrictly);

/// <summary>The same as a score test.</summary>
/// <param name="Z">Standard errors above −margin.</param>
/// <param name="P">One-sided.</param>
/// <param name="GroupIfWorse">The group share that fits best if the loss were exactly the margin.</param>
/// <param name="OneIfWorse">The one-on-one share that goes with it.</param>
/// <param name="Interval">Two-sided interval by the same test (Mee).</param>
public sealed record GroupScoreTest(double Z, OneLookP P, double GroupIfWorse, double OneIfWorse, Interval Interval);

/// <summary>Mean scores of two groups with a loss accepted beforehand.</summary>
public sealed record MeanComparison(double Difference, Interval Interval, double T, double Degrees, OneLookP P);

/// <summary>How much of what people ask is answered.</summary>
/// <param name="Answered">Share of the questions asked that have an answer, with its interval: honest only if the answers were frozen before these questions came.</param>
/// <param name="AnsweredByRule">Share covered by "answer everything heard at least k times", each question judged without itself.</param>
/// <param name="Unheard">Share of coming questions nobody has asked yet (Turing).</param>
public sealed record QuestionCoverage(double Answered, Interval AnsweredInterval, double AnsweredByRule, double Unheard);

/// <summary>Hours of one-on-one and of group sessions.</summary>
/// <param name="WaitForGroup">How long a member waits on average until the group is full, in weeks: the hidden cost of large groups at low numbers.</param>
/// <param name="MostArrivalsOne">People a week that the hosts could take one by one.</param>
/// <param name="BusyOne">Part of the hosts' hours that is used; keep it at 0.8 or less.</param>
public sealed record SessionHours(double HoursOne, double HoursGroup, double MostArrivalsOne, double MostArrivalsGroup, double WaitForGroup, double BusyOne, double BusyGroup);

/// <summary>A waiting line.</summary>
/// <param name="Busy">Part of the hosts' time in use.</param>
/// <param name="ChanceOfWaiting">That an arrival has to wait; null when the line grows for ever.</param>
/// <param name="MeanWait">In the unit of the rates; null when the line grows for ever.</param>
/// <param name="MeanThere">People waiting or served; null when the line grows for ever.</param>
/// <param name="ChanceOfTurningAway">If nobody could wait.</param>
public sealed record WaitingLine(double Busy, double? ChanceOfWaiting, double? MeanWait, double? MeanThere, double ChanceOfTurningAway);

/// <summary>One condition for larger groups, with its number.</summary>
public sealed record ReadinessCheck(string Condition, string Found, bool Met);

/// <summary>From one-on-one to groups without losing what one-on-one achieved.</summary>
public static class Groups
{
    /// <summary>Whether the group does not lose more than the margin (Newcombe's interval): the claim "as good" needs this.</summary>
    /// <remarks>
    /// Not worse when (p_g − p₁) − √((p_g − l_g)² + (u₁ − p₁)²) &gt; −margin with one-sided 95 % Wilson limits. Customers who could have had either; the margin written before the pilot; compare
    /// every size against the original one-on-one too. One bad group of 20 is one event: with few groups use <see cref="Sampling.ByAccount"/>. Source: Newcombe 1998, method 10.
    /// </remarks>
    /// <param name="group">Who reached the goal in the group.</param>
    /// <param name="one">Who reached it one-on-one.</param>
    /// <param name="margin">The loss accepted for the hours saved, above 0.</param>
    public static GroupComparison Compare(Share group, Share one, double margin)
    {
        Check(group, one, margin);
        var interval = Differences.Newcombe(group, one);
        var atLeast = Differences.Newcombe(group, one, 0.90).Low;
        return new GroupComparison(group.Value!.Value - one.Value!.Value, interval, atLeast, atLeast > -margin, interval.Low > -margin);
    }

    /// <summary>The same as a test (Farrington-Manning; with the correction, Miettinen-Nurminen).</summary>
    /// <remarks>
    /// Z = (p_g − p₁ + margin) / √(p̃_g(1−p̃_g)/n_g + p̃₁(1−p̃₁)/n₁) with the shares p̃ most likely under p_g = p₁ − margin; the correction multiplies the variance by N/(N−1).
    /// Source: Farrington and Manning 1990; Miettinen and Nurminen 1985; Mee 1984.
    /// </remarks>
    /// <param name="corrected">Miettinen and Nurminen's correction.</param>
    /// <inheritdoc cref="Compare" path="/param"/>
    public static GroupScoreTest ScoreTest(Share group, Share one, double margin, bool corrected = false, double level = 0.95)
    {
        Check(group, one, margin);
        var z = Score(group, one, -margin, corrected);
        var (fromGroup, fromOne) = Restricted(group, one, -margin);
        double wanted = Distributions.NormalDeviate(level), seen = group.Value!.Value - one.Value!.Value;
        // The score falls as the difference put to it rises.
        var low = seen <= -1 ? -1 : Roots.Falling(difference => Score(group, one, difference, corrected) - wanted, -1, seen);
        var high = seen >= 1 ? 1 : Roots.Falling(difference => Score(group, one, difference, corrected) + wanted, seen, 1);
        return new GroupScoreTest(z, new OneLookP(Distributions.NormalUpper(z)), fromGroup, fromOne, new Interval(low, high));
    }

    /// <summary>The probability that the group loses less than the margin, for somebody who knew nothing before. For steering: stay while it is 0.8 or more, go back when it is 0.2 or less.</summary>
    /// <remarks>P(p_g &gt; p₁ − margin) with independent Beta(prior, prior); 1 − ∫ f₁(x) F_g(x − margin) dx by quadrature.</remarks>
    /// <inheritdoc cref="Compare" path="/param"/>
    public static double ChanceNotWorse(Share group, Share one, double margin, double prior = 0.5)
    {
        double oneYes = one.Count + prior, oneNo = one.Total - one.Count + prior, groupYes = group.Count + prior, groupNo = group.Total - group.Count + prior, lnBeta = Distributions.LnBeta(oneYes, oneNo);
        if (margin >= 1) return 1;
        // Where one-on-one is below the margin the group cannot lose; above it, log odds of the stretch from margin to 1.
        double width = 1 - margin, mean = oneYes / (oneYes + oneNo), centre = Math.Log(Math.Max(mean - margin, 1e-3) / (1 - mean));
        var spread = Math.Max(Math.Sqrt(1 / oneYes + 1 / oneNo), 1e-6);
        var above = Quadrature.OverLine(t =>
        {
            double odds = Math.Exp(-Math.Abs(t)), near = 1 / (1 + odds), far = odds / (1 + odds);
            var (up, down) = t >= 0 ? (near, far) : (far, near);
            double x = margin + width * up, rest = width * down;
            return x <= 0 ? 0 : Math.Exp((oneYes - 1) * Math.Log(x) + (oneNo - 1) * Math.Log(rest) - lnBeta) * width * up * down * Distributions.BetaUpper(x - margin, groupYes, groupNo);
        }, centre, spread);
        return Math.Min(1, Distributions.BetaLower(margin, oneYes, oneNo) + above);
    }

    /// <summary>Whether mean scores, such as satisfaction, fall by less than the margin, at one planned look (Welch).</summary>
    /// <remarks>t = (difference + margin)/error with Welch's degrees. For ordinal scores ten or more each.</remarks>
    /// <exception cref="ArgumentException">Fewer than two scores in a group.</exception>
    public static MeanComparison CompareMeans(IReadOnlyList<double> group, IReadOnlyList<double> one, double margin, double level = 0.95)
    {
        if (group.Count < 2 || one.Count < 2) throw new ArgumentException("Each group needs two scores or more.", nameof(group));
        double partG = Variance(group) / group.Count, part1 = Variance(one) / one.Count, error = Math.Sqrt(partG + part1), difference = group.Average() - one.Average();
        var degrees = (partG + part1) * (partG + part1) / (partG * partG / (group.Count - 1) + part1 * part1 / (one.Count - 1));
        double t = (difference + margin) / error, reach = Distributions.StudentDeviate(level, degrees) * error;
        return new MeanComparison(difference, new Interval(difference - reach, difference + reach), t, degrees, new OneLookP(Distributions.StudentUpper(t, degrees)));

        static double Variance(IReadOnlyList<double> scores)
        {
            var mean = scores.Average();
            return scores.Sum(score => (score - mean) * (score - mean)) / (scores.Count - 1);
        }
    }

    /// <summary>The verdict on a group size, with its sentence.</summary>
    /// <inheritdoc cref="Compare" path="/param"/>
    public static Verdict Verdict(Share group, Share one, double margin)
    {
        if (group.Total == 0 || one.Total == 0) return Statistics.Verdict.NotEstimable(group.Total + one.Total, "Both ways have to be tried first.");
        var comparison = Compare(group, one, margin);
        var chance = ChanceNotWorse(group, one, margin);
        var counted = $"{group} in groups, {one} one-on-one.";
        var points = (100 * margin).ToString("0.#", CultureInfo.InvariantCulture);
        var (word, side, said) = (comparison.AsGood, chance) switch
        {
            (true, _) => (VerdictWord.Verified, Side.For, $"Groups lose less than the {points} points accepted."),
            (_, >= 0.8) => (VerdictWord.Leaning, Side.For, $"Probably within the {points} points accepted; not shown."),
            (_, <= 0.2) => (VerdictWord.Leaning, Side.Against, $"Probably worse by more than the {points} points accepted: go back a size."),
            _ => (VerdictWord.Undecided, Side.Neither, "Not enough yet."),
        };
        return new Verdict(word, side, group.Total + one.Total, comparison.Difference, comparison.Interval, null, $"{counted} {said}") { Looks = Looks.OnceAsPlanned };
    }

    /// <summary>Customers in each way that show "as good" with the chance asked for, if both are equally good; null when more than <paramref name="most"/>. At 90 % and a margin of 10 points about 120.</summary>
    /// <remarks>Exact: adds up every pair of outcomes. Normal below 50 each: "not shown". Use reversible steps then.</remarks>
    /// <param name="share">The share that reaches the goal either way.</param>
    public static int? CustomersNeeded(double share, double margin, double power = 0.8, int most = 1_000)
    {
        // Power saws up and down by a customer or two; multiples of five are planning enough.
        for (var n = 5; n <= most; n += n < 100 ? 5 : 10)
            if (Power(share, margin, n) >= power) return n;
        return null;
    }

    /// <summary>How much of what people ask is already answered.</summary>
    /// <remarks>Leave-one-out: Σ{x_i : x_i ≥ k+1}/n for "answer everything heard at least k times"; unheard mass f₁/n. Source: Good 1953, Biometrika 40.</remarks>
    /// <param name="asked">How often each question was asked.</param>
    /// <param name="answered">Whether each has an answer.</param>
    /// <param name="heardTimes">k of the rule.</param>
    /// <returns>Null when nothing was asked.</returns>
    public static QuestionCoverage? Questions(IReadOnlyList<int> asked, IReadOnlyList<bool> answered, int heardTimes = 2)
    {
        if (asked.Count != answered.Count) throw new ArgumentException("Every question is answered or not.", nameof(answered));
        var n = asked.Sum();
        if (n == 0) return null;
        var covered = new Share(asked.Where((_, i) => answered[i]).Sum(), n);
        return new QuestionCoverage(covered.Value!.Value, covered.Interval(), (double)asked.Where(x => x > heardTimes).Sum() / n, (double)asked.Count(x => x == 1) / n);
    }

    /// <summary>Hours that sessions take, one by one and in groups.</summary>
    /// <remarks>λ m/60 and (λ/g) m_g/60 hours a week; a member waits (g−1)/(2λ) weeks on average for the group to fill, when people arrive at random.</remarks>
    /// <param name="arrivals">λ, people a week.</param>
    /// <param name="hostHours">Hours a week that one host has for sessions.</param>
    public static SessionHours Hours(double arrivals, double minutesOne, double minutesGroup, int groupSize, double hostHours, int hosts = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groupSize);
        double one = arrivals * minutesOne / 60, group = arrivals / groupSize * minutesGroup / 60, have = hostHours * hosts;
        return new SessionHours(one, group, have * 60 / minutesOne, have * 60 / minutesGroup * groupSize, (groupSize - 1) / (2 * arrivals), one / have, group / have);
    }

    /// <summary>A waiting line with several hosts, people arriving at random and sessions of varying length (Erlang).</summary>
    /// <remarks>Erlang's B by its recursion, C from B; L = λW (Little). Arrivals Poisson, lengths exponential. Source: Erlang 1917; Little 1961.</remarks>
    /// <param name="arrivals">λ per unit of time.</param>
    /// <param name="served">People one host can serve per unit of time.</param>
    public static WaitingLine Line(double arrivals, double served, int hosts)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hosts);
        double load = arrivals / served, blocked = 1, busy = load / hosts;
        for (var host = 1; host <= hosts; host++) blocked = load * blocked / (host + load * blocked);
        if (busy >= 1) return new WaitingLine(busy, null, null, null, blocked);
        double waiting = blocked / (1 - busy * (1 - blocked)), wait = waiting / (hosts * served - arrivals);
        return new WaitingLine(busy, waiting, wait, arrivals * wait + load, blocked);
    }

    /// <summary>The checklist for the next size: every condition with its number, none hidden behind a score.</summary>
    /// <param name="saturated">The stop rule of the stage's interviews holds.</param>
    /// <param name="newQuestions">Questions asked after the answers were frozen: those that had an answer, of all.</param>
    /// <param name="secondPerson">Somebody other than the author has run the procedure from the page.</param>
    /// <param name="hours">At the size proposed.</param>
    /// <param name="waitingWeeks">How long people wait for one-on-one now.</param>
    /// <param name="longestFill">Weeks that a member may wait for a group to fill.</param>
    public static IReadOnlyList<ReadinessCheck> Readiness(bool saturated, Share newQuestions, bool secondPerson, SessionHours hours, double waitingWeeks, double longestFill = 1)
    {
        const double CoverageNeeded = 0.70, Full = 0.80, LongWait = 1;
        var low = newQuestions.Interval().Low;
        return
        [
            new("You have heard what there is to hear", saturated ? "yes" : "not yet", saturated),
            new("New questions already have an answer", newQuestions.Total == 0 ? "none asked since the answers were frozen" : $"{newQuestions}, surely {Percents.Round(low)}", newQuestions.Total > 0 && low >= CoverageNeeded),
            new("The procedure was run by a second person", secondPerson ? "yes" : "not yet", secondPerson),
            new("One-on-one is full, or people wait", string.Create(CultureInfo.InvariantCulture, $"{Percents.Round(hours.BusyOne)} of the hours used, {waitingWeeks:0.#} weeks of waiting"), hours.BusyOne > Full || waitingWeeks > LongWait),
            new("Groups of this size fill soon enough", string.Create(CultureInfo.InvariantCulture, $"{hours.WaitForGroup:0.#} weeks on average"), hours.WaitForGroup <= longestFill),
        ];
    }

    private static void Check(Share group, Share one, double margin)
    {
        if (group.Total == 0 || one.Total == 0) throw new ArgumentException("Both ways need customers.", nameof(group));
        if (margin is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(margin), margin, "A margin lies from 0 to below 1.");
    }

    private static double Score(Share group, Share one, double difference, bool corrected)
    {
        var (pG, p1) = Restricted(group, one, difference);
        double n = group.Total + one.Total, variance = pG * (1 - pG) / group.Total + p1 * (1 - p1) / one.Total;
        if (corrected) variance *= n / (n - 1);
        var gap = group.Value!.Value - one.Value!.Value - difference;
        return gap == 0 ? 0 : gap / Math.Sqrt(Math.Max(variance, 1e-300));
    }

    // The shares of largest likelihood among those exactly this far apart; its slope falls from plus to minus infinity.
    private static (double Group, double One) Restricted(Share group, Share one, double difference)
    {
        double low = Math.Max(0, -difference), high = Math.Min(1, 1 - difference);
        if (high <= low) return (low + difference, low);
        var p = Roots.Falling(p => Slope(one, p) + Slope(group, p + difference), low, high);
        return (Math.Clamp(p + difference, 0, 1), p);

        static double Slope(Share share, double p) => (share.Count == 0 ? 0 : share.Count / p) - (share.Count == share.Total ? 0 : (share.Total - share.Count) / (1 - p));
    }

    private static double Power(double share, double margin, int n)
    {
        double[] chance = [.. Enumerable.Range(0, n + 1).Select(x => Math.Exp(Distributions.LnBinomial(x, n, share)))];
        var power = 0.0;
        for (var one = 0; one <= n; one++)
        {
            // The bound rises with the group's count: from the first that passes, all pass. (Counted from 1, as the search does.)
            bool Passes(int group) => Differences.Newcombe(new Share(group - 1, n), new Share(one, n), 0.90).Low > -margin;
            for (var group = (Smallest.That(Passes, n + 1) ?? n + 2) - 1; group <= n; group++) power += chance[one] * chance[group];
        }
        return power;
    }
}
