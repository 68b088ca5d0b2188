namespace Firsthand.Engine.Statistics;

/// <summary>How far referrals carry.</summary>
/// <param name="PerCustomer">k: new customers that each customer brings.</param>
/// <param name="Multiplier">Customers in all for each one won directly, 1/(1−k); null when k is 1 or more, where this simple view promises everybody.</param>
public sealed record ReferralReach(double PerCustomer, double? Multiplier);

/// <summary>Referrals, counted by the new customers who came of them, once each.</summary>
public static class Referrals
{
    /// <summary>Whether touched customers refer more often, at one planned look; honest only between the arms of a lottery.</summary>
    /// <remarks>Exact rate ratio per customer-month (<see cref="Trends.CompareRates"/>).</remarks>
    public static RateRatio Compare((int Touched, int Holdout) referrals, (double Touched, double Holdout) customerMonths, double level = 0.95) =>
        Trends.CompareRates(referrals, customerMonths, level);

    /// <summary>How many customers each one brings, and what that makes of every customer won directly.</summary>
    /// <remarks>k = invitations × conversion, multiplier 1/(1−k): as if all were alike and nobody were asked twice.</remarks>
    public static ReferralReach Reach(double invitationsPerCustomer, double invitationConversion)
    {
        var k = invitationsPerCustomer * invitationConversion;
        return new ReferralReach(k, k < 1 ? 1 / (1 - k) : null);
    }
}
