using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Firsthand.Engine.Numerics;

/// <summary>A strip of 12 rows times a panel of 32 columns, with 16 registers of 8 numbers: quarters of 6 rows and 16 columns, each 12 sums, two of the panel, one of the strip.</summary>
internal static class TileKernel256
{
    /// <summary>Adds the products of the first <paramref name="rows"/> rows, at least, to the tile.</summary>
    public static void Multiply(ReadOnlySpan<float> strip, ReadOnlySpan<float> panel, int rows, Span<float> tile)
    {
        var columns = MemoryMarshal.Cast<float, Vector256<float>>(panel);
        var sums = MemoryMarshal.Cast<float, Vector256<float>>(tile);
        for (var row = 0; row < rows; row += 6)
        {
            Quarter(strip, row, columns, 0, sums[(4 * row)..]);
            Quarter(strip, row, columns, 2, sums[((4 * row) + 2)..]);
        }
    }

    // Compiled at full effort at once: the loop is hot from its first call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Quarter(ReadOnlySpan<float> strip, int row, ReadOnlySpan<Vector256<float>> panel, int column, Span<Vector256<float>> tile)
    {
        Vector256<float>
            r0a = tile[0], r0b = tile[1],
            r1a = tile[4], r1b = tile[5],
            r2a = tile[8], r2b = tile[9],
            r3a = tile[12], r3b = tile[13],
            r4a = tile[16], r4b = tile[17],
            r5a = tile[20], r5b = tile[21];
        for (; panel.Length >= 4; row += 12, panel = panel[4..])
        {
            var two = panel.Slice(column, 2);
            var (left, right) = (two[0], two[1]);
            var values = strip.Slice(row, 6);
            Vector256<float> x;
            x = Vector256.Create(values[0]);
            r0a = Vector256.MultiplyAddEstimate(x, left, r0a);
            r0b = Vector256.MultiplyAddEstimate(x, right, r0b);
            x = Vector256.Create(values[1]);
            r1a = Vector256.MultiplyAddEstimate(x, left, r1a);
            r1b = Vector256.MultiplyAddEstimate(x, right, r1b);
            x = Vector256.Create(values[2]);
            r2a = Vector256.MultiplyAddEstimate(x, left, r2a);
            r2b = Vector256.MultiplyAddEstimate(x, right, r2b);
            x = Vector256.Create(values[3]);
            r3a = Vector256.MultiplyAddEstimate(x, left, r3a);
            r3b = Vector256.MultiplyAddEstimate(x, right, r3b);
            x = Vector256.Create(values[4]);
            r4a = Vector256.MultiplyAddEstimate(x, left, r4a);
            r4b = Vector256.MultiplyAddEstimate(x, right, r4b);
            x = Vector256.Create(values[5]);
            r5a = Vector256.MultiplyAddEstimate(x, left, r5a);
            r5b = Vector256.MultiplyAddEstimate(x, right, r5b);
        }
        tile[0] = r0a;
        tile[1] = r0b;
        tile[4] = r1a;
        tile[5] = r1b;
        tile[8] = r2a;
        tile[9] = r2b;
        tile[12] = r3a;
        tile[13] = r3b;
        tile[16] = r4a;
        tile[17] = r4b;
        tile[20] = r5a;
        tile[21] = r5b;
    }
}
