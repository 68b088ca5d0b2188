using System.Globalization;

namespace Firsthand.Engine.Statistics;

/// <summary>How many of how many distinct customers, with the interval that small samples need and the words that a person reads.</summary>
/// <remarks>A customer counts once, however often they said it; who was not asked is not in the total.</remarks>
public readonly record struct Share
{
    /// <summary>With fewer customers than this a percentage says more than is known, so none is shown.</summary>
    public const int FewestForPercent = 5;

    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or the count is larger than the total.</exception>
    public Share(int count, int total)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, total);
        (Count, Total) = (count, total);
    }

    /// <summary>Counts customers, not mentions: one who ever said it counts once as yes; one who was asked, or had the chance, and never said it counts once as no.</summary>
    /// <param name="mentions">Who, and whether they said it there; any number for one customer, in any order.</param>
    public static Share OfCustomers<TCustomer>(IEnumerable<(TCustomer Customer, bool Said)> mentions) where TCustomer : notnull
    {
        Dictionary<TCustomer, bool> said = [];
        foreach (var mention in mentions) said[mention.Customer] = mention.Said || said.GetValueOrDefault(mention.Customer);
        return new Share(said.Values.Count(yes => yes), said.Count);
    }

    public int Count { get; }
    public int Total { get; }

    /// <summary>Count / total, 0 to 1; null when there was nobody to count.</summary>
    public double? Value => Total == 0 ? null : (double)Count / Total;

    /// <summary>Whether there are customers enough to say it in percent.</summary>
    public bool HasPercent => Total >= FewestForPercent;

    /// <summary>"36%", rounded to a whole number; null below five customers.</summary>
    public string? Percent => HasPercent ? Percents.Round((double)Count / Total) : null;

    /// <summary>Where the share among all such customers lies (Wilson score interval).</summary>
    /// <remarks>
    /// (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n). Assumes independent customers who stand for the rest; nobody asked leaves 0 to 1 open.
    /// At n = 10 the 95 % interval covers the truth 95.5 % of the time on average, never below 90 %; the common p ± z√(p(1−p)/n) (Wald) covers 79 %, and is not offered anywhere here.
    /// Source: Wilson 1927, JASA 22; Brown, Cai and DasGupta 2001, Statistical Science 16.
    /// </remarks>
    /// <param name="level">How often such intervals hold the truth, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public Interval Interval(double level = 0.95) => Wilson(Count, Total, level);

    /// <summary>An interval that holds the truth at least as often as it says, whatever the truth is (Clopper-Pearson, "exact"). Wider than <see cref="Interval"/>; for a claim that must be guaranteed.</summary>
    /// <remarks>Low: the α/2 quantile of Beta(x, n−x+1); high: the 1−α/2 quantile of Beta(x+1, n−x). Independent customers. Source: Clopper and Pearson 1934, Biometrika 26.</remarks>
    /// <inheritdoc cref="Interval(double)" path="/param"/>
    /// <inheritdoc cref="Interval(double)" path="/exception"/>
    public Interval GuaranteedInterval(double level = 0.95) => new(LowerBound((1 + level) / 2), UpperBound((1 + level) / 2));

    /// <summary>Where the share lies for somebody who knew nothing before (Jeffreys: quantiles of Beta(x+½, n−x+½), with ends 0 and 1 when nobody or everybody said it).</summary>
    /// <remarks>For statements such as "95 % sure that", after one look. Source: Brown, Cai and DasGupta 2001, Statistical Science 16.</remarks>
    /// <inheritdoc cref="Interval(double)" path="/param"/>
    /// <inheritdoc cref="Interval(double)" path="/exception"/>
    public Interval PosteriorInterval(double level = 0.95)
    {
        var tail = (1 - Distributions.Level(level)) / 2;
        return new Interval(
            Count == 0 ? 0 : Distributions.BetaQuantile(tail, Count + 0.5, Total - Count + 0.5),
            Count == Total ? 1 : Distributions.BetaQuantile(1 - tail, Count + 0.5, Total - Count + 0.5));
    }

    /// <summary>The interval of other tools that add two yeses and two noes (Agresti-Coull), uncut: its ends may lie below 0 or above 1. For comparison only.</summary>
    /// <remarks>p̃ ± z √(p̃(1−p̃)/ñ) with ñ = n + z², p̃ = (x + z²/2)/ñ. Source: Agresti and Coull 1998, The American Statistician 52.</remarks>
    /// <inheritdoc cref="Interval(double)" path="/param"/>
    /// <inheritdoc cref="Interval(double)" path="/exception"/>
    public Interval AgrestiCoullInterval(double level = 0.95)
    {
        double z = Distributions.NormalDeviate(level), n = Total + z * z, p = (Count + z * z / 2) / n, reach = z * Math.Sqrt(p * (1 - p) / n);
        return new Interval(p - reach, p + reach);
    }

    /// <summary>The share is at least this, with the confidence given (one-sided Clopper-Pearson).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not between 0 and 1.</exception>
    public double LowerBound(double confidence = 0.95) => Count == 0 ? 0 : Distributions.BetaQuantile(1 - Distributions.Level(confidence), Count, Total - Count + 1);

    /// <summary>The share is at most this, with the confidence given (one-sided Clopper-Pearson).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not between 0 and 1.</exception>
    public double UpperBound(double confidence = 0.95) => Count == Total ? 1 : Distributions.BetaQuantile(Distributions.Level(confidence), Count + 1, Total - Count);

    /// <summary>"3 of 4", or "4 of 11 (36%)".</summary>
    public override string ToString() => HasPercent ? string.Create(CultureInfo.InvariantCulture, $"{Count} of {Total} ({Percent})") : string.Create(CultureInfo.InvariantCulture, $"{Count} of {Total}");

    /// <summary>The sentence that a person reads: "4 of 11 customers said this. Of all such customers it is somewhere between 15% and 65%."</summary>
    /// <param name="who">The people counted, in the plural: "customers", "people you asked".</param>
    /// <param name="did">What they did: "said this".</param>
    public string Sentence(string who = "customers", string did = "said this")
    {
        if (Total == 0) return $"No {who} yet.";
        var counted = string.Create(CultureInfo.InvariantCulture, $"{Count} of {Total} {who} {did}.");
        if (!HasPercent) return counted;
        var (low, high) = Interval();
        return $"{counted} Of all such {who} it is somewhere between {Percents.Round(low)} and {Percents.Round(high)}.";
    }

    /// <summary>Wilson's interval for any effective numbers, whole or not.</summary>
    internal static Interval Wilson(double count, double total, double level)
    {
        if (total <= 0) return new Interval(0, 1);
        double z = Distributions.NormalDeviate(level), z2 = z * z, p = count / total;
        var centre = (p + z2 / (2 * total)) / (1 + z2 / total);
        var reach = z / (1 + z2 / total) * Math.Sqrt(p * (1 - p) / total + z2 / (4 * total * total));
        // At the ends the formula gives exactly 0 and 1, and floating point nearly does.
        return new Interval(count <= 0 ? 0 : Math.Max(0, centre - reach), count >= total ? 1 : Math.Min(1, centre + reach));
    }
}
