using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Platform.Jobs;

/// <summary>What a kind of work is called on a page; each stage names its own.</summary>
/// <param name="Kind">As in <see cref="JobRun.Kind"/>.</param>
/// <param name="Title">"Reading files".</param>
/// <param name="Pieces">What it counts: "files".</param>
internal sealed record JobTitle(string Kind, string Title, string Pieces);

/// <summary>A piece of long work as a page and the API show it.</summary>
/// <param name="Sentence">"31 of 200 files", or what went wrong.</param>
internal sealed record Work(Id<JobRun> Id, string Kind, Guid? Subject, string Title, JobState State, int Done, int Total, string Sentence)
{
    public bool IsUnderWay => State is JobState.Waiting or JobState.Running;
}

/// <summary>How far long work is.</summary>
internal sealed class WorkUnderWay(FirsthandDb db, IEnumerable<JobTitle> titles)
{
    /// <summary>All that waits, runs, or stopped and was not taken up again, the oldest first.</summary>
    public async Task<IReadOnlyList<Work>> RunAsync(CancellationToken ct)
    {
        var runs = db.JobRuns;
        return (await runs.AsNoTracking().Where(run => run.State == JobState.Waiting || run.State == JobState.Running
                || run.State == JobState.Failed && !runs.Any(later => later.Kind == run.Kind && later.Subject == run.Subject && later.QueuedAt > run.QueuedAt))
            .OrderBy(run => run.QueuedAt).ToListAsync(ct)).ConvertAll(Show);
    }

    /// <summary>The latest work of a kind on a subject; null when there never was any.</summary>
    public async Task<Work?> LatestAsync(string kind, Guid? subject, CancellationToken ct) =>
        await db.JobRuns.AsNoTracking().Where(run => run.Kind == kind && run.Subject == subject).OrderByDescending(run => run.QueuedAt).FirstOrDefaultAsync(ct) is { } run ? Show(run) : null;

    private Work Show(JobRun run)
    {
        var title = titles.FirstOrDefault(title => title.Kind == run.Kind) ?? new(run.Kind, run.Kind, "");
        var sentence = run.Problem ?? (run.State == JobState.Waiting ? "waits its turn" : run.Total == 0 ? "begins" : FormattableString.Invariant($"{run.Done:N0} of {run.Total:N0} {title.Pieces}"));
        return new(run.Id, run.Kind, run.Subject, title.Title, run.State, run.Done, run.Total, sentence.TrimEnd());
    }
}
