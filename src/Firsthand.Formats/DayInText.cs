using System.Globalization;
using System.Text.RegularExpressions;

namespace Firsthand.Formats;

/// <summary>The day that a file's name or a heading tells, where only one reading of it is possible.</summary>
public static partial class DayInText
{
    private const string Months = "jan feb mar apr may jun jul aug sep oct nov dec";

    /// <summary>The only day that a text names; null when it names none, several, or one that could be another.</summary>
    public static DateOnly? Find(string text)
    {
        var days = Days().Matches(text).Select(Read).Distinct().Take(2).ToList();
        return days is [{ } day] ? day : null;
    }

    private static DateOnly? Read(Match match)
    {
        int Part(string name) => int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);
        var (month, day) = match.Groups["name"] is { Success: true, Value: var name } ? (Months.IndexOf(name[..3].ToLowerInvariant(), StringComparison.Ordinal) / 4 + 1, Part("d"))
            : match.Groups["a"].Success ? (Part("a"), Part("b")) is var (a, b) && a > 12 ? (b, a) : (a, b)
            : (Part("m"), Part("d"));
        // "3.4.2026" is a day in March or in April.
        var isOpen = match.Groups["a"].Success && month <= 12 && day <= 12 && month != day;
        return !isOpen && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(Part("y"), month) ? new DateOnly(Part("y"), month, day) : null;
    }

    // 2026-11-03, 20261103, GMT20261103-142500; 3 Nov 2026, 3rd of November 2026; November 3, 2026; 13.11.2026, 11/13/2026.
    [GeneratedRegex(@"(?<![0-9])(?<y>20[0-9][0-9])(?<s>[-_. ]?)(?<m>[0-9][0-9])\k<s>(?<d>[0-9][0-9])(?![0-9])"
        + @"|(?<![\p{L}0-9])(?<d>[0-9]{1,2})(?:st|nd|rd|th)?\.?[-_ ]?(?:of )?(?<name>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?,?[-_ ]?(?<y>20[0-9][0-9])(?![0-9])"
        + @"|(?<!\p{L})(?<name>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?[-_ ]?(?<d>[0-9]{1,2})(?:st|nd|rd|th)?,?[-_ ](?<y>20[0-9][0-9])(?![0-9])"
        + @"|(?<![0-9])(?<a>[0-9]{1,2})(?<s>[-_./])(?<b>[0-9]{1,2})\k<s>(?<y>20[0-9][0-9])(?![0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Days();
}
