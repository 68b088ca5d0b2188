using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Firsthand.Engine.Numerics;

/// <summary>A strip of 12 rows times a panel of 32 columns, with 32 registers of 4 numbers, as Arm has them: quarters of 8 columns, each 24 sums, two of the panel, one of the strip.</summary>
internal static class TileKernel128
{
    /// <summary>Adds the products of the strip's rows to the tile.</summary>
    public static void Multiply(ReadOnlySpan<float> strip, ReadOnlySpan<float> panel, Span<float> tile)
    {
        var columns = MemoryMarshal.Cast<float, Vector128<float>>(panel);
        var sums = MemoryMarshal.Cast<float, Vector128<float>>(tile);
        for (var column = 0; column < 8; column += 2) Quarter(strip, columns, column, sums[column..]);
    }

    // Compiled at full effort at once: the loop is hot from its first call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Quarter(ReadOnlySpan<float> strip, ReadOnlySpan<Vector128<float>> panel, int column, Span<Vector128<float>> tile)
    {
        Vector128<float>
            r0a = tile[0], r0b = tile[1],
            r1a = tile[8], r1b = tile[9],
            r2a = tile[16], r2b = tile[17],
            r3a = tile[24], r3b = tile[25],
            r4a = tile[32], r4b = tile[33],
            r5a = tile[40], r5b = tile[41],
            r6a = tile[48], r6b = tile[49],
            r7a = tile[56], r7b = tile[57],
            r8a = tile[64], r8b = tile[65],
            r9a = tile[72], r9b = tile[73],
            r10a = tile[80], r10b = tile[81],
            r11a = tile[88], r11b = tile[89];
        for (; strip.Length >= 12 && panel.Length >= 8; strip = strip[12..], panel = panel[8..])
        {
            var two = panel.Slice(column, 2);
            var (left, right) = (two[0], two[1]);
            Vector128<float> x;
            x = Vector128.Create(strip[0]);
            r0a = Vector128.MultiplyAddEstimate(x, left, r0a);
            r0b = Vector128.MultiplyAddEstimate(x, right, r0b);
            x = Vector128.Create(strip[1]);
            r1a = Vector128.MultiplyAddEstimate(x, left, r1a);
            r1b = Vector128.MultiplyAddEstimate(x, right, r1b);
            x = Vector128.Create(strip[2]);
            r2a = Vector128.MultiplyAddEstimate(x, left, r2a);
            r2b = Vector128.MultiplyAddEstimate(x, right, r2b);
            x = Vector128.Create(strip[3]);
            r3a = Vector128.MultiplyAddEstimate(x, left, r3a);
            r3b = Vector128.MultiplyAddEstimate(x, right, r3b);
            x = Vector128.Create(strip[4]);
            r4a = Vector128.MultiplyAddEstimate(x, left, r4a);
            r4b = Vector128.MultiplyAddEstimate(x, right, r4b);
            x = Vector128.Create(strip[5]);
            r5a = Vector128.MultiplyAddEstimate(x, left, r5a);
            r5b = Vector128.MultiplyAddEstimate(x, right, r5b);
            x = Vector128.Create(strip[6]);
            r6a = Vector128.MultiplyAddEstimate(x, left, r6a);
            r6b = Vector128.MultiplyAddEstimate(x, right, r6b);
            x = Vector128.Create(strip[7]);
            r7a = Vector128.MultiplyAddEstimate(x, left, r7a);
            r7b = Vector128.MultiplyAddEstimate(x, right, r7b);
            x = Vector128.Create(strip[8]);
            r8a = Vector128.MultiplyAddEstimate(x, left, r8a);
            r8b = Vector128.MultiplyAddEstimate(x, right, r8b);
            x = Vector128.Create(strip[9]);
            r9a = Vector128.MultiplyAddEstimate(x, left, r9a);
            r9b = Vector128.MultiplyAddEstimate(x, right, r9b);
            x = Vector128.Create(strip[10]);
            r10a = Vector128.MultiplyAddEstimate(x, left, r10a);
            r10b = Vector128.MultiplyAddEstimate(x, right, r10b);
            x = Vector128.Create(strip[11]);
            r11a = Vector128.MultiplyAddEstimate(x, left, r11a);
            r11b = Vector128.MultiplyAddEstimate(x, right, r11b);
        }
        tile[0] = r0a;
        tile[1] = r0b;
        tile[8] = r1a;
        tile[9] = r1b;
        tile[16] = r2a;
        tile[17] = r2b;
        tile[24] = r3a;
        tile[25] = r3b;
        tile[32] = r4a;
        tile[33] = r4b;
        tile[40] = r5a;
        tile[41] = r5b;
        tile[48] = r6a;
        tile[49] = r6b;
        tile[56] = r7a;
        tile[57] = r7b;
        tile[64] = r8a;
        tile[65] = r8b;
        tile[72] = r9a;
        tile[73] = r9b;
        tile[80] = r10a;
        tile[81] = r10b;
        tile[88] = r11a;
        tile[89] = r11b;
    }
}
