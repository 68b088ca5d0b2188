using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Quartz;

namespace Firsthand.Evidence;

/// <summary>A decision is saved in a key's press; weighing what waits by it takes as long as there is waiting, so it follows as work of its own.</summary>
[DisallowConcurrentExecution]
internal sealed class LessonJob(Lessons lessons, FirsthandDb db, CurrentWorkspace workspace, TimeProvider clock, ILogger<LessonJob> logger) : Job(db, workspace, clock, logger)
{
    public const string Kind = "lesson";

    protected override Task RunAsync(Guid subject, IProgress<Progress> progress, CancellationToken ct) => lessons.WeighAsync(ct);
}

internal sealed class QueueLesson(JobQueue queue) : IAfterAct
{
    public Task ActedAsync(Touched rows, CancellationToken ct) =>
        rows.Any<Suggestion>() || rows.Any<Highlight>() ? queue.EnqueueAsync<LessonJob>(LessonJob.Kind, null, ct) : Task.CompletedTask;
}
