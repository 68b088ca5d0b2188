using System.Globalization;

namespace Firsthand.Shell.Components.Charts;

/// <summary>A label at a place on an axis.</summary>
public readonly record struct Tick(double At, string Text)
{
    /// <summary>Round numbers as they are.</summary>
    public static IReadOnlyList<Tick> Numbers(double from, double to, int most) => [.. Plot.Ticks(from, to, most).Select(at => new Tick(at, at.ToString("#,0.##", CultureInfo.InvariantCulture)))];

    /// <summary>Shares as "20%".</summary>
    public static IReadOnlyList<Tick> Shares(double from, double to, int most) => [.. Plot.Ticks(100 * from, 100 * to, most).Select(at => new Tick(at / 100, Say.Place(at) + "%"))];
}
