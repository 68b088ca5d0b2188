using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Firsthand.Engine.Numerics;

namespace Firsthand.Engine.Encoding;

/// <summary>A vector in a quarter of its size: one signed byte a number, after a scale. The cosine changes by less than 0.001.</summary>
public static class PackedVector
{
    private const int Header = sizeof(float);

    /// <summary>The scale (4 bytes, little-endian), then one signed byte a number.</summary>
    public static byte[] Pack(ReadOnlySpan<float> vector)
    {
        if (vector.IsEmpty) return [];
        var largest = Math.Abs(TensorPrimitives.MaxMagnitude(vector));
        var scale = largest == 0 ? 1 : largest / sbyte.MaxValue;
        var packed = new byte[Header + vector.Length];
        BinaryPrimitives.WriteSingleLittleEndian(packed, scale);
        for (var i = 0; i < vector.Length; i++) packed[Header + i] = (byte)(sbyte)MathF.Round(vector[i] / scale);
        return packed;
    }

    /// <summary>Vectors side by side, packed one by one.</summary>
    public static byte[][] PackAll(ReadOnlyMemory<float> vectors, int dimensions)
    {
        var packed = new byte[vectors.Length / dimensions][];
        for (var i = 0; i < packed.Length; i++) packed[i] = Pack(vectors.Span.Slice(i * dimensions, dimensions));
        return packed;
    }

    /// <summary>The numbers again; empty for an empty vector.</summary>
    public static float[] Unpack(ReadOnlySpan<byte> packed)
    {
        var vector = new float[Dimensions(packed)];
        Unpack(packed, vector);
        return vector;
    }

    /// <summary>How many numbers there are.</summary>
    public static int Dimensions(ReadOnlySpan<byte> packed) => Math.Max(0, packed.Length - Header);

    /// <summary>Inner product of two vectors of one length; 0 where one of them is empty.</summary>
    public static float Dot(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => a.IsEmpty || b.IsEmpty ? 0 : ByteProduct.Of(Numbers(a), Numbers(b)) * Scale(a) * Scale(b);

    /// <summary>The mean of vectors of one length; the empty ones do not count. Empty where all are.</summary>
    /// <param name="more">How many vectors of zeros to count besides.</param>
    internal static float[] Mean(IEnumerable<ReadOnlyMemory<byte>> vectors, float more = 0)
    {
        double[] sums = [];
        var count = 0;
        foreach (var vector in vectors)
        {
            if (vector.IsEmpty) continue;
            var numbers = Numbers(vector.Span);
            var scale = Scale(vector.Span);
            if (count++ == 0) sums = new double[numbers.Length];
            for (var d = 0; d < sums.Length; d++) sums[d] += numbers[d] * scale;
        }
        return Array.ConvertAll(sums, sum => (float)(sum / (count + more)));
    }

    internal static void Unpack(ReadOnlySpan<byte> packed, Span<float> into)
    {
        if (packed.IsEmpty)
        {
            into.Clear();
            return;
        }
        var numbers = Numbers(packed);
        for (var i = 0; i < numbers.Length; i++) into[i] = numbers[i];
        TensorPrimitives.Multiply(into, Scale(packed), into);
    }

    internal static float Scale(ReadOnlySpan<byte> packed) => BinaryPrimitives.ReadSingleLittleEndian(packed);

    internal static ReadOnlySpan<sbyte> Numbers(ReadOnlySpan<byte> packed) => MemoryMarshal.Cast<byte, sbyte>(packed[Header..]);
}
