using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Calendar;

/// <summary>iCalendar: the events, for the title, time and people of a meeting.</summary>
internal sealed class CalendarFormat : IFormat
{
    public string Name => "ical";

    public bool Recognises(Source source) => source.Lines.SkipBlank(0) is var first && first < source.Lines.Count && source.Lines[first].Trim().TrimStart('\uFEFF').StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase);

    public Reading<FileReading> Read(Source source)
    {
        var draft = new Draft(source);
        List<CalendarEvent> events = [];
        int timezones = 0, attendees = 0;
        List<ContentLine>? current = null;
        Stack<string> open = new();
        foreach (var line in ContentLine.Read(source.Lines))
        {
            var value = line.Value.Trim().ToUpperInvariant();
            if (line.Name == "BEGIN")
            {
                open.Push(value);
                timezones += value == "VTIMEZONE" ? 1 : 0;
                current = value == "VEVENT" ? [] : current;
            }
            else if (line.Name == "END")
            {
                open.TryPop(out _);
                if (value == "VEVENT" && current is not null)
                {
                    events.Add(Event(current));
                    attendees += current.Count(property => property.Name == "ATTENDEE");
                    current = null;
                }
            }
            else if (open.TryPeek(out var component) && component == "VEVENT")
            {
                current?.Add(line);
            }
        }
        if (current is not null)
        {
            draft.Note("The last event was cut off; what it has was taken.");
            events.Add(Event(current));
        }
        draft.Items["events"] = events.Count;
        draft.Items["eventList"] = events;
        draft.Items["timezones"] = timezones;
        draft.Items["attendees"] = attendees;
        return draft.Finish(Name);
    }

    private static CalendarEvent Event(List<ContentLine> lines)
    {
        ContentLine? First(string name) => lines.Exists(line => line.Name == name) ? lines.Find(line => line.Name == name) : null;
        string? Text(string name) => First(name) is { } line ? ContentLine.Plain(line.Value) : null;
        string?[]? Time(string name) => First(name) is { } line ? [line.Value.Trim(), line.Parameters.Length > 0 ? line.Parameters : null] : null;

        return new(Text("SUMMARY"), Time("DTSTART"), Time("DTEND"), First("RRULE")?.Value.Trim(), First("UID")?.Value.Trim(), Text("LOCATION"), Text("DESCRIPTION"),
            [.. lines.Where(line => line.Name == "ATTENDEE").Select(line => line.Parameter("CN") ?? line.Value.Trim())]);
    }
}
