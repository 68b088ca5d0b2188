using System.Numerics.Tensors;

namespace Firsthand.Engine.Patterns;

/// <summary>For each quote the quotes most like it, itself not among them: those of i at i * Width, the most similar first, -1 where there are fewer.</summary>
internal sealed class Neighbours
{
    private const int RowsAtOnce = 16;

    private Neighbours(int count, int width)
    {
        (Width, Numbers, Similarities) = (width, new int[count * width], new float[count * width]);
    }

    public int Width { get; }
    public int[] Numbers { get; }
    public float[] Similarities { get; }

    /// <summary>The same with fewer neighbours each.</summary>
    public Neighbours First(int width)
    {
        var count = Numbers.Length / Width;
        var first = new Neighbours(count, width);
        for (var i = 0; i < count; i++)
        {
            Numbers.AsSpan(i * Width, width).CopyTo(first.Numbers.AsSpan(i * width));
            Similarities.AsSpan(i * Width, width).CopyTo(first.Similarities.AsSpan(i * width));
        }
        return first;
    }

    // Comparing all with all costs the square; up to here it is a matter of seconds.
    private const int LargestCompared = 12_000;

    /// <summary>The neighbours at each balance: exact for thousands of quotes, nearly so for millions.</summary>
    /// <returns>One list of neighbours per balance.</returns>
    public static Neighbours[] Of(QuoteSpace space, int width, IReadOnlyList<float> balances) =>
        space.Count <= LargestCompared ? Exact(space, width, balances) : Near(space, width, balances);

    /// <summary>Compares each quote in full only with those that a forest finds worth it.</summary>
    public static Neighbours[] Near(QuoteSpace space, int width, IReadOnlyList<float> balances)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, NeighbourForest.Kept);
        GiveBack(space);
        var candidates = NeighbourForest.Candidates(Sketches.Of(space), space.Count);
        GiveBack(space);
        var results = balances.Select(_ => new Neighbours(space.Count, width)).ToArray();
        Parallel.For(0, space.Count, i =>
        {
            Span<float> meaning = stackalloc float[NeighbourForest.Kept], words = stackalloc float[NeighbourForest.Kept];
            var others = candidates.AsSpan(i * NeighbourForest.Kept, NeighbourForest.Kept);
            var found = others.IndexOf(-1) is var end and >= 0 ? others[..end] : others;
            for (var c = 0; c < found.Length; c++) (meaning[c], words[c]) = (space.Meaning(i, found[c]), space.Words.Dot(i, found[c]));
            for (var b = 0; b < balances.Count; b++)
            {
                var (of, similarities) = results[b].Emptied(i);
                for (var c = 0; c < found.Length; c++)
                {
                    var similarity = balances[b] * meaning[c] + (1 - balances[b]) * words[c];
                    if (similarity > similarities[^1]) Insert(of, similarities, found[c], similarity);
                }
            }
        });
        return results;
    }

    // From here on each step leaves hundreds of megabytes that nobody needs any more, and the collector takes its time where a machine has room: it is told. That stops all else for a moment.
    private const int FewestToGiveBack = 300_000;

    private static void GiveBack(QuoteSpace space)
    {
        if (space.Count >= FewestToGiveBack) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
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
                for (var i = from; i < to; i++) rows.Meaning[(i - from) * count + j] = space.Meaning(i, j);
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
        var (of, similarities) = Emptied(i);
        for (var j = 0; j < row.Length; j++)
            if (row[j] > similarities[^1]) Insert(of, similarities, j, row[j]);
    }

    private Lists Emptied(int i)
    {
        var lists = new Lists(Numbers.AsSpan(i * Width, Width), Similarities.AsSpan(i * Width, Width));
        lists.Of.Fill(-1);
        lists.Similarities.Fill(float.NegativeInfinity);
        return lists;
    }

    private readonly ref struct Lists(Span<int> of, Span<float> similarities)
    {
        public Span<int> Of { get; } = of;
        public Span<float> Similarities { get; } = similarities;

        public void Deconstruct(out Span<int> of, out Span<float> similarities)
        {
            of = Of;
            similarities = Similarities;
        }
    }

    private static void Insert(Span<int> of, Span<float> similarities, int j, float similarity)
    {
        var at = of.Length - 1;
        for (; at > 0 && similarity > similarities[at - 1]; at--) (of[at], similarities[at]) = (of[at - 1], similarities[at - 1]);
        (of[at], similarities[at]) = (j, similarity);
    }
}
