using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Platform;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Today;

/// <summary>
/// A person asked to be forgotten: their name, their words and everything drawn from them go, everywhere and for good. What others said in the same
/// conversations stays; where the person spoke, an empty place marked as forgotten is left.
/// </summary>
internal sealed partial class ForgetPerson(FirsthandDb db, Shredding shredding, Journal journal, KeptFiles files, PlacingMaps maps, JobQueue queue, TimeProvider clock, ILogger<ForgetPerson> logger)
{
    /// <summary>What is held on a person.</summary>
    /// <param name="Turns">Stretches of what they said.</param>
    /// <param name="Quotes">Quotes of theirs, marked or proposed.</param>
    /// <param name="Files">Files whose bytes hold their words, recordings included.</param>
    public sealed record Held(int Conversations, int Turns, int Quotes, int Marked, int Patterns, int Files);

    public async Task<Held> CountAsync(Id<Person> id, CancellationToken ct) => Count(await TheirsAsync(id, ct));

    public async Task<Outcome<Held>> RunAsync(Id<Person> id, CancellationToken ct)
    {
        if (!await db.People.AnyAsync(person => person.Id == id, ct)) return new Outcome<Held>.Missing("person");
        var theirs = await TheirsAsync(id, ct);
        await using (var gone = await shredding.BeginAsync(ct))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var quoting = await NamedInTheirWordsAsync(theirs, ct);
            await ForgetQuotesAsync(theirs, ct);
            await ForgetWordsAsync(theirs, ct);
            await files.ForgetAsync(theirs.Talks, theirs.Silent, theirs.Names, ct);
            await db.Conversations.IgnoreQueryFilters([RowFilters.Removed]).Where(talk => theirs.Silent.Contains(talk.Id)).ExecuteDeleteAsync(ct);
            await RecountAsync(theirs, quoting, ct);
            await ForgetNamesAsync(theirs, ct);
            await journal.ForgetAsync(new HashSet<Guid>([.. theirs.People.Select(row => row.Value), .. theirs.Speakers.Select(row => row.Value), .. theirs.Quotes.Select(row => row.Value), .. theirs.Talks.Select(row => row.Value), .. theirs.Patterns.Select(row => row.Value), .. quoting.Select(row => row.Value)]), ct);
            await transaction.CommitAsync(ct);
        }
        LogForgotten(logger, theirs.Turns.Count, theirs.Quotes.Count, theirs.Talks.Count);
        // What recurs without them is found anew, with its telling words.
        await queue.EnqueueAsync<GroupJob>(GroupJob.Kind, GroupJob.Everything, ct);
        return Count(theirs);
    }

    /// <param name="People">The person, and everybody who was merged into them.</param>
    /// <param name="Silent">Conversations in which no other customer said anything.</param>
    /// <param name="Names">Every name and address that they are known by.</param>
    private sealed record Theirs(List<Id<Person>> People, List<Id<Speaker>> Speakers, List<Id<Conversation>> Talks, List<Id<Conversation>> Silent, List<(Id<Conversation> Talk, int Turn)> Turns,
        List<Id<Quote>> Quotes, int Marked, List<Id<Pattern>> Patterns, List<string> Names, int Files);

    private static Held Count(Theirs theirs) => new(theirs.Talks.Count, theirs.Turns.Count, theirs.Quotes.Count, theirs.Marked, theirs.Patterns.Count, theirs.Files);

    private async Task<Theirs> TheirsAsync(Id<Person> id, CancellationToken ct)
    {
        var persons = await db.People.AsNoTracking().Where(person => person.Id == id || person.MergedInto == id).Select(person => new { person.Id, person.Name, person.Email }).ToListAsync(ct);
        var people = persons.ConvertAll(person => person.Id);
        var spoke = await db.Speakers.AsNoTracking().Where(speaker => speaker.PersonId != null && people.Contains(speaker.PersonId.Value)).Select(speaker => new { speaker.Id, speaker.ConversationId, speaker.Name }).ToListAsync(ct);
        var speakers = spoke.ConvertAll(speaker => speaker.Id);
        var talks = spoke.Select(speaker => speaker.ConversationId).Distinct().ToList();
        // A transcript may name who speaks once and leave the next lines without a name: where no other customer is named, they are theirs.
        var beside = await db.Speakers.AsNoTracking().Where(speaker => talks.Contains(speaker.ConversationId) && speaker.Side != Side.Ours && speaker.ForgottenAt == null && !speakers.Contains(speaker.Id)).Select(speaker => new { speaker.Id, speaker.ConversationId, speaker.Name, speaker.PersonId }).ToListAsync(ct);
        var unnamed = beside.FindAll(speaker => speaker.Name is null && !beside.Exists(other => other.ConversationId == speaker.ConversationId && other.Name is not null));
        speakers.AddRange(unnamed.Select(speaker => speaker.Id));
        var (standIns, everybody) = (unnamed.ConvertAll(speaker => speaker.PersonId), db.Speakers);
        people.AddRange(await db.People.Where(person => standIns.Contains(person.Id) && person.IsNameless && !everybody.Any(speaker => speaker.PersonId == person.Id && !speakers.Contains(speaker.Id))).Select(person => person.Id).ToListAsync(ct));
        var turns = await db.Turns.AsNoTracking().Where(turn => speakers.Contains(turn.SpeakerId)).Select(turn => new { turn.ConversationId, turn.Index }).ToListAsync(ct);
        // Our own words to them say who they were: only what another customer said keeps a conversation.
        var customers = db.Speakers.Where(speaker => speaker.Side != Side.Ours && !speakers.Contains(speaker.Id)).Select(speaker => speaker.Id);
        var others = await db.Turns.AsNoTracking().Where(turn => talks.Contains(turn.ConversationId) && customers.Contains(turn.SpeakerId)).Select(turn => turn.ConversationId).Distinct().ToListAsync(ct);
        var places = turns.Select(turn => (turn.ConversationId, turn.Index)).ToHashSet();

        // By their name, and by the place: whichever of the two says that the words are theirs.
        var marked = (await db.Highlights.AsNoTracking().Where(row => talks.Contains(row.ConversationId) || row.PersonId != null && people.Contains(row.PersonId.Value)).Select(row => new { row.Id, row.ConversationId, row.Turn, row.PersonId }).ToListAsync(ct))
            .Where(row => places.Contains((row.ConversationId, row.Turn)) || row.PersonId is { } who && people.Contains(who)).Select(row => row.Id).ToList();
        var proposed = (await db.Suggestions.AsNoTracking().Where(row => talks.Contains(row.ConversationId) || row.PersonId != null && people.Contains(row.PersonId.Value)).Select(row => new { row.Id, row.ConversationId, row.Turn, row.PersonId }).ToListAsync(ct))
            .Where(row => places.Contains((row.ConversationId, row.Turn)) || row.PersonId is { } who && people.Contains(who)).Select(row => row.Id).ToList();
        List<Id<Quote>> quotes = [.. marked.Union(proposed)];
        var patterns = await db.PatternMembers.IgnoreQueryFilters([RowFilters.Stands]).AsNoTracking().Where(member => quotes.Contains(member.QuoteId) || member.PersonId != null && people.Contains(member.PersonId.Value)).Select(member => member.PatternId).Distinct().ToListAsync(ct);
        var names = persons.Select(person => person.Name).Concat(persons.Select(person => person.Email)).Concat(spoke.Select(speaker => speaker.Name)).OfType<string>().Where(name => !string.IsNullOrWhiteSpace(name)).Distinct().ToList();
        return new(people, speakers, talks, [.. talks.Except(others)], [.. turns.Select(turn => (turn.ConversationId, turn.Index))], quotes, marked.Count, patterns, names, await files.CountAsync(talks, ct));
    }

    // A member may have named a pattern with what the person said.
    private async Task<HashSet<Id<Pattern>>> NamedInTheirWordsAsync(Theirs theirs, CancellationToken ct)
    {
        var named = await db.Patterns.AsNoTracking().Where(pattern => pattern.Name != null).Select(pattern => new { pattern.Id, pattern.Name }).ToListAsync(ct);
        var texts = await db.Turns.AsNoTracking().Where(turn => theirs.Speakers.Contains(turn.SpeakerId)).Select(turn => turn.Text).ToListAsync(ct);
        return [.. named.Where(pattern => texts.Exists(text => text.Contains(pattern.Name!, StringComparison.OrdinalIgnoreCase))).Select(pattern => pattern.Id)];
    }

    private async Task ForgetQuotesAsync(Theirs theirs, CancellationToken ct)
    {
        await db.CounterExamples.Where(row => theirs.Quotes.Contains(row.QuoteId)).ExecuteDeleteAsync(ct);
        await db.PatternMembers.IgnoreQueryFilters([RowFilters.Stands]).Where(row => theirs.Quotes.Contains(row.QuoteId) || row.PersonId != null && theirs.People.Contains(row.PersonId.Value)).ExecuteDeleteAsync(ct);
        await db.LoneQuotes.Where(row => theirs.Quotes.Contains(row.QuoteId)).ExecuteDeleteAsync(ct);
        // The map is drawn from everybody's words, and who stands for a pattern knows what others said around it; the next grouping draws it again.
        await db.StandIns.ExecuteDeleteAsync(ct);
        await db.GroupingMaps.ExecuteDeleteAsync(ct);
        maps.Drop(db.Workspace);
        await db.PatternQuestions.Where(row => theirs.People.Contains(row.PersonId)).ExecuteDeleteAsync(ct);
        await db.Highlights.Where(row => theirs.Quotes.Contains(row.Id)).ExecuteDeleteAsync(ct);
        await db.Suggestions.Where(row => theirs.Quotes.Contains(row.Id)).ExecuteDeleteAsync(ct);
    }

    private async Task ForgetWordsAsync(Theirs theirs, CancellationToken ct)
    {
        var turns = db.Turns;
        await db.Sentences.Where(row => row.PersonId != null && theirs.People.Contains(row.PersonId.Value)
            || turns.Any(turn => turn.ConversationId == row.ConversationId && turn.Index == row.Turn && theirs.Speakers.Contains(turn.SpeakerId))).ExecuteDeleteAsync(ct);
        await db.Turns.Where(turn => theirs.Speakers.Contains(turn.SpeakerId)).ExecuteUpdateAsync(turn => turn.SetProperty(row => row.Text, ""), ct);
        var now = clock.GetUtcNow();
        await db.Speakers.Where(speaker => theirs.Speakers.Contains(speaker.Id)).ExecuteUpdateAsync(speaker => speaker
            .SetProperty(row => row.Name, (string?)null).SetProperty(row => row.PersonId, (Id<Person>?)null).SetProperty(row => row.GuessedBecause, (string?)null).SetProperty(row => row.ForgottenAt, now), ct);
    }

    // A pattern lives on in what others said; without anybody else it was theirs alone.
    private async Task RecountAsync(Theirs theirs, HashSet<Id<Pattern>> quoting, CancellationToken ct)
    {
        var patterns = await db.Patterns.Where(pattern => theirs.Patterns.Contains(pattern.Id) || quoting.Contains(pattern.Id) || theirs.Quotes.Contains(pattern.TypicalQuoteId)).ToListAsync(ct);
        foreach (var pattern in patterns)
        {
            var members = await db.PatternMembers.Where(member => member.PatternId == pattern.Id).ToListAsync(ct);
            if (members.Count == 0)
            {
                db.Patterns.Remove(pattern);
                continue;
            }
            // The telling words may be theirs; the grouping that follows finds those of the others.
            (pattern.Words, pattern.Name) = ([], quoting.Contains(pattern.Id) ? null : pattern.Name);
            pattern.Count(members, await db.PatternQuestions.Where(row => row.PatternId == pattern.Id).Select(row => row.PersonId).Distinct().ToListAsync(ct));
        }
        await db.SaveChangesAsync(ct);
    }

    private async Task ForgetNamesAsync(Theirs theirs, CancellationToken ct)
    {
        foreach (var talk in await db.Conversations.IgnoreQueryFilters([RowFilters.Removed]).Where(talk => theirs.Talks.Contains(talk.Id)).ToListAsync(ct))
            (talk.Title, talk.Print) = (KeptFiles.WithoutNames(talk.Title, theirs.Names), null);
        await db.SaveChangesAsync(ct);
        var folded = theirs.Names.ConvertAll(WhoIsWho.Fold);
        await db.KnownSpeakers.Where(row => folded.Contains(row.Name) || row.PersonId != null && theirs.People.Contains(row.PersonId.Value)).ExecuteDeleteAsync(ct);
        var people = db.People;
        var accounts = await people.Where(person => theirs.People.Contains(person.Id) && person.AccountId != null).Select(person => person.AccountId!.Value).Distinct().ToListAsync(ct);
        await people.Where(person => theirs.People.Contains(person.Id)).ExecuteDeleteAsync(ct);
        // An account of one person says who they were.
        await db.Accounts.Where(account => accounts.Contains(account.Id) && !people.Any(person => person.AccountId == account.Id)).ExecuteDeleteAsync(ct);
    }

    [LoggerMessage(LogLevel.Information, "Forgot a person: {Turns} turns, {Quotes} quotes, in {Conversations} conversations")]
    private static partial void LogForgotten(ILogger logger, int turns, int quotes, int conversations);
}
