using System.Numerics.Tensors;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;

namespace Firsthand.Engine.Patterns;

/// <summary>
/// What a full run leaves behind, so that the quotes of a new conversation find their patterns at once: a few members of each group stand
/// for it. There are never more of them than a fixed number, so placing takes as long in a large corpus as in a small one.
/// </summary>
/// <remarks>Placing only adds to groups; new groups come with the next full run. One map serves all threads.</remarks>
public sealed class PatternMap
{
    // In all, so that placing a quote stays well under a millisecond.
    private const int MostStandIns = 4_000, MostPerGroup = 32, FewestPerGroup = 3;

    // How many of a group's nearest stand-ins speak for it.
    private const int Voices = 3;

    private const float Balance = .33f;

    // A quote belongs if it is at least nearly as close to a group as the group's outer members are.
    private const double OuterMember = .1;
    private const float NearlyAsClose = .9f;

    private const float Same = .999f;

    private readonly float[] centre;
    private readonly TermWeights weights;
    private readonly List<(int Group, float[] Vector)> standIns = [];
    private readonly Dictionary<uint, List<(int StandIn, float Weight)>> withTerm = [];
    private readonly float[] closeEnough;

    private PatternMap(IReadOnlyList<QuoteItem> items, QuoteGrouping grouping)
    {
        centre = Mean(items);
        weights = new(items.Select(item => Substance.Content(item.Text)));
        closeEnough = new float[grouping.Groups.Count];
        var perGroup = Math.Clamp(MostStandIns / Math.Max(1, grouping.Groups.Count), FewestPerGroup, MostPerGroup);
        for (var g = 0; g < grouping.Groups.Count; g++) foreach (var member in Spread(grouping.Groups[g].Members, perGroup)) StandFor(g, items[member]);
        for (var g = 0; g < grouping.Groups.Count; g++)
        {
            var own = Spread(grouping.Groups[g].Members, perGroup).Select(member => Closeness(items[member], isStandIn: true)[g]).Order().ToArray();
            closeEnough[g] = NearlyAsClose * own[(int)(OuterMember * own.Length)];
        }
    }

    /// <param name="items">The quotes of the full run.</param>
    /// <param name="grouping">What it gave.</param>
    public static PatternMap Of(IReadOnlyList<QuoteItem> items, QuoteGrouping grouping) => new(items, grouping);

    /// <returns>For each quote the number of its group in the grouping; null when it is like none.</returns>
    public IReadOnlyList<int?> Place(IReadOnlyList<QuoteItem> quotes) => [.. quotes.Select(Place)];

    private int? Place(QuoteItem quote)
    {
        if (quote.Kind is { IsOurs: true } || closeEnough.Length == 0 || Substance.Content(quote.Text).Length == 0) return null;
        var closeness = Closeness(quote, isStandIn: false);
        var best = 0;
        for (var g = 1; g < closeness.Length; g++) if (closeness[g] > closeness[best]) best = g;
        return closeness[best] >= closeEnough[best] ? best : null;
    }

    // For each group the mean similarity to its nearest stand-ins.
    private float[] Closeness(QuoteItem quote, bool isStandIn)
    {
        var vector = Centred(quote);
        var similarities = standIns.Select(standIn => Balance * TensorPrimitives.Dot(vector, standIn.Vector)).ToArray();
        foreach (var (term, weight) in weights.Of(Substance.Content(quote.Text)))
            if (withTerm.TryGetValue(term, out var found))
                foreach (var (standIn, other) in found) similarities[standIn] += (1 - Balance) * weight * other;
        var nearest = new float[closeEnough.Length * Voices];
        Array.Fill(nearest, -1);
        for (var s = 0; s < similarities.Length; s++)
        {
            // A stand-in is not compared with itself, nor with its very words.
            if (isStandIn && similarities[s] > Same) continue;
            var voices = nearest.AsSpan(standIns[s].Group * Voices, Voices);
            var at = Voices - 1;
            if (similarities[s] <= voices[at]) continue;
            for (; at > 0 && similarities[s] > voices[at - 1]; at--) voices[at] = voices[at - 1];
            voices[at] = similarities[s];
        }
        var closeness = new float[closeEnough.Length];
        for (var g = 0; g < closeness.Length; g++)
        {
            var heard = nearest.AsSpan(g * Voices, Voices);
            var count = heard.IndexOf(-1f) is var end and >= 0 ? end : Voices;
            closeness[g] = count == 0 ? 0 : TensorPrimitives.Sum(heard[..count]) / count;
        }
        return closeness;
    }

    private void StandFor(int group, QuoteItem item)
    {
        foreach (var (term, weight) in weights.Of(Substance.Content(item.Text)))
        {
            if (!withTerm.TryGetValue(term, out var found)) withTerm.Add(term, found = []);
            found.Add((standIns.Count, weight));
        }
        standIns.Add((group, Centred(item)));
    }

    // From the most to the least typical, in even steps.
    private static IEnumerable<int> Spread(IReadOnlyList<int> members, int most)
    {
        var count = Math.Min(most, members.Count);
        return Enumerable.Range(0, count).Select(i => members[(int)((long)i * members.Count / count)]);
    }

    private float[] Centred(QuoteItem item)
    {
        var vector = new float[centre.Length];
        TensorPrimitives.Subtract(item.Vector.Span, centre, vector);
        var norm = TensorPrimitives.Norm(vector);
        if (norm > 0) TensorPrimitives.Divide(vector, norm, vector);
        return vector;
    }

    private static float[] Mean(IReadOnlyList<QuoteItem> items)
    {
        var sums = new double[items.Count == 0 ? 0 : items[0].Vector.Length];
        foreach (var item in items)
        {
            var vector = item.Vector.Span;
            for (var d = 0; d < sums.Length; d++) sums[d] += vector[d];
        }
        return Array.ConvertAll(sums, sum => (float)(sum / items.Count));
    }
}
