using System.Numerics.Tensors;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Text;

namespace Firsthand.Engine.Patterns;

/// <summary>All quotes of a run and all our questions, read once, so that each of its groups can be asked what speaks against it and which questions were about it.</summary>
public sealed class QuoteSurvey
{
    // The mean of a few quotes is mostly those quotes: it is trusted as they grow.
    private const float QuotesForHalfTrust = 30;

    // Of the similarity that a group's median member has to its middle, this share is still about the same thing.
    private const float SameSubject = .6f;

    // What speaks against a group is at least so near to it by meaning, and by meaning and words in common together.
    private const float Near = .4f, OfSameThing = .75f;

    // A group takes a side where at least so many of its members, and this share of them, take it more than take the other.
    private const int FewestOnSide = 2;
    private const float ShareOnSide = 1f / 3;

    private readonly IReadOnlyList<QuoteItem> items;
    private readonly float[] centre;
    private readonly Offset[] quotes;
    private readonly Offset[] questions;
    private readonly int[] stances;
    private readonly ILookup<int, int> byStance;
    private readonly Dictionary<string, List<int>> withStem = new(StringComparer.Ordinal);

    /// <param name="questions">Vectors of our side's sentences that ask, packed.</param>
    public QuoteSurvey(IReadOnlyList<QuoteItem> items, IReadOnlyList<ReadOnlyMemory<byte>>? questions = null)
    {
        this.items = items;
        centre = PackedVector.Mean(items.Select(item => item.Vector));
        TensorPrimitives.Multiply(centre, items.Count / (items.Count + QuotesForHalfTrust), centre);
        quotes = Offsets(items.Count, i => items[i].Vector);
        this.questions = Offsets(questions?.Count ?? 0, i => questions![i]);
        stances = new int[items.Count];
        Parallel.For(0, stances.Length, i => stances[i] = Stance.Of(items[i]));
        byStance = Enumerable.Range(0, items.Count).Where(i => stances[i] != 0 && items[i].Kind is not { IsOurs: true }).ToLookup(i => stances[i]);
        foreach (var i in byStance.SelectMany(side => side))
            foreach (var stem in Words.Content(items[i].Text).Select(Words.Stem).Distinct(StringComparer.Ordinal))
            {
                if (!withStem.TryGetValue(stem, out var having)) withStem.Add(stem, having = []);
                having.Add(i);
            }
    }

    /// <summary>The members of other groups, or alone, that speak most clearly against a group: about the same thing, of the opposite kind. Best first; none where the group takes no side.</summary>
    public IReadOnlyList<int> CounterExamples(QuoteGroup group, int most = 3)
    {
        var lead = group.Members.Sum(i => stances[i]);
        if (Math.Abs(lead) < Math.Max(FewestOnSide, ShareOnSide * group.Members.Count)) return [];
        var middle = Middle(group);
        var inside = group.Members.ToHashSet();
        // The share of the group's telling words that a quote has.
        var shared = new Dictionary<int, float>();
        foreach (var word in group.Words)
            foreach (var i in withStem.GetValueOrDefault(Words.Stem(word), [])) shared[i] = shared.GetValueOrDefault(i) + 1f / group.Words.Count;
        return [.. byStance[-Math.Sign(lead)]
            .Select(i => (Item: i, Meaning: middle.Closeness(quotes[i]), Shared: shared.GetValueOrDefault(i)))
            .Where(other => other.Meaning >= Near && other.Meaning + other.Shared >= OfSameThing && !inside.Contains(other.Item))
            .OrderByDescending(other => other.Meaning + other.Shared).ThenBy(other => other.Item)
            .Take(most).Select(other => other.Item)];
    }

    /// <summary>Which of our questions ask about what a group says, by their numbers.</summary>
    public IReadOnlyList<int> Asked(QuoteGroup group)
    {
        var middle = Middle(group);
        return [.. Enumerable.Range(0, questions.Length).Where(question => middle.Closeness(questions[question]) >= SameSubject)];
    }

    private GroupMiddle Middle(QuoteGroup group) => new(centre, [.. group.Members.Select(member => quotes[member])]);

    private Offset[] Offsets(int count, Func<int, ReadOnlyMemory<byte>> vectorOf)
    {
        var offsets = new Offset[count];
        Parallel.For(0, count, () => new float[centre.Length], (i, _, room) =>
        {
            offsets[i] = Offset.Of(vectorOf(i), centre, room);
            return room;
        }, _ => { });
        return offsets;
    }

    /// <summary>A vector and how far it is from the middle of all.</summary>
    private readonly record struct Offset(ReadOnlyMemory<byte> Vector, float Length)
    {
        public static Offset Of(ReadOnlyMemory<byte> vector, float[] centre, float[] room)
        {
            // Without a quote whose meaning is known there is no middle to measure from.
            if (vector.IsEmpty || PackedVector.Dimensions(vector.Span) != centre.Length) return default;
            PackedVector.Unpack(vector.Span, room);
            return new(vector, TensorPrimitives.Distance(room, centre));
        }
    }

    /// <summary>The middle of a group as a direction from the middle of all quotes.</summary>
    private sealed class GroupMiddle
    {
        private readonly PackedQuery direction;
        private readonly float length;
        private readonly float withCentre;
        private readonly float typical;

        public GroupMiddle(float[] centre, Offset[] members)
        {
            var mean = PackedVector.Mean(members.Select(member => member.Vector));
            if (mean.Length == 0) mean = [.. centre];
            TensorPrimitives.Subtract(mean, centre, mean);
            (direction, length, withCentre) = (new(mean), TensorPrimitives.Norm(mean), TensorPrimitives.Dot(mean, centre));
            var cosines = members.Select(Cosine).Order().ToArray();
            typical = Math.Max(1e-3f, cosines[cosines.Length / 2]);
        }

        /// <summary>1 for a vector as close as the group's median member.</summary>
        public float Closeness(Offset vector) => Cosine(vector) / typical;

        private float Cosine(Offset vector)
        {
            var lengths = vector.Length * length;
            return lengths == 0 ? 0 : (direction.Dot(vector.Vector.Span) - withCentre) / lengths;
        }
    }
}
