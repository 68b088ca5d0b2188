using System.ComponentModel.DataAnnotations;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>Changes what a file could not say of a conversation: its title, its day, its kind.</summary>
internal sealed class DescribeConversation(FirsthandDb db, Journal journal)
{
    public sealed record Request([property: StringLength(300)] string? Title = null, DateTimeOffset? HeldAt = null, [property: StringLength(40)] string? Channel = null);

    public async Task<Outcome<Id<Conversation>>> RunAsync(Id<Conversation> id, Request request, CancellationToken ct)
    {
        if (await db.Conversations.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } talk) return new Outcome<Id<Conversation>>.Missing("conversation");
        if (request.Title is { } title) talk.Title = title.Trim() is { Length: > 0 } said ? said : talk.Title;
        if (request.HeldAt is { } day) (talk.HeldAt, talk.HeldAtBasis) = (day.ToUniversalTime(), DateBasis.Person);
        if (request.Channel is { } channel) talk.Channel = channel.Trim() is { Length: > 0 } named ? named : null;
        await journal.SaveAsync("Described a conversation", ct);
        return id;
    }
}
