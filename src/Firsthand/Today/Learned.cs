using System.Text.Json;
using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Interval = Firsthand.Engine.Statistics.Interval;

namespace Firsthand.Today;

/// <summary>All that was learned, as one document: what the report prints and `learn --json` answers.</summary>
internal sealed class Learned(FirsthandDb db, ReadSaturation saturation)
{
    /// <param name="Unknown">Of the people those whose side nothing tells, by the names that they speak under.</param>
    public sealed record Talk(Id<Conversation> Id, string Title, string Source, int Position, string Format, DateTimeOffset? HeldAt, int Turns, IReadOnlyList<string> People, IReadOnlyList<string> Ours, IReadOnlyList<string> Unknown);

    public sealed record Quote(Id<Evidence.Quote> Id, Id<Conversation> Conversation, int Turn, int Start, int Length, string Text, string? Speaker, string? Person, string Kind, float? Probability, bool Accepted, double? At);

    /// <param name="People">Distinct customers who said it.</param>
    /// <param name="Asked">Distinct customers who were asked about it.</param>
    /// <param name="Of">Distinct customers who were heard.</param>
    public sealed record Recurring(Id<Pattern> Id, string Name, IReadOnlyList<string> Words, string Kind, int People, int Asked, int Of, Interval Interval, string Sentence, string? Trend, IReadOnlyList<Id<Evidence.Quote>> Quotes, IReadOnlyList<Id<Evidence.Quote>> Counter);

    public sealed record FileNote(string File, string State, string? Format, string? Encoding, int Conversations, int Turns, string? Problem, FileReport Report);

    public sealed record View(IReadOnlyList<Talk> Conversations, IReadOnlyList<Quote> Quotes, IReadOnlyList<Recurring> Patterns, ReadSaturation.View? Saturation, IReadOnlyList<FileNote> Report, int People);

    public async Task<View> RunAsync(CancellationToken ct)
    {
        var sources = db.SourceFiles;
        var talks = await (from talk in db.Conversations.AsNoTracking()
                           join source in sources on talk.SourceFileId equals source.Id
                           orderby source.Name, talk.Position
                           select new { talk.Id, talk.Title, Source = source.Name, talk.Position, talk.Format, talk.HeldAt, talk.HeldAtBasis, talk.TurnCount }).ToListAsync(ct);
        var people = db.People;
        var speakers = await (from speaker in db.Speakers.AsNoTracking()
                              join person in people on speaker.PersonId equals person.Id into named
                              from person in named.DefaultIfEmpty()
                              select new { speaker.Id, speaker.ConversationId, speaker.Name, speaker.Side, Person = person == null ? null : person.Name }).ToListAsync(ct);
        var speakersOf = speakers.ToLookup(speaker => speaker.ConversationId);
        var quotes = await QuotesAsync(ct);
        var patterns = await PatternsAsync(ct);
        var files = await db.ImportFiles.AsNoTracking().OrderBy(file => file.Position).ThenBy(file => file.Id).ToListAsync(ct);
        return new(
            [.. talks.Select(talk => new Talk(talk.Id, talk.Title, talk.Source, talk.Position, talk.Format, Conversation.Known(talk.HeldAt, talk.HeldAtBasis), talk.TurnCount,
                [.. speakersOf[talk.Id].Where(speaker => speaker.Side != Side.Ours).Select(speaker => speaker.Person ?? speaker.Name ?? "").Distinct()],
                [.. speakersOf[talk.Id].Where(speaker => speaker.Side == Side.Ours).Select(speaker => speaker.Name ?? "").Distinct()],
                [.. speakersOf[talk.Id].Where(speaker => speaker.Side == Side.Unknown).Select(speaker => speaker.Name ?? "").Distinct()]))],
            quotes, patterns, await saturation.RunAsync(ct),
            [.. files.Select(file => new FileNote(file.Name, file.State.ToString().ToLowerInvariant(), file.Format, file.Encoding, file.Conversations, file.Turns, file.Problem,
                file.Report is null ? new([], [], []) : JsonSerializer.Deserialize(file.Report, ImportJson.Default.FileReport)!))],
            await ListPatterns.HeardAsync(db, ct));
    }

    private async Task<List<Quote>> QuotesAsync(CancellationToken ct)
    {
        var (conversations, turns, speakers, people) = (db.Conversations, db.Turns, db.Speakers, db.People);
        var marked = db.Highlights.AsNoTracking().Select(row => new { row.Id, row.ConversationId, row.Turn, row.Start, row.Length, row.Kind, row.PersonId, Probability = (float?)null, Accepted = true });
        var proposed = db.Suggestions.AsNoTracking().Where(row => row.Decision == Decision.Open).Select(row => new { row.Id, row.ConversationId, row.Turn, row.Start, row.Length, row.Kind, row.PersonId, Probability = (float?)row.Probability, Accepted = false });
        var quotes = new List<Quote>();
        foreach (var places in new[] { marked, proposed })
            quotes.AddRange((await (from row in places
                                   join talk in conversations on row.ConversationId equals talk.Id
                                   join turn in turns on new { row.ConversationId, Index = row.Turn } equals new { turn.ConversationId, turn.Index }
                                   join speaker in speakers on turn.SpeakerId equals speaker.Id
                                   join person in people on row.PersonId equals person.Id into named
                                   from person in named.DefaultIfEmpty()
                                   orderby talk.HeldAt, row.ConversationId, row.Turn, row.Start
                                   select new { Row = row, Text = Evidence.Quote.Words(turn.Text, row.Start, row.Length), Speaker = speaker.Name, Person = person == null ? null : person.Name, At = turn.Start }).ToListAsync(ct))
                .Select(found => new Quote(found.Row.Id, found.Row.ConversationId, found.Row.Turn, found.Row.Start, found.Row.Length, found.Text, found.Speaker, found.Person, found.Row.Kind.Name, found.Row.Probability, found.Row.Accepted, found.At)));
        return quotes;
    }

    private async Task<List<Recurring>> PatternsAsync(CancellationToken ct)
    {
        var heard = await ListPatterns.HeardAsync(db, ct);
        var patterns = await db.Patterns.AsNoTracking().Where(pattern => pattern.State == PatternState.Active && pattern.Quotes > 0).OrderByDescending(pattern => pattern.People).ThenByDescending(pattern => pattern.Quotes).ThenBy(pattern => pattern.Id).ToListAsync(ct);
        var members = (await db.PatternMembers.AsNoTracking().OrderByDescending(member => member.Typicality).ThenBy(member => member.QuoteId).Select(member => new { member.PatternId, member.QuoteId }).ToListAsync(ct)).ToLookup(member => member.PatternId, member => member.QuoteId);
        var counter = (await db.CounterExamples.AsNoTracking().OrderBy(row => row.Rank).ToListAsync(ct)).ToLookup(row => row.PatternId, row => row.QuoteId);
        var places = await QuotePlace.OfAsync(db, [.. patterns.Select(pattern => pattern.TypicalQuoteId)], ct);
        return [.. patterns.Where(pattern => places.ContainsKey(pattern.TypicalQuoteId)).Select(pattern =>
        {
            var row = ListPatterns.Show(pattern, places[pattern.TypicalQuoteId], heard);
            return new Recurring(pattern.Id, pattern.Name ?? row.Typical.Text, pattern.Words, pattern.Kind.Name, pattern.People, pattern.PeopleAsked, row.People.Total, row.People.Interval(), row.People.Sentence(), row.Trend.Word, [.. members[pattern.Id]], [.. counter[pattern.Id]]);
        })];
    }
}
