using Firsthand.Platform;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>A person saw the preview and said yes: the batch goes on the queue.</summary>
internal sealed class StartImport(FirsthandDb db, JobQueue queue)
{
    public async Task<Outcome<Id<JobRun>>> RunAsync(Id<Import> id, CancellationToken ct)
    {
        if (await db.Imports.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } import) return new Outcome<Id<JobRun>>.Missing("import");
        // Started again after it stopped half way: it goes on where it was.
        if (import.State is ImportState.Done or ImportState.Undone) return new Outcome<Id<JobRun>>.Refused("import", "This batch was read already.");
        import.State = ImportState.Waiting;
        await db.SaveChangesAsync(ct);
        return await queue.EnqueueAsync<ImportJob>(ImportJob.Kind, id.Value, ct);
    }
}
