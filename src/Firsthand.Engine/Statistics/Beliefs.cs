using System.Globalization;

namespace Firsthand.Engine.Statistics;

/// <summary>What a customer's conversation said about a belief.</summary>
public enum BeliefStance { Supports, Contradicts, Mixed, NotAsked }

/// <summary>A stance, by a customer, at a moment.</summary>
public sealed record BeliefStatement(DateTimeOffset At, string Customer, BeliefStance Stance);

/// <summary>The statements that may count for a belief, and those that may not.</summary>
/// <param name="ExploratorySupport">Customers who supported it at or before the moment it was written: they gave the idea and prove nothing.</param>
/// <param name="Votes">One vote for each new customer, in order: whether they agree.</param>
/// <param name="Repeats">Later statements of customers seen before; listed, not counted.</param>
public sealed record BeliefVotes(int ExploratorySupport, int ExploratoryContradict, IReadOnlyList<bool> Votes, int Repeats)
{
    public int Support => Votes.Count(agrees => agrees);
    public int Contradict => Votes.Count - Support;
}

/// <summary>The evidence for and against a belief after each new customer.</summary>
/// <param name="LnFor">ln of the bet that pays if the share is above the threshold, after each vote.</param>
/// <param name="LnAgainst">ln of the bet that pays if it is below.</param>
/// <param name="ConfirmedAt">The vote, counted from 1, that first confirmed it; null when none did.</param>
/// <param name="AnytimeP">The smallest 1/E so far: a p-value that may be read at any time.</param>
/// <param name="ChanceAbove">P(share &gt; threshold) for somebody who knew nothing before; a summary that drifts with peeking, never a verdict.</param>
/// <param name="PlannedP">The exact binomial test, for one look at a planned number.</param>
public sealed record BeliefEvidence(IReadOnlyList<double> LnFor, IReadOnlyList<double> LnAgainst, int? ConfirmedAt, int? RefutedAt, double AnytimeP, double ChanceAbove, OneLookP PlannedP);

/// <summary>How many new customers a belief needs until it is confirmed.</summary>
/// <param name="Half">In half of all cases this many are enough.</param>
/// <param name="Most">In the share of cases asked for (nine in ten) this many are enough.</param>
public sealed record CustomersNeeded(int? Half, int? Most);

/// <summary>Beliefs such as "more than half of agencies lose deals in onboarding", tested only on customers who are new since the belief was written, and readable after each of them.</summary>
public static class Beliefs
{
    private const int FarthestLook = 2_000;

    /// <summary>Sorts statements by the clock: what was said at or before the belief was written gave the idea; only customers first seen after it vote, once each.</summary>
    /// <remarks>
    /// The vote is the stance in the customer's first conversation after <paramref name="writtenAt"/> in which they were asked; both stances in it, or a mixed one, are not support. Not asked is
    /// not a no. Votes stand in the order of time, then of customer. Editing a belief makes a new one with a new clock. Source: pre-registration (Nosek et al. 2018) as a rule about data.
    /// </remarks>
    public static BeliefVotes Sort(DateTimeOffset writtenAt, IEnumerable<BeliefStatement> statements)
    {
        var byTime = statements.OrderBy(statement => statement.At).ThenBy(statement => statement.Customer, StringComparer.Ordinal).ToArray();
        var before = byTime.Where(statement => statement.At <= writtenAt).ToArray();
        HashSet<string> known = [.. before.Select(statement => statement.Customer)];
        var after = byTime[before.Length..];

        List<bool> votes = [];
        HashSet<string> voted = [];
        foreach (var conversation in after.Where(statement => !known.Contains(statement.Customer) && statement.Stance != BeliefStance.NotAsked).GroupBy(statement => (statement.At, statement.Customer)))
            if (voted.Add(conversation.Key.Customer)) votes.Add(conversation.All(statement => statement.Stance == BeliefStance.Supports));

        return new BeliefVotes(Customers(before, BeliefStance.Supports), Customers(before, BeliefStance.Contradicts), votes, after.Count(statement => known.Contains(statement.Customer)));

        static int Customers(BeliefStatement[] statements, BeliefStance stance) =>
            statements.Where(statement => statement.Stance == stance).Select(statement => statement.Customer).Distinct(StringComparer.Ordinal).Count();
    }

    /// <summary>The evidence after each vote. Confirmed, or refuted, once a bet has grown to 1/alpha: 7 in a row at a threshold of one half.</summary>
    /// <remarks>
    /// With s for and f against, a uniform mixture over the side that is bet on: ln E⁺ = ln B(s+1, f+1) + ln(1 − I_θ(s+1, f+1)) − ln(1−θ) − s ln θ − f ln(1−θ), against "the share is at most θ";
    /// E⁻ with I_θ and θ in their places. False in at most alpha of all cases at any number of looks (3.2 % in simulation at 5 %). Assumes independent customers: not each other's referrals,
    /// not chosen after seeing the evidence. Source: Ramdas, Grünwald, Vovk and Shafer 2023; Grünwald, de Heide and Koolen 2024.
    /// </remarks>
    /// <param name="threshold">θ, the share that the belief claims to exceed, between 0 and 1.</param>
    public static BeliefEvidence Weigh(IReadOnlyList<bool> votes, double threshold = 0.5, double alpha = 0.05)
    {
        double[] lnFor = new double[votes.Count], lnAgainst = new double[votes.Count];
        var lnNeeded = -Math.Log(Distributions.Level(alpha));
        int support = 0;
        int? confirmed = null, refuted = null;
        double best = 0;
        for (var i = 0; i < votes.Count; i++)
        {
            if (votes[i]) support++;
            (lnFor[i], lnAgainst[i]) = LnEvidence(support, i + 1 - support, threshold);
            best = Math.Max(best, lnFor[i]);
            if (lnFor[i] >= lnNeeded) confirmed ??= i + 1;
            if (lnAgainst[i] >= lnNeeded) refuted ??= i + 1;
        }
        var contradict = votes.Count - support;
        return new BeliefEvidence(
            lnFor, lnAgainst, confirmed, refuted, Math.Exp(-best),
            Distributions.BetaUpper(threshold, support + 1, contradict + 1), new OneLookP(Distributions.BinomialUpper(support, votes.Count, threshold)));
    }

    /// <summary>The verdict on a belief, with its sentence: "7 of 9 new customers agree. Not enough yet: …".</summary>
    /// <remarks>The interval is the one that survives looking after every customer. Leaning means that somebody without earlier knowledge would be 80 % sure; it settles nothing.</remarks>
    /// <inheritdoc cref="Weigh" path="/param"/>
    public static Verdict Verdict(BeliefVotes votes, double threshold = 0.5, double alpha = 0.05)
    {
        var n = votes.Votes.Count;
        if (n == 0) return Statistics.Verdict.NotEstimable(0, "No new customer has been asked since this was written.");
        var evidence = Weigh(votes.Votes, threshold, alpha);
        var counted = string.Create(CultureInfo.InvariantCulture, $"{votes.Support} of {n} new customers agree.");
        var claim = $"more than {Percents.OutOf(threshold)}";
        var more = (evidence.ConfirmedAt ?? evidence.RefutedAt) is null ? MoreCustomers(votes.Support, votes.Contradict, threshold, alpha) : null;
        var (word, side, said) = evidence switch
        {
            // Whichever was settled first stands: evidence after that is a new question.
            { ConfirmedAt: { } yes } when evidence.RefutedAt is not { } no || yes < no => (VerdictWord.Verified, Side.For, $"Confirmed: it is {claim}."),
            { RefutedAt: not null } => (VerdictWord.Verified, Side.Against, $"Refuted: it is not {claim}."),
            { ChanceAbove: >= 0.8 } => (VerdictWord.Leaning, Side.For, $"It looks like {claim}. {Statistics.Verdict.More(more, "new customers")}"),
            { ChanceAbove: <= 0.2 } => (VerdictWord.Leaning, Side.Against, $"It does not look like {claim}. {Statistics.Verdict.More(more, "new customers")}"),
            _ => (VerdictWord.Undecided, Side.Neither, $"Not enough yet. {Statistics.Verdict.More(more, "new customers")}"),
        };
        var asked = new Share(votes.Support, n);
        var check = n >= 10 && votes.Contradict == 0 ? " Nobody disagreed: check whether the question leads." : "";
        return new Verdict(word, side, n, asked.Value, AlwaysValidInterval(asked, alpha), more, $"{counted} {said}{check}");
    }

    /// <summary>An interval for a share that holds at every moment at once, so it may be read after each customer (Robbins's beta-binomial confidence sequence).</summary>
    /// <remarks>{p : B(a+s, b+f)/B(a, b) &lt; p^s (1−p)^f / alpha}. Wider than Wilson's: 9 of 12 is .34 to .97 instead of .47 to .91. Source: Robbins 1970, Annals of Mathematical Statistics 41.</remarks>
    /// <param name="a">With <paramref name="b"/> the mixture's shape: 1, 1 or ½, ½; it must be chosen before the data.</param>
    public static Interval AlwaysValidInterval(Share share, double alpha = 0.05, double a = 1, double b = 1)
    {
        int s = share.Count, f = share.Total - share.Count;
        var lnMixture = Distributions.LnBeta(a + s, b + f) - Distributions.LnBeta(a, b) + Math.Log(Distributions.Level(alpha));
        return Around(share, p => lnMixture - Distributions.Times(s, Math.Log(p)) - Distributions.Times(f, Math.Log(1 - p)));
    }

    /// <summary>The same, tuned to be narrow near a number of customers planned for, but valid at all (Howard et al.'s beta-binomial boundary).</summary>
    /// <remarks>
    /// For each p the mixture is Beta(r/(1−p), r/p), with r = max(ρ − p(1−p), p(1−p)/1000), ρ = v/(2 ln(1/α′) + ln(1 + 2 ln(1/α′))), v = p(1−p)·t.
    /// Source: Howard, Ramdas, McAuliffe and Sekhon 2021, Annals of Statistics 49.
    /// </remarks>
    /// <param name="narrowAt">t: the number of customers where it should be narrowest.</param>
    public static Interval AlwaysValidIntervalTuned(Share share, double narrowAt, double alpha = 0.05, double alphaTuned = 0.05)
    {
        int s = share.Count, f = share.Total - share.Count;
        double lnAlpha = Math.Log(Distributions.Level(alpha)), tuning = -2 * Math.Log(alphaTuned);
        return Around(share, p =>
        {
            if (p is <= 0 or >= 1) return double.PositiveInfinity;
            double spread = p * (1 - p), r = Math.Max(spread * narrowAt / (tuning + Math.Log(1 + tuning)) - spread, 1e-3 * spread), forYes = r / (1 - p), forNo = r / p;
            return Distributions.LnBeta(forYes + s, forNo + f) - Distributions.LnBeta(forYes, forNo) + lnAlpha - Distributions.Times(s, Math.Log(p)) - Distributions.Times(f, Math.Log(1 - p));
        });
    }

    /// <summary>How many new customers confirm a belief, if the true share is as hoped: say it before the round starts. Exact, by following every possible count.</summary>
    /// <param name="hoped">The share of customers who will agree.</param>
    /// <param name="chance">The share of cases that <see cref="CustomersNeeded.Most"/> covers.</param>
    public static CustomersNeeded Plan(double hoped, double threshold = 0.5, double alpha = 0.05, double chance = 0.9)
    {
        var lnNeeded = -Math.Log(Distributions.Level(alpha));
        // undecided[s]: the chance of s agreeing so far without having confirmed; enough: the fewest agreeing that confirm.
        double[] undecided = new double[FarthestLook + 2];
        undecided[0] = 1;
        double confirmed = 0;
        int? half = null, most = null;
        var enough = 1;
        for (var n = 1; n <= FarthestLook && most is null; n++)
        {
            for (var s = Math.Min(n, enough); s >= 0; s--) undecided[s] = undecided[s] * (1 - hoped) + (s > 0 ? undecided[s - 1] * hoped : 0);
            while (enough <= n && LnEvidence(enough, n - enough, threshold).For < lnNeeded) enough++;
            for (var s = enough; s <= n && undecided[s] > 0; s++) (confirmed, undecided[s]) = (confirmed + undecided[s], 0);
            if (confirmed >= 0.5) half ??= n;
            if (confirmed >= chance) most ??= n;
        }
        return new CustomersNeeded(half, most);
    }

    /// <summary>About how many more would settle it, if the next ones agree as often as these; null when more than 2,000.</summary>
    internal static int? MoreCustomers(int support, int contradict, double threshold, double alpha)
    {
        double lnNeeded = -Math.Log(alpha), rate = (double)support / (support + contradict);
        bool Settles(int more)
        {
            var (lnFor, lnAgainst) = LnEvidence(support + more * rate, contradict + more * (1 - rate), threshold);
            return Math.Max(lnFor, lnAgainst) >= lnNeeded;
        }
        return Smallest.That(Settles, FarthestLook);
    }

    internal static (double For, double Against) LnEvidence(double support, double contradict, double threshold)
    {
        double a = support + 1, b = contradict + 1, lnBeta = Distributions.LnBeta(a, b);
        var (lnLower, lnUpper) = Distributions.LnBetaTails(threshold, a, b, lnBeta);
        var lnGain = lnBeta - Distributions.Times(support, Math.Log(threshold)) - Distributions.Times(contradict, Math.Log(1 - threshold));
        return (lnGain + lnUpper - Math.Log(1 - threshold), lnGain + lnLower - Math.Log(threshold));
    }

    // The excess is negative inside the interval, least at the share itself, and grows towards both ends.
    private static Interval Around(Share share, Func<double, double> excess)
    {
        if (share.Value is not { } p) return new Interval(0, 1);
        return new Interval(share.Count == 0 ? 0 : Roots.Falling(excess, 0, p), share.Count == share.Total ? 1 : Roots.Rising(excess, p, 1));
    }
}
