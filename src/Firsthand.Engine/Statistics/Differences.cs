namespace Firsthand.Engine.Statistics;

/// <summary>A z-test, for one planned look.</summary>
public sealed record ZTest(double Z, OneLookP P);

/// <summary>The difference between two independent shares.</summary>
public static class Differences
{
    /// <summary>Where first − second lies (Newcombe): built from the two Wilson intervals, so it never leaves −1 to 1 and holds for few customers.</summary>
    /// <remarks>(p₁−p₂) − √((p₁−l₁)² + (u₂−p₂)²) to (p₁−p₂) + √((u₁−p₁)² + (p₂−l₂)²). Source: Newcombe 1998, Statistics in Medicine 17, method 10.</remarks>
    public static Interval Newcombe(Share first, Share second, double level = 0.95)
    {
        if (first.Value is not { } p1 || second.Value is not { } p2) return new Interval(-1, 1);
        var ((l1, u1), (l2, u2)) = (first.Interval(level), second.Interval(level));
        return new Interval(
            p1 - p2 - Math.Sqrt((p1 - l1) * (p1 - l1) + (u2 - p2) * (u2 - p2)),
            p1 - p2 + Math.Sqrt((u1 - p1) * (u1 - p1) + (p2 - l2) * (p2 - l2)));
    }

    /// <summary>Where first − second lies at every moment at once, so it may be read after each customer. Wider than <see cref="Newcombe"/>, which holds at one number of customers.</summary>
    /// <remarks>The always-valid intervals of both shares at alpha/2 each, so both hold together (union bound). Assumes that each share stays what it is. Source: Robbins 1970 for each; Bonferroni.</remarks>
    public static Interval AlwaysValid(Share first, Share second, double alpha = 0.05)
    {
        var ((l1, u1), (l2, u2)) = (Beliefs.AlwaysValidInterval(first, alpha / 2), Beliefs.AlwaysValidInterval(second, alpha / 2));
        return new Interval(l1 - u2, u1 - l2);
    }

    /// <summary>The test that most A/B articles print, first against second, at one planned look. Fine from a few hundred each; below use <see cref="Trends.Compare"/>.</summary>
    /// <remarks>(p₁−p₂) / √(p(1−p)(1/n₁+1/n₂)) with p of both together; two-sided.</remarks>
    /// <returns>Null when nobody was asked in one, or all answered alike.</returns>
    public static ZTest? PooledZ(Share first, Share second)
    {
        if (first.Value is not { } p1 || second.Value is not { } p2) return null;
        double n1 = first.Total, n2 = second.Total, p = (first.Count + second.Count) / (n1 + n2);
        if (p is 0 or 1) return null;
        var z = (p1 - p2) / Math.Sqrt(p * (1 - p) * (1 / n1 + 1 / n2));
        return new ZTest(z, new OneLookP(2 * Distributions.NormalUpper(Math.Abs(z))));
    }
}
