using System.Numerics.Tensors;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Text;

namespace Firsthand.Engine.Patterns;

/// <summary>All quotes of a run, read once, so that each of its groups can be asked what speaks against it and which questions were about it.</summary>
public sealed class QuoteSurvey
{
    // The mean of a few quotes is mostly those quotes: it is trusted as they grow.
    private const float QuotesForHalfTrust = 30;

    // Of the similarity that a group's median member has to its middle, this share is still about the same thing.
    private const float SameSubject = .6f;

    private readonly IReadOnlyList<QuoteItem> items;
    private readonly float[] centre;
    private readonly Lazy<int[]> stances;

    public QuoteSurvey(IReadOnlyList<QuoteItem> items)
    {
        this.items = items;
        centre = Mean([.. Enumerable.Range(0, items.Count)]);
        TensorPrimitives.Multiply(centre, items.Count / (items.Count + QuotesForHalfTrust), centre);
        stances = new(() =>
        {
            var found = new int[items.Count];
            Parallel.For(0, found.Length, i => found[i] = Stance.Of(items[i]));
            return found;
        });
    }

    /// <summary>The members of other groups, or alone, that speak most clearly against a group: about the same thing, of the opposite kind. Best first; none where the group takes no side.</summary>
    public IReadOnlyList<int> CounterExamples(QuoteGroup group, int most = 3)
    {
        var side = Math.Sign(group.Members.Sum(i => stances.Value[i]));
        if (side == 0) return [];
        var middle = Middle(group);
        var inside = group.Members.ToHashSet();
        return [.. Enumerable.Range(0, items.Count)
            .Where(i => stances.Value[i] == -side && !inside.Contains(i) && items[i].Kind is not { IsOurs: true })
            .Select(i => (Item: i, Closeness: middle.Closeness(items[i].Vector.Span)))
            // Words are looked at only where they could still tip the scale.
            .Select(other => other.Closeness >= SameSubject - 1 ? other with { Closeness = other.Closeness + SharedWords(items[other.Item], group) } : other)
            .Where(other => other.Closeness >= SameSubject)
            .OrderByDescending(other => other.Closeness).ThenBy(other => other.Item)
            .Take(most).Select(other => other.Item)];
    }

    /// <summary>Which of our questions ask about what a group says.</summary>
    /// <param name="questions">Vectors of our side's sentences.</param>
    /// <returns>For each question, whether it asks about it.</returns>
    public bool[] Asks(QuoteGroup group, IReadOnlyList<ReadOnlyMemory<float>> questions)
    {
        var middle = Middle(group);
        return [.. questions.Select(question => middle.Closeness(question.Span) >= SameSubject)];
    }

    // The share of the group's telling words that a quote has.
    private static float SharedWords(QuoteItem item, QuoteGroup group)
    {
        if (group.Words.Count == 0) return 0;
        var stems = Words.Content(item.Text).Select(Words.Stem).ToHashSet(StringComparer.Ordinal);
        return (float)group.Words.Count(word => stems.Contains(Words.Stem(word))) / group.Words.Count;
    }

    private GroupMiddle Middle(QuoteGroup group)
    {
        var direction = Mean(group.Members);
        TensorPrimitives.Subtract(direction, centre, direction);
        return new(centre, direction, group.Members.Select(member => items[member].Vector));
    }

    private float[] Mean(IReadOnlyList<int> which)
    {
        var sum = new float[items.Count == 0 ? 0 : items[0].Vector.Length];
        foreach (var i in which) TensorPrimitives.Add(sum, items[i].Vector.Span, sum);
        TensorPrimitives.Divide(sum, Math.Max(1, which.Count), sum);
        return sum;
    }

    /// <summary>The middle of a group as a direction from the middle of all quotes.</summary>
    private sealed class GroupMiddle
    {
        private readonly float[] centre;
        private readonly float[] direction;
        private readonly float typical;

        public GroupMiddle(float[] centre, float[] direction, IEnumerable<ReadOnlyMemory<float>> members)
        {
            (this.centre, this.direction) = (centre, direction);
            var cosines = members.Select(member => Cosine(member.Span)).Order().ToArray();
            typical = Math.Max(1e-3f, cosines[cosines.Length / 2]);
        }

        /// <summary>1 for a vector as close as the group's median member.</summary>
        public float Closeness(ReadOnlySpan<float> vector) => Cosine(vector) / typical;

        private float Cosine(ReadOnlySpan<float> vector)
        {
            Span<float> offset = new float[vector.Length];
            TensorPrimitives.Subtract(vector, centre, offset);
            var lengths = TensorPrimitives.Norm(offset) * TensorPrimitives.Norm(direction);
            return lengths == 0 ? 0 : TensorPrimitives.Dot(offset, direction) / lengths;
        }
    }
}
