using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Firsthand.Engine.Encoding;

/// <summary>Packed vectors side by side, so that a search reads them as fast as memory gives them. Never changes: <see cref="With"/> makes a longer one that shares what was there.</summary>
/// <param name="dimensions">Numbers of each vector.</param>
public sealed class PackedVectors(int dimensions)
{
    private const int BlockSize = 2048;

    private sealed record Block(sbyte[] Numbers, float[] Scales);

    private Block[] blocks = [];

    public int Count { get; private init; }

    /// <param name="packed">As <see cref="PackedVector.Pack"/> made them; an empty one is like nothing.</param>
    /// <exception cref="ArgumentException">A vector of another size.</exception>
    public PackedVectors With(IReadOnlyCollection<byte[]> packed)
    {
        var longer = new PackedVectors(dimensions) { Count = Count + packed.Count, blocks = new Block[(Count + packed.Count + BlockSize - 1) / BlockSize] };
        blocks.CopyTo(longer.blocks, 0);
        // Whoever searches now reads the last block as it is.
        if (Count % BlockSize > 0) longer.blocks[Count / BlockSize] = new([.. blocks[^1].Numbers], [.. blocks[^1].Scales]);
        var place = Count;
        foreach (var vector in packed)
        {
            var (number, row) = Math.DivRem(place++, BlockSize);
            var block = longer.blocks[number] ??= new(new sbyte[BlockSize * dimensions], new float[BlockSize]);
            if (vector.Length == 0) continue;
            if (vector.Length != sizeof(float) + dimensions) throw new ArgumentException($"A vector of {vector.Length - sizeof(float)} numbers among those of {dimensions}.", nameof(packed));
            block.Scales[row] = BinaryPrimitives.ReadSingleLittleEndian(vector);
            MemoryMarshal.Cast<byte, sbyte>(vector.AsSpan(sizeof(float))).CopyTo(block.Numbers.AsSpan(row * dimensions));
        }
        return longer;
    }

    /// <summary>The places of all whose dot product with a vector is at least so large, in their order. The product is right to 0.0001 of the vector's length.</summary>
    public IReadOnlyList<(int Place, float Dot)> Near(ReadOnlySpan<float> vector, float least)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(vector.Length, dimensions);
        var wanted = new short[dimensions];
        var largest = Math.Abs(TensorPrimitives.MaxMagnitude(vector));
        // Sixteen bits of the query are exact enough, and whole numbers multiply twice as fast.
        var scale = largest == 0 ? 1 : largest / MostOf(dimensions);
        for (var i = 0; i < wanted.Length; i++) wanted[i] = (short)MathF.Round(vector[i] / scale);
        var found = new List<(int, float)>[blocks.Length];
        Parallel.For(0, blocks.Length, number =>
        {
            var (block, near) = (blocks[number], new List<(int, float)>());
            for (var row = 0; row < Math.Min(BlockSize, Count - number * BlockSize); row++)
            {
                var dot = Dot(wanted, block.Numbers.AsSpan(row * dimensions, dimensions)) * scale * block.Scales[row];
                if (dot >= least) near.Add((number * BlockSize + row, dot));
            }
            found[number] = near;
        });
        return [.. found.SelectMany(near => near)];
    }

    // Larger numbers in the query would overflow the sum of their products.
    private static int MostOf(int dimensions) => Math.Min(short.MaxValue, int.MaxValue / (128 * Math.Max(1, dimensions)));

    internal static int Dot(ReadOnlySpan<short> wanted, ReadOnlySpan<sbyte> numbers)
    {
        var (i, total) = (0, 0);
        if (Avx512BW.IsSupported)
        {
            var sum = Vector512<int>.Zero;
            for (; i <= numbers.Length - Vector256<sbyte>.Count; i += Vector256<sbyte>.Count)
                sum += Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.Create(numbers[i..])), Vector512.Create(wanted[i..]));
            total = Vector512.Sum(sum);
        }
        else if (Avx2.IsSupported)
        {
            var sum = Vector256<int>.Zero;
            for (; i <= numbers.Length - Vector128<sbyte>.Count; i += Vector128<sbyte>.Count)
                sum += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.Create(numbers[i..])), Vector256.Create(wanted[i..]));
            total = Vector256.Sum(sum);
        }
        else
        {
            var sum = Vector128<int>.Zero;
            for (; i <= numbers.Length - Vector128<sbyte>.Count; i += Vector128<sbyte>.Count)
            {
                var (low, high) = Vector128.Widen(Vector128.Create(numbers[i..]));
                var (a, b) = Vector128.Widen(low);
                var (c, d) = Vector128.Widen(high);
                var (e, f) = Vector128.Widen(Vector128.Create(wanted[i..]));
                var (g, h) = Vector128.Widen(Vector128.Create(wanted[(i + Vector128<short>.Count)..]));
                sum += a * e + b * f + c * g + d * h;
            }
            total = Vector128.Sum(sum);
        }
        return total + DotByDefinition(wanted[i..], numbers[i..]);
    }

    // The plain meaning of Dot, and its last few numbers.
    internal static int DotByDefinition(ReadOnlySpan<short> wanted, ReadOnlySpan<sbyte> numbers)
    {
        var sum = 0;
        for (var i = 0; i < numbers.Length; i++) sum += wanted[i] * numbers[i];
        return sum;
    }
}
