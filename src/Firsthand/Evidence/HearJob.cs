using Firsthand.Conversations;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Quartz;

namespace Firsthand.Evidence;

/// <summary>What later stages do once new quotes are proposed or decided.</summary>
internal interface IAfterHearing
{
    Task QueueAsync(CancellationToken ct);
}

[DisallowConcurrentExecution]
internal sealed class HearJob(Hear hear, AfterHearing next, FirsthandDb db, CurrentWorkspace workspace, TimeProvider clock, ILogger<HearJob> logger)
    : Job(db, workspace, clock, logger)
{
    public const string Kind = "hear";

    protected override async Task RunAsync(Guid subject, IProgress<Progress> progress, CancellationToken ct)
    {
        await hear.RunAsync(progress, ct);
        await next.QueueAsync(ct);
    }
}

internal sealed class QueueHearing(JobQueue queue) : IAfterImport
{
    public Task QueueAsync(CancellationToken ct) => queue.EnqueueAsync<HearJob>(HearJob.Kind, null, ct);
}
