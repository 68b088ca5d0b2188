using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>A person chooses which line of the story a marked quote fills, whatever its kind.</summary>
internal sealed class PlaceInStory(FirsthandDb db, Journal journal)
{
    /// <param name="Line">One of <see cref="Story.LineNames"/>; null or empty leaves it to the quote's kind.</param>
    public sealed record Request(string? Line);

    public async Task<Outcome<Id<Quote>>> RunAsync(Id<Quote> id, Request request, CancellationToken ct)
    {
        var line = Story.LineNames.FirstOrDefault(name => name.Equals(request.Line, StringComparison.OrdinalIgnoreCase));
        if (line is null && !string.IsNullOrEmpty(request.Line)) return new Outcome<Id<Quote>>.Refused(nameof(request.Line), $"A story has no line called “{request.Line}”.");
        if (await db.Highlights.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } quote) return new Outcome<Id<Quote>>.Missing("marked quote");
        // One quote on a line: what stood there by choice gives way.
        var others = line is null ? [] : (await db.Highlights.Where(row => row.ConversationId == quote.ConversationId && row.Id != id).ToListAsync(ct)).FindAll(row => row.Tags.Contains(line));
        foreach (var other in others) other.Tags = [.. other.Tags.Where(tag => tag != line)];
        quote.Tags = [.. quote.Tags.Where(tag => !Story.LineNames.Contains(tag)), .. line is null ? Array.Empty<string>() : [line]];
        await journal.SaveAsync("Placed a quote in the story", ct);
        return id;
    }
}
