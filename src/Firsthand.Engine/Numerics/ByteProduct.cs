using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Firsthand.Engine.Numerics;

/// <summary>Inner products of whole numbers of eight bits, from -127 to 127, with others of eight or sixteen. Exact while the sum fits 32 bits.</summary>
internal static class ByteProduct
{
    // Compiled at full effort at once: a short command has asked for a million of them before it would be its turn.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Of(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b)
    {
        var (i, total) = (0, 0);
        if (Avx512BW.IsSupported)
        {
            var sum = Vector512<int>.Zero;
            for (; i <= a.Length - Vector256<sbyte>.Count; i += Vector256<sbyte>.Count)
                sum += Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.Create(a[i..])), Avx512BW.ConvertToVector512Int16(Vector256.Create(b[i..])));
            total = Vector512.Sum(sum);
        }
        else if (Avx2.IsSupported)
        {
            var sum = Vector256<int>.Zero;
            for (; i <= a.Length - Vector128<sbyte>.Count; i += Vector128<sbyte>.Count)
                sum += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.Create(a[i..])), Avx2.ConvertToVector256Int16(Vector128.Create(b[i..])));
            total = Vector256.Sum(sum);
        }
        else
        {
            var sum = Vector128<int>.Zero;
            for (; i <= a.Length - Vector128<sbyte>.Count; i += Vector128<sbyte>.Count)
            {
                var (leftLow, leftHigh) = Vector128.Widen(Vector128.Create(a[i..]));
                var (rightLow, rightHigh) = Vector128.Widen(Vector128.Create(b[i..]));
                // Two products of at most 127 x 127 still fit 16 bits.
                var (low, high) = Vector128.Widen(leftLow * rightLow + leftHigh * rightHigh);
                sum += low + high;
            }
            total = Vector128.Sum(sum);
        }
        return total + ByDefinition(a[i..], b[i..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Of(ReadOnlySpan<short> a, ReadOnlySpan<sbyte> b)
    {
        var (i, total) = (0, 0);
        if (Avx512BW.IsSupported)
        {
            var sum = Vector512<int>.Zero;
            for (; i <= b.Length - Vector256<sbyte>.Count; i += Vector256<sbyte>.Count)
                sum += Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.Create(b[i..])), Vector512.Create(a[i..]));
            total = Vector512.Sum(sum);
        }
        else if (Avx2.IsSupported)
        {
            var sum = Vector256<int>.Zero;
            for (; i <= b.Length - Vector128<sbyte>.Count; i += Vector128<sbyte>.Count)
                sum += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.Create(b[i..])), Vector256.Create(a[i..]));
            total = Vector256.Sum(sum);
        }
        else
        {
            var sum = Vector128<int>.Zero;
            for (; i <= b.Length - Vector128<sbyte>.Count; i += Vector128<sbyte>.Count)
            {
                var (low, high) = Vector128.Widen(Vector128.Create(b[i..]));
                var (b0, b1) = Vector128.Widen(low);
                var (b2, b3) = Vector128.Widen(high);
                var (a0, a1) = Vector128.Widen(Vector128.Create(a[i..]));
                var (a2, a3) = Vector128.Widen(Vector128.Create(a[(i + Vector128<short>.Count)..]));
                sum += a0 * b0 + a1 * b1 + a2 * b2 + a3 * b3;
            }
            total = Vector128.Sum(sum);
        }
        return total + ByDefinition(a[i..], b[i..]);
    }

    // The plain meaning, and the last few numbers: tests hold the fast one to it.
    internal static int ByDefinition(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b)
    {
        var product = 0;
        for (var i = 0; i < a.Length; i++) product += a[i] * b[i];
        return product;
    }

    internal static int ByDefinition(ReadOnlySpan<short> a, ReadOnlySpan<sbyte> b)
    {
        var product = 0;
        for (var i = 0; i < b.Length; i++) product += a[i] * b[i];
        return product;
    }
}
