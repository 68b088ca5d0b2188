using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Quartz;

namespace Firsthand.Platform.Jobs;

/// <summary>Puts work on the queue that survives a crash.</summary>
internal sealed class JobQueue(FirsthandDb db, ISchedulerFactory schedulers, TimeProvider clock)
{
    internal const string WorkspaceKey = "workspace", RunKey = "run", SubjectKey = "subject";

    /// <summary>Queues the work once: the same kind on the same subject that still waits is not queued again.</summary>
    public async Task<Id<JobRun>> EnqueueAsync<TJob>(string kind, Guid? subject, CancellationToken ct) where TJob : Job
    {
        var waiting = await db.JobRuns.AsNoTracking().FirstOrDefaultAsync(run => run.Kind == kind && run.Subject == subject && run.State == JobState.Waiting, ct);
        if (waiting is not null) return waiting.Id;
        var run = new JobRun { Id = Id<JobRun>.New(clock), Kind = kind, Subject = subject, QueuedAt = clock.GetUtcNow() };
        var scheduler = await schedulers.GetScheduler(ct);
        // One job a kind and workspace, which never runs twice at once; each piece of work is a trigger of it.
        var job = JobBuilder.Create<TJob>().WithIdentity(kind, db.Workspace.ToString()).StoreDurably().RequestRecovery().Build();
        var trigger = TriggerBuilder.Create().ForJob(job).WithIdentity(run.Id.ToString(), db.Workspace.ToString()).StartNow()
            .UsingJobData(WorkspaceKey, db.Workspace.ToString())
            .UsingJobData(RunKey, run.Id.ToString())
            .UsingJobData(SubjectKey, (subject ?? Guid.Empty).ToString())
            .Build();

        // The row and the job commit together or not at all.
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        db.JobRuns.Add(run);
        await db.SaveChangesAsync(ct);
        using (scheduler.EnlistTransaction(db.Database.CurrentTransaction!.GetDbTransaction()))
        {
            await scheduler.AddJob(job, new AddJobOptions { Replace = true }, ct);
            await scheduler.ScheduleJob(trigger, cancellationToken: ct);
        }
        if (transaction is not null) await transaction.CommitAsync(ct);
        return run.Id;
    }
}
