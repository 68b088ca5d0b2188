using System.Globalization;
using System.Text;

namespace Firsthand.Formats.Calendar;

/// <summary>A meeting to be written into a calendar.</summary>
/// <param name="Uid">Stays the same when the meeting changes.</param>
/// <param name="End">After the start.</param>
public sealed record Appointment(string Uid, string Summary, DateTimeOffset Start, DateTimeOffset End)
{
    public string? Description { get; init; }

    public string? Location { get; init; }

    /// <summary>Names with addresses.</summary>
    public IReadOnlyList<(string Name, string Address)> Attendees { get; init; } = [];
}

/// <summary>Writes iCalendar (RFC 5545): CRLF, lines of at most 75 octets, escaped text, times in UTC.</summary>
public static class CalendarWriter
{
    private const int LongestLine = 75;

    /// <param name="appointments">What to write, in this order.</param>
    /// <param name="now">When the file is written.</param>
    public static byte[] Write(IEnumerable<Appointment> appointments, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Firsthand//Firsthand//EN");
        foreach (var appointment in appointments)
        {
            Line(text, "BEGIN:VEVENT");
            Line(text, $"UID:{Escaped(appointment.Uid)}");
            Line(text, $"DTSTAMP:{Utc(now)}");
            Line(text, $"DTSTART:{Utc(appointment.Start)}");
            Line(text, $"DTEND:{Utc(appointment.End)}");
            Line(text, $"SUMMARY:{Escaped(appointment.Summary)}");
            if (appointment.Description is { } description)
            {
                Line(text, $"DESCRIPTION:{Escaped(description)}");
            }
            if (appointment.Location is { } location)
            {
                Line(text, $"LOCATION:{Escaped(location)}");
            }
            foreach (var (name, address) in appointment.Attendees)
            {
                // A quote would end the parameter and a line end the line: neither may come from outside.
                Line(text, $"ATTENDEE;CN=\"{Bare(name).Replace('"', '\'')}\":mailto:{Bare(address)}");
            }
            Line(text, "END:VEVENT");
        }
        Line(text, "END:VCALENDAR");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => TextLine.Escaped(text);

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsControl(c)));

    private static void Line(StringBuilder text, string line) => TextLine.Fold(text, line, LongestLine);
}

/// <summary>What calendars and cards share: escapes, and folding at octets without cutting a character.</summary>
internal static class TextLine
{
    public static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
            .Replace("\r\n", "\\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\n", StringComparison.Ordinal);

    public static void Fold(StringBuilder text, string line, int longest)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > longest)
            {
                text.Append("\r\n ");
                octets = 1;
            }
            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}
