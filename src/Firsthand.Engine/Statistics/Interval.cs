namespace Firsthand.Engine.Statistics;

/// <summary>The values that the data do not rule out, ends included, in the unit of the estimate. An end that the data leave open is infinite.</summary>
public readonly record struct Interval
{
    /// <exception cref="ArgumentException">An end is not a number, or the low end lies above the high one.</exception>
    public Interval(double low, double high)
    {
        if (!(low <= high)) throw new ArgumentException($"An interval needs low <= high, not {low} and {high}.");
        (Low, High) = (low, high);
    }

    public double Low { get; }
    public double High { get; }

    public bool Contains(double value) => Low <= value && value <= High;

    public void Deconstruct(out double low, out double high) => (low, high) = (Low, High);

    /// <summary>The same interval cut to the values that can be, such as 0 to 1 for a share.</summary>
    public Interval Within(double lowest, double highest) => new(Math.Clamp(Low, lowest, highest), Math.Clamp(High, lowest, highest));
}
