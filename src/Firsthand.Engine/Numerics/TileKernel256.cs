using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Firsthand.Engine.Numerics;

/// <summary>A strip of 8 rows times a panel of 32 columns in 16 registers of 8 numbers: four rows and 16 columns at a time, with 8 sums, two of the panel, one of the strip.</summary>
internal static class TileKernel256
{
    /// <summary>Adds the product to the tile; where there are 16 columns or fewer, to its first 16 only.</summary>
    public static void AddProduct(ReadOnlySpan<float> strip, ReadOnlySpan<float> panel, int columns, Span<float> tile)
    {
        var panels = MemoryMarshal.Cast<float, Vector256<float>>(panel);
        var sums = MemoryMarshal.Cast<float, Vector256<float>>(tile);
        for (var column = 0; column * Vector256<float>.Count < columns && column < 4; column += 2)
        {
            for (var row = 0; row < 8; row += 4) FourRows(strip[row..], panels[column..], sums[((4 * row) + column)..]);
        }
    }

    // Compiled at full effort at once: the loop is hot from its first call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows(ReadOnlySpan<float> strip, ReadOnlySpan<Vector256<float>> panel, Span<Vector256<float>> tile)
    {
        Vector256<float>
            r0a = tile[0], r0b = tile[1],
            r1a = tile[4], r1b = tile[5],
            r2a = tile[8], r2b = tile[9],
            r3a = tile[12], r3b = tile[13];
        while (strip.Length >= 4 && panel.Length >= 2)
        {
            var (a, b) = (panel[0], panel[1]);
            Vector256<float> x;
            x = Vector256.Create(strip[0]);
            r0a = Vector256.MultiplyAddEstimate(x, a, r0a);
            r0b = Vector256.MultiplyAddEstimate(x, b, r0b);
            x = Vector256.Create(strip[1]);
            r1a = Vector256.MultiplyAddEstimate(x, a, r1a);
            r1b = Vector256.MultiplyAddEstimate(x, b, r1b);
            x = Vector256.Create(strip[2]);
            r2a = Vector256.MultiplyAddEstimate(x, a, r2a);
            r2b = Vector256.MultiplyAddEstimate(x, b, r2b);
            x = Vector256.Create(strip[3]);
            r3a = Vector256.MultiplyAddEstimate(x, a, r3a);
            r3b = Vector256.MultiplyAddEstimate(x, b, r3b);
            if (strip.Length < 8 || panel.Length < 4) break;
            strip = strip[8..];
            panel = panel[4..];
        }
        (tile[0], tile[1]) = (r0a, r0b);
        (tile[4], tile[5]) = (r1a, r1b);
        (tile[8], tile[9]) = (r2a, r2b);
        (tile[12], tile[13]) = (r3a, r3b);
    }
}
