namespace Firsthand.Shell.Components.Charts;

/// <summary>The ground of a drawing: where a value lies on it, in the units of its viewBox.</summary>
public sealed record Plot(double FromX, double ToX, double FromY, double ToY)
{
    public const int Width = 440, Height = 180, Left = 56, Right = 424, Top = 26, Bottom = 140;

    public double X(double value) => Left + (Right - Left) * Part(value, FromX, ToX);

    public double Y(double value) => Bottom - (Bottom - Top) * Part(value, FromY, ToY);

    /// <summary>A line through points, each straight to the next.</summary>
    public string Line(IEnumerable<(double X, double Y)> points) => "M" + string.Join(" L", points.Select(point => $"{Say.Place(X(point.X))},{Say.Place(Y(point.Y))}"));

    /// <summary>A line that keeps each height until the next point.</summary>
    public string Steps(IReadOnlyList<(double X, double Y)> points) => Line(Stairs(points));

    /// <summary>The ground between two lines that keep each height until the next point; both have the same places.</summary>
    public string Between(IReadOnlyList<(double X, double Y)> low, IReadOnlyList<(double X, double Y)> high) => Line([.. Stairs(low), .. Enumerable.Reverse(Stairs(high))]) + " Z";

    /// <summary>Round numbers from 0, or from the first one above <paramref name="from"/>, to <paramref name="to"/>: steps of 1, 2 or 5 with zeros, at most so many.</summary>
    public static IReadOnlyList<double> Ticks(double from, double to, int most)
    {
        if (!(to > from)) return [from];
        var step = Math.Pow(10, Math.Floor(Math.Log10((to - from) / most)));
        foreach (var part in (double[])[1, 2, 5, 10])
            if ((to - from) / (step * part) <= most)
            {
                step *= part;
                break;
            }
        List<double> ticks = [];
        for (var i = (long)Math.Ceiling(from / step - 1e-9); i * step <= to + step * 1e-9; i++) ticks.Add(i * step);
        return ticks;
    }

    private static double Part(double value, double from, double to) => to > from ? Math.Clamp((value - from) / (to - from), 0, 1) : 0;

    private static List<(double X, double Y)> Stairs(IReadOnlyList<(double X, double Y)> points)
    {
        List<(double X, double Y)> stairs = [];
        for (var i = 0; i < points.Count; i++)
        {
            if (i > 0) stairs.Add((points[i].X, points[i - 1].Y));
            stairs.Add(points[i]);
        }
        return stairs;
    }
}
