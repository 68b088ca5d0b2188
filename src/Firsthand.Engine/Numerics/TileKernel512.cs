using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Firsthand.Engine.Numerics;

/// <summary>A strip of 12 rows times a panel of 32 columns, with 32 registers of 16 numbers: 24 sums, two of the panel, one of the strip.</summary>
internal static class TileKernel512
{
    /// <summary>Adds the products of the first <paramref name="rows"/> rows, at least, to the tile.</summary>
    public static void Multiply(ReadOnlySpan<float> strip, ReadOnlySpan<float> panel, int rows, Span<float> tile)
    {
        var columns = MemoryMarshal.Cast<float, Vector512<float>>(panel);
        var sums = MemoryMarshal.Cast<float, Vector512<float>>(tile);
        if (rows > 8)
        {
            Twelve(strip, columns, sums);
            return;
        }
        for (var row = 0; row < rows; row += 4) Four(strip, row, columns, sums[(2 * row)..]);
    }

    // Compiled at full effort at once: the loop is hot from its first call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Twelve(ReadOnlySpan<float> strip, ReadOnlySpan<Vector512<float>> panel, Span<Vector512<float>> tile)
    {
        Vector512<float>
            r0a = tile[0], r0b = tile[1],
            r1a = tile[2], r1b = tile[3],
            r2a = tile[4], r2b = tile[5],
            r3a = tile[6], r3b = tile[7],
            r4a = tile[8], r4b = tile[9],
            r5a = tile[10], r5b = tile[11],
            r6a = tile[12], r6b = tile[13],
            r7a = tile[14], r7b = tile[15],
            r8a = tile[16], r8b = tile[17],
            r9a = tile[18], r9b = tile[19],
            r10a = tile[20], r10b = tile[21],
            r11a = tile[22], r11b = tile[23];
        for (; strip.Length >= 12 && panel.Length >= 2; strip = strip[12..], panel = panel[2..])
        {
            var (left, right) = (panel[0], panel[1]);
            Vector512<float> x;
            x = Vector512.Create(strip[0]);
            r0a = Vector512.MultiplyAddEstimate(x, left, r0a);
            r0b = Vector512.MultiplyAddEstimate(x, right, r0b);
            x = Vector512.Create(strip[1]);
            r1a = Vector512.MultiplyAddEstimate(x, left, r1a);
            r1b = Vector512.MultiplyAddEstimate(x, right, r1b);
            x = Vector512.Create(strip[2]);
            r2a = Vector512.MultiplyAddEstimate(x, left, r2a);
            r2b = Vector512.MultiplyAddEstimate(x, right, r2b);
            x = Vector512.Create(strip[3]);
            r3a = Vector512.MultiplyAddEstimate(x, left, r3a);
            r3b = Vector512.MultiplyAddEstimate(x, right, r3b);
            x = Vector512.Create(strip[4]);
            r4a = Vector512.MultiplyAddEstimate(x, left, r4a);
            r4b = Vector512.MultiplyAddEstimate(x, right, r4b);
            x = Vector512.Create(strip[5]);
            r5a = Vector512.MultiplyAddEstimate(x, left, r5a);
            r5b = Vector512.MultiplyAddEstimate(x, right, r5b);
            x = Vector512.Create(strip[6]);
            r6a = Vector512.MultiplyAddEstimate(x, left, r6a);
            r6b = Vector512.MultiplyAddEstimate(x, right, r6b);
            x = Vector512.Create(strip[7]);
            r7a = Vector512.MultiplyAddEstimate(x, left, r7a);
            r7b = Vector512.MultiplyAddEstimate(x, right, r7b);
            x = Vector512.Create(strip[8]);
            r8a = Vector512.MultiplyAddEstimate(x, left, r8a);
            r8b = Vector512.MultiplyAddEstimate(x, right, r8b);
            x = Vector512.Create(strip[9]);
            r9a = Vector512.MultiplyAddEstimate(x, left, r9a);
            r9b = Vector512.MultiplyAddEstimate(x, right, r9b);
            x = Vector512.Create(strip[10]);
            r10a = Vector512.MultiplyAddEstimate(x, left, r10a);
            r10b = Vector512.MultiplyAddEstimate(x, right, r10b);
            x = Vector512.Create(strip[11]);
            r11a = Vector512.MultiplyAddEstimate(x, left, r11a);
            r11b = Vector512.MultiplyAddEstimate(x, right, r11b);
        }
        tile[0] = r0a;
        tile[1] = r0b;
        tile[2] = r1a;
        tile[3] = r1b;
        tile[4] = r2a;
        tile[5] = r2b;
        tile[6] = r3a;
        tile[7] = r3b;
        tile[8] = r4a;
        tile[9] = r4b;
        tile[10] = r5a;
        tile[11] = r5b;
        tile[12] = r6a;
        tile[13] = r6b;
        tile[14] = r7a;
        tile[15] = r7b;
        tile[16] = r8a;
        tile[17] = r8b;
        tile[18] = r9a;
        tile[19] = r9b;
        tile[20] = r10a;
        tile[21] = r10b;
        tile[22] = r11a;
        tile[23] = r11b;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(ReadOnlySpan<float> strip, int row, ReadOnlySpan<Vector512<float>> panel, Span<Vector512<float>> tile)
    {
        Vector512<float>
            r0a = tile[0], r0b = tile[1],
            r1a = tile[2], r1b = tile[3],
            r2a = tile[4], r2b = tile[5],
            r3a = tile[6], r3b = tile[7];
        for (; panel.Length >= 2; row += 12, panel = panel[2..])
        {
            var (left, right) = (panel[0], panel[1]);
            var values = strip.Slice(row, 4);
            Vector512<float> x;
            x = Vector512.Create(values[0]);
            r0a = Vector512.MultiplyAddEstimate(x, left, r0a);
            r0b = Vector512.MultiplyAddEstimate(x, right, r0b);
            x = Vector512.Create(values[1]);
            r1a = Vector512.MultiplyAddEstimate(x, left, r1a);
            r1b = Vector512.MultiplyAddEstimate(x, right, r1b);
            x = Vector512.Create(values[2]);
            r2a = Vector512.MultiplyAddEstimate(x, left, r2a);
            r2b = Vector512.MultiplyAddEstimate(x, right, r2b);
            x = Vector512.Create(values[3]);
            r3a = Vector512.MultiplyAddEstimate(x, left, r3a);
            r3b = Vector512.MultiplyAddEstimate(x, right, r3b);
        }
        tile[0] = r0a;
        tile[1] = r0b;
        tile[2] = r1a;
        tile[3] = r1b;
        tile[4] = r2a;
        tile[5] = r2b;
        tile[6] = r3a;
        tile[7] = r3b;
    }
}
