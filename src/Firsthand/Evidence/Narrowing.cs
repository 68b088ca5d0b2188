using System.Globalization;
using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Platform;
using Firsthand.Platform.Storage;

namespace Firsthand.Evidence;

/// <summary>What a search is narrowed to before anything is ranked. What is null or blank narrows nothing.</summary>
/// <param name="From">The first day: of a message where each has its own, else of the conversation (in UTC). What nobody knows the day of is on none.</param>
/// <param name="Until">The last day.</param>
internal sealed record Narrowing(QuoteKind? Kind = null, Id<Person>? Person = null, string? Segment = null, string? Channel = null, DateOnly? From = null, DateOnly? Until = null)
{
    /// <summary>How a day is written, and how one that is sought is compared with those of messages.</summary>
    public const string DayFormat = "yyyy-MM-dd";

    public static Narrowing None { get; } = new();

    /// <summary>As it is written at the people.</summary>
    public string? Segment { get; init; } = string.IsNullOrWhiteSpace(Segment) ? null : Segment;

    /// <summary>The kind of contact, as it is written at the conversations.</summary>
    public string? Channel { get; init; } = string.IsNullOrWhiteSpace(Channel) ? null : Channel;

    public bool IsNone => this == None;

    public bool ByDay => From is not null || Until is not null;

    /// <summary>The first moment of the first day.</summary>
    public DateTimeOffset Since => new(From ?? DateOnly.MinValue, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>The first moment after the last day.</summary>
    public DateTimeOffset Before => Until is { } day && day < DateOnly.MaxValue ? new(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) : DateTimeOffset.MaxValue;

    public string SinceDay => Day(Since);

    public string BeforeDay => Day(Before);

    private static string Day(DateTimeOffset moment) => moment.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>In words, to stand behind "nobody said it".</summary>
    public string InWords(string? person) => string.Concat(
        Kind is { } kind ? $" as a {kind.Title.ToLowerInvariant()}" : "", Segment is { } segment ? $" in the segment {segment}" : "", Channel is { } channel ? $" in a conversation of the kind {channel}" : "",
        From is { } first ? $" from {Written(first)} on" : "", Until is { } last ? $" until {Written(last)}" : "", person is null ? "" : $", not {person} at least");

    private static string Written(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>As it stands in an address.</summary>
    public IEnumerable<KeyValuePair<string, object?>> InAddress() =>
        [new("kind", Kind?.Name), new("person", Person?.Value), new("segment", Segment), new("channel", Channel), new("from", From?.ToString(DayFormat, CultureInfo.InvariantCulture)), new("until", Until?.ToString(DayFormat, CultureInfo.InvariantCulture))];

    /// <summary>Conversations that were held on its days, as far as anybody knows.</summary>
    public IQueryable<Conversation> HeldOnItsDays(IQueryable<Conversation> talks)
    {
        var (since, before) = (Since, Before);
        return talks.Where(talk => talk.HeldAtBasis != DateBasis.Received && talk.HeldAt >= since && talk.HeldAt < before);
    }

    /// <summary>The day of a day or a moment as ISO 8601 writes it, where it was written; null for anything else.</summary>
    public static DateOnly? DayOf(string? moment) =>
        DateOnly.TryParseExact(moment?[..Math.Min(DayFormat.Length, moment.Length)], DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
