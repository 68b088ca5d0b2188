namespace Firsthand.Engine.Statistics;

/// <summary>A share among people who come in accounts, and so are not independent.</summary>
/// <param name="Value">Share of all people.</param>
/// <param name="Likeness">How alike people of one account answer: 1 the same, 0 like strangers (intraclass correlation, by analysis of variance).</param>
/// <param name="Inflation">How many times wider likeness makes the variance, by that correlation.</param>
/// <param name="IntervalByLikeness">Wilson on people / inflation (Saha, Miller and Wang).</param>
/// <param name="DesignEffect">The same from the accounts' own deviations (Rao-Scott).</param>
/// <param name="EffectivePeople">People / design effect, never more than the people.</param>
/// <param name="Interval">Wilson on the effective number: the one to show.</param>
public sealed record ClusteredShare(double Value, double Likeness, double Inflation, Interval IntervalByLikeness, double DesignEffect, double EffectivePeople, Interval Interval);

/// <summary>A share weighted to the customer base.</summary>
/// <param name="EffectivePeople">The number of people that a simple sample as precise would have.</param>
/// <param name="Unweighted">The plain share, to compare.</param>
public sealed record WeightedShare(double Value, double Variance, double EffectivePeople, Interval Interval, double Unweighted);

/// <summary>What a sample can say about those who are not in it.</summary>
public static class Sampling
{
    /// <summary>The share when several people of one account were asked: two of one account are not two customers.</summary>
    /// <remarks>
    /// deff = [K/(K−1) Σ(x_i − p m_i)²/M²] / [p(1−p)/M]; Wilson on (p·n_eff, n_eff), n_eff = M/max(1, deff). With fewer than five accounts report accounts instead.
    /// Source: Rao and Scott 1992, Biometrics 48; Saha, Miller and Wang 2016.
    /// </remarks>
    /// <param name="accounts">For each account, who said it of those asked.</param>
    /// <exception cref="ArgumentException">Fewer than two accounts with somebody asked.</exception>
    public static ClusteredShare ByAccount(IReadOnlyList<Share> accounts, double level = 0.95)
    {
        Share[] asked = [.. accounts.Where(account => account.Total > 0)];
        if (asked.Length < 2) throw new ArgumentException("Two accounts or more are needed.", nameof(accounts));
        double k = asked.Length, people = asked.Sum(account => account.Total), said = asked.Sum(account => account.Count), p = said / people;

        double squares = asked.Sum(account => (double)account.Total * account.Total) / people;
        double between = asked.Sum(account => account.Total * Square(account.Value!.Value - p)) / (k - 1);
        double within = people == k ? 0 : asked.Sum(account => account.Count * (1 - account.Value!.Value)) / (people - k);
        double typical = (people - squares) / (k - 1), spread = between + (typical - 1) * within;
        double likeness = spread == 0 ? 0 : (between - within) / spread, inflation = 1 + (squares - 1) * likeness;

        double variance = k / (k - 1) * asked.Sum(account => Square(account.Count - p * account.Total)) / (people * people);
        double effect = p is 0 or 1 ? 1 : variance / (p * (1 - p) / people), effective = people / Math.Max(1, effect);
        return new ClusteredShare(p, likeness, inflation, Share.Wilson(said / inflation, people / inflation, level), effect, effective, Share.Wilson(p * effective, effective, level));
    }

    /// <summary>The share among all who were invited: silence may mean anything, so only this is certain (Manski bounds).</summary>
    /// <remarks>[x/N, (x + N − n)/N]. 6 of 10 interviewed out of 25 invited is 24 % to 84 %. Source: Manski 1990.</remarks>
    /// <param name="said">Of those interviewed, who said it.</param>
    /// <exception cref="ArgumentOutOfRangeException">Nobody invited, or fewer invited than interviewed.</exception>
    public static Interval AmongInvited(Share said, int invited)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(invited, Math.Max(1, said.Total));
        return new Interval((double)said.Count / invited, (double)(said.Count + invited - said.Total) / invited);
    }

    /// <summary>The share weighted to the make-up of the customer base, when some groups were interviewed more than their part (post-stratification).</summary>
    /// <remarks>
    /// p = Σ W_h p_h; variance Σ W_h² p̂(1−p̂)/n_h with p̂ = (x+½)/(n+1), so that 0 of n is not certain; Wilson at n_eff = min(p(1−p)/variance, n). Every group needs two people or more.
    /// </remarks>
    /// <param name="groups">Who said it in each group.</param>
    /// <param name="weights">Each group's part of the customer base, in any unit.</param>
    /// <exception cref="ArgumentException">Lists of unlike length, or a group with fewer than two people.</exception>
    public static WeightedShare Weighted(IReadOnlyList<Share> groups, IReadOnlyList<double> weights, double level = 0.95)
    {
        if (groups.Count != weights.Count || groups.Any(group => group.Total < 2)) throw new ArgumentException("Every group needs a weight and two people or more.", nameof(groups));
        double p = 0, variance = 0, all = weights.Sum();
        for (var h = 0; h < groups.Count; h++)
        {
            double n = groups[h].Total, softened = (groups[h].Count + 0.5) / (n + 1);
            var weight = weights[h] / all;
            p += weight * groups[h].Value!.Value;
            variance += weight * weight * softened * (1 - softened) / n;
        }
        double people = groups.Sum(group => group.Total), effective = Math.Min(p * (1 - p) / variance, people);
        // Nobody or everybody said it: the formula has no spread left, and the whole sample speaks.
        if (effective <= 0) effective = people;
        return new WeightedShare(p, variance, effective, Share.Wilson(p * effective, effective, level), groups.Sum(group => group.Count) / people);
    }

    /// <summary>Nobody of n said it: the share that would is at most this, with the confidence given; about 3/n at 95 %.</summary>
    /// <remarks>1 − (1 − confidence)^(1/n). Source: Hanley and Lippman-Hand 1983, JAMA 249 (rule of three).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Nobody was asked.</exception>
    public static double NeverHeardAtMost(int asked, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(asked);
        return -Math.Exp(Math.Log(1 - Distributions.Level(confidence)) / asked) + 1;
    }

    /// <summary>How many interviews bring up at least once, with the confidence given, what this share of customers would say: 29 for one in ten.</summary>
    /// <remarks>⌈ln(1 − confidence) / ln(1 − share)⌉, for customers drawn at random.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1.</exception>
    public static int InterviewsToHearOnce(double share, double confidence = 0.95)
    {
        if (share is not (> 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share that is heard lies above 0, up to 1.");
        return share == 1 ? 1 : (int)Math.Ceiling(Math.Log(1 - Distributions.Level(confidence)) / Math.Log(1 - share));
    }

    private static double Square(double x) => x * x;
}
