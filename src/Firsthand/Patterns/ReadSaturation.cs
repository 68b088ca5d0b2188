using System.Text.Json;
using System.Text.Json.Serialization;
using Firsthand.Customers;
using Firsthand.Engine.Patterns;
using Firsthand.Engine.Statistics;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Firsthand.Shell.Components;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Patterns;

/// <summary>Is another conversation still teaching us something? Told from what was counted when patterns last changed.</summary>
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
        if (await db.SaturationCounts.AsNoTracking().Select(row => row.Json).SingleOrDefaultAsync(ct) is not { } json) return null;
        var counted = JsonSerializer.Deserialize(json, SaturationJson.Default.Counted)!;
        if (counted.People.Count < FewestPeople || counted.Frequencies.Count == 0) return null;
        var names = await db.People.AsNoTracking().Where(person => person.MergedInto == null).Select(person => new { person.Id, person.Name }).ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        List<Heard> people = [.. counted.People.Select(said => new Heard(said.Person, names.GetValueOrDefault(said.Person) ?? ""))];
        var figures = new Saturation([.. counted.People.Select(said => said.Brought)], counted.Frequencies.SelectMany(pair => Enumerable.Repeat(pair[0], pair[1])));
        var verdict = figures.Verdict();
        var heard = 0;
        return new(people.Count, figures.Incidence.Heard, [.. figures.NewPerInterview.Select(added => heard += added)], figures.NextBringsNew, figures.NextBringsNew.Interval(), verdict.Sentence,
            people, [.. people.Where((_, i) => figures.Contributions[i].Once > 0)], [.. CurveAhead.Of(figures.Incidence, MostAhead).Select(next => new Expected(next.Conversation, next.Things, next.Low, next.High))], figures.StillOpen, verdict);
    }
}
