using System.Text.Json.Serialization;
using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Patterns;
using Firsthand.Engine.Statistics;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Firsthand.Shell.Components;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Patterns;

/// <summary>Is another conversation still teaching us something? Counted over customers and the patterns they are part of, in the order they were heard.</summary>
internal sealed class ReadSaturation(FirsthandDb db)
{
    /// <summary>Fewer customers than this say nothing about the next one.</summary>
    public const int FewestPeople = 4;

    // How far ahead the curve is drawn: beyond, the estimate is a guess.
    private const int MostAhead = 5;

    /// <summary>A customer, in the order in which they were first heard.</summary>
    public sealed record Heard(Id<Person> Person, string Name);

    /// <summary>What to expect after one more customer, two more ...: different things in all, with the range.</summary>
    public sealed record Expected(int People, double Things, double Low, double High);

    /// <param name="Curve">Different things heard after 1, 2, 3 ... customers.</param>
    /// <param name="NextBringsNew">Customers who said something that nobody else said, of all: the chance that the next one brings something new.</param>
    /// <param name="Order">The customers of the curve.</param>
    /// <param name="OnlyTheirs">Those who said something that nobody else said.</param>
    /// <param name="StillOpen">What speaks for another conversation, each a sentence; empty when enough was heard.</param>
    /// <param name="Verdict">What the figures amount to; the sentence and the interval are its own.</param>
    public sealed record View(int People, int Things, IReadOnlyList<int> Curve, Share NextBringsNew, Interval Interval, string Sentence,
        IReadOnlyList<Heard> Order, IReadOnlyList<Heard> OnlyTheirs, IReadOnlyList<Expected> Ahead, IReadOnlyList<string> StillOpen, [property: JsonIgnore] Verdict Verdict);

    public async Task<View?> RunAsync(CancellationToken ct)
    {
        var (speakers, conversations) = (db.Speakers, db.Conversations);
        var order = await (from speaker in speakers.AsNoTracking()
                           where speaker.PersonId != null
                           join talk in conversations on speaker.ConversationId equals talk.Id
                           group talk.HeldAt by speaker.PersonId!.Value into same
                           select new { Person = same.Key, First = same.Min() }).ToListAsync(ct);
        if (order.Count < FewestPeople) return null;
        var patterns = db.Patterns;
        var said = (await (from member in db.PatternMembers.AsNoTracking()
                           where member.PersonId != null
                           join pattern in patterns on member.PatternId equals pattern.Id
                           where pattern.State == PatternState.Active
                           select new { Person = member.PersonId!.Value, member.PatternId }).Distinct().ToListAsync(ct)).ToLookup(row => row.Person, row => row.PatternId);
        // A quote that stayed alone is a thing that one customer said, decided or not: without these the next one could never bring anything new.
        var grouped = db.PatternMembers;
        var ours = QuoteKinds.All.Where(kind => kind.IsOurs).ToList();
        var alone = (await db.Highlights.AsNoTracking().Where(row => row.PersonId != null && !ours.Contains(row.Kind)).Select(row => new { Person = row.PersonId!.Value, row.Id })
            .Concat(db.Suggestions.AsNoTracking().Where(row => row.PersonId != null && row.Decision == Decision.Open && !ours.Contains(row.Kind)).Select(row => new { Person = row.PersonId!.Value, row.Id }))
            .Where(row => !grouped.Any(member => member.QuoteId == row.Id)).ToListAsync(ct)).ToLookup(row => row.Person, row => row.Id);
        var numbers = new Dictionary<Guid, int>();
        order = [.. order.OrderBy(row => row.First).ThenBy(row => row.Person)];
        var interviews = order
            .ConvertAll(row => (IReadOnlySet<int>)said[row.Person].Select(id => id.Value).Concat(alone[row.Person].Select(id => id.Value)).Select(id => numbers.TryGetValue(id, out var number) ? number : numbers[id] = numbers.Count).ToHashSet());
        if (numbers.Count == 0) return null;
        var ids = order.ConvertAll(row => row.Person);
        var names = await db.People.AsNoTracking().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        List<Heard> people = [.. order.Select(row => new Heard(row.Person, names.GetValueOrDefault(row.Person) ?? ""))];
        var figures = new Saturation(interviews);
        var verdict = figures.Verdict();
        var times = interviews.SelectMany(things => things).CountBy(thing => thing).ToDictionary();
        var heard = 0;
        return new(order.Count, numbers.Count, [.. figures.NewPerInterview.Select(added => heard += added)], figures.NextBringsNew, figures.NextBringsNew.Interval(), verdict.Sentence,
            people, [.. people.Where((_, i) => interviews[i].Any(thing => times[thing] == 1))], [.. CurveAhead.Of(figures.Incidence, MostAhead).Select(next => new Expected(next.Conversation, next.Things, next.Low, next.High))], figures.StillOpen, verdict);
    }
}
