using System.Buffers.Binary;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Firsthand.Engine.Numerics;

namespace Firsthand.Engine.Encoding;

/// <summary>Packed vectors side by side, so that a search reads them as fast as memory gives them. Never changes: <see cref="With"/> makes a longer one that shares what was there.</summary>
/// <param name="dimensions">Numbers of each vector.</param>
public sealed class PackedVectors(int dimensions)
{
    private const int BlockSize = 2048;

    // One block of so many tells how near the nearest are.
    private const int SampleOf = 16;

    // How far the differing signs of two vectors may be from what their angle says, in deviations. Of sentences' vectors just at the limit one in 100,000 is passed over, of random ones one in a hundred; nearer ones never.
    private const double Scatter = 2.3;

    // The same where it was measured between vectors of the index itself: those of sentences scatter far less than random ones. One in seven hundred just at the limit, at most, is passed over.
    private const double MeasuredScatter = 3;

    // Pairs of so many tell, of these the ones that are neither strangers nor twins; fewer vectors are read at once anyway.
    private const int Sampled = 256, FewestPairs = 500;
    private const float Stranger = .3f, Twin = .97f;

    // A row is its numbers, its scale, and a bit for the sign of each number.
    private sealed record Block(sbyte[] Numbers, float[] Scales, ulong[] Signs)
    {
        public float Longest { get; set; }
    }

    private readonly int signWords = (dimensions + 63) / 64;

    private Block[] blocks = [];

    // Of so many signs that differ, on a straight line over the cosine, and how far a pair strays from it; null where too few pairs tell.
    private (double Start, double Slope, double Deviation)? measured;

    public int Count { get; private init; }

    /// <param name="packed">As <see cref="PackedVector.Pack"/> made them; an empty one is like nothing.</param>
    /// <exception cref="ArgumentException">A vector of another size.</exception>
    public PackedVectors With(IReadOnlyCollection<byte[]> packed)
    {
        var longer = new PackedVectors(dimensions) { Count = Count + packed.Count, blocks = new Block[(Count + packed.Count + BlockSize - 1) / BlockSize] };
        blocks.CopyTo(longer.blocks, 0);
        // Whoever searches now reads the last block as it is.
        if (Count % BlockSize > 0) longer.blocks[Count / BlockSize] = new([.. blocks[^1].Numbers], [.. blocks[^1].Scales], [.. blocks[^1].Signs]) { Longest = blocks[^1].Longest };
        var place = Count;
        foreach (var vector in packed)
        {
            var (number, row) = Math.DivRem(place++, BlockSize);
            var block = longer.blocks[number] ??= new(new sbyte[BlockSize * dimensions], new float[BlockSize], new ulong[BlockSize * signWords]);
            if (vector.Length == 0) continue;
            if (vector.Length != sizeof(float) + dimensions) throw new ArgumentException($"A vector of {vector.Length - sizeof(float)} numbers among those of {dimensions}.", nameof(packed));
            block.Scales[row] = BinaryPrimitives.ReadSingleLittleEndian(vector);
            MemoryMarshal.Cast<byte, sbyte>(vector.AsSpan(sizeof(float))).CopyTo(block.Numbers.AsSpan(row * dimensions));
            Signs(block.Numbers.AsSpan(row * dimensions, dimensions), block.Signs.AsSpan(row * signWords, signWords));
            block.Longest = Math.Max(block.Longest, MathF.Sqrt(PackedVector.Dot(vector, vector)));
        }
        if (longer.Count >= BlockSize) longer.measured = longer.Measured();
        return longer;
    }

    // Least squares over pairs of rows that stand evenly through all.
    private (double Start, double Slope, double Deviation)? Measured()
    {
        var rows = Enumerable.Range(0, Sampled).Select(i => Math.DivRem((int)((long)i * Count / Sampled), BlockSize)).Where(place => blocks[place.Quotient].Scales[place.Remainder] != 0)
            .Select(place => (Numbers: blocks[place.Quotient].Numbers.AsMemory(place.Remainder * dimensions, dimensions), Signs: blocks[place.Quotient].Signs.AsMemory(place.Remainder * signWords, signWords))).ToArray();
        var lengths = Array.ConvertAll(rows, row => MathF.Sqrt(ByteProduct.Of(row.Numbers.Span, row.Numbers.Span)));
        var pairs = new List<(double Cosine, double Differing)>();
        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j < i; j++)
                if (ByteProduct.Of(rows[i].Numbers.Span, rows[j].Numbers.Span) / (lengths[i] * lengths[j]) is > Stranger and < Twin and var cosine) pairs.Add((cosine, Differing(rows[i].Signs.Span, rows[j].Signs.Span)));
        if (pairs.Count < FewestPairs) return null;
        var (cosines, differing) = (pairs.Average(pair => pair.Cosine), pairs.Average(pair => pair.Differing));
        var slope = pairs.Sum(pair => (pair.Cosine - cosines) * (pair.Differing - differing)) / pairs.Sum(pair => (pair.Cosine - cosines) * (pair.Cosine - cosines));
        var start = differing - slope * cosines;
        return (start, slope, Math.Sqrt(pairs.Average(pair => Math.Pow(pair.Differing - start - slope * pair.Cosine, 2))));
    }

    /// <summary>
    /// The places of all whose dot product with a vector is at least so large, in their order. The product is right to 0.0001 of the vector's length.
    /// Vectors at a small angle have most signs in common (Charikar 2002): a row whose signs differ too often is passed over unread, which may lose a few just at the limit.
    /// </summary>
    /// <param name="most">How many of the nearest are enough; null for all.</param>
    /// <param name="allows">Which places count; null for all. Asked from several threads, and only where signs say that a place may be near.</param>
    public IReadOnlyList<(int Place, float Dot)> Near(ReadOnlySpan<float> vector, float least, int? most = null, Func<int, bool>? allows = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(vector.Length, dimensions);
        var wanted = new Wanted(vector, signWords, allows);
        if (most is { } enough && blocks.Length >= SampleOf)
        {
            // What the nearest of a sample come to, the nearest of all come to as well: with room for a sample that has more than its share.
            var sample = Scan(wanted, least, SampleOf).Select(near => near.Dot).OrderDescending().ElementAtOrDefault(2 * enough / SampleOf + SampleOf);
            if (sample > least && Scan(wanted, sample, 1) is var nearest && nearest.Count >= enough) return nearest;
        }
        return Scan(wanted, least, 1);
    }

    private sealed class Wanted
    {
        public Wanted(ReadOnlySpan<float> vector, int signWords, Func<int, bool>? allows)
        {
            (Query, Length, Signs, Allows) = (new(vector), TensorPrimitives.Norm(vector), new ulong[signWords], allows);
            PackedVectors.Signs(vector, Signs);
        }

        public PackedQuery Query { get; }
        public float Length { get; }
        public ulong[] Signs { get; }
        public Func<int, bool>? Allows { get; }
    }

    private List<(int Place, float Dot)> Scan(Wanted wanted, float least, int every)
    {
        var found = new List<(int, float)>[(blocks.Length + every - 1) / every];
        Parallel.For(0, found.Length, step =>
        {
            var number = step * every;
            var (block, near) = (blocks[number], new List<(int, float)>());
            var most = MostDiffering(least / (wanted.Length * block.Longest));
            for (var row = 0; row < Math.Min(BlockSize, Count - number * BlockSize); row++)
            {
                if (Differing(wanted.Signs, block.Signs.AsSpan(row * signWords, signWords)) > most || wanted.Allows?.Invoke(number * BlockSize + row) == false) continue;
                var dot = wanted.Query.Dot(block.Numbers.AsSpan(row * dimensions, dimensions)) * block.Scales[row];
                if (dot >= least) near.Add((number * BlockSize + row, dot));
            }
            found[step] = near;
        });
        return [.. found.SelectMany(near => near)];
    }

    // Of so many signs, how many differ at most between vectors of such a cosine.
    private int MostDiffering(float cosine)
    {
        // Whatever is below a right angle is no question of signs.
        if (!(cosine > 0)) return dimensions;
        var share = Math.Acos(Math.Min(1, cosine)) / Math.PI;
        var most = (int)(dimensions * share + Scatter * Math.Sqrt(dimensions * share * (1 - share)));
        return measured is var (start, slope, deviation) && cosine >= Stranger ? Math.Min(most, (int)(start + slope * cosine + MeasuredScatter * deviation)) : most;
    }

    private static int Differing(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        var count = 0;
        for (var i = 0; i < a.Length; i++) count += BitOperations.PopCount(a[i] ^ b[i]);
        return count;
    }

    private static void Signs<TNumber>(ReadOnlySpan<TNumber> numbers, Span<ulong> signs) where TNumber : struct, INumber<TNumber>
    {
        for (var i = 0; i < numbers.Length; i++) if (TNumber.IsNegative(numbers[i])) signs[i >> 6] |= 1ul << i;
    }
}

/// <summary>A vector that many packed ones are multiplied with: sixteen bits of it are exact enough, and whole numbers multiply twice as fast.</summary>
internal sealed class PackedQuery
{
    private readonly short[] numbers;
    private readonly float scale;

    public PackedQuery(ReadOnlySpan<float> vector)
    {
        numbers = new short[vector.Length];
        var largest = vector.IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(vector));
        scale = largest == 0 ? 1 : largest / MostOf(vector.Length);
        for (var i = 0; i < numbers.Length; i++) numbers[i] = (short)MathF.Round(vector[i] / scale);
    }

    /// <summary>Inner product with a packed vector; 0 with an empty one.</summary>
    public float Dot(ReadOnlySpan<byte> packed) => packed.IsEmpty ? 0 : Dot(PackedVector.Numbers(packed)) * PackedVector.Scale(packed);

    /// <summary>Inner product with whole numbers, whose scale is still to be multiplied with.</summary>
    public float Dot(ReadOnlySpan<sbyte> other) => ByteProduct.Of(numbers, other) * scale;

    // Larger numbers in the query would overflow the sum of their products.
    private static int MostOf(int dimensions) => Math.Min(short.MaxValue, int.MaxValue / (128 * Math.Max(1, dimensions)));
}
