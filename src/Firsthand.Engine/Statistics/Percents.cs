using System.Globalization;

namespace Firsthand.Engine.Statistics;

/// <summary>How shares are written. Callers decide whether there are customers enough to write one at all.</summary>
internal static class Percents
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
}
