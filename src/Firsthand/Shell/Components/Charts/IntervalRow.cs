using Firsthand.Engine.Statistics;

namespace Firsthand.Shell.Components.Charts;

/// <summary>One estimate with its range, in a list of several on one scale.</summary>
/// <param name="Says">The estimate as a person reads it: "4 of 11 (36%)".</param>
/// <param name="At">The estimate on the scale; null where there are too few to draw it.</param>
/// <param name="Range">Where it lies; null where there are too few to draw it.</param>
/// <param name="Href">Where its people or rows open.</param>
public sealed record IntervalRow(string Label, string Says, double? At, Interval? Range, Settled Settled = Settled.Undecided, string? Href = null)
{
    /// <summary>A share of customers: below five of them it is counted, and no range is drawn.</summary>
    public static IntervalRow Of(string label, Share share, Interval range, string? href = null) =>
        new(label, share.ToString(), share.HasPercent ? share.Value : null, share.HasPercent ? range : null, Href: href);

    /// <summary>The dots of the people behind it, drawn instead of its range where they are few.</summary>
    public IReadOnlyList<Dot>? People { get; init; }
}

/// <summary>A place that the ranges are read against, and what it is: "the loss accepted".</summary>
public readonly record struct IntervalMark(double At, string What);
