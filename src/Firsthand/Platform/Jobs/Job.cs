using System.Globalization;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Firsthand.Platform.Jobs;

/// <summary>A use case on the queue. It is safe to run twice: after a crash another node, or the next start, runs it again from its stored state.</summary>
internal abstract partial class Job(FirsthandDb db, CurrentWorkspace workspace, TimeProvider clock, ILogger logger) : IJob
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(300);

    /// <param name="subject">What it works on; empty for the whole workspace.</param>
    protected abstract Task RunAsync(Guid subject, IProgress<Progress> progress, CancellationToken ct);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var data = context.MergedJobDataMap;
        workspace.Id = Id<Workspace>.Parse(data.GetString(JobQueue.WorkspaceKey)!, CultureInfo.InvariantCulture);
        var run = Id<JobRun>.Parse(data.GetString(JobQueue.RunKey)!, CultureInfo.InvariantCulture);
        var subject = Guid.Parse(data.GetString(JobQueue.SubjectKey)!, CultureInfo.InvariantCulture);
        await SetAsync(run, JobState.Running, null, cancellationToken);
        try
        {
            var reports = new Reports(this, run, clock);
            await RunAsync(subject, reports, cancellationToken);
            reports.Flush();
            await SetAsync(run, JobState.Done, null, CancellationToken.None);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server is stopping: the run stays "running" and is found again at the next start.
            throw;
        }
        catch (WorkStoppedException stopped)
        {
            LogStopped(logger, context.JobDetail.Key.Name);
            db.ChangeTracker.Clear();
            await SetAsync(run, JobState.Failed, stopped.Message, CancellationToken.None);
        }
#pragma warning disable CA1031 // Whatever broke, the page must say that the work stopped.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            LogFailed(logger, context.JobDetail.Key.Name, broken);
            db.ChangeTracker.Clear();
            await SetAsync(run, JobState.Failed, $"It stopped: {broken.GetType().Name}. What was done is kept; run it again.", CancellationToken.None);
        }
    }

    private Task<int> SetAsync(Id<JobRun> run, JobState state, string? problem, CancellationToken ct)
    {
        DateTimeOffset? finished = state is JobState.Done or JobState.Failed ? clock.GetUtcNow() : null;
        return db.JobRuns.Where(row => row.Id == run).ExecuteUpdateAsync(row => row.SetProperty(r => r.State, state).SetProperty(r => r.Problem, problem).SetProperty(r => r.FinishedAt, finished), ct);
    }

    private sealed class Reports(Job job, Id<JobRun> run, TimeProvider clock) : IProgress<Progress>
    {
        private long last;
        private Progress latest;

        public void Report(Progress value)
        {
            latest = value;
            if (last != 0 && clock.GetElapsedTime(last) < BetweenReports) return;
            Flush();
        }

        // On the job's own thread, between pieces of work, so the context is free.
        public void Flush()
        {
            last = clock.GetTimestamp();
            job.Write(run, latest);
        }
    }

    private void Write(Id<JobRun> run, Progress progress) =>
        db.JobRuns.Where(row => row.Id == run).ExecuteUpdate(row => row.SetProperty(r => r.Done, progress.Done).SetProperty(r => r.Total, progress.Total));

    [LoggerMessage(LogLevel.Warning, "Job {Job} stopped; its page says why")]
    private static partial void LogStopped(ILogger logger, string job);

    [LoggerMessage(LogLevel.Error, "Job {Job} failed")]
    private static partial void LogFailed(ILogger logger, string job, Exception broken);
}
