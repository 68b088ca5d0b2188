using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Firsthand.Platform.Jobs;

/// <summary>Puts work on the queue that survives a crash: the row says that it is due, the trigger that it runs.</summary>
internal sealed class JobQueue(FirsthandDb db, ISchedulerFactory schedulers, TimeProvider clock)
{
    internal const string WorkspaceKey = "workspace", RunKey = "run", SubjectKey = "subject";

    /// <summary>Queues the work once: the same kind on the same subject that still waits is not queued again.</summary>
    public async Task<Id<JobRun>> EnqueueAsync<TJob>(string kind, Guid? subject, CancellationToken ct) where TJob : Job
    {
        var waiting = await db.JobRuns.AsNoTracking().OrderBy(run => run.Id).FirstOrDefaultAsync(run => run.Kind == kind && run.Subject == subject && run.State == JobState.Waiting, ct);
        if (waiting is not null) return waiting.Id;
        var run = new JobRun { Id = Id<JobRun>.New(clock), Kind = kind, Subject = subject, QueuedAt = clock.GetUtcNow() };
        db.JobRuns.Add(run);
        // Committed before it is scheduled: on SQLite the queue waits for our transaction, and would wait for ever inside of it. A crash in between is mended at the next start.
        await db.SaveChangesAsync(ct);
        await ScheduleAsync<TJob>(run, ct);
        return run.Id;
    }

    /// <summary>At a start: schedules what a row says is due and the queue has lost.</summary>
    public async Task MendAsync<TJob>(string kind, CancellationToken ct) where TJob : Job
    {
        var scheduler = await schedulers.GetScheduler(ct);
        foreach (var run in await db.JobRuns.AsNoTracking().Where(run => run.Kind == kind && (run.State == JobState.Waiting || run.State == JobState.Running)).OrderBy(run => run.Id).ToListAsync(ct))
            if (await scheduler.GetTrigger(KeyOf(run), ct) is null) await ScheduleAsync<TJob>(run, ct);
    }

    private async Task ScheduleAsync<TJob>(JobRun run, CancellationToken ct) where TJob : Job
    {
        var scheduler = await schedulers.GetScheduler(ct);
        // One job a kind and workspace, which never runs twice at once; each piece of work is a trigger of it.
        var job = JobBuilder.Create<TJob>().WithIdentity(run.Kind, db.Workspace.ToString()).StoreDurably().RequestRecovery().Build();
        var trigger = TriggerBuilder.Create().ForJob(job).WithIdentity(KeyOf(run)).StartNow()
            .UsingJobData(WorkspaceKey, db.Workspace.ToString())
            .UsingJobData(RunKey, run.Id.ToString())
            .UsingJobData(SubjectKey, (run.Subject ?? Guid.Empty).ToString())
            .Build();
        await scheduler.AddJob(job, new AddJobOptions { Replace = true }, ct);
        await scheduler.ScheduleJob(trigger, cancellationToken: ct);
    }

    private TriggerKey KeyOf(JobRun run) => new(run.Id.ToString(), db.Workspace.ToString());
}
