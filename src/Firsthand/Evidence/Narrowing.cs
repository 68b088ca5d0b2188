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

    /// <summary>Conversations that were held on its days, as far as anybody knows.</summary>
    public IQueryable<Conversation> HeldOnItsDays(IQueryable<Conversation> talks)
    {
        var (since, before) = (Since, Before);
        return talks.Where(talk => talk.HeldAtBasis != DateBasis.Received && talk.HeldAt >= since && talk.HeldAt < before);
    }

    /// <summary>The day of a moment as it is written in ISO 8601, where it was written.</summary>
    public static DateOnly? DayOf(string moment) =>
        DateOnly.TryParseExact(moment.AsSpan(0, Math.Min(DayFormat.Length, moment.Length)), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
