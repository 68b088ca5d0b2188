using System.Globalization;

namespace Firsthand.Formats.Frame;

/// <summary>Times as files write them.</summary>
internal static class Clock
{
    // A recording of a hundred thousand hours is none: the number is an error or means something else.
    private const double LongestSeconds = 360_000_000;

    /// <summary>Seconds from the start; null when they are impossible.</summary>
    public static Moment? Offset(double? seconds) => seconds is >= 0 and <= LongestSeconds ? Moment.At(Math.Round(seconds.Value, 6)) : null;

    /// <summary>"h:mm:ss", "m:ss", with an optional fraction or frames, "1h02m03s", "9:10 AM" (from midnight): the seconds, or null when the text is no such time.</summary>
    public static double? Read(ReadOnlySpan<char> text) => text switch
    {
        [.. var units, 's'] => Units(units),
        [.. var clock, 'a' or 'A' or 'p' or 'P', 'm' or 'M'] => OfDay(clock, text[^2]),
        [.. var clock, 'a' or 'A' or 'p' or 'P', '.', 'm' or 'M', '.'] => OfDay(clock, text[^4]),
        // No file tells how many frames make a second.
        [_, _, ':', _, _, ':', _, _, ':' or ';', >= '0' and <= '9', >= '0' and <= '9'] => Colons(text[..8]),
        _ => Colons(text),
    };

    private static double? OfDay(ReadOnlySpan<char> clock, char half) =>
        Colons(clock.TrimEnd(" \u00A0\u202F")) * (clock.Count(':') == 1 ? 60 : 1) is { } time and >= 3600 and < 13 * 3600 ? time % 43_200 + (half is 'p' or 'P' ? 43_200 : 0) : null;

    private static double? Units(ReadOnlySpan<char> text)
    {
        if (text.Length > 12 || text.IndexOf('m') is var minutes && (minutes < 0 || text.IndexOf('h') > minutes))
        {
            return null;
        }
        Span<char> colons = stackalloc char[text.Length];
        text.Replace(colons, 'h', ':');
        colons.Replace('m', ':');
        return Colons(colons);
    }

    private static double? Colons(ReadOnlySpan<char> text)
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
