using System.Globalization;

namespace Firsthand.Platform;

/// <summary>Places in a recording as a person reads them.</summary>
internal static class Clock
{
    /// <summary>"14:02", or "1:04:02" from an hour on.</summary>
    public static string Of(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Max(0, seconds));
        return time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"mm\:ss", CultureInfo.InvariantCulture);
    }
}
