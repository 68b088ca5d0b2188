using Firsthand.Platform;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>Batches that were begun and that no queue will end: a killed command leaves only the state of its import.</summary>
internal static class LeftImports
{
    public static async Task<IReadOnlyList<Id<Import>>> OfAsync(FirsthandDb db, CancellationToken ct)
    {
        var begun = await db.Imports.Where(row => row.State == ImportState.Waiting || row.State == ImportState.Running).OrderBy(row => row.At).Select(row => row.Id).ToListAsync(ct);
        var queued = await db.JobRuns.Where(run => run.Kind == ImportJob.Kind && (run.State == JobState.Waiting || run.State == JobState.Running)).Select(run => run.Subject).ToListAsync(ct);
        return [.. begun.Where(import => !queued.Contains(import.Value))];
    }
}
