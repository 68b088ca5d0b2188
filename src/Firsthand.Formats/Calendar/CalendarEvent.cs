namespace Firsthand.Formats.Calendar;

/// <summary>An entry of a calendar, its values as the file has them.</summary>
/// <param name="Dtstart">The value, and its parameters as written with the semicolon in front (null when there are none).</param>
/// <param name="Attendees">Names, else addresses.</param>
public sealed record CalendarEvent(string? Summary, IReadOnlyList<string?>? Dtstart, IReadOnlyList<string?>? Dtend, string? Rrule, string? Uid, string? Location, string? Description, IReadOnlyList<string> Attendees);
