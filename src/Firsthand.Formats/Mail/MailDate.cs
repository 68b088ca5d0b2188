using System.Globalization;
using System.Text;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Mail;

/// <summary>The Date of a mail, RFC 2822 and what came before it: comments, blanks around colons, years of two digits, zones by name.</summary>
internal static class MailDate
{
    public static Moment? Read(string? raw)
    {
        if (raw is null || raw.Length > 2000)
        {
            return null;
        }
        var text = NoComments(raw);
        var parts = text.Split([' ', '\t', '\r', '\n', ','], StringSplitOptions.RemoveEmptyEntries).ToList();
        // "09 : 55 : 06" is one time.
        for (var i = 1; i < parts.Count; i++)
        {
            if (parts[i].StartsWith(':') || parts[i - 1].EndsWith(':'))
            {
                parts[i - 1] += parts[i];
                parts.RemoveAt(i--);
            }
        }
        if (parts.Count > 0 && parts[0].Length >= 3 && char.IsLetter(parts[0][0]) && parts.Count > 1 && char.IsAsciiDigit(parts[1][0]))
        {
            parts.RemoveAt(0);
        }
        if (parts is not [var day, var month, var year, var time, .. var rest] || !year.All(char.IsAsciiDigit) || year.Length is < 2 or > 4)
        {
            return DateText.Read(text.Trim());
        }
        var number = int.Parse(year, CultureInfo.InvariantCulture);
        number += year.Length == 2 ? number < 50 ? 2000 : 1900 : year.Length == 3 ? 1900 : 0;
        var zone = rest.FirstOrDefault() is { } given && given.Length <= 6 ? given : "";
        return DateText.Read($"{day} {month} {number} {time} {(zone.Length == 1 && zone != "Z" ? "" : zone)}".Trim()) ?? DateText.Read($"{day} {month} {number} {time}");
    }

    private static string NoComments(string raw)
    {
        var text = new StringBuilder(raw.Length);
        var depth = 0;
        foreach (var c in raw)
        {
            depth += c == '(' ? 1 : 0;
            if (depth == 0)
            {
                text.Append(c);
            }
            depth -= c == ')' && depth > 0 ? 1 : 0;
        }
        return text.ToString();
    }
}
