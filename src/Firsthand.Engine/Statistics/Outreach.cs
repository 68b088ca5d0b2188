using System.Globalization;

namespace Firsthand.Engine.Statistics;

/// <summary>What one more interview is worth for a decision, in units of what acting is worth.</summary>
/// <param name="Certainty">What knowing the share exactly would be worth: no interview is worth more.</param>
/// <param name="Batches">What 1, 2, 3 … more interviews are worth together.</param>
/// <param name="BestRate">The most that an interview is worth on average over its batch.</param>
/// <param name="BestBatch">The batch that gives it; null when no batch could change the decision: stop asking and decide.</param>
public sealed record InterviewValue(double Certainty, IReadOnlyList<double> Batches, double BestRate, int? BestBatch);

/// <summary>How many interviews each cell of the plan should have, and how many it lacks.</summary>
public sealed record Quota(IReadOnlyList<int> Target, IReadOnlyList<int> Missing);

/// <summary>Somebody who could be contacted.</summary>
/// <param name="ChanceOfReply">By shrinkage on channel and recency (<see cref="Leads.Shrink"/>).</param>
/// <param name="NewThemes">New themes expected from a talk with this cell.</param>
/// <param name="DecisionValue">Best value per interview for the decision at hand (<see cref="InterviewValue.BestRate"/>).</param>
/// <param name="ChanceOfLeaving">Within the time considered.</param>
/// <param name="Value">What keeping them is worth.</param>
/// <param name="Minutes">What the contact takes.</param>
/// <param name="CellMissing">Interviews that their cell lacks.</param>
public sealed record Contact(
    string Id, double ChanceOfReply, double NewThemes, double DecisionValue, double ChanceOfLeaving, double Value, double Minutes, double DaysSinceContact, bool OptedOut, bool PromiseDue, int CellMissing);

/// <summary>What things are worth when choosing whom to contact.</summary>
/// <param name="Theme">Worth of a new theme.</param>
/// <param name="Decision">Worth of acting rightly.</param>
/// <param name="SaveEffect">Share of leavers that a contact keeps: 0 until a holdout has shown otherwise.</param>
/// <param name="CooldownDays">Nobody is contacted sooner, except to keep a promise.</param>
public sealed record Worth(double Theme, double Decision, double SaveEffect, double CooldownDays = 14);

/// <summary>A place in the queue, with the reason that is shown.</summary>
public sealed record QueuePlace(string Id, double Score, string Reason);

/// <summary>Whom to talk to next, and why.</summary>
public static class Outreach
{
    // Sums that should be equal differ by rounding.
    private const double Rounding = 1e-12;

    /// <summary>What more interviews are worth for acting or not acting on a share.</summary>
    /// <remarks>
    /// Belief Beta(a, b), act when its mean m exceeds t, gain p − t. Certainty: m[1 − I_t(a+1, b)] − t[1 − I_t(a, b)] − max(0, m−t). n interviews: Σ BetaBin(k) max(0, (a+k)/(a+b+n) − t) − max(0, m−t).
    /// A single interview is often worth exactly 0, so batches are compared. Source: Raiffa and Schlaifer 1961.
    /// </remarks>
    /// <param name="belief">Yeses and noes believed so far, prior included; both above 0.</param>
    /// <param name="threshold">t.</param>
    public static InterviewValue Value((double Yes, double No) belief, double threshold, int largestBatch = 10)
    {
        var (a, b) = belief;
        double mean = a / (a + b), now = Math.Max(0, mean - threshold), lnBeta = Distributions.LnBeta(a, b);
        var certainty = mean * Distributions.BetaUpper(threshold, a + 1, b) - threshold * Distributions.BetaUpper(threshold, a, b) - now;
        var batches = new double[largestBatch];
        double bestRate = 0;
        int? best = null;
        for (var n = 1; n <= largestBatch; n++)
        {
            var worth = -now;
            for (var k = 0; k <= n; k++)
            {
                var gain = (a + k) / (a + b + n) - threshold;
                if (gain > 0) worth += gain * Math.Exp(Distributions.LnChoose(n, k) + Distributions.LnBeta(a + k, b + n - k) - lnBeta);
            }
            batches[n - 1] = worth < Rounding ? 0 : worth;
            if (batches[n - 1] / n > bestRate + Rounding) (bestRate, best) = (batches[n - 1] / n, n);
        }
        return new InterviewValue(Math.Max(0, certainty), batches, bestRate, best);
    }

    /// <summary>How many interviews each cell (segment by status) should have: a minimum for every cell that has people, the rest by the square root of its size.</summary>
    /// <remarks>Power allocation with largest remainders, ties to the earlier cell: small cells are heard too. Source: Bankier 1988, The American Statistician 42.</remarks>
    /// <param name="people">In each cell.</param>
    /// <param name="done">Interviews held with each.</param>
    /// <param name="total">Interviews in all.</param>
    public static Quota Plan(IReadOnlyList<int> people, IReadOnlyList<int> done, int total, int leastPerCell = 3, double power = 0.5)
    {
        int[] target = [.. people.Select(count => count > 0 ? leastPerCell : 0)];
        var rest = Math.Max(0, total - target.Sum());
        double[] weight = [.. people.Select(count => count > 0 ? Math.Pow(count, power) : 0)];
        var all = weight.Sum();
        if (all > 0)
        {
            double[] share = [.. weight.Select(w => rest * w / all)];
            int[] whole = [.. share.Select(part => (int)Math.Floor(part + Rounding))];
            var left = rest - whole.Sum();
            foreach (var cell in Enumerable.Range(0, people.Count).Where(cell => people[cell] > 0).OrderByDescending(cell => Math.Round(share[cell] - whole[cell], 9)).Take(left)) whole[cell]++;
            for (var cell = 0; cell < target.Length; cell++) target[cell] += whole[cell];
        }
        return new Quota(target, [.. target.Select((wanted, cell) => Math.Max(0, wanted - done[cell]))]);
    }

    /// <summary>The queue: promises due first, then people of cells that are short, then by what a minute with them is worth. Every place says why.</summary>
    /// <remarks>
    /// P(reply) · [theme · new themes + decision · value + P(leaving) · save effect · worth] / minutes. Opted out: never. Not by churn risk alone: those most at risk are not those whom a call keeps
    /// (Ascarza 2018, Journal of Marketing Research 55). Fill 10 to 20 % of the places by lot, so that shares stay honest.
    /// </remarks>
    public static IReadOnlyList<QueuePlace> Queue(IReadOnlyList<Contact> contacts, Worth worth) =>
    [
        .. contacts.Where(contact => Allowed(contact, worth))
            .OrderByDescending(contact => contact.PromiseDue).ThenByDescending(contact => contact.CellMissing > 0)
            .ThenByDescending(contact => Score(contact, worth)).ThenBy(contact => contact.Id, StringComparer.Ordinal)
            .Select(contact => new QueuePlace(contact.Id, Score(contact, worth), Reason(contact, worth))),
    ];

    /// <summary>What a minute with somebody is worth; 0 for those who must not be contacted now.</summary>
    public static double Score(Contact contact, Worth worth) => Allowed(contact, worth)
        ? contact.ChanceOfReply * (worth.Theme * contact.NewThemes + worth.Decision * contact.DecisionValue + contact.ChanceOfLeaving * worth.SaveEffect * contact.Value) / contact.Minutes
        : 0;

    private static bool Allowed(Contact contact, Worth worth) => !contact.OptedOut && (contact.PromiseDue || contact.DaysSinceContact >= worth.CooldownDays);

    private static string Reason(Contact contact, Worth worth)
    {
        if (contact.PromiseDue) return "A promise to them is due.";
        if (contact.CellMissing > 0) return string.Create(CultureInfo.InvariantCulture, $"People like them are missing: {contact.CellMissing} more to hear.");
        double themes = worth.Theme * contact.NewThemes, decision = worth.Decision * contact.DecisionValue, keeping = contact.ChanceOfLeaving * worth.SaveEffect * contact.Value;
        if (themes >= decision && themes >= keeping) return "They may tell you something new.";
        return decision >= keeping ? "Their answer may change the decision at hand." : "A contact may keep them.";
    }
}
