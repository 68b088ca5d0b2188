using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Patterns;

/// <summary>A quote that a person rejects or removes leaves its pattern at once, and one that comes back is in it again: every number opens words that stand. One that moves takes along what new quotes are compared with.</summary>
internal sealed class RecountPatterns(FirsthandDb db, Voices voices) : IAfterAct
{
    public async Task ActedAsync(Touched rows, CancellationToken ct)
    {
        var quotes = rows.Of<Suggestion>().Concat(rows.Of<Highlight>()).Distinct().Select(id => new Id<Quote>(id)).ToList();
        var ids = rows.Of<Pattern>().Select(id => new Id<Pattern>(id)).ToHashSet();
        if (quotes.Count > 0)
        {
            var standing = await db.StandingAsync(quotes, ct);
            foreach (var member in await db.PatternMembers.IgnoreQueryFilters([RowFilters.Stands]).Where(member => quotes.Contains(member.QuoteId)).ToListAsync(ct))
            {
                if (member.Stands == standing.Contains(member.QuoteId)) continue;
                member.Stands = !member.Stands;
                ids.Add(member.PatternId);
            }
            await db.SaveChangesAsync(ct);
        }
        await FollowAsync([.. rows.Of<PatternMember>().Select(id => new Id<Quote>(id))], ct);
        await RunAsync(ids, ct);
    }

    // Who stands for a pattern stands for the one that it was put into: what comes before the next full run finds it there.
    private async Task FollowAsync(List<Id<Quote>> moved, CancellationToken ct)
    {
        if (moved.Count == 0) return;
        var standIns = await db.StandIns.Where(row => moved.Contains(row.QuoteId)).ToListAsync(ct);
        if (standIns.Count == 0) return;
        var quotes = standIns.ConvertAll(row => row.QuoteId);
        var patterns = await db.PatternMembers.IgnoreQueryFilters([RowFilters.Stands]).AsNoTracking().Where(member => quotes.Contains(member.QuoteId)).ToDictionaryAsync(member => member.QuoteId, member => member.PatternId, ct);
        foreach (var standIn in standIns)
            if (patterns.TryGetValue(standIn.QuoteId, out var pattern)) standIn.PatternId = pattern;
            else db.StandIns.Remove(standIn);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Counts patterns anew from all that stands in them.</summary>
    public async Task RunAsync(IReadOnlySet<Id<Pattern>> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return;
        foreach (var pattern in await db.Patterns.Where(pattern => ids.Contains(pattern.Id) && pattern.State != PatternState.Merged).ToListAsync(ct))
            pattern.Count(await db.PatternMembers.AsNoTracking().Where(member => member.PatternId == pattern.Id).ToListAsync(ct), await voices.PeopleAskedAsync([pattern.Id], ct));
        await db.SaveChangesAsync(ct);
    }
}
