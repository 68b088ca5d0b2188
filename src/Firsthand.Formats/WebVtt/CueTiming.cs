using System.Globalization;

namespace Firsthand.Formats.WebVtt;

/// <summary>The line "00:01.000 --> 00:02.500 align:start".</summary>
internal readonly record struct CueTiming(double Start, double End)
{
    public const string Arrow = "-->";

    /// <summary>As the W3C algorithm reads it: two digits for minutes and seconds, three for the fraction, hours of two or more.</summary>
    public static CueTiming? Strict(ReadOnlySpan<char> line)
    {
        var rest = line.TrimStart(" \t\f");
        return StrictTime(ref rest) is { } start && Separator(ref rest) && StrictTime(ref rest) is { } end ? new(start, end) : null;
    }

    /// <summary>As other writers have it: one digit will do, the fraction is decimal ("7.10" is 7.1 s) and may be missing, "," may stand for ".".</summary>
    public static CueTiming? Lenient(ReadOnlySpan<char> line)
    {
        var arrow = line.IndexOf(Arrow, StringComparison.Ordinal);
        if (arrow < 0)
        {
            return null;
        }
        var after = line[(arrow + Arrow.Length)..].Trim();
        var settings = after.IndexOfAny(' ', '\t');
        return Frame.Clock.Read(line[..arrow].Trim()) is { } start && Frame.Clock.Read(settings < 0 ? after : after[..settings]) is { } end ? new(start, end) : null;
    }

    /// <summary>Whether one of the two times is as the standard asks: then the other is damage, not another way of writing.</summary>
    public static bool IsHalfStrict(ReadOnlySpan<char> line)
    {
        var arrow = line.IndexOf(Arrow, StringComparison.Ordinal);
        if (arrow < 0)
        {
            return false;
        }
        var before = line[..arrow].Trim();
        var after = line[(arrow + Arrow.Length)..].TrimStart();
        return StrictTime(ref before) is not null && before.IsEmpty || StrictTime(ref after) is not null && (after.IsEmpty || char.IsWhiteSpace(after[0]));
    }

    private static bool Separator(ref ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart(" \t\f");
        if (!rest.StartsWith(Arrow))
        {
            return false;
        }
        rest = rest[Arrow.Length..].TrimStart(" \t\f");
        return true;
    }

    private static double? StrictTime(ref ReadOnlySpan<char> rest)
    {
        if (Digits(ref rest) is not { Length: > 0 } first || !Take(ref rest, ':') || Digits(ref rest) is not { Length: 2 } second)
        {
            return null;
        }
        var (hours, minutes, seconds) = (0L, Value(first), Value(second));
        // Three parts when a second colon follows, or when the first cannot be minutes.
        if (first.Length != 2 || rest is [':', ..] || minutes > 59)
        {
            if (!Take(ref rest, ':') || Digits(ref rest) is not { Length: 2 } third)
            {
                return null;
            }
            (hours, minutes, seconds) = (minutes, seconds, Value(third));
        }
        if (!Take(ref rest, '.') || Digits(ref rest) is not { Length: 3 } fraction || minutes > 59 || seconds > 59 || hours > 99_999)
        {
            return null;
        }
        return ((hours * 3600 + minutes * 60 + seconds) * 1000 + Value(fraction)) / 1000.0;
    }

    private static ReadOnlySpan<char> Digits(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? rest : rest[..end];
        rest = rest[digits.Length..];
        return digits;
    }

    private static bool Take(ref ReadOnlySpan<char> rest, char c)
    {
        if (rest.IsEmpty || rest[0] != c)
        {
            return false;
        }
        rest = rest[1..];
        return true;
    }

    // Longer than nine digits is beyond any recording, and beyond Int64 soon after.
    private static long Value(ReadOnlySpan<char> digits) => digits.Length > 9 ? long.MaxValue / 4000 : long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
