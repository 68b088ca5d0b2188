using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>Whose words a conversation holds decides what is heard in it: whoever says that anew, or takes it back, has it listened to again.</summary>
internal sealed class ListenAgain(FirsthandDb db, IEnumerable<IAfterImport> next) : IAfterAct
{
    public async Task ActedAsync(Touched rows, CancellationToken ct)
    {
        if (!rows.Any<Speaker>() || !await db.Conversations.AnyAsync(talk => talk.HeardAt == null, ct)) return;
        foreach (var stage in next) await stage.QueueAsync(ct);
    }
}
