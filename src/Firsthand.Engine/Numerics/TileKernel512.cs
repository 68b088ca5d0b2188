using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Firsthand.Engine.Numerics;

/// <summary>A strip of 8 rows times a panel of 32 columns in registers of 16 numbers: 16 sums, two of the panel, one of the strip.</summary>
internal static class TileKernel512
{
    /// <summary>Adds the product to the tile; where there are 16 columns or fewer, to its first 16 only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ReadOnlySpan<float> strip, ReadOnlySpan<float> panel, int columns, Span<float> tile)
    {
        if (columns > Vector512<float>.Count) Whole(strip, Wide(panel), MemoryMarshal.Cast<float, Vector512<float>>(tile));
        else Half(strip, Wide(panel), MemoryMarshal.Cast<float, Vector512<float>>(tile));
    }

    // Compiled at full effort at once: the loop is hot from its first call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Whole(ReadOnlySpan<float> strip, ReadOnlySpan<Vector512<float>> panel, Span<Vector512<float>> tile)
    {
        Vector512<float>
            r0a = tile[0], r0b = tile[1],
            r1a = tile[2], r1b = tile[3],
            r2a = tile[4], r2b = tile[5],
            r3a = tile[6], r3b = tile[7],
            r4a = tile[8], r4b = tile[9],
            r5a = tile[10], r5b = tile[11],
            r6a = tile[12], r6b = tile[13],
            r7a = tile[14], r7b = tile[15];
        for (; strip.Length >= 8 && panel.Length >= 2; strip = strip[8..], panel = panel[2..])
        {
            var (a, b) = (panel[0], panel[1]);
            Vector512<float> x;
            x = Vector512.Create(strip[0]);
            r0a = Vector512.MultiplyAddEstimate(x, a, r0a);
            r0b = Vector512.MultiplyAddEstimate(x, b, r0b);
            x = Vector512.Create(strip[1]);
            r1a = Vector512.MultiplyAddEstimate(x, a, r1a);
            r1b = Vector512.MultiplyAddEstimate(x, b, r1b);
            x = Vector512.Create(strip[2]);
            r2a = Vector512.MultiplyAddEstimate(x, a, r2a);
            r2b = Vector512.MultiplyAddEstimate(x, b, r2b);
            x = Vector512.Create(strip[3]);
            r3a = Vector512.MultiplyAddEstimate(x, a, r3a);
            r3b = Vector512.MultiplyAddEstimate(x, b, r3b);
            x = Vector512.Create(strip[4]);
            r4a = Vector512.MultiplyAddEstimate(x, a, r4a);
            r4b = Vector512.MultiplyAddEstimate(x, b, r4b);
            x = Vector512.Create(strip[5]);
            r5a = Vector512.MultiplyAddEstimate(x, a, r5a);
            r5b = Vector512.MultiplyAddEstimate(x, b, r5b);
            x = Vector512.Create(strip[6]);
            r6a = Vector512.MultiplyAddEstimate(x, a, r6a);
            r6b = Vector512.MultiplyAddEstimate(x, b, r6b);
            x = Vector512.Create(strip[7]);
            r7a = Vector512.MultiplyAddEstimate(x, a, r7a);
            r7b = Vector512.MultiplyAddEstimate(x, b, r7b);
        }
        (tile[0], tile[1]) = (r0a, r0b);
        (tile[2], tile[3]) = (r1a, r1b);
        (tile[4], tile[5]) = (r2a, r2b);
        (tile[6], tile[7]) = (r3a, r3b);
        (tile[8], tile[9]) = (r4a, r4b);
        (tile[10], tile[11]) = (r5a, r5b);
        (tile[12], tile[13]) = (r6a, r6b);
        (tile[14], tile[15]) = (r7a, r7b);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Half(ReadOnlySpan<float> strip, ReadOnlySpan<Vector512<float>> panel, Span<Vector512<float>> tile)
    {
        Vector512<float>
            r0a = tile[0],
            r1a = tile[2],
            r2a = tile[4],
            r3a = tile[6],
            r4a = tile[8],
            r5a = tile[10],
            r6a = tile[12],
            r7a = tile[14];
        for (; strip.Length >= 8 && panel.Length >= 2; strip = strip[8..], panel = panel[2..])
        {
            var a = panel[0];
            Vector512<float> x;
            x = Vector512.Create(strip[0]);
            r0a = Vector512.MultiplyAddEstimate(x, a, r0a);
            x = Vector512.Create(strip[1]);
            r1a = Vector512.MultiplyAddEstimate(x, a, r1a);
            x = Vector512.Create(strip[2]);
            r2a = Vector512.MultiplyAddEstimate(x, a, r2a);
            x = Vector512.Create(strip[3]);
            r3a = Vector512.MultiplyAddEstimate(x, a, r3a);
            x = Vector512.Create(strip[4]);
            r4a = Vector512.MultiplyAddEstimate(x, a, r4a);
            x = Vector512.Create(strip[5]);
            r5a = Vector512.MultiplyAddEstimate(x, a, r5a);
            x = Vector512.Create(strip[6]);
            r6a = Vector512.MultiplyAddEstimate(x, a, r6a);
            x = Vector512.Create(strip[7]);
            r7a = Vector512.MultiplyAddEstimate(x, a, r7a);
        }
        tile[0] = r0a;
        tile[2] = r1a;
        tile[4] = r2a;
        tile[6] = r3a;
        tile[8] = r4a;
        tile[10] = r5a;
        tile[12] = r6a;
        tile[14] = r7a;
    }

    private static ReadOnlySpan<Vector512<float>> Wide(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, Vector512<float>>(values);
}
