using System.ComponentModel.DataAnnotations;
using Firsthand.Conversations;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Patterns;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Patterns;

/// <summary>A person's say over what belongs together. Every later run keeps it; every act can be undone.</summary>
internal sealed class ShapePatterns(FirsthandDb db, Voices voices, Journal journal, TimeProvider clock)
{
    private const string Ours = "What we said ourselves is in no pattern: choose what customers said.";

    public sealed record Merge(Id<Pattern> Into, IReadOnlyList<Id<Pattern>> From);

    public sealed record Split([property: MinLength(1)] IReadOnlyList<Id<Quote>> Quotes, [property: StringLength(200)] string? Name = null);

    public sealed record Rename([property: StringLength(200)] string? Name);

    public sealed record Put([property: MinLength(1)] IReadOnlyList<Id<Quote>> Quotes);

    public sealed record Make([property: MinLength(1)] IReadOnlyList<Id<Quote>> Quotes, [property: StringLength(200)] string? Name = null);

    public sealed record Alone([property: MinLength(1)] IReadOnlyList<Id<Quote>> Quotes);

    public async Task<Outcome<Id<Pattern>>> MergeAsync(Merge request, CancellationToken ct)
    {
        var from = request.From.Where(id => id != request.Into).Distinct().ToList();
        if (from.Count == 0) return new Outcome<Id<Pattern>>.Refused(nameof(request.From), "Choose at least two patterns to merge.");
        if (await FindAsync(request.Into, ct) is not { } into) return new Outcome<Id<Pattern>>.Missing("pattern");
        var others = await db.Patterns.Where(pattern => from.Contains(pattern.Id)).ToListAsync(ct);
        if (others.Count != from.Count) return new Outcome<Id<Pattern>>.Missing("pattern");
        var members = await db.PatternMembers.IgnoreQueryFilters([RowFilters.Stands]).Where(member => member.PatternId == into.Id || from.Contains(member.PatternId)).ToListAsync(ct);
        var asked = await voices.PeopleAskedAsync([into.Id, .. from], ct);
        foreach (var member in members) (member.PatternId, member.Pinned) = (into.Id, true);
        await EmptyAsync(others, into, ct);
        into.Count([.. members.Where(member => member.Stands)], asked);
        await journal.SaveAsync($"Merged {others.Count + 1} patterns", ct);
        return into.Id;
    }

    /// <returns>The new pattern, which the chosen quotes make up.</returns>
    public async Task<Outcome<Id<Pattern>>> SplitAsync(Id<Pattern> id, Split request, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } pattern) return new Outcome<Id<Pattern>>.Missing("pattern");
        var members = await db.PatternMembers.Where(member => member.PatternId == id).ToListAsync(ct);
        var moved = members.Where(member => request.Quotes.Contains(member.QuoteId)).OrderByDescending(member => member.Typicality).ToList();
        if (moved.Count != request.Quotes.Distinct().Count()) return new Outcome<Id<Pattern>>.Refused(nameof(request.Quotes), "Some of these quotes are not in this pattern.");
        if (moved.Count == members.Count) return new Outcome<Id<Pattern>>.Refused(nameof(request.Quotes), "Leave at least one quote where it is.");
        var made = new Pattern { Id = Id<Pattern>.New(clock), TypicalQuoteId = moved[0].QuoteId, CreatedAt = clock.GetUtcNow(), Name = Clean(request.Name), Kind = pattern.Kind, Words = [.. pattern.Words], Reach = pattern.Reach, LastHeardAt = pattern.LastHeardAt, Trend = [.. pattern.Trend] };
        db.Patterns.Add(made);
        foreach (var member in members) member.Pinned = true;
        foreach (var member in moved) member.PatternId = made.Id;
        var left = members.Except(moved).ToList();
        pattern.Count(left, await voices.PeopleAskedAsync([id], ct));
        made.Count(moved, []);
        await journal.SaveAsync("Split a pattern", ct);
        return made.Id;
    }

    /// <summary>Puts quotes into a pattern, whether they were in another one or in none.</summary>
    public async Task<Outcome<Id<Pattern>>> PutAsync(Id<Pattern> id, Put request, CancellationToken ct) =>
        await FindAsync(id, ct) is { } pattern ? await GatherAsync(pattern, request.Quotes, "Put words into a pattern", ct) : new Outcome<Id<Pattern>>.Missing("pattern");

    /// <returns>The new pattern, which the chosen quotes make up, wherever they were.</returns>
    public Task<Outcome<Id<Pattern>>> MakeAsync(Make request, CancellationToken ct) =>
        GatherAsync(new() { Id = Id<Pattern>.New(clock), TypicalQuoteId = request.Quotes[0], CreatedAt = clock.GetUtcNow(), Name = Clean(request.Name) }, request.Quotes, "Made a pattern", ct);

    // Everything in the patterns that this touches is pinned: what a person told apart stays apart, and what they put together stays together.
    private async Task<Outcome<Id<Pattern>>> GatherAsync(Pattern into, IReadOnlyList<Id<Quote>> quotes, string summary, CancellationToken ct)
    {
        var chosen = quotes.Distinct().ToList();
        var places = await QuotePlace.OfAsync(db, [.. await db.StandingAsync(chosen, ct)], ct);
        if (places.Count != chosen.Count) return new Outcome<Id<Pattern>>.Missing("quote");
        if (places.Values.Any(place => place.Kind.IsOurs)) return new Outcome<Id<Pattern>>.Refused(nameof(Put.Quotes), Ours);
        if (db.Entry(into).State == EntityState.Detached)
        {
            into.Kind = places[into.TypicalQuoteId].Kind;
            db.Patterns.Add(into);
        }
        var from = await db.PatternMembers.Where(member => chosen.Contains(member.QuoteId) && member.PatternId != into.Id).Select(member => member.PatternId).Distinct().ToListAsync(ct);
        var members = await db.PatternMembers.Where(member => member.PatternId == into.Id || from.Contains(member.PatternId)).ToDictionaryAsync(member => member.QuoteId, ct);
        db.LoneQuotes.RemoveRange(await db.LoneQuotes.Where(row => chosen.Contains(row.QuoteId)).ToListAsync(ct));
        var questions = await db.PatternQuestions.AsNoTracking().Where(row => row.PatternId == into.Id).Select(row => new { row.ConversationId, row.Turn }).ToListAsync(ct);
        foreach (var member in members.Values) member.Pinned = true;
        foreach (var place in places.Values)
        {
            if (!members.TryGetValue(place.Id, out var member))
                db.PatternMembers.Add(members[place.Id] = member = new() { QuoteId = place.Id, PatternId = into.Id, ConversationId = place.Conversation, PersonId = place.Person, Pinned = true });
            member.PatternId = into.Id;
            member.Asked = questions.Exists(row => row.ConversationId == place.Conversation && row.Turn < place.Turn && place.Turn - row.Turn <= GroupQuotes.AnswerWithin);
        }
        var left = members.Values.ToLookup(member => member.PatternId);
        var others = await db.Patterns.Where(pattern => from.Contains(pattern.Id)).ToListAsync(ct);
        // Counted by the next full run; until then a new one is as hard to reach as those that its words come from.
        if (db.Entry(into).State == EntityState.Added) into.Reach = others.Select(other => other.Reach).DefaultIfEmpty(PatternMap.OutOfReach).Max();
        foreach (var other in others.Where(other => left[other.Id].Any())) other.Count([.. left[other.Id]], await voices.PeopleAskedAsync([other.Id], ct));
        var emptied = others.FindAll(other => !left[other.Id].Any());
        var asked = await voices.PeopleAskedAsync([into.Id, .. emptied.Select(other => other.Id)], ct);
        await EmptyAsync(emptied, into, ct);
        var heard = await HeardAtAsync([.. places.Values.Select(place => place.Conversation)], ct);
        if (heard > into.LastHeardAt) into.LastHeardAt = heard;
        into.Count([.. left[into.Id]], asked);
        await journal.SaveAsync(summary, ct);
        return into.Id;
    }

    /// <summary>Takes quotes out of their patterns, and keeps them out of all: nobody else says what they say.</summary>
    /// <param name="alone">False lets later runs put them with others again.</param>
    /// <returns>How many it changed.</returns>
    public async Task<Outcome<int>> LeaveAloneAsync(Alone request, bool alone, CancellationToken ct)
    {
        var chosen = request.Quotes.Distinct().ToList();
        var places = await QuotePlace.OfAsync(db, [.. await db.StandingAsync(chosen, ct)], ct);
        if (places.Count != chosen.Count) return new Outcome<int>.Missing("quote");
        if (places.Values.Any(place => place.Kind.IsOurs)) return new Outcome<int>.Refused(nameof(request.Quotes), Ours);
        var kept = await db.LoneQuotes.Where(row => chosen.Contains(row.QuoteId)).ToListAsync(ct);
        if (!alone)
        {
            db.LoneQuotes.RemoveRange(kept);
            await journal.SaveAsync("Let words be put with others again", ct);
            return kept.Count;
        }
        foreach (var place in places.Values.ExceptBy(kept.Select(row => row.QuoteId), place => place.Id)) db.LoneQuotes.Add(new() { QuoteId = place.Id, ConversationId = place.Conversation });
        var from = await db.PatternMembers.Where(member => chosen.Contains(member.QuoteId)).Select(member => member.PatternId).Distinct().ToListAsync(ct);
        var members = await db.PatternMembers.Where(member => from.Contains(member.PatternId)).ToListAsync(ct);
        var left = members.ExceptBy(chosen, member => member.QuoteId).ToLookup(member => member.PatternId);
        db.PatternMembers.RemoveRange(members.IntersectBy(chosen, member => member.QuoteId));
        foreach (var pattern in await db.Patterns.Where(pattern => from.Contains(pattern.Id)).ToListAsync(ct))
        {
            IReadOnlyList<PatternMember> staying = [.. left[pattern.Id]];
            if (staying.Count == 0 || pattern.Name is null && !GroupQuotes.IsPattern(staying))
            {
                // What one customer says alone is none, and its other words may go elsewhere. The row is kept for an undo.
                db.PatternMembers.RemoveRange(staying);
                (pattern.State, staying) = (PatternState.Merged, []);
            }
            // As with every act: what stays was told apart from what goes.
            foreach (var member in staying) member.Pinned = true;
            pattern.Count(staying, await voices.PeopleAskedAsync([pattern.Id], ct));
        }
        await journal.SaveAsync("Left words alone", ct);
        return chosen.Count - kept.Count;
    }

    // All that these held is in another one now, which answers for them from here on.
    private async Task EmptyAsync(List<Pattern> emptied, Pattern into, CancellationToken ct)
    {
        var ids = emptied.ConvertAll(other => other.Id);
        // What was merged into these before comes along: their questions still count for the whole.
        foreach (var earlier in await db.Patterns.Where(pattern => pattern.State == PatternState.Merged && pattern.MergedInto != null && ids.Contains(pattern.MergedInto.Value)).ToListAsync(ct)) earlier.MergedInto = into.Id;
        foreach (var other in emptied)
        {
            into.LastHeardAt = into.LastHeardAt > other.LastHeardAt ? into.LastHeardAt : other.LastHeardAt;
            // All its counts, so that an undo after a later run brings all of them back.
            (other.State, other.MergedInto, other.Quotes, other.People, other.PeopleAsked, other.PeopleUnasked) = (PatternState.Merged, into.Id, 0, 0, 0, 0);
        }
    }

    private async Task<DateTimeOffset> HeardAtAsync(List<Id<Conversation>> talks, CancellationToken ct) =>
        (await db.Conversations.AsNoTracking().Where(talk => talks.Contains(talk.Id)).Select(talk => talk.HeldAt).ToListAsync(ct)).Max();

    /// <summary>An empty name gives the pattern its most typical quote for a name again.</summary>
    public async Task<Outcome<Id<Pattern>>> RenameAsync(Id<Pattern> id, Rename request, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } pattern) return new Outcome<Id<Pattern>>.Missing("pattern");
        pattern.Name = Clean(request.Name);
        await journal.SaveAsync("Renamed a pattern", ct);
        return id;
    }

    /// <param name="dismissed">False brings a dismissed pattern back.</param>
    public async Task<Outcome<Id<Pattern>>> DismissAsync(Id<Pattern> id, bool dismissed, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } pattern) return new Outcome<Id<Pattern>>.Missing("pattern");
        pattern.State = dismissed ? PatternState.Dismissed : PatternState.Active;
        await journal.SaveAsync(dismissed ? "Dismissed a pattern" : "Brought a pattern back", ct);
        return id;
    }

    private Task<Pattern?> FindAsync(Id<Pattern> id, CancellationToken ct) => db.Patterns.SingleOrDefaultAsync(row => row.Id == id && row.State != PatternState.Merged, ct);

    private static string? Clean(string? name) => name?.Trim() is { Length: > 0 } said ? said : null;
}
