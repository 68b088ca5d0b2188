using System.Numerics.Tensors;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Numerics;

namespace Firsthand.Engine.Patterns;

/// <summary>A member that speaks for its group when new quotes come.</summary>
/// <param name="Group">The group's number in the grouping.</param>
public sealed record StandIn(int Group, QuoteItem Quote);

/// <summary>
/// What a full run leaves behind, so that the quotes of a new conversation find their patterns at once: a few members of each group stand
/// for it. There are never more of them than a fixed number, so placing takes as long in a large corpus as in a small one.
/// </summary>
/// <remarks>Placing only adds to groups; new groups come with the next full run. One map serves all threads.</remarks>
public sealed class PatternMap
{
    // In all, so that placing a quote takes some tenths of a millisecond. Groups beyond so many have nobody to stand for them.
    private const int MostStandIns = 4_000, MostPerGroup = 32;

    // So many vectors stay in a core's cache while all quotes pass by.
    private const int StandInsAtOnce = 128;

    // How many of a group's nearest stand-ins speak for it.
    private const int Voices = 3;

    // As what holds a group together was weighed.
    private const float Balance = Tightened.Balance;

    // A quote belongs if it is nearly as close to a group as the group's outer members are.
    private const double OuterMember = .1;
    private const float NearlyAsClose = .95f;

    /// <summary>Of a group of one nobody knows how far it reaches. Nothing is more alike than 1.</summary>
    public const float OutOfReach = 2;

    // A question is about a group when it is nearly as close to its middle as most that stand for it.
    private const float SameSubject = .6f;

    private readonly PatternMapFrame frame;
    private readonly (int Group, float[] Vector, int Stance)[] standIns;

    // The stand-ins that have the term of place p, and its weight in each: from starts[p] to starts[p + 1].
    private readonly int[] starts = new int[TermWeights.Places + 1];
    private readonly (int StandIn, float Weight)[] having;
    private readonly IReadOnlyList<float> reaches;
    private readonly (float[] Middle, float Typical)[] middles;

    /// <param name="frame">What the corpus as a whole left.</param>
    /// <param name="reaches">For each group how close a quote must come to belong to it.</param>
    /// <param name="standIns">Who stands for the groups.</param>
    public PatternMap(PatternMapFrame frame, IReadOnlyList<float> reaches, IReadOnlyList<StandIn> standIns)
    {
        (this.frame, this.reaches) = (frame, reaches);
        this.standIns = new (int, float[], int)[standIns.Count];
        var terms = new (int Place, float Weight)[standIns.Count][];
        var alone = new float[standIns.Count][];
        Parallel.For(0, standIns.Count, () => new Lexicon(), (s, _, lexicon) =>
        {
            var quote = standIns[s].Quote;
            this.standIns[s] = (standIns[s].Group, frame.InPassage(quote), Stance.Of(quote));
            alone[s] = frame.Centred(quote.Vector);
            terms[s] = frame.Terms(quote.Text, lexicon);
            return lexicon;
        }, _ => { });
        foreach (var found in terms) foreach (var (place, _) in found) starts[place + 1]++;
        for (var place = 0; place < TermWeights.Places; place++) starts[place + 1] += starts[place];
        having = new (int, float)[starts[^1]];
        var next = starts[..^1];
        for (var s = 0; s < terms.Length; s++) foreach (var (place, weight) in terms[s]) having[next[place]++] = (s, weight);
        middles = new (float[], float)[reaches.Count];
        // A question is about what is said, not about what is said around it.
        foreach (var group in standIns.Zip(alone).GroupBy(pair => pair.First.Group, pair => pair.Second)) middles[group.Key] = MiddleOf([.. group]);
    }

    /// <summary>Who stands for each group of a full run, the most typical first: numbers of its items. None for groups beyond the largest few thousand.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> ChooseStandIns(QuoteGrouping grouping)
    {
        var perGroup = Math.Clamp(MostStandIns / Math.Max(1, grouping.Groups.Count), 1, MostPerGroup);
        return [.. grouping.Groups.Select((group, g) => g * perGroup < MostStandIns ? Spread(group.Members, perGroup) : [])];
    }

    /// <summary>For each group how close a quote must come to belong: nearly as close as its outer members are to those who stand for it.</summary>
    public static IReadOnlyList<float> Reaches(PatternMapFrame frame, IReadOnlyList<QuoteItem> items, QuoteGrouping grouping, IReadOnlyList<IReadOnlyList<int>> standIns)
    {
        var reaches = new float[grouping.Groups.Count];
        Parallel.For(0, reaches.Length, () => new Lexicon(), (g, _, lexicon) =>
        {
            var chosen = standIns[g].ToDictionary(i => i, i => (Vector: frame.InPassage(items[i]), Terms: frame.Terms(items[i].Text, lexicon)));
            var closeness = Spread(grouping.Groups[g].Members, MostPerGroup).Select(member =>
            {
                var vector = frame.InPassage(items[member]);
                var terms = frame.Terms(items[member].Text, lexicon);
                // Nobody speaks for itself.
                var nearest = chosen.Where(other => other.Key != member).Select(other => Balance * TensorPrimitives.Dot(vector, other.Value.Vector) + (1 - Balance) * Product(terms, other.Value.Terms))
                    .OrderDescending().Take(Voices).ToList();
                return nearest.Count == 0 ? (float?)null : nearest.Average() - Tightened.Thin(items[member]);
            }).OfType<float>().Order().ToArray();
            reaches[g] = closeness.Length == 0 ? OutOfReach : NearlyAsClose * closeness[(int)(OuterMember * closeness.Length)];
            return lexicon;
        }, _ => { });
        return reaches;
    }

    /// <summary>The map of a full run, at once.</summary>
    /// <param name="items">The quotes of the run.</param>
    /// <param name="grouping">What it gave.</param>
    public static PatternMap Of(IReadOnlyList<QuoteItem> items, QuoteGrouping grouping)
    {
        var frame = PatternMapFrame.Of(items);
        var standIns = ChooseStandIns(grouping);
        return new(frame, Reaches(frame, items, grouping, standIns), [.. standIns.SelectMany((chosen, group) => chosen.Select(i => new StandIn(group, items[i])))]);
    }

    /// <returns>For each quote its group and how close it is to it, 0 to 1; null when it is like none: the next full run decides.</returns>
    public IReadOnlyList<(int Group, float Closeness)?> Place(IReadOnlyList<QuoteItem> quotes)
    {
        var likeness = LikenessByMeaning(quotes);
        var lexicon = new Lexicon();
        return [.. quotes.Select((quote, q) => Place(quote, likeness[q], lexicon))];
    }

    /// <summary>Which groups questions of ours are about.</summary>
    /// <returns>For each question the numbers of the groups.</returns>
    public IReadOnlyList<IReadOnlyList<int>> Asked(IReadOnlyList<ReadOnlyMemory<byte>> questions) =>
        [.. questions.Select(frame.Centred).Select(question => (IReadOnlyList<int>)[.. Enumerable.Range(0, middles.Length).Where(g => middles[g].Middle is { } middle && DotProduct.Of(question, middle) >= SameSubject * middles[g].Typical)])];

    // For each quote, to each stand-in: its part of the balance.
    private float[][] LikenessByMeaning(IReadOnlyList<QuoteItem> quotes)
    {
        var vectors = quotes.Select(frame.InPassage).ToList();
        var likeness = vectors.ConvertAll(_ => new float[standIns.Length]).ToArray();
        Parallel.For(0, (standIns.Length + StandInsAtOnce - 1) / StandInsAtOnce, block =>
        {
            var end = Math.Min(standIns.Length, (block + 1) * StandInsAtOnce);
            for (var q = 0; q < likeness.Length; q++)
                for (var s = block * StandInsAtOnce; s < end; s++) likeness[q][s] = Balance * DotProduct.Of(vectors[q], standIns[s].Vector);
        });
        return likeness;
    }

    private (int, float)? Place(QuoteItem quote, float[] likeness, Lexicon lexicon)
    {
        if (quote.Kind is { IsOurs: true } || reaches.Count == 0 || Substance.Content(quote.Text).Length == 0) return null;
        var closeness = Closeness(quote, likeness, lexicon);
        var best = 0;
        for (var g = 1; g < closeness.Length; g++) if (closeness[g] > closeness[best]) best = g;
        return closeness[best] - Tightened.Thin(quote) >= reaches[best] ? (best, Math.Clamp(closeness[best], 0, 1)) : null;
    }

    // For each group the mean similarity to its nearest stand-ins. The words are added to the likeness by meaning, in place.
    private float[] Closeness(QuoteItem quote, float[] similarities, Lexicon lexicon)
    {
        foreach (var (place, weight) in frame.Terms(quote.Text, lexicon))
            foreach (var (standIn, other) in having.AsSpan(starts[place]..starts[place + 1])) similarities[standIn] += (1 - Balance) * weight * other;
        if (Stance.Of(quote) is not 0 and var side)
            for (var s = 0; s < similarities.Length; s++) if (standIns[s].Stance == -side) similarities[s] -= Stance.Opposed;
        var nearest = new float[reaches.Count * Voices];
        Array.Fill(nearest, float.NegativeInfinity);
        for (var s = 0; s < similarities.Length; s++)
        {
            var voices = nearest.AsSpan(standIns[s].Group * Voices, Voices);
            var at = Voices - 1;
            if (similarities[s] <= voices[at]) continue;
            for (; at > 0 && similarities[s] > voices[at - 1]; at--) voices[at] = voices[at - 1];
            voices[at] = similarities[s];
        }
        var closeness = new float[reaches.Count];
        for (var g = 0; g < closeness.Length; g++)
        {
            var heard = nearest.AsSpan(g * Voices, Voices);
            var count = heard.IndexOf(float.NegativeInfinity) is var end and >= 0 ? end : Voices;
            closeness[g] = count == 0 ? 0 : TensorPrimitives.Sum(heard[..count]) / count;
        }
        return closeness;
    }

    private static (float[] Middle, float Typical) MiddleOf(float[][] vectors)
    {
        var middle = new float[vectors[0].Length];
        foreach (var vector in vectors) TensorPrimitives.Add(middle, vector, middle);
        var length = TensorPrimitives.Norm(middle);
        if (length > 0) TensorPrimitives.Divide(middle, length, middle);
        var cosines = vectors.Select(vector => TensorPrimitives.Dot<float>(vector, middle)).Order().ToArray();
        return (middle, Math.Max(1e-3f, cosines[cosines.Length / 2]));
    }

    private static float Product((int Place, float Weight)[] a, (int Place, float Weight)[] b)
    {
        var (i, j, sum) = (0, 0, 0f);
        while (i < a.Length && j < b.Length)
        {
            if (a[i].Place == b[j].Place) sum += a[i].Weight * b[j].Weight;
            if (a[i].Place <= b[j].Place) i++;
            else j++;
        }
        return sum;
    }

    // From the most to the least typical, in even steps.
    private static List<int> Spread(IReadOnlyList<int> members, int most)
    {
        var count = Math.Min(most, members.Count);
        return [.. Enumerable.Range(0, count).Select(i => members[(int)((long)i * members.Count / count)])];
    }
}

/// <summary>What a corpus as a whole leaves for placing: the middle of its quotes, alone and in their passages, and how much its words tell.</summary>
public sealed class PatternMapFrame
{
    private readonly float[] centre;
    private readonly float[] centreOfPassages;
    private readonly TermWeights weights;

    private PatternMapFrame(float[] centre, float[] centreOfPassages, TermWeights weights) => (this.centre, this.centreOfPassages, this.weights) = (centre, centreOfPassages, weights);

    public static PatternMapFrame Of(IReadOnlyList<QuoteItem> items) =>
        new(PackedVector.Mean(items.Select(item => item.Vector)), PackedVector.Mean(items.Select(item => item.InPassage)), new(items.Count, i => Substance.Content(items[i].Text)));

    /// <exception cref="EndOfStreamException">Not as <see cref="ToBytes"/> wrote it.</exception>
    public static PatternMapFrame Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return new(ReadVector(reader), ReadVector(reader), TermWeights.Read(reader));
    }

    /// <summary>Both middles (the length of each, then its numbers, little-endian) and the counts of terms: some 260 kB, whatever the corpus.</summary>
    public byte[] ToBytes()
    {
        var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
        {
            foreach (var middle in (float[][])[centre, centreOfPassages])
            {
                writer.Write(middle.Length);
                foreach (var number in middle) writer.Write(number);
            }
            weights.Write(writer);
        }
        return stream.ToArray();
    }

    internal (int Place, float Weight)[] Terms(string text, Lexicon lexicon) => weights.Of(Substance.Content(text), lexicon);

    /// <summary>From the middle, of length 1; of zeros where there is no vector, or none of this size.</summary>
    internal float[] Centred(ReadOnlyMemory<byte> packed) => From(centre, packed);

    /// <summary>The same for a quote in its passage.</summary>
    internal float[] InPassage(QuoteItem quote) => From(centreOfPassages, quote.InPassage);

    private static float[] ReadVector(BinaryReader reader)
    {
        var vector = new float[reader.ReadInt32()];
        for (var d = 0; d < vector.Length; d++) vector[d] = reader.ReadSingle();
        return vector;
    }

    private static float[] From(float[] middle, ReadOnlyMemory<byte> packed)
    {
        var vector = new float[middle.Length];
        if (PackedVector.Dimensions(packed.Span) != middle.Length) return vector;
        PackedVector.Unpack(packed.Span, vector);
        TensorPrimitives.Subtract(vector, middle, vector);
        var norm = TensorPrimitives.Norm(vector);
        if (norm > 0) TensorPrimitives.Divide(vector, norm, vector);
        return vector;
    }
}
