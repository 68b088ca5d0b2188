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

    /// <summary>Compares every quote with every other one.</summary>
    public static Neighbours Exact(QuoteSpace space, int width)
    {
        var count = space.Count;
        var result = new Neighbours(count, width);
        var letters = space.Letters.ByTerm();
        var stems = space.Stems.ByTerm();
        Parallel.For(0, (count + RowsAtOnce - 1) / RowsAtOnce, () => new float[RowsAtOnce * count], (block, _, buffer) =>
        {
            int from = block * RowsAtOnce, to = Math.Min(count, from + RowsAtOnce);
            for (var j = 0; j < count; j++)
            {
                var other = space.DenseOf(j);
                for (var i = from; i < to; i++) buffer[(i - from) * count + j] = TensorPrimitives.Dot(space.DenseOf(i), other);
            }
            for (var i = from; i < to; i++)
            {
                var row = buffer.AsSpan((i - from) * count, count);
                Add(space.Letters, letters, i, row);
                Add(space.Stems, stems, i, row);
                row[i] = float.NegativeInfinity;
                result.Keep(i, row);
            }
            return buffer;
        }, _ => { });
        return result;
    }

    private static void Add(Encoding.LexicalVectors vectors, (int[] Starts, int[] Texts, float[] Weights) byTerm, int text, Span<float> row)
    {
        for (var e = vectors.Starts[text]; e < vectors.Starts[text + 1]; e++)
        {
            var (term, weight) = (vectors.Terms[e], vectors.Weights[e]);
            for (var p = byTerm.Starts[term]; p < byTerm.Starts[term + 1]; p++) row[byTerm.Texts[p]] += weight * byTerm.Weights[p];
        }
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
