using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>A member has read a conversation: it leaves Today.</summary>
internal sealed class MarkRead(FirsthandDb db, Journal journal, TimeProvider clock)
{
    public async Task<Outcome<Id<Conversation>>> RunAsync(Id<Conversation> id, bool read, CancellationToken ct)
    {
        if (await db.Conversations.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } talk) return new Outcome<Id<Conversation>>.Missing("conversation");
        if (talk.ReadAt is not null == read) return id;
        talk.ReadAt = read ? clock.GetUtcNow() : null;
        await journal.SaveAsync(read ? "Marked a conversation read" : "Marked a conversation unread", ct);
        return id;
    }
}
