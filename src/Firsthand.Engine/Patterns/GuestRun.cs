namespace Firsthand.Engine.Patterns;

/// <summary>The base-and-run convention: new patterns in a run of interviews against those of the first few. Familiar, and to be shown as no more than that.</summary>
/// <remarks>
/// It depends on the order of the interviews and on how finely patterns are cut; in simulations with many rare patterns it says "saturated"
/// where the next interview still brings something new 60 % of the time. Source: Guest, Namey and Chen 2020, PLoS ONE 15(5) e0232076.
/// </remarks>
/// <param name="BasePatterns">Patterns in the first interviews.</param>
/// <param name="Ratios">For each run of interviews after the base, overlapping: its new patterns over those of the base; not a number where the base had none.</param>
/// <param name="At5Percent">Saturated after this many interviews (confirmed by the run that follows) at a ratio of at most 5 %; null when not.</param>
/// <param name="At0Percent">The same with nothing new at all.</param>
public sealed record GuestRun(int BasePatterns, IReadOnlyList<double> Ratios, int? At5Percent, int? At0Percent)
{
    private const double Threshold = .05;

    /// <param name="newPerInterview">Patterns that each interview brought for the first time, in order.</param>
    /// <exception cref="ArgumentOutOfRangeException">The base or the run is not positive.</exception>
    public static GuestRun Of(IReadOnlyList<int> newPerInterview, int @base, int run)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(@base);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(run);
        var inBase = newPerInterview.Take(@base).Sum();
        var runs = Math.Max(0, newPerInterview.Count - @base - run + 1);
        double[] ratios = [.. Enumerable.Range(@base, runs).Select(start => (double)newPerInterview.Skip(start).Take(run).Sum() / inBase)];
        return new(inBase, ratios, First(ratios, Threshold), First(ratios, 0));

        int? First(double[] values, double most) => Array.FindIndex(values, value => value <= most) is var at and >= 0 ? @base + at : null;
    }
}
