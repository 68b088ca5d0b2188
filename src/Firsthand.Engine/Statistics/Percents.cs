using System.Globalization;

namespace Firsthand.Engine.Statistics;

/// <summary>How shares and chances are written. Callers decide whether there are customers enough to write a percentage at all (<see cref="Share.HasPercent"/>).</summary>
public static class Percents
{
    /// <summary>"36%". What is neither none nor all is never rounded to "0%" or "100%".</summary>
    public static string Round(double share)
    {
        var percent = Math.Round(share * 100, MidpointRounding.AwayFromZero);
        return percent switch
        {
            <= 0 when share > 0 => "under 1%",
            >= 100 when share < 1 => "over 99%",
            _ => percent.ToString("0", CultureInfo.InvariantCulture) + "%",
        };
    }

    /// <summary>A chance as a person says it: "1 in 5", "9 in 10", "less than 1 in 100", "nearly certain".</summary>
    public static string Chance(double chance) => chance switch
    {
        < 0.01 => "less than 1 in 100",
        > 0.95 => "nearly certain",
        > 0.55 => string.Create(CultureInfo.InvariantCulture, $"{(int)Math.Round(chance * 10)} in 10"),
        _ => string.Create(CultureInfo.InvariantCulture, $"1 in {Math.Max(2, (int)Math.Round(1 / chance))}"),
    };

    /// <summary>A share that somebody set, not one that was measured: "half", "3 in 10", "35 in 100". Never a percentage, so it may stand beside any number of customers.</summary>
    internal static string OutOf(double share)
    {
        if (share == 0.5) return "half";
        return Math.Abs(share * 10 - Math.Round(share * 10)) < 1e-9
            ? string.Create(CultureInfo.InvariantCulture, $"{share * 10:0} in 10")
            : string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##} in 100");
    }
}
