using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Platform;
using Firsthand.Platform.Storage;

namespace Firsthand.Evidence;

/// <summary>What a search is narrowed to before anything is ranked. A null narrows nothing.</summary>
/// <param name="Segment">As it is written at the people.</param>
/// <param name="Channel">The kind of contact, as it is written at the conversations.</param>
/// <param name="From">The first day, in UTC: of conversations whose day is known.</param>
/// <param name="Until">The last day.</param>
internal sealed record Narrowing(QuoteKind? Kind = null, Id<Person>? Person = null, string? Segment = null, string? Channel = null, DateOnly? From = null, DateOnly? Until = null)
{
    public static Narrowing None { get; } = new();

    public bool IsNone => this == None;

    /// <summary>The first moment of the first day.</summary>
    public DateTimeOffset? Since => From is { } day ? new(day, TimeOnly.MinValue, TimeSpan.Zero) : null;

    /// <summary>The first moment after the last day.</summary>
    public DateTimeOffset? Before => Until is { } day ? (day < DateOnly.MaxValue ? new(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) : DateTimeOffset.MaxValue) : null;

    /// <summary>Whether only conversations of some days are wanted.</summary>
    public bool ByDay => From is not null || Until is not null;

    /// <summary>Those of some turns that it allows, whatever was heard in them.</summary>
    public IQueryable<Turn> Of(IQueryable<Turn> turns, FirsthandDb db)
    {
        var (talks, speakers) = (db.Conversations.AsQueryable(), db.Speakers.AsQueryable());
        if (Channel is { } channel) talks = talks.Where(talk => talk.Channel == channel);
        if (ByDay) talks = talks.Where(talk => talk.HeldAtBasis != DateBasis.Received);
        if (Since is { } since) talks = talks.Where(talk => talk.HeldAt >= since);
        if (Before is { } before) talks = talks.Where(talk => talk.HeldAt < before);
        if (Person is { } person) speakers = speakers.Where(speaker => speaker.PersonId == person);
        if (Segment is { } segment) speakers = from speaker in speakers join who in db.People on speaker.PersonId equals who.Id where who.Segment == segment select speaker;
        return from turn in turns join talk in talks on turn.ConversationId equals talk.Id join speaker in speakers on turn.SpeakerId equals speaker.Id select turn;
    }
}
