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

    // What speaks against a group says nearly what one of its members on that side says, but for the side: so alike from the middle of all quotes. Looked for among those that are most about the same thing.
    private const float SaysTheSame = .5f;
    private const int Shortlist = 30;

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

    /// <summary>The members of other groups, or alone, that speak most clearly against a group: nearly what a member says, from the other side. Best first; none where the group takes no side. What has no vector is told by the words that it shares.</summary>
    public IReadOnlyList<int> CounterExamples(QuoteGroup group, int most = 3)
    {
        var lead = group.Members.Sum(i => stances[i]);
        if (Math.Abs(lead) < Math.Max(FewestOnSide, ShareOnSide * group.Members.Count)) return [];
        var middle = Middle(group);
        var inside = group.Members.ToHashSet();
        var takesSide = group.Members.Where(i => stances[i] == Math.Sign(lead)).ToArray();
        // The share of the group's telling words that a quote has.
        var shared = new Dictionary<int, float>();
        foreach (var word in group.Words)
            foreach (var i in withStem.GetValueOrDefault(Words.Stem(word), [])) shared[i] = shared.GetValueOrDefault(i) + 1f / group.Words.Count;
        return [.. byStance[-Math.Sign(lead)]
            .Select(i => (Item: i, Closeness: middle.Closeness(quotes[i]) + shared.GetValueOrDefault(i)))
            .Where(other => other.Closeness >= SameSubject && !inside.Contains(other.Item))
            .OrderByDescending(other => other.Closeness).ThenBy(other => other.Item)
            .Take(Shortlist).Select(other => (other.Item, Likeness: quotes[other.Item].Vector.IsEmpty ? SaysTheSame : Likeness(other.Item, takesSide)))
            .Where(other => other.Likeness >= SaysTheSame)
            .OrderByDescending(other => other.Likeness).ThenBy(other => other.Item)
            .Take(most).Select(other => other.Item)];
    }

    /// <summary>Which of our questions ask about what a group says, by their numbers.</summary>
    public IReadOnlyList<int> Asked(QuoteGroup group)
    {
        var middle = Middle(group);
        return [.. Enumerable.Range(0, questions.Length).Where(question => middle.Closeness(questions[question]) >= SameSubject)];
    }

    private GroupMiddle Middle(QuoteGroup group) => new(centre, [.. group.Members.Select(member => quotes[member])]);

    // How alike a quote is to that one of others that is most alike.
    private float Likeness(int item, int[] others)
    {
        var direction = new Direction(centre, PackedVector.Mean([quotes[item].Vector]));
        return others.Max(other => direction.Cosine(quotes[other]));
    }

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

    /// <summary>A point as a direction from the middle of all quotes.</summary>
    private readonly struct Direction
    {
        private readonly PackedQuery direction;
        private readonly float length;
        private readonly float withCentre;

        public Direction(float[] centre, float[] point)
        {
            var offset = point.Length == 0 ? new float[centre.Length] : point;
            if (point.Length > 0) TensorPrimitives.Subtract(point, centre, offset);
            (direction, length, withCentre) = (new(offset), TensorPrimitives.Norm(offset), TensorPrimitives.Dot(offset, centre));
        }

        public float Cosine(Offset vector)
        {
            var lengths = vector.Length * length;
            return lengths == 0 ? 0 : (direction.Dot(vector.Vector.Span) - withCentre) / lengths;
        }
    }

    /// <summary>The middle of a group.</summary>
    private sealed class GroupMiddle
    {
        private readonly Direction middle;
        private readonly float typical;

        public GroupMiddle(float[] centre, Offset[] members)
        {
            middle = new(centre, PackedVector.Mean(members.Select(member => member.Vector)));
            var cosines = members.Select(middle.Cosine).Order().ToArray();
            typical = Math.Max(1e-3f, cosines[cosines.Length / 2]);
        }

        /// <summary>1 for a vector as close as the group's median member.</summary>
        public float Closeness(Offset vector) => middle.Cosine(vector) / typical;
    }
}
