using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Quartz;

namespace Firsthand.Conversations;

/// <summary>What later stages do once conversations are stored; each adds its own.</summary>
internal interface IAfterImport
{
    Task QueueAsync(CancellationToken ct);
}

[DisallowConcurrentExecution]
internal sealed class ImportJob(RunImport import, IEnumerable<IAfterImport> next, FirsthandDb db, CurrentWorkspace workspace, TimeProvider clock, ILogger<ImportJob> logger)
    : Job(db, workspace, clock, logger)
{
    public const string Kind = "import";

    protected override async Task RunAsync(Guid subject, IProgress<Progress> progress, CancellationToken ct)
    {
        await import.RunAsync(new(subject), progress, ct);
        foreach (var stage in next) await stage.QueueAsync(ct);
    }
}
