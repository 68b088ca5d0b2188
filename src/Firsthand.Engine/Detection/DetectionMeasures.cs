using Firsthand.Engine.Text;

namespace Firsthand.Engine.Detection;

/// <summary>How well a yes-or-no detector did: precision, recall and F1 of the yes, 0 to 1.</summary>
/// <param name="Right">Detected that should be (for highlights: emitted quotes that hit).</param>
/// <param name="Detected">All that was detected.</param>
/// <param name="Found">Of what should be detected, how many were.</param>
/// <param name="Meant">All that should be detected.</param>
public readonly record struct DetectionMeasure(int Right, int Detected, int Found, int Meant)
{
    public double Precision => Detected == 0 ? 0 : (double)Right / Detected;

    public double Recall => Meant == 0 ? 0 : (double)Found / Meant;

    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    public static DetectionMeasure operator +(DetectionMeasure a, DetectionMeasure b) => new(a.Right + b.Right, a.Detected + b.Detected, a.Found + b.Found, a.Meant + b.Meant);

    /// <summary>Of labelled items, each detected or not.</summary>
    public static DetectionMeasure OfItems(IReadOnlyList<bool> detected, IReadOnlyList<bool> meant)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(detected.Count, meant.Count);
        var right = detected.Zip(meant).Count(pair => pair.First && pair.Second);
        return new(right, detected.Count(item => item), right, meant.Count(item => item));
    }

    /// <summary>Of quotes against a person's highlights in the same text: a highlight is hit when a quote overlaps at least half of the shorter of the two.</summary>
    public static DetectionMeasure OfHighlights(IReadOnlyList<TextSpan> quotes, IReadOnlyList<TextSpan> highlights) => new(
        quotes.Count(quote => highlights.Any(highlight => Hits(quote, highlight))), quotes.Count,
        highlights.Count(highlight => quotes.Any(quote => Hits(quote, highlight))), highlights.Count);

    /// <summary>They overlap by at least half of the shorter of the two.</summary>
    public static bool Hits(TextSpan quote, TextSpan highlight)
    {
        var overlap = Math.Min(quote.End, highlight.End) - Math.Max(quote.Start, highlight.Start);
        return overlap > 0 && 2 * overlap >= Math.Min(quote.Length, highlight.Length);
    }
}

/// <summary>How far likelihoods are from what came true.</summary>
public static class CalibrationError
{
    private const int Bins = 10;

    /// <summary>Expected calibration error over ten bins of equal width, weighted by what is in them (Naeini, Cooper and Hauskrecht 2015); 0 where of those given 0.7 seven in ten hold, and so on. NaN of nothing.</summary>
    /// <param name="likelihoods">0 to 1 each.</param>
    public static double Of(IReadOnlyList<float> likelihoods, IReadOnlyList<bool> came)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(likelihoods.Count, came.Count);
        return likelihoods.Zip(came).GroupBy(pair => Math.Min(Bins - 1, (int)(pair.First * Bins)))
            .Sum(bin => Math.Abs(bin.Sum(pair => pair.First - (pair.Second ? 1.0 : 0.0)))) / likelihoods.Count;
    }
}
