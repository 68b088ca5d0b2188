using System.Numerics.Tensors;

namespace Firsthand.Engine.Patterns;

/// <summary>The middle of a group in the encoder's space, measured from the middle of all quotes.</summary>
internal sealed class Middle
{
    // The mean of a few quotes is mostly those quotes: it is trusted as it grows.
    private const float QuotesForHalfTrust = 30;

    private readonly float[] centre;
    private readonly float[] direction;

    public Middle(IReadOnlyList<QuoteItem> items, IReadOnlyList<int> members)
    {
        centre = Mean(items, Enumerable.Range(0, items.Count), items.Count);
        TensorPrimitives.Multiply(centre, items.Count / (items.Count + QuotesForHalfTrust), centre);
        direction = Mean(items, members, members.Count);
        TensorPrimitives.Subtract(direction, centre, direction);
        Typical = members.Select(m => Similarity(items[m].Vector.Span)).Order().ElementAt(members.Count / 2);
    }

    /// <summary>How similar the group's median member is.</summary>
    public float Typical { get; }

    /// <summary>Cosine to the group's middle, -1 to 1.</summary>
    public float Similarity(ReadOnlySpan<float> vector)
    {
        Span<float> offset = vector.Length <= 512 ? stackalloc float[512] : new float[vector.Length];
        offset = offset[..vector.Length];
        TensorPrimitives.Subtract(vector, centre, offset);
        var lengths = TensorPrimitives.Norm(offset) * TensorPrimitives.Norm(direction);
        return lengths == 0 ? 0 : TensorPrimitives.Dot(offset, direction) / lengths;
    }

    private static float[] Mean(IReadOnlyList<QuoteItem> items, IEnumerable<int> which, int count)
    {
        var sum = new float[items[0].Vector.Length];
        foreach (var i in which) TensorPrimitives.Add(sum, items[i].Vector.Span, sum);
        TensorPrimitives.Divide(sum, Math.Max(1, count), sum);
        return sum;
    }
}
