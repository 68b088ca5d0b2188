using System.Globalization;

namespace Firsthand.Formats.Frame;

/// <summary>Times as files write them.</summary>
internal static class Clock
{
    // A recording of a hundred thousand hours is none: the number is an error or means something else.
    private const double LongestSeconds = 360_000_000;

    /// <summary>Seconds from the start; null when they are impossible.</summary>
    public static Moment? Offset(double? seconds) => seconds is >= 0 and <= LongestSeconds ? Moment.At(Math.Round(seconds.Value, 6)) : null;

    /// <summary>"h:mm:ss", "m:ss", with an optional fraction: the seconds, or null when the text is no such time.</summary>
    public static double? Read(ReadOnlySpan<char> text)
    {
        Span<Range> parts = stackalloc Range[4];
        var count = text.Split(parts, ':');
        if (count is not (2 or 3))
        {
            return null;
        }
        double total = 0;
        for (var i = 0; i < count; i++)
        {
            var part = text[parts[i]];
            var last = i == count - 1;
            var whole = last && part.IndexOfAny('.', ',') is var dot and >= 0 ? part[..dot] : part;
            if (whole.Length is 0 or > 5 || i > 0 && whole.Length > 2 || whole.ContainsAnyExceptInRange('0', '9'))
            {
                return null;
            }
            var value = int.Parse(whole, NumberStyles.None, CultureInfo.InvariantCulture);
            if (i > 0 && value > 59)
            {
                return null;
            }
            total = total * 60 + value;
            if (last && whole.Length < part.Length)
            {
                var fraction = part[(whole.Length + 1)..];
                if (fraction.Length is 0 or > 9 || fraction.ContainsAnyExceptInRange('0', '9'))
                {
                    return null;
                }
                total += int.Parse(fraction, NumberStyles.None, CultureInfo.InvariantCulture) / Math.Pow(10, fraction.Length);
            }
        }
        return Math.Round(total, 9);
    }

    /// <summary>Seconds since 1970 (UTC) as ISO 8601, or null when there is no such date.</summary>
    public static Moment? Unix(double? seconds)
    {
        if (seconds is not { } value || value is < -62_135_596_800 or > 253_402_300_799)
        {
            return null;
        }
        var instant = DateTimeOffset.UnixEpoch.AddTicks((long)Math.Round(value * 1e6) * 10);
        return Moment.On(instant.ToString(instant.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture));
    }
}
