using System.Numerics.Tensors;

namespace Firsthand.Engine.Patterns;

/// <summary>For each quote the quotes most like it, itself not among them: those of i at i * Width, the most similar first, -1 where there are fewer.</summary>
internal sealed class Neighbours
{
    private const int RowsAtOnce = 16;

    private Neighbours(int count, int width)
    {
        (Width, Of, Similarities) = (width, new int[count * width], new float[count * width]);
    }

    public int Width { get; }
    public int[] Of { get; }
    public float[] Similarities { get; }

    /// <summary>The same with fewer neighbours each.</summary>
    public Neighbours First(int width)
    {
        var count = Of.Length / Width;
        var first = new Neighbours(count, width);
        for (var i = 0; i < count; i++)
        {
            Of.AsSpan(i * Width, width).CopyTo(first.Of.AsSpan(i * width));
            Similarities.AsSpan(i * Width, width).CopyTo(first.Similarities.AsSpan(i * width));
        }
        return first;
    }

    /// <summary>Compares every quote with every other one, once for all balances.</summary>
    /// <returns>One list of neighbours per balance.</returns>
    public static Neighbours[] Exact(QuoteSpace space, int width, IReadOnlyList<float> balances)
    {
        var count = space.Count;
        var results = balances.Select(_ => new Neighbours(count, width)).ToArray();
        var byTerm = space.Words.ByTerm();
        Parallel.For(0, (count + RowsAtOnce - 1) / RowsAtOnce, () => new Rows(count), (block, _, rows) =>
        {
            int from = block * RowsAtOnce, to = Math.Min(count, from + RowsAtOnce);
            for (var j = 0; j < count; j++)
            {
                var other = space.MeaningOf(j);
                for (var i = from; i < to; i++) rows.Meaning[(i - from) * count + j] = TensorPrimitives.Dot(space.MeaningOf(i), other);
            }
            for (var i = from; i < to; i++)
            {
                var meaning = rows.Meaning.AsSpan((i - from) * count, count);
                rows.Words.AsSpan().Clear();
                space.Words.AddProducts(byTerm, i, rows.Words);
                for (var b = 0; b < balances.Count; b++)
                {
                    TensorPrimitives.Multiply(rows.Words, 1 - balances[b], rows.Both);
                    TensorPrimitives.MultiplyAdd(meaning, balances[b], rows.Both, rows.Both);
                    rows.Both[i] = float.NegativeInfinity;
                    results[b].Keep(i, rows.Both);
                }
            }
            return rows;
        }, _ => { });
        return results;
    }

    private sealed class Rows(int count)
    {
        public float[] Meaning { get; } = new float[RowsAtOnce * count];
        public float[] Words { get; } = new float[count];
        public float[] Both { get; } = new float[count];
    }

    // The most similar of a row; of equals the one that comes first.
    private void Keep(int i, ReadOnlySpan<float> row)
    {
        var of = Of.AsSpan(i * Width, Width);
        var similarities = Similarities.AsSpan(i * Width, Width);
        of.Fill(-1);
        similarities.Fill(float.NegativeInfinity);
        for (var j = 0; j < row.Length; j++)
            if (row[j] > similarities[^1]) Insert(of, similarities, j, row[j]);
    }

    private static void Insert(Span<int> of, Span<float> similarities, int j, float similarity)
    {
        var at = of.Length - 1;
        for (; at > 0 && similarity > similarities[at - 1]; at--) (of[at], similarities[at]) = (of[at - 1], similarities[at - 1]);
        (of[at], similarities[at]) = (j, similarity);
    }
}
