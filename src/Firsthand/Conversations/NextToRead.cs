using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>Done, then next: the conversation to read after this one.</summary>
internal sealed class NextToRead(FirsthandDb db)
{
    /// <returns>The next older one that nobody has read, else the newest unread; null when all are read.</returns>
    public async Task<Id<Conversation>?> RunAsync(Id<Conversation> after, CancellationToken ct)
    {
        var unread = db.Conversations.AsNoTracking().Where(row => row.ReadAt == null && row.Id != after).OrderByDescending(row => row.HeldAt).ThenByDescending(row => row.Id);
        var held = await db.Conversations.Where(row => row.Id == after).Select(row => (DateTimeOffset?)row.HeldAt).SingleOrDefaultAsync(ct);
        return await unread.Where(row => row.HeldAt <= held).Select(row => (Id<Conversation>?)row.Id).FirstOrDefaultAsync(ct) ?? await unread.Select(row => (Id<Conversation>?)row.Id).FirstOrDefaultAsync(ct);
    }
}
