using System.Globalization;
using System.Text.RegularExpressions;

namespace Firsthand.Formats.Frame;

/// <summary>Dates with times as people and tools write them, into ISO 8601 that knows a zone only where the text does.</summary>
internal static partial class DateText
{
    private const int Longest = 64;

    private static readonly Dictionary<string, int> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UTC"] = 0, ["UT"] = 0, ["GMT"] = 0, ["Z"] = 0, ["WET"] = 0, ["EST"] = -300, ["EDT"] = -240, ["CST"] = -360, ["CDT"] = -300, ["MST"] = -420, ["MDT"] = -360, ["PST"] = -480, ["PDT"] = -420,
        ["CET"] = 60, ["CEST"] = 120, ["MEZ"] = 60, ["MESZ"] = 120, ["BST"] = 60, ["EET"] = 120, ["EEST"] = 180, ["JST"] = 540, ["AEST"] = 600, ["AEDT"] = 660,
    };

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The moment; null when the text is no date or none that exists.</summary>
    /// <param name="text">One date, with or without a time.</param>
    /// <param name="order">"dmy", "mdy" or "ymd" for dates in digits; a year of four digits in front decides for itself.</param>
    public static Moment? Read(string text, string order = "mdy")
    {
        if (text.Length is < 6 or > Longest)
        {
            return null;
        }
        if (Digits().Match(text) is { Success: true } digits)
        {
            var (a, b, c) = (digits.Groups["a"].Value, digits.Groups["b"].Value, digits.Groups["c"].Value);
            var effective = a.Length == 4 ? "ymd" : int.Parse(a, CultureInfo.InvariantCulture) > 12 ? "dmy" : int.Parse(b, CultureInfo.InvariantCulture) > 12 ? "mdy" : order;
            var (y, m, d) = effective switch { "ymd" => (a, b, c), "dmy" => (c, b, a), _ => (c, a, b) };
            return Compose(y, int.Parse(m, CultureInfo.InvariantCulture), d, digits);
        }
        if ((Words().Match(text) is { Success: true } spoken ? spoken : Hyphened().Match(text)) is { Success: true } words)
        {
            var name = words.Groups["month"].Value;
            var month = Array.FindIndex(Months, known => name.StartsWith(known, StringComparison.OrdinalIgnoreCase)) + 1;
            return month == 0 ? null : Compose(words.Groups["y"].Value, month, words.Groups["d"].Value, words);
        }
        return null;
    }

    /// <summary>ISO text of a date and time; null when there is no such moment.</summary>
    public static Moment? Compose(int year, int month, int day, int hour, int minute, int second)
    {
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
        {
            return null;
        }
        return Moment.On(new DateTime(year, month, day, hour, minute, second).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
    }

    /// <summary>Two digits mean this century, as chats began in it.</summary>
    public static int Year(string digits) => int.Parse(digits, CultureInfo.InvariantCulture) is var year && digits.Length <= 2 ? 2000 + year : year;

    private static Moment? Compose(string year, int month, string day, Match match)
    {
        int Part(string name) => match.Groups[name] is { Success: true, Value: var value } ? int.Parse(value, CultureInfo.InvariantCulture) : 0;
        var hour = Part("h");
        if (match.Groups["half"] is { Success: true, Value: var half })
        {
            if (hour is < 1 or > 12)
            {
                return null;
            }
            hour = hour % 12 + (half[0] is 'p' or 'P' ? 12 : 0);
        }
        if (Compose(Year(year), month, int.Parse(day, CultureInfo.InvariantCulture), hour, Part("min"), Part("s")) is not { Date: { } date })
        {
            return null;
        }
        if (!match.Groups["h"].Success)
        {
            return Moment.On(date[..10]);
        }
        var fraction = match.Groups["f"].Value.TrimEnd('0');
        return Zone(match.Groups["zone"].Value.Trim()) is { } zone ? Moment.On(date + (fraction.Length > 0 ? "." + fraction : "") + zone) : null;
    }

    /// <summary>"Z", "+01:00", "GMT+1", "EST" as ISO; empty for no zone; null for text that is none.</summary>
    private static string? Zone(string text)
    {
        text = text.Trim('(', ')');
        if (text.Length == 0)
        {
            return "";
        }
        if (Zones.TryGetValue(text, out var named))
        {
            return Offset(named);
        }
        var sign = text.IndexOfAny(['+', '-']);
        if (sign < 0 || sign > 0 && !Zones.ContainsKey(text[..sign]))
        {
            return null;
        }
        var digits = text[(sign + 1)..].Replace(":", "", StringComparison.Ordinal);
        if (digits.Length is 0 or > 4 || !digits.All(char.IsAsciiDigit))
        {
            return null;
        }
        var value = int.Parse(digits, CultureInfo.InvariantCulture);
        var minutes = digits.Length <= 2 ? value * 60 : value / 100 * 60 + value % 100;
        return minutes > 14 * 60 ? null : Offset(text[sign] == '-' ? -minutes : minutes);
    }

    private static string Offset(int minutes) => minutes == 0 ? "Z" : string.Create(CultureInfo.InvariantCulture, $"{(minutes < 0 ? '-' : '+')}{Math.Abs(minutes) / 60:00}:{Math.Abs(minutes) % 60:00}");

    private const string Time = @"(?:[T ,]+(?<h>[0-9]{1,2})[:.](?<min>[0-9]{2})(?:[:.](?<s>[0-9]{2})(?:[.,](?<f>[0-9]{1,9}))?)?\s*(?<half>[AaPp]\.?\s?[Mm]\.?)?)?(?<zone>\s*[A-Za-z(]*(?:[+-][0-9]{1,2}:?[0-9]{0,2})?\)?)";

    [GeneratedRegex(@"^\s*(?<a>[0-9]{1,4})[-/.](?<b>[0-9]{1,2})[-/.](?<c>[0-9]{1,4})\.?" + Time + @"\s*$")]
    private static partial Regex Digits();

    // "04-Jan-19 05:52 PM"
    [GeneratedRegex(@"^\s*(?<d>[0-9]{1,2})-(?<month>[A-Za-z]{3,9})-(?<y>[0-9]{2,4})" + Time + @"\s*$")]
    private static partial Regex Hyphened();

    [GeneratedRegex(@"^\s*(?:[A-Za-z]{3,9},?\s+)?(?:(?<month>[A-Za-z]{3,9})\.?\s+(?<d>[0-9]{1,2})(?:st|nd|rd|th)?|(?<d>[0-9]{1,2})\.?\s+(?<month>[A-Za-z]{3,9})\.?),?\s+(?<y>[0-9]{4})" + Time + @"\s*$")]
    private static partial Regex Words();
}
