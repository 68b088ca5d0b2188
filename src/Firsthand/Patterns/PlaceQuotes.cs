using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Patterns;
using Firsthand.Engine.Text;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Patterns;

/// <summary>Puts the quotes of one conversation into the patterns that there are, in time that does not grow with what was said before. What is like none waits for the next full run.</summary>
internal sealed class PlaceQuotes(FirsthandDb db, GroupableQuotes groupable, Meanings meanings, Voices voices, RecountPatterns recount, TimeProvider clock)
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
        var fresh = items.Where(item => !held.Contains(item.Quote)).ToList();
        var placed = fresh.Zip(map.Map.Place([.. fresh.Select(item => new QuoteItem(item.Text, null, item.Kind, item.Vector))])).Where(pair => pair.Second is not null).Select(pair => (Item: pair.First, Pattern: map.Patterns[pair.Second!.Value.Group], pair.Second.Value.Closeness)).ToList();
        var asked = questions.Zip(map.Map.Asked([.. questions.Select(question => (ReadOnlyMemory<byte>)question.Vector)])).SelectMany(pair => pair.Second.Select(group => (Pattern: map.Patterns[group], Question: pair.First))).ToList();
        var askedAt = asked.ToLookup(row => row.Pattern, row => row.Question.Turn);
        var touched = placed.Select(row => row.Pattern).Concat(asked.Select(row => row.Pattern)).Concat(askedBefore).Concat(members.Where(member => gone.Contains(member.QuoteId)).Select(member => member.PatternId)).Distinct().ToList();

        // save
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var before = await voices.StandingAsync(touched, present, ct);
        await db.PatternQuestions.Where(row => row.ConversationId == id).ExecuteDeleteAsync(ct);
        db.PatternMembers.RemoveRange(members.Where(member => gone.Contains(member.QuoteId)));
        foreach (var (item, pattern, closeness) in placed)
            db.PatternMembers.Add(new()
            {
                QuoteId = item.Quote, PatternId = pattern, ConversationId = id, PersonId = item.Person, Typicality = closeness,
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

    private sealed record Placing(PatternMap Map, IReadOnlyList<Id<Pattern>> Patterns);

    // Null before the first full run by this model: a map of another one has nothing to say to its vectors.
    private async Task<Placing?> MapAsync(EmbeddingEndpoint? source, CancellationToken ct)
    {
        if (await db.GroupingMaps.AsNoTracking().SingleOrDefaultAsync(ct) is not { } kept || kept.Source != source?.Id) return null;
        var (patterns, turns) = (db.Patterns, db.Turns);
        var marked = from standIn in db.StandIns.AsNoTracking()
                     join quote in db.Highlights on standIn.QuoteId equals quote.Id
                     join turn in turns on new { quote.ConversationId, Index = quote.Turn } equals new { turn.ConversationId, turn.Index }
                     join pattern in patterns on standIn.PatternId equals pattern.Id
                     where pattern.State != PatternState.Merged
                     select new { pattern.Id, pattern.Reach, Quote = quote.Id, Text = Quote.Words(turn.Text, quote.Start, quote.Length), quote.ConversationId, quote.Turn, Span = new TextSpan(quote.Start, quote.Length), quote.Vector };
        var proposed = from standIn in db.StandIns.AsNoTracking()
                       join quote in db.Suggestions.Where(row => row.Decision == Decision.Open || row.Decision == Decision.TakenBack) on standIn.QuoteId equals quote.Id
                       join turn in turns on new { quote.ConversationId, Index = quote.Turn } equals new { turn.ConversationId, turn.Index }
                       join pattern in patterns on standIn.PatternId equals pattern.Id
                       where pattern.State != PatternState.Merged
                       select new { pattern.Id, pattern.Reach, Quote = quote.Id, Text = Quote.Words(turn.Text, quote.Start, quote.Length), quote.ConversationId, quote.Turn, Span = new TextSpan(quote.Start, quote.Length), quote.Vector };
        var standing = (await marked.ToListAsync(ct)).Concat(await proposed.ToListAsync(ct)).DistinctBy(row => row.Quote).OrderBy(row => row.Id).ThenBy(row => row.Quote).ToList();
        var meaning = await meanings.ReadAsync(source, [.. standing.Select(row => (row.ConversationId, row.Turn))], ct);
        var reaches = standing.DistinctBy(row => row.Id).ToList();
        var numbers = reaches.Index().ToDictionary(pair => pair.Item.Id, pair => pair.Index);
        return new(new(PatternMapFrame.Read(kept.Frame), reaches.ConvertAll(row => row.Reach), standing.ConvertAll(row => new StandIn(numbers[row.Id], row.Text, meaning.Of(row.ConversationId, row.Turn, row.Span, row.Vector)))), reaches.ConvertAll(row => row.Id));
    }
}
