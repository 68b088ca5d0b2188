using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Firsthand.Engine.Numerics;

/// <summary>
/// The product of two vectors where hundreds of thousands come at once and early: compiled for the machine at its first call. The framework's own is as quick,
/// but only after it was called for a while, and until then takes longer than all else of a placing (docs/decisions/0015).
/// </summary>
internal static class DotProduct
{
    /// <param name="a">As long as <paramref name="b"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Of(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"One vector has {a.Length} numbers, the other {b.Length}.", nameof(b));
        var x = MemoryMarshal.Cast<float, Vector<float>>(a);
        var y = MemoryMarshal.Cast<float, Vector<float>>(b);
        Vector<float> even = default, odd = default;
        var i = 0;
        for (; i + 1 < x.Length; i += 2)
        {
            even += x[i] * y[i];
            odd += x[i + 1] * y[i + 1];
        }
        if (i < x.Length) even += x[i] * y[i];
        var sum = Vector.Sum(even + odd);
        for (var rest = x.Length * Vector<float>.Count; rest < a.Length; rest++) sum += a[rest] * b[rest];
        return sum;
    }
}
