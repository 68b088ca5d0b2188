using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>Takes a whole batch out of every list and number, or brings it back. The bytes and the rows stay until the workspace forgets them.</summary>
internal sealed class UndoImport(FirsthandDb db, IEnumerable<IAfterImport> next, TimeProvider clock)
{
    /// <returns>How many conversations went, or came back.</returns>
    public async Task<Outcome<int>> RunAsync(Id<Import> id, bool back, CancellationToken ct)
    {
        if (await db.Imports.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } import) return new Outcome<int>.Missing("import");
        if (import.State != (back ? ImportState.Undone : ImportState.Done)) return new Outcome<int>.Refused("import", back ? "This batch was not undone." : "Only a batch that was read can be undone.");
        var brought = db.ImportFiles.Where(file => file.ImportId == id && file.State == ImportFileState.Read).Select(file => file.SourceFileId);
        DateTimeOffset? removed = back ? null : clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var conversations = await db.Conversations.IgnoreQueryFilters([RowFilters.Removed])
            .Where(row => brought.Contains(row.SourceFileId)).ExecuteUpdateAsync(row => row.SetProperty(r => r.RemovedAt, removed).SetProperty(r => r.PlacedAt, (DateTimeOffset?)null), ct);
        import.State = back ? ImportState.Done : ImportState.Undone;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        foreach (var stage in next) await stage.QueueAsync(ct);
        return conversations;
    }
}
