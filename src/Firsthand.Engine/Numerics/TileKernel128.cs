using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Firsthand.Engine.Numerics;

/// <summary>A strip of 8 rows times a panel of 32 columns in the 32 registers of 4 numbers that Arm has: 8 columns at a time, with 16 sums, two of the panel, one of the strip.</summary>
internal static class TileKernel128
{
    /// <summary>Adds the product to the tile, for as many columns as there are, rounded up to 8.</summary>
    public static void AddProduct(ReadOnlySpan<float> strip, ReadOnlySpan<float> panel, int columns, Span<float> tile)
    {
        var panels = MemoryMarshal.Cast<float, Vector128<float>>(panel);
        var sums = MemoryMarshal.Cast<float, Vector128<float>>(tile);
        for (var column = 0; column * Vector128<float>.Count < columns && column < 8; column += 2) EightColumns(strip, panels, column, sums[column..]);
    }

    // Compiled at full effort at once: the loop is hot from its first call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightColumns(ReadOnlySpan<float> strip, ReadOnlySpan<Vector128<float>> panel, int column, Span<Vector128<float>> tile)
    {
        Vector128<float>
            r0a = tile[0], r0b = tile[1],
            r1a = tile[8], r1b = tile[9],
            r2a = tile[16], r2b = tile[17],
            r3a = tile[24], r3b = tile[25],
            r4a = tile[32], r4b = tile[33],
            r5a = tile[40], r5b = tile[41],
            r6a = tile[48], r6b = tile[49],
            r7a = tile[56], r7b = tile[57];
        for (; strip.Length >= 8 && panel.Length >= 8; strip = strip[8..], panel = panel[8..])
        {
            var two = panel.Slice(column, 2);
            var (a, b) = (two[0], two[1]);
            Vector128<float> x;
            x = Vector128.Create(strip[0]);
            r0a = Vector128.MultiplyAddEstimate(x, a, r0a);
            r0b = Vector128.MultiplyAddEstimate(x, b, r0b);
            x = Vector128.Create(strip[1]);
            r1a = Vector128.MultiplyAddEstimate(x, a, r1a);
            r1b = Vector128.MultiplyAddEstimate(x, b, r1b);
            x = Vector128.Create(strip[2]);
            r2a = Vector128.MultiplyAddEstimate(x, a, r2a);
            r2b = Vector128.MultiplyAddEstimate(x, b, r2b);
            x = Vector128.Create(strip[3]);
            r3a = Vector128.MultiplyAddEstimate(x, a, r3a);
            r3b = Vector128.MultiplyAddEstimate(x, b, r3b);
            x = Vector128.Create(strip[4]);
            r4a = Vector128.MultiplyAddEstimate(x, a, r4a);
            r4b = Vector128.MultiplyAddEstimate(x, b, r4b);
            x = Vector128.Create(strip[5]);
            r5a = Vector128.MultiplyAddEstimate(x, a, r5a);
            r5b = Vector128.MultiplyAddEstimate(x, b, r5b);
            x = Vector128.Create(strip[6]);
            r6a = Vector128.MultiplyAddEstimate(x, a, r6a);
            r6b = Vector128.MultiplyAddEstimate(x, b, r6b);
            x = Vector128.Create(strip[7]);
            r7a = Vector128.MultiplyAddEstimate(x, a, r7a);
            r7b = Vector128.MultiplyAddEstimate(x, b, r7b);
        }
        (tile[0], tile[1]) = (r0a, r0b);
        (tile[8], tile[9]) = (r1a, r1b);
        (tile[16], tile[17]) = (r2a, r2b);
        (tile[24], tile[25]) = (r3a, r3b);
        (tile[32], tile[33]) = (r4a, r4b);
        (tile[40], tile[41]) = (r5a, r5b);
        (tile[48], tile[49]) = (r6a, r6b);
        (tile[56], tile[57]) = (r7a, r7b);
    }
}
