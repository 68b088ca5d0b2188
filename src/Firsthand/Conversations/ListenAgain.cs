using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>An undo can say anew whose words a conversation holds: what follows from that is done again.</summary>
internal sealed class ListenAgain(FirsthandDb db, IEnumerable<IAfterImport> next) : IAfterUndo
{
    public async Task RunAsync(CancellationToken ct)
    {
        if (!await db.Conversations.AnyAsync(talk => talk.HeardAt == null, ct)) return;
        foreach (var stage in next) await stage.QueueAsync(ct);
    }
}
