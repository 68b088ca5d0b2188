using Firsthand.Conversations;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Firsthand.Patterns;

/// <summary>All work on patterns is one job of a workspace, so that no two pieces of it run at once: what was heard, one conversation, or everything anew.</summary>
[DisallowConcurrentExecution]
internal sealed class GroupJob(GroupQuotes group, FollowHearing follow, PlaceQuotes place, FirsthandDb db, CurrentWorkspace workspace, TimeProvider clock, ILogger<GroupJob> logger)
    : Job(db, workspace, clock, logger)
{
    public const string Kind = "group";

    /// <summary>The subject that stands for everything anew.</summary>
    public static readonly Guid Everything = new("65766572-7974-8869-8e67-000000000000");

    protected override Task RunAsync(Guid subject, IProgress<Progress> progress, CancellationToken ct) =>
        subject == Guid.Empty ? follow.RunAsync(progress, ct)
        : subject == Everything ? group.RunAsync(progress, ct)
        : place.RunAsync(new Id<Conversation>(subject), ct);
}

internal sealed class QueueGrouping(JobQueue queue) : IAfterHearing
{
    public Task QueueAsync(CancellationToken ct) => queue.EnqueueAsync<GroupJob>(GroupJob.Kind, null, ct);
}

/// <summary>Words that a person marked, or leaves alone no longer, go where they belong at once.</summary>
internal sealed class PlaceMarked(FirsthandDb db, JobQueue queue) : IAfterAct
{
    public async Task ActedAsync(Touched rows, CancellationToken ct)
    {
        var (quotes, freed) = (rows.Of<Highlight>().Select(id => new Id<Quote>(id)).ToList(), rows.Of<LoneQuote>().Select(id => new Id<Quote>(id)).ToList());
        if (quotes.Count + freed.Count == 0) return;
        var (members, suggestions, alone) = (db.PatternMembers.IgnoreQueryFilters([RowFilters.Stands]), db.Suggestions, db.LoneQuotes);
        // What was proposed before it was accepted has its place.
        var talks = await db.Highlights.AsNoTracking().Where(row => quotes.Contains(row.Id) && !members.Any(member => member.QuoteId == row.Id) && !suggestions.Any(same => same.Id == row.Id)).Select(row => row.ConversationId).Distinct().ToListAsync(ct);
        if (freed.Count > 0)
        {
            var again = db.Highlights.Select(row => new { row.Id, row.ConversationId }).Concat(db.Suggestions.Where(row => row.Decision == Decision.Open).Select(row => new { row.Id, row.ConversationId }));
            talks.AddRange(await again.Where(row => freed.Contains(row.Id) && !alone.Any(lone => lone.QuoteId == row.Id) && !members.Any(member => member.QuoteId == row.Id)).Select(row => row.ConversationId).ToListAsync(ct));
        }
        foreach (var talk in talks.Distinct()) await queue.EnqueueAsync<GroupJob>(GroupJob.Kind, talk.Value, ct);
    }
}
