namespace Firsthand.Engine.Patterns;

/// <summary>How often each question was asked, one person possibly more than once, and what share of asking the known questions cover.</summary>
public sealed class Abundance
{
    private readonly int[] counts;

    /// <param name="counts">For each question how often it was asked; those never asked (0) are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public Abundance(IEnumerable<int> counts)
    {
        this.counts = [.. counts.Where(count => count != 0)];
        foreach (var count in this.counts) ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
        Total = this.counts.Sum();
        Once = this.counts.Count(count => count == 1);
        Twice = this.counts.Count(count => count == 2);
    }

    /// <summary>How often anything was asked.</summary>
    public int Total { get; }
    public int Once { get; }
    public int Twice { get; }

    private double Shrink => (Total - 1.0) / Total;
    private double Unasked => Total == 0 ? 0 : Shrink * (Twice > 0 ? (double)Once * Once / (2 * Twice) : Once * (Once - 1) / 2.0);

    /// <summary>Different questions, asked and still to come (Chao1, a lower bound).</summary>
    public double All => counts.Length + Unasked;

    /// <summary>The standard error of <see cref="All"/>.</summary>
    public double AllError
    {
        get
        {
            if (Total == 0) return 0;
            double k = Shrink, once = Once;
            if (Unasked == 0)
            {
                var weighted = counts.Sum(count => count * Math.Exp(-count));
                return Math.Sqrt(counts.Sum(count => Math.Exp(-count) - Math.Exp(-2 * count)) - weighted * weighted / Total);
            }
            if (Twice == 0) return Math.Sqrt(k * once * (once - 1) / 2 + k * k * once * (2 * once - 1) * (2 * once - 1) / 4 - k * k * Math.Pow(once, 4) / (4 * All));
            var ratio = once / Twice;
            return Math.Sqrt(Twice * (k * ratio * ratio / 2 + k * k * Math.Pow(ratio, 3) + k * k * Math.Pow(ratio, 4) / 4));
        }
    }

    /// <summary>The chance that the next question is one already known, 0 to 1; null before the first. Source: Chao and Jost 2012.</summary>
    public double? Coverage => Total == 0 ? null : 1 - (double)Once / Total * (Once == 0 ? 1 : Total * Unasked / (Total * Unasked + Once));

    /// <summary>Turing's simple coverage, 1 − f1/n.</summary>
    public double? CoverageTuring => Total == 0 ? null : 1 - (double)Once / Total;

    /// <summary>Whether the coverage says anything: not where every question was asked once.</summary>
    public bool IsEstimable => Once < Total;

    /// <summary>The standard error of <see cref="CoverageTuring"/> (Esty 1983); null before the first question. It is 0 where nothing is estimable.</summary>
    public double? CoverageError => Total == 0 ? null : Math.Sqrt(Once * (1 - (double)Once / Total) + 2.0 * Twice) / Total;
}
