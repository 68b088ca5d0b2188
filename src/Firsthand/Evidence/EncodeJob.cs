using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Firsthand.Evidence;

[DisallowConcurrentExecution]
internal sealed class EncodeJob(EncodeSentences encode, IEnumerable<IAfterHearing> next, FirsthandDb db, CurrentWorkspace workspace, TimeProvider clock, ILogger<EncodeJob> logger)
    : Job(db, workspace, clock, logger)
{
    public const string Kind = "encode";

    protected override async Task RunAsync(Guid subject, IProgress<Progress> progress, CancellationToken ct)
    {
        var problem = await encode.RunAsync(progress, ct);
        foreach (var stage in next) await stage.QueueAsync(ct);
        if (problem is not null) throw new WorkStoppedException(problem);
    }
}

/// <summary>What follows hearing: at once, or after the owner's model has seen what is new.</summary>
internal sealed class AfterHearing(FirsthandDb db, JobQueue queue, IEnumerable<IAfterHearing> next)
{
    public async Task QueueAsync(CancellationToken ct)
    {
        var endpoint = await db.EmbeddingEndpoints.AsNoTracking().SingleOrDefaultAsync(ct);
        if (endpoint is not null) await queue.EnqueueAsync<EncodeJob>(EncodeJob.Kind, null, ct);
        // The first encoding of everything may take hours: until it is done, our own vectors serve.
        if (endpoint?.CompleteAt is null) foreach (var stage in next) await stage.QueueAsync(ct);
    }
}
