using System.ComponentModel.DataAnnotations;
using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>A person marks words in a conversation: from now on they are evidence.</summary>
internal sealed partial class MarkQuote(FirsthandDb db, Journal journal, CurrentMember member, Engines engines, TimeProvider clock, ILogger<MarkQuote> logger)
{
    public const int Longest = 10_000;

    public sealed record Request(Id<Conversation> Conversation, [property: Range(0, int.MaxValue)] int Turn, [property: Range(0, int.MaxValue)] int Start,
        [property: Range(1, Longest)] int Length, [property: Required] string Kind, [property: StringLength(4000)] string? Memo = null, IReadOnlyList<string>? Tags = null);

    public async Task<Outcome<Id<Quote>>> RunAsync(Request request, CancellationToken ct)
    {
        if (!QuoteKinds.TryParse(request.Kind, out var kind)) return new Outcome<Id<Quote>>.Refused(nameof(request.Kind), EvidenceStage.NoKind(request.Kind));
        if (await PlaceAsync(db, request.Conversation, request.Turn, ct) is not { } place) return new Outcome<Id<Quote>>.Missing("turn");
        if (Problem(place.Text, request.Start, request.Length) is { } problem) return new Outcome<Id<Quote>>.Refused(nameof(request.Length), problem);

        var highlight = new Highlight
        {
            Id = Id<Quote>.New(clock), ConversationId = request.Conversation, Turn = request.Turn, Start = request.Start, Length = request.Length, Kind = kind,
            PersonId = place.PersonId, At = clock.GetUtcNow(), MemberId = member.Id, Memo = request.Memo, Tags = [.. request.Tags ?? []],
            Vector = VectorOf(place, request.Start, request.Length, engines),
        };
        db.Highlights.Add(highlight);
        await journal.SaveAsync($"Marked a {kind.Name}", ct);
        LogMarked(logger, highlight.Id, request.Length);
        return highlight.Id;
    }

    /// <param name="IsEnglish">What our encoder makes of other languages means nothing.</param>
    internal sealed record Place(string Text, Id<Person>? PersonId, bool IsEnglish);

    internal static byte[] VectorOf(Place place, int start, int length, Engines engines) => place.IsEnglish ? PackedVector.Pack(engines.Encoder.Encode([Quote.Words(place.Text, start, length)])) : [];

    internal static Task<Place?> PlaceAsync(FirsthandDb db, Id<Conversation> conversation, int turn, CancellationToken ct)
    {
        var (conversations, speakers, sentences) = (db.Conversations, db.Speakers, db.Sentences);
        byte[] unknown = [];
        return (from row in db.Turns.AsNoTracking()
                where row.ConversationId == conversation && row.Index == turn && conversations.Any(talk => talk.Id == conversation)
                join speaker in speakers on row.SpeakerId equals speaker.Id
                select new Place(row.Text, speaker.PersonId, !sentences.Any(sentence => sentence.ConversationId == conversation && sentence.Turn == turn && sentence.Vector == unknown))).SingleOrDefaultAsync(ct);
    }

    /// <summary>Why a place cannot be a quote; null when it can.</summary>
    internal static string? Problem(string text, int start, int length) =>
        start + length > text.Length ? $"The quote ends at {start + length}, the turn at {text.Length}."
        : text.AsSpan(start, length).IsWhiteSpace() ? "There are no words in that place."
        : start > 0 && char.IsLowSurrogate(text[start]) || start + length < text.Length && char.IsLowSurrogate(text[start + length]) ? "The quote would cut a character in two."
        : null;

    [LoggerMessage(LogLevel.Information, "Marked quote {Quote} of {Length} characters")]
    private static partial void LogMarked(ILogger logger, Id<Quote> quote, int length);
}
