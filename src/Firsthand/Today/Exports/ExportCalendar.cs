using Firsthand.Conversations;
using Firsthand.Formats.Calendar;

namespace Firsthand.Today.Exports;

/// <summary>The conversations that were held, as a calendar.</summary>
internal sealed class ExportCalendar(ReadBook read, TimeProvider clock) : IExport
{
    public string Name => "calendar";
    public string Says => "The conversations as a calendar (ICS).";
    public string File => "conversations.ics";

    // A calendar needs an end; where the file has no times, the least it can be.
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    public async Task WriteAsync(Func<string, Stream> create, CancellationToken ct)
    {
        var book = await read.RunAsync(ct);
        var addresses = book.Customers.Where(person => person.Email is not null).ToDictionary(person => person.Id, person => person.Email!);
        await using var file = create(File);
        await file.WriteAsync(CalendarWriter.Write(book.Talks.Where(talk => talk.Basis != DateBasis.Received).Select(talk => new Appointment($"{talk.Id}@firsthand", talk.Title, talk.HeldAt, talk.HeldAt + Length(talk.Seconds))
        {
            Description = $"With {string.Join(", ", talk.Speakers.Select(speaker => speaker.Who).Distinct())}",
            Attendees = [.. talk.Speakers.Where(speaker => speaker.Person is { } id && addresses.ContainsKey(id)).Select(speaker => (speaker.Who, addresses[speaker.Person!.Value])).Distinct()],
        }), clock.GetUtcNow()), ct);
    }

    private static TimeSpan Length(double? seconds) => seconds is { } length && TimeSpan.FromSeconds(length) is var whole && whole > Shortest ? whole : Shortest;
}
