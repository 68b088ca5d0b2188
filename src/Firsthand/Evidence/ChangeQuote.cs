using System.ComponentModel.DataAnnotations;
using Firsthand.Engine.Detection;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>Changes a quote's kind, edges, tags or memo. Changing the kind or the edges of a suggestion accepts it: a person decided.</summary>
internal sealed class ChangeQuote(FirsthandDb db, Journal journal, DecideSuggestion decide, Engines engines)
{
    public sealed record Request(string? Kind = null, [property: Range(0, int.MaxValue)] int? Start = null, [property: Range(1, MarkQuote.Longest)] int? Length = null,
        [property: StringLength(4000)] string? Memo = null, IReadOnlyList<string>? Tags = null);

    public async Task<Outcome<Id<Quote>>> RunAsync(Id<Quote> id, Request request, CancellationToken ct)
    {
        QuoteKind? kind = null;
        if (request.Kind is { } name)
        {
            if (!QuoteKinds.TryParse(name, out var parsed)) return new Outcome<Id<Quote>>.Refused(nameof(request.Kind), EvidenceStage.NoKind(name));
            kind = parsed;
        }
        var highlight = await db.Highlights.SingleOrDefaultAsync(row => row.Id == id, ct);
        if (highlight is null)
        {
            if (await decide.AcceptAsync(id, kind, ct) is not Outcome<Id<Quote>>.Done done) return new Outcome<Id<Quote>>.Missing("quote");
            if (request is { Start: null, Length: null, Memo: null, Tags: null }) return done;
            highlight = await db.Highlights.SingleAsync(row => row.Id == id, ct);
        }
        var (start, length) = (request.Start ?? highlight.Start, request.Length ?? highlight.Length);
        if ((start, length) != (highlight.Start, highlight.Length))
        {
            var place = await MarkQuote.PlaceAsync(db, highlight.ConversationId, highlight.Turn, ct);
            if (place is null) return new Outcome<Id<Quote>>.Missing("turn");
            if (MarkQuote.Problem(place.Text, start, length) is { } problem) return new Outcome<Id<Quote>>.Refused(nameof(request.Length), problem);
            (highlight.Start, highlight.Length) = (start, length);
            highlight.Vector = MarkQuote.VectorOf(place, start, length, engines);
        }
        if (kind is { } chosen) highlight.Kind = chosen;
        if (request.Memo is { } memo) highlight.Memo = memo.Length == 0 ? null : memo;
        if (request.Tags is { } tags) highlight.Tags = [.. tags];
        await journal.SaveAsync("Changed a quote", ct);
        return id;
    }
}
