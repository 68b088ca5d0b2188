using Firsthand.Conversations;
using Firsthand.Evidence;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Patterns;

/// <summary>Brings patterns up to date with what was heard: all anew while that takes seconds or once much has changed, otherwise each new conversation where it belongs.</summary>
internal sealed class FollowHearing(FirsthandDb db, GroupQuotes group, PlaceQuotes place, CountSaturation saturation)
{
    /// <summary>Up to so many quotes a full run takes seconds.</summary>
    internal const int QuotesOfSeconds = 5_000;

    // A full run again once a tenth is new.
    private const int Tenth = 10;

    /// <returns>Whether all was grouped anew.</returns>
    public async Task<bool> RunAsync(IProgress<Progress> progress, CancellationToken ct)
    {
        var waiting = db.Conversations.IgnoreQueryFilters([RowFilters.Removed]).Where(talk => talk.PlacedAt == null && talk.HeardAt != null);
        var last = await db.GroupingRuns.AsNoTracking().OrderByDescending(run => run.At).FirstOrDefaultAsync(ct);
        var source = (await db.ReadyEndpointAsync(ct))?.Id;
        var isDue = last is null || last.Quotes <= QuotesOfSeconds || last.Since * Tenth >= last.Quotes || !await db.GroupingMaps.AnyAsync(map => map.Source == source && map.Frame != GroupingMap.NotYet, ct) || await waiting.CountAsync(ct) * Tenth >= last.Conversations;
        if (isDue)
        {
            await group.RunAsync(progress, ct);
            return true;
        }
        var talks = await waiting.OrderBy(talk => talk.Id).Select(talk => talk.Id).ToListAsync(ct);
        foreach (var (done, talk) in talks.Index())
        {
            progress.Report(new(done, talks.Count));
            await place.RunAsync(talk, ct);
        }
        await saturation.RunAsync(ct);
        progress.Report(new(talks.Count, talks.Count));
        return false;
    }
}
