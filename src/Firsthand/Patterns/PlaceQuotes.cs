using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Patterns;
using Firsthand.Engine.Text;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Firsthand.Patterns;

/// <summary>Puts the quotes of one conversation into the patterns that there are, in time that does not grow with what was said before. What is like none waits for the next full run.</summary>
internal sealed class PlaceQuotes(FirsthandDb db, GroupableQuotes groupable, Meanings meanings, Voices voices, RecountPatterns recount, PlacingMaps maps, TimeProvider clock)
{
    public async Task RunAsync(Id<Conversation> id, CancellationToken ct)
    {
        // load
        db.ChangeTracker.Clear();
        var source = await db.ReadyEndpointAsync(ct);
        if (await MapAsync(source, ct) is not { } map) return;
        var items = await groupable.ItemsAsync(id, source, ct);
        var questions = await groupable.QuestionsAsync(id, source, ct);
        var members = await db.PatternMembers.IgnoreQueryFilters([RowFilters.Stands]).Where(member => member.ConversationId == id).ToListAsync(ct);
        var askedBefore = await db.PatternQuestions.AsNoTracking().Where(row => row.ConversationId == id).Select(row => row.PatternId).Distinct().ToListAsync(ct);
        var present = await db.Speakers.AsNoTracking().Where(speaker => speaker.ConversationId == id && speaker.PersonId != null).Select(speaker => speaker.PersonId!.Value).Distinct().ToListAsync(ct);
        var (conversations, suggestions, highlights) = (db.Conversations, db.Suggestions, db.Highlights);
        var gone = await db.PatternMembers.IgnoreQueryFilters([RowFilters.Stands]).AsNoTracking()
            .Where(member => member.ConversationId == id && (!conversations.Any(talk => talk.Id == id) || !suggestions.Any(row => row.Id == member.QuoteId) && !highlights.Any(row => row.Id == member.QuoteId))).Select(member => member.QuoteId).ToListAsync(ct);

        // decide
        var held = members.Select(member => member.QuoteId).ToHashSet();
        var fresh = await groupable.InPassagesAsync(items.FindAll(item => !held.Contains(item.Quote)), id, source, ct);
        var quotes = fresh.ConvertAll(item => new QuoteItem(item.Text, null, item.Kind, item.Vector, Probability: item.Probability) { Passage = item.Passage });
        var placed = fresh.Zip(quotes, map.Map.Place(quotes)).Where(row => row.Third is not null).Select(row => (Item: row.First, Quote: row.Second, Pattern: map.Patterns[row.Third!.Value.Group], row.Third.Value.Closeness)).ToList();
        var asked = questions.Zip(map.Map.Asked([.. questions.Select(question => (ReadOnlyMemory<byte>)question.Vector)])).SelectMany(pair => pair.Second.Select(group => (Pattern: map.Patterns[group], Question: pair.First))).ToList();
        var askedAt = asked.ToLookup(row => row.Pattern, row => row.Question.Turn);
        var touched = placed.Select(row => row.Pattern).Concat(asked.Select(row => row.Pattern)).Concat(askedBefore).Concat(members.Where(member => gone.Contains(member.QuoteId)).Select(member => member.PatternId)).Distinct().ToList();

        var kinds = await db.Patterns.AsNoTracking().Where(pattern => touched.Contains(pattern.Id)).ToDictionaryAsync(pattern => pattern.Id, pattern => pattern.Kind, ct);

        // save
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var before = await voices.StandingAsync(touched, present, ct);
        await db.PatternQuestions.Where(row => row.ConversationId == id).ExecuteDeleteAsync(ct);
        db.PatternMembers.RemoveRange(members.Where(member => gone.Contains(member.QuoteId)));
        foreach (var (item, quote, pattern, closeness) in placed)
            db.PatternMembers.Add(new()
            {
                QuoteId = item.Quote, PatternId = pattern, ConversationId = id, PersonId = item.Person, Typicality = PatternFinder.Typical(closeness, quote, kinds[pattern]),
                Asked = askedAt[pattern].Any(turn => turn < item.Turn && item.Turn - turn <= GroupQuotes.AnswerWithin),
            });
        foreach (var (pattern, question) in asked.DistinctBy(row => (row.Pattern, row.Question.Turn)))
            foreach (var person in question.Present) db.PatternQuestions.Add(new() { PatternId = pattern, PersonId = person, ConversationId = id, Turn = question.Turn });
        await db.SaveChangesAsync(ct);
        var after = await voices.StandingAsync(touched, present, ct);
        var standing = members.Where(member => member.Stands && gone.Contains(member.QuoteId)).CountBy(member => member.PatternId).ToDictionary();
        foreach (var pattern in await db.Patterns.Where(pattern => touched.Contains(pattern.Id) && pattern.State != PatternState.Merged).ToListAsync(ct))
        {
            var here = placed.Where(row => row.Pattern == pattern.Id).Select(row => row.Item).ToList();
            pattern.Move(before[pattern.Id], after[pattern.Id], here.Count - standing.GetValueOrDefault(pattern.Id));
            if (here.Count > 0 && here[0].HeldAt > pattern.LastHeardAt) pattern.LastHeardAt = here[0].HeldAt;
        }
        await db.SaveChangesAsync(ct);
        // One whose most typical quote is gone chooses another.
        if (gone.Count > 0) await recount.RunAsync((await db.Patterns.Where(pattern => gone.Contains(pattern.TypicalQuoteId)).Select(pattern => pattern.Id).ToListAsync(ct)).ToHashSet(), ct);
        // A mark in a conversation that was looked at before adds itself alone.
        var came = await conversations.AnyAsync(talk => talk.Id == id && talk.PlacedAt != null, ct) ? placed.Count : fresh.Count;
        var last = db.GroupingRuns.OrderByDescending(run => run.At).Take(1).Select(run => run.Id);
        await db.GroupingRuns.Where(run => last.Contains(run.Id)).ExecuteUpdateAsync(run => run.SetProperty(row => row.Since, row => row.Since + came), ct);
        await db.Conversations.IgnoreQueryFilters([RowFilters.Removed]).Where(talk => talk.Id == id).ExecuteUpdateAsync(talk => talk.SetProperty(row => row.PlacedAt, clock.GetUtcNow()), ct);
        await transaction.CommitAsync(ct);
    }

    // Null before the first full run by this model: a map of another one has nothing to say to its vectors.
    private async Task<Placing?> MapAsync(EmbeddingEndpoint? source, CancellationToken ct)
    {
        if (await db.GroupingMaps.AsNoTracking().SingleOrDefaultAsync(ct) is not { Frame.Length: > 0 } kept || kept.Source != source?.Id)
        {
            maps.Drop(db.Workspace);
            return null;
        }
        var (patterns, turns) = (db.Patterns.Where(pattern => pattern.State != PatternState.Merged), db.Turns);
        var highlights = from standIn in db.StandIns.AsNoTracking()
                         join quote in db.Highlights on standIn.QuoteId equals quote.Id
                         join pattern in patterns on standIn.PatternId equals pattern.Id
                         select new { pattern, quote, standIn.Passage };
        var suggestions = from standIn in db.StandIns.AsNoTracking()
                          join quote in db.Suggestions.Where(row => row.Decision == Decision.Open || row.Decision == Decision.TakenBack) on standIn.QuoteId equals quote.Id
                          join pattern in patterns on standIn.PatternId equals pattern.Id
                          select new { pattern, quote, standIn.Passage };
        var standing = InOrder((await highlights.Select(row => new StandingQuote(row.pattern.Id, row.pattern.Reach, row.quote.Id, row.quote.Start, row.quote.Length, row.quote.Kind, 1)).ToListAsync(ct))
            .Concat(await suggestions.Select(row => new StandingQuote(row.pattern.Id, row.pattern.Reach, row.quote.Id, row.quote.Start, row.quote.Length, row.quote.Kind, row.quote.Probability)).ToListAsync(ct)), row => row);
        if (source is null && maps.Find(db.Workspace, kept.Frame, standing) is { } held) return held;

        var marked = from row in highlights
                     join turn in turns on new { row.quote.ConversationId, Index = row.quote.Turn } equals new { turn.ConversationId, turn.Index }
                     select new Speaking(new(row.pattern.Id, row.pattern.Reach, row.quote.Id, row.quote.Start, row.quote.Length, row.quote.Kind, 1), Quote.Words(turn.Text, row.quote.Start, row.quote.Length), row.quote.ConversationId, row.quote.Turn, row.quote.Vector, row.Passage);
        var proposed = from row in suggestions
                       join turn in turns on new { row.quote.ConversationId, Index = row.quote.Turn } equals new { turn.ConversationId, turn.Index }
                       select new Speaking(new(row.pattern.Id, row.pattern.Reach, row.quote.Id, row.quote.Start, row.quote.Length, row.quote.Kind, row.quote.Probability), Quote.Words(turn.Text, row.quote.Start, row.quote.Length), row.quote.ConversationId, row.quote.Turn, row.quote.Vector, row.Passage);
        var speaking = InOrder((await marked.ToListAsync(ct)).Concat(await proposed.ToListAsync(ct)), row => row.Standing);
        var meaning = await meanings.ReadAsync(source, [.. speaking.Select(row => (row.Conversation, row.Turn))], ct);
        var reaches = speaking.Select(row => row.Standing).DistinctBy(row => row.Pattern).ToList();
        var numbers = reaches.Index().ToDictionary(pair => pair.Item.Pattern, pair => pair.Index);
        var map = new PatternMap(PatternMapFrame.Read(kept.Frame), reaches.ConvertAll(row => row.Reach),
            speaking.ConvertAll(row => new StandIn(numbers[row.Standing.Pattern], new(row.Text, null, row.Standing.Kind, meaning.Of(row.Conversation, row.Turn, new(row.Standing.Start, row.Standing.Length), row.Vector), Probability: row.Standing.Probability) { Passage = row.Passage })));
        var made = new Placing(map, reaches.ConvertAll(row => row.Pattern), kept.Frame, speaking.ConvertAll(row => row.Standing));
        if (source is null) maps.Keep(db.Workspace, made);
        return made;
    }

    private static List<TRow> InOrder<TRow>(IEnumerable<TRow> rows, Func<TRow, StandingQuote> standing) => [.. rows.DistinctBy(row => standing(row).Quote).OrderBy(row => standing(row).Pattern).ThenBy(row => standing(row).Quote)];

    private sealed record Speaking(StandingQuote Standing, string Text, Id<Conversation> Conversation, int Turn, byte[] Vector, byte[] Passage);
}

/// <summary>A quote that stands for its pattern.</summary>
internal readonly record struct StandingQuote(Id<Pattern> Pattern, float Reach, Id<Quote> Quote, int Start, int Length, QuoteKind Kind, float Probability);

/// <summary>A map, and what it was made of.</summary>
internal sealed record Placing(PatternMap Map, IReadOnlyList<Id<Pattern>> Patterns, byte[] Frame, IReadOnlyList<StandingQuote> Standing);

/// <summary>
/// The maps that placings share, while conversations come one after another. Making one takes longer than placing a conversation with it,
/// so it is made anew only when other quotes stand for the patterns.
/// </summary>
internal sealed class PlacingMaps : IDisposable
{
    // A map takes some ten megabytes.
    private const int MostCompanies = 16;

    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(10);

    private readonly MemoryCache held = new(new MemoryCacheOptions { SizeLimit = MostCompanies });

    public Placing? Find(Id<Workspace> workspace, byte[] frame, IReadOnlyList<StandingQuote> standing) =>
        held.Get<Placing>(workspace) is { } placing && placing.Frame.AsSpan().SequenceEqual(frame) && placing.Standing.SequenceEqual(standing) ? placing : null;

    public void Keep(Id<Workspace> workspace, Placing placing) => held.Set(workspace, placing, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Unused });

    public void Drop(Id<Workspace> workspace) => held.Remove(workspace);

    public void Dispose() => held.Dispose();
}
