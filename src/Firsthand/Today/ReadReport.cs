using System.Text.Json;
using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Statistics;
using Firsthand.Engine.Text;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Today;

/// <summary>What was learned, on as much paper as a person reads: the same for one conversation and for a thousand.</summary>
internal sealed class ReadReport(FirsthandDb db, ListPatterns list, ListQuotes counted, ReadSaturation saturation, TimeProvider clock)
{
    /// <summary>Claims in a report that is handed on.</summary>
    public const int MostClaims = 40;

    /// <summary>Quotes that stand alone, in a report.</summary>
    public const int MostAlone = 12;

    private const int MostFiles = 40;

    // So many times as many quotes as are shown are looked at for other words.
    private const int CandidatesEach = 3;

    /// <summary>Among so many that were marked, and so many of the surest proposals, the best of each person is looked for; beyond, they are not counted.</summary>
    public const int AloneCandidates = 2_000;

    /// <summary>Something that two customers or more said.</summary>
    /// <param name="Quotes">One of each other customer than the one whose words are its title, the most typical first, and last what says it in the same words again.</param>
    /// <param name="Counter">The best quote that speaks against it; null where none was found.</param>
    public sealed record Claim(ListPatterns.Row Pattern, Verdict Verdict, IReadOnlyList<QuotePlace> Quotes, QuotePlace? Counter);

    /// <summary>The files of one format.</summary>
    public sealed record Source(string Format, int Files, int Conversations, int Turns);

    /// <summary>A file that a reader of the report should know about.</summary>
    /// <param name="Problem">Why it could not be read; null when it was.</param>
    public sealed record FileNote(string Name, string? Format, int Conversations, int Turns, int SetAside, int NotUnderstood, string? Problem, bool Again);

    /// <summary>Quotes that were left out, by what a person did with them.</summary>
    public sealed record Left(int Marked, int Proposed);

    /// <param name="Patterns">Patterns in all, of which the first are the claims.</param>
    /// <param name="Alone">Words that no other customer said something like, so far: what a person marked first.</param>
    /// <param name="AloneLeft">How many more of them are not shown.</param>
    /// <param name="Withdrawn">People who took their consent back: they are counted, and their words are left out.</param>
    /// <param name="Files">Every file where they are few; else only those that could not be read.</param>
    public sealed record View(string Company, DateTimeOffset At, int People, int Conversations, DateTimeOffset? First, DateTimeOffset? Last, int Marked, int Proposed, int Patterns,
        IReadOnlyList<Claim> Claims, ReadSaturation.View? Saturation, IReadOnlyList<QuotePlace> Alone, Left AloneLeft, int Withdrawn, IReadOnlyList<Source> Sources, IReadOnlyList<FileNote> Files);

    /// <param name="most">Claims at most.</param>
    /// <param name="quotesEach">Quotes of each claim at most.</param>
    public async Task<View> RunAsync(int most, int quotesEach, CancellationToken ct)
    {
        var company = await db.Workspaces.AsNoTracking().Where(row => row.Id == db.Workspace).Select(row => row.Name).SingleAsync(ct);
        // The day on which a file was brought is not the day of the talk.
        var span = await db.Conversations.AsNoTracking().Where(talk => talk.HeldAtBasis != DateBasis.Received).GroupBy(_ => 1).Select(all => new { First = (DateTimeOffset?)all.Min(talk => talk.HeldAt), Last = (DateTimeOffset?)all.Max(talk => talk.HeldAt) }).SingleOrDefaultAsync(ct);
        var withdrawn = (await db.People.AsNoTracking().Where(person => person.Consent == Consent.Withdrawn).Select(person => person.Id).ToListAsync(ct)).ToHashSet();
        var (claims, patterns) = await ClaimsAsync(most, quotesEach, withdrawn, ct);
        var (sources, files) = await FilesAsync(ct);
        var (alone, left) = await AloneAsync(withdrawn, ct);
        var (marked, proposed) = await counted.CountAsync(ct);
        return new(company, clock.GetUtcNow(), await ListPatterns.HeardAsync(db, ct), await db.Conversations.CountAsync(ct), span?.First, span?.Last, marked, proposed,
            patterns, claims, await saturation.RunAsync(ct), alone, left, withdrawn.Count, sources, files);
    }

    private async Task<(List<Claim>, int)> ClaimsAsync(int most, int quotesEach, HashSet<Id<Person>> withdrawn, CancellationToken ct)
    {
        var rows = new List<ListPatterns.Row>();
        var total = 0;
        for (var page = 1; rows.Count < most; page++)
        {
            var next = await list.RunAsync(null, PatternState.Active, null, page, ct);
            total = next.Total;
            rows.AddRange(next.Rows);
            if (page * ListPatterns.PageSize >= next.Total) break;
        }
        rows = [.. rows.Take(most)];
        var ids = rows.ConvertAll(row => row.Id);
        var members = (await db.PatternMembers.AsNoTracking().Where(member => ids.Contains(member.PatternId)).OrderByDescending(member => member.Typicality).ThenBy(member => member.QuoteId).Select(member => new { member.PatternId, member.QuoteId, member.PersonId }).ToListAsync(ct)).ToLookup(member => member.PatternId);
        var titles = rows.ToDictionary(row => row.Id, row => row.Typical.Person);
        var shown = ids.ToDictionary(id => id, id => members[id].Where(member => member.PersonId is not { } person || !withdrawn.Contains(person) && person != titles[id]).DistinctBy(member => member.PersonId).Take(CandidatesEach * quotesEach).Select(member => member.QuoteId).ToList());
        var counter = (await db.CounterExamples.AsNoTracking().Where(row => ids.Contains(row.PatternId)).OrderBy(row => row.Rank).Select(row => new { row.PatternId, row.QuoteId }).ToListAsync(ct)).ToLookup(row => row.PatternId, row => row.QuoteId);
        var places = await QuotePlace.OfAsync(db, [.. shown.Values.SelectMany(quotes => quotes), .. ids.Select(id => counter[id].FirstOrDefault())], ct);
        return (rows.ConvertAll(row => new Claim(row, ReportWords.Heard(row).Verdict(),
            [.. OtherWordsFirst(row.Typical, shown[row.Id].Where(places.ContainsKey).Select(quote => places[quote])).Take(quotesEach)],
            places.GetValueOrDefault(counter[row.Id].FirstOrDefault()) is { } against && !(against.Person is { } who && withdrawn.Contains(who)) ? against : null)), total);
    }

    // The same words again tell a reader nothing that the ones before did not.
    private static IEnumerable<QuotePlace> OtherWordsFirst(QuotePlace title, IEnumerable<QuotePlace> quotes)
    {
        var read = new HashSet<string>(StringComparer.Ordinal) { Plain(title) };
        var inOtherWords = quotes.ToLookup(quote => read.Add(Plain(quote)));
        return inOtherWords[true].Concat(inOtherWords[false]);

        static string Plain(QuotePlace quote) => string.Join(' ', Words.Of(quote.Text));
    }

    // What a person marked goes before what is only proposed. Within both, one of each person first, then a second of each: a report of one conversation is that person's story, one of many hears everybody.
    private async Task<(IReadOnlyList<QuotePlace>, Left)> AloneAsync(HashSet<Id<Person>> withdrawn, CancellationToken ct)
    {
        var ours = QuoteKinds.All.Where(kind => kind.IsOurs).ToList();
        var (grouped, conversations) = (db.PatternMembers, db.Conversations);
        var marked = await db.Highlights.AsNoTracking().Where(row => !EF.Constant(ours).Contains(row.Kind) && conversations.Any(talk => talk.Id == row.ConversationId) && !grouped.Any(member => member.QuoteId == row.Id)).OrderByDescending(row => row.At).Select(row => new { row.Id, row.PersonId }).Take(AloneCandidates).ToListAsync(ct);
        var proposed = await db.Suggestions.AsNoTracking().Where(row => row.Decision == Decision.Open && !EF.Constant(ours).Contains(row.Kind) && conversations.Any(talk => talk.Id == row.ConversationId) && !grouped.Any(member => member.QuoteId == row.Id)).OrderByDescending(row => row.Probability).ThenBy(row => row.Id).Select(row => new { row.Id, row.PersonId }).Take(AloneCandidates).ToListAsync(ct);
        var (first, then) = (Everybody(marked.Select(row => (row.Id, row.PersonId))), Everybody(proposed.Select(row => (row.Id, row.PersonId))));
        var best = first.Concat(then).Take(MostAlone).ToList();
        var places = await QuotePlace.OfAsync(db, best, ct);
        return ([.. best.Where(places.ContainsKey).Select(quote => places[quote])], new(Math.Max(0, first.Count - MostAlone), Math.Max(0, then.Count - Math.Max(0, MostAlone - first.Count))));

        List<Id<Quote>> Everybody(IEnumerable<(Id<Quote> Id, Id<Person>? Person)> found) =>
            [.. found.Where(row => row.Person is not { } person || !withdrawn.Contains(person)).GroupBy(row => row.Person).SelectMany(same => same.Select((row, round) => (row.Id, round))).OrderBy(pair => pair.round).Select(pair => pair.Id)];
    }

    private async Task<(IReadOnlyList<Source>, IReadOnlyList<FileNote>)> FilesAsync(CancellationToken ct)
    {
        var done = from file in db.ImportFiles.AsNoTracking() join import in db.Imports on file.ImportId equals import.Id where import.State == ImportState.Done || import.State == ImportState.Running select file;
        var sources = await done.Where(file => file.State == ImportFileState.Read && file.Format != null).GroupBy(file => file.Format!).Select(same => new Source(same.Key, same.Count(), same.Sum(file => file.Conversations), same.Sum(file => file.Turns))).ToListAsync(ct);
        var few = await done.CountAsync(ct) <= MostFiles;
        var files = await done.Where(file => few || file.State == ImportFileState.Refused).OrderBy(file => file.Id).Take(MostFiles).ToListAsync(ct);
        return ([.. sources.OrderByDescending(source => source.Conversations).ThenBy(source => source.Format, StringComparer.Ordinal)], [.. files.Select(Note)]);
    }

    private static FileNote Note(ImportFile file)
    {
        var report = file.Report is null ? null : JsonSerializer.Deserialize(file.Report, ImportJson.Default.FileReport);
        return new(file.Name, file.Format, file.Conversations, file.Turns, report?.SetAside.Count ?? 0, report?.NotUnderstood.Count ?? 0, file.State == ImportFileState.Refused ? file.Problem : null, file.State == ImportFileState.Already);
    }
}
