using System.Text.Json;
using System.Text.Json.Serialization;
using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Patterns;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Firsthand.Patterns;

/// <summary>Counts what each customer brought that others did not, over the patterns they are part of and what stayed alone, in the order they were heard.</summary>
internal sealed class CountSaturation(FirsthandDb db)
{
    public async Task RunAsync(CancellationToken ct)
    {
        var (speakers, conversations, patterns, grouped) = (db.Speakers, db.Conversations, db.Patterns, db.PatternMembers);
        var people = await (from speaker in speakers.AsNoTracking()
                            where speaker.PersonId != null
                            join talk in conversations on speaker.ConversationId equals talk.Id
                            group talk.HeldAt by speaker.PersonId!.Value into same
                            orderby same.Min(), same.Key
                            select same.Key).ToListAsync(ct);
        var said = (await (from member in grouped.AsNoTracking()
                           where member.PersonId != null
                           join pattern in patterns on member.PatternId equals pattern.Id
                           where pattern.State == PatternState.Active
                           select new { Person = member.PersonId!.Value, member.PatternId }).Distinct().ToListAsync(ct)).ToLookup(row => row.Person, row => row.PatternId.Value);
        // A quote that stayed alone is a thing that one customer said, decided or not: without these the next one could never bring anything new.
        // Counted by the database: there are more of them than of all else.
        // A constant: as a parameter it would be sent as a list, and mapped as one, though it is always the same.
        var ours = QuoteKinds.All.Where(kind => kind.IsOurs).ToList();
        var alone = (await db.Highlights.Where(row => row.PersonId != null && !EF.Constant(ours).Contains(row.Kind) && !grouped.Any(member => member.QuoteId == row.Id)).Select(row => row.PersonId)
            .Concat(db.Suggestions.Where(row => row.PersonId != null && row.Decision == Decision.Open && !EF.Constant(ours).Contains(row.Kind) && !grouped.Any(member => member.QuoteId == row.Id)).Select(row => row.PersonId))
            .GroupBy(person => person).Select(same => new { Person = same.Key!.Value, Quotes = same.Count() }).ToListAsync(ct)).ToDictionary(row => row.Person, row => row.Quotes);

        var (numbers, next) = (new Dictionary<Guid, int>(), 0);
        var figures = new Saturation(people.ConvertAll(ThingsOf));
        var counted = new SaturationCount.Counted([.. people.Zip(figures.Contributions, (person, brought) => new SaturationCount.Voiced(person, brought))],
            [.. figures.Incidence.Counts.CountBy(count => count).OrderBy(pair => pair.Key).Select(pair => new[] { pair.Key, pair.Value })]);
        var json = JsonSerializer.Serialize(counted, SaturationJson.Default.Counted);
        if (await db.SaturationCounts.ExecuteUpdateAsync(row => row.SetProperty(same => same.Json, json), ct) > 0) return;
        db.SaturationCounts.Add(new() { Json = json });
        await db.SaveChangesAsync(ct);

        IReadOnlySet<int> ThingsOf(Id<Person> person)
        {
            var things = new HashSet<int>();
            foreach (var pattern in said[person]) things.Add(numbers.TryGetValue(pattern, out var number) ? number : numbers[pattern] = next++);
            for (var quote = 0; quote < alone.GetValueOrDefault(person); quote++) things.Add(next++);
            return things;
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SaturationCount.Counted))]
internal sealed partial class SaturationJson : JsonSerializerContext;

[DisallowConcurrentExecution]
internal sealed class SaturationJob(CountSaturation count, FirsthandDb db, CurrentWorkspace workspace, TimeProvider clock, ILogger<SaturationJob> logger) : Job(db, workspace, clock, logger)
{
    public const string Kind = "saturation";

    protected override Task RunAsync(Guid subject, IProgress<Progress> progress, CancellationToken ct) => count.RunAsync(ct);
}

internal sealed class QueueSaturation(JobQueue queue) : IAfterAct
{
    public Task ActedAsync(Touched rows, CancellationToken ct) =>
        rows.Any<Suggestion>() || rows.Any<Highlight>() || rows.Any<Pattern>() ? queue.EnqueueAsync<SaturationJob>(SaturationJob.Kind, null, ct) : Task.CompletedTask;
}
