using Firsthand.Conversations;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Today;

/// <summary>At every start: work that a crash or a killed command left half done goes on, from the stored state.</summary>
internal sealed class ResumeWork(IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var all = scopes.CreateAsyncScope();
        var workspaces = await all.ServiceProvider.GetRequiredService<FirsthandDb>().Workspaces.AsNoTracking().Select(row => row.Id).ToListAsync(cancellationToken);
        foreach (var id in workspaces)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentWorkspace>().Id = id;
            var db = scope.ServiceProvider.GetRequiredService<FirsthandDb>();
            var queue = scope.ServiceProvider.GetRequiredService<JobQueue>();
            await queue.MendAsync<ImportJob>(ImportJob.Kind, cancellationToken);
            await queue.MendAsync<TranscribeJob>(TranscribeJob.Kind, cancellationToken);
            await queue.MendAsync<HearJob>(HearJob.Kind, cancellationToken);
            await queue.MendAsync<EncodeJob>(EncodeJob.Kind, cancellationToken);
            // What a server outside did not encode before the stop is asked for again.
            if (await scope.ServiceProvider.GetRequiredService<EncodeSentences>().IsDueAsync(cancellationToken)) await queue.EnqueueAsync<EncodeJob>(EncodeJob.Kind, null, cancellationToken);
            await queue.MendAsync<LessonJob>(LessonJob.Kind, cancellationToken);
            await queue.MendAsync<GroupJob>(GroupJob.Kind, cancellationToken);
            await queue.MendAsync<SaturationJob>(SaturationJob.Kind, cancellationToken);
            // A store from before saturation was counted ahead.
            if (!await db.SaturationCounts.AnyAsync(cancellationToken) && await db.GroupingRuns.AnyAsync(cancellationToken)) await queue.EnqueueAsync<SaturationJob>(SaturationJob.Kind, null, cancellationToken);
            // A store that an earlier version grouped otherwise, or whose map somebody took away who was forgotten.
            if (!await db.GroupingMaps.AnyAsync(map => map.Frame != GroupingMap.NotYet, cancellationToken) && await db.GroupingRuns.AnyAsync(cancellationToken)) await queue.EnqueueAsync<GroupJob>(GroupJob.Kind, GroupJob.Everything, cancellationToken);
            foreach (var import in await LeftImports.OfAsync(db, cancellationToken)) await queue.EnqueueAsync<ImportJob>(ImportJob.Kind, import.Value, cancellationToken);
            var reading = await db.Imports.AnyAsync(row => row.State == ImportState.Waiting || row.State == ImportState.Running, cancellationToken);
            if (!reading && await scope.ServiceProvider.GetRequiredService<Hear>().IsDueAsync(cancellationToken)) await queue.EnqueueAsync<HearJob>(HearJob.Kind, null, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
