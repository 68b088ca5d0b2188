using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Patterns;
using Firsthand.Engine.Statistics;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Patterns;

/// <summary>Is another conversation still teaching us something? Counted over customers and the patterns they are part of, in the order they were heard.</summary>
internal sealed class ReadSaturation(FirsthandDb db)
{
    /// <summary>Fewer customers than this say nothing about the next one.</summary>
    public const int FewestPeople = 4;

    /// <param name="Curve">Different things heard after 1, 2, 3 ... customers.</param>
    /// <param name="NextBringsNew">Customers who said something that nobody else said, of all: the chance that the next one brings something new.</param>
    public sealed record View(int People, int Things, IReadOnlyList<int> Curve, Share NextBringsNew, Interval Interval, string Sentence);

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
        // A quote that stayed alone is a thing that one customer said: without these the next one could never bring anything new.
        var grouped = db.PatternMembers;
        var alone = (await db.Highlights.AsNoTracking().Where(row => row.PersonId != null && !grouped.Any(member => member.QuoteId == row.Id)).Select(row => new { Person = row.PersonId!.Value, row.Id }).ToListAsync(ct)).ToLookup(row => row.Person, row => row.Id);
        var numbers = new Dictionary<Guid, int>();
        var interviews = order.OrderBy(row => row.First).ThenBy(row => row.Person)
            .Select(row => (IReadOnlySet<int>)said[row.Person].Select(id => id.Value).Concat(alone[row.Person].Select(id => id.Value)).Select(id => numbers.TryGetValue(id, out var number) ? number : numbers[id] = numbers.Count).ToHashSet()).ToList();
        if (numbers.Count == 0) return null;
        var figures = new Saturation(interviews);
        var heard = 0;
        return new(order.Count, numbers.Count, [.. figures.NewPerInterview.Select(added => heard += added)], figures.NextBringsNew, figures.NextBringsNew.Interval(), Sentence(figures.NextBringsNew));
    }

    private static string Sentence(Share next) => next.Count == 0
        ? $"None of the {next.Total} customers said anything that no other said: the next conversation may bring little that is new."
        : $"The next conversation has about a 1 in {Math.Max(1, (int)Math.Round((double)next.Total / next.Count))} chance of telling you something new.";
}
