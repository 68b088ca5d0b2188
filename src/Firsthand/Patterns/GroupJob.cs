using Firsthand.Evidence;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Quartz;

namespace Firsthand.Patterns;

[DisallowConcurrentExecution]
internal sealed class GroupJob(GroupQuotes group, FirsthandDb db, CurrentWorkspace workspace, TimeProvider clock, ILogger<GroupJob> logger)
    : Job(db, workspace, clock, logger)
{
    public const string Kind = "group";

    protected override Task RunAsync(Guid subject, IProgress<Progress> progress, CancellationToken ct) => group.RunAsync(progress, ct);
}

internal sealed class QueueGrouping(JobQueue queue) : IAfterHearing
{
    public Task QueueAsync(CancellationToken ct) => queue.EnqueueAsync<GroupJob>(GroupJob.Kind, null, ct);
}
