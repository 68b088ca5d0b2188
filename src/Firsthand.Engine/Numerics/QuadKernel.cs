using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

#pragma warning disable CA2252 // Instructions that the library still calls a preview: tests hold them to their definition.

namespace Firsthand.Engine.Numerics;

/// <summary>A strip of 3 rows times a panel of 32 columns in whole numbers of eight bits, four of a row and of a column side by side, for processors that multiply bytes: four times as many at once as of single precision.</summary>
internal static class QuadKernel
{
    /// <summary>Rows of the left operand that the kernel takes at once.</summary>
    public const int StripRows = 3;

    private const int Zero = 128;

    public static bool IsSupported => AvxVnni.IsSupported;

    /// <summary>Lays out a left operand that is given by its columns: strip after strip; in each, a row's four bytes, each with 128 added, then those of the next row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int[] LayOutColumns(ReadOnlySpan<sbyte> columns, int rows, int depth)
    {
        var quads = new int[(rows + StripRows - 1) / StripRows * StripRows * (depth / RoundedPanel.Quad)];
        for (var k = 0; k < depth; k += RoundedPanel.Quad, columns = columns[(RoundedPanel.Quad * rows)..])
        {
            for (var row = 0; row < rows; row++)
            {
                var at = (row / StripRows * StripRows * depth / RoundedPanel.Quad) + (k / RoundedPanel.Quad * StripRows) + (row % StripRows);
                quads[at] = (columns[row] + Zero) | (columns[rows + row] + Zero) << 8 | (columns[(2 * rows) + row] + Zero) << 16 | (columns[(3 * rows) + row] + Zero) << 24;
            }
        }
        return quads;
    }

    /// <summary>Writes down the sums: for each of 3 rows those of 32 columns, or where there are 16 columns or fewer, of the first 16 only.</summary>
    /// <param name="panel">Four rows after four; in each for every column its four bytes.</param>
    /// <param name="columnSums">The sum of each column: what is added to the weights to have no sign is taken off by it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(ReadOnlySpan<int> strip, ReadOnlySpan<sbyte> panel, ReadOnlySpan<int> columnSums, int columns, Span<float> sums)
    {
        var wide = MemoryMarshal.Cast<sbyte, Vector256<sbyte>>(panel);
        var taken = MemoryMarshal.Cast<int, Vector256<int>>(columnSums);
        var to = MemoryMarshal.Cast<float, Vector256<float>>(sums);
        if (columns > Panels.Columns / 2) Whole(strip, wide, taken, to);
        else Half(strip, wide, taken, to);
    }

    // Three rows of four vectors of eight columns: twelve sums, and three numbers that meet each of the four.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Whole(ReadOnlySpan<int> strip, ReadOnlySpan<Vector256<sbyte>> panel, ReadOnlySpan<Vector256<int>> columnSums, Span<Vector256<float>> sums)
    {
        Vector256<int>
            r0a = columnSums[0] * -Zero, r0b = columnSums[1] * -Zero, r0c = columnSums[2] * -Zero, r0d = columnSums[3] * -Zero,
            r1a = r0a, r1b = r0b, r1c = r0c, r1d = r0d,
            r2a = r0a, r2b = r0b, r2c = r0c, r2d = r0d;
        for (; strip.Length >= 3 && panel.Length >= 4; strip = strip[3..], panel = panel[4..])
        {
            var (x, y, z) = (Vector256.Create(strip[0]).AsByte(), Vector256.Create(strip[1]).AsByte(), Vector256.Create(strip[2]).AsByte());
            r0a = AvxVnni.MultiplyWideningAndAdd(r0a, x, panel[0]);
            r1a = AvxVnni.MultiplyWideningAndAdd(r1a, y, panel[0]);
            r2a = AvxVnni.MultiplyWideningAndAdd(r2a, z, panel[0]);
            r0b = AvxVnni.MultiplyWideningAndAdd(r0b, x, panel[1]);
            r1b = AvxVnni.MultiplyWideningAndAdd(r1b, y, panel[1]);
            r2b = AvxVnni.MultiplyWideningAndAdd(r2b, z, panel[1]);
            r0c = AvxVnni.MultiplyWideningAndAdd(r0c, x, panel[2]);
            r1c = AvxVnni.MultiplyWideningAndAdd(r1c, y, panel[2]);
            r2c = AvxVnni.MultiplyWideningAndAdd(r2c, z, panel[2]);
            r0d = AvxVnni.MultiplyWideningAndAdd(r0d, x, panel[3]);
            r1d = AvxVnni.MultiplyWideningAndAdd(r1d, y, panel[3]);
            r2d = AvxVnni.MultiplyWideningAndAdd(r2d, z, panel[3]);
        }
        (sums[0], sums[1], sums[2], sums[3]) = (Vector256.ConvertToSingle(r0a), Vector256.ConvertToSingle(r0b), Vector256.ConvertToSingle(r0c), Vector256.ConvertToSingle(r0d));
        (sums[4], sums[5], sums[6], sums[7]) = (Vector256.ConvertToSingle(r1a), Vector256.ConvertToSingle(r1b), Vector256.ConvertToSingle(r1c), Vector256.ConvertToSingle(r1d));
        (sums[8], sums[9], sums[10], sums[11]) = (Vector256.ConvertToSingle(r2a), Vector256.ConvertToSingle(r2b), Vector256.ConvertToSingle(r2c), Vector256.ConvertToSingle(r2d));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Half(ReadOnlySpan<int> strip, ReadOnlySpan<Vector256<sbyte>> panel, ReadOnlySpan<Vector256<int>> columnSums, Span<Vector256<float>> sums)
    {
        Vector256<int>
            r0a = columnSums[0] * -Zero, r0b = columnSums[1] * -Zero,
            r1a = r0a, r1b = r0b,
            r2a = r0a, r2b = r0b;
        for (; strip.Length >= 3 && panel.Length >= 4; strip = strip[3..], panel = panel[4..])
        {
            var (x, y, z) = (Vector256.Create(strip[0]).AsByte(), Vector256.Create(strip[1]).AsByte(), Vector256.Create(strip[2]).AsByte());
            r0a = AvxVnni.MultiplyWideningAndAdd(r0a, x, panel[0]);
            r1a = AvxVnni.MultiplyWideningAndAdd(r1a, y, panel[0]);
            r2a = AvxVnni.MultiplyWideningAndAdd(r2a, z, panel[0]);
            r0b = AvxVnni.MultiplyWideningAndAdd(r0b, x, panel[1]);
            r1b = AvxVnni.MultiplyWideningAndAdd(r1b, y, panel[1]);
            r2b = AvxVnni.MultiplyWideningAndAdd(r2b, z, panel[1]);
        }
        (sums[0], sums[1]) = (Vector256.ConvertToSingle(r0a), Vector256.ConvertToSingle(r0b));
        (sums[4], sums[5]) = (Vector256.ConvertToSingle(r1a), Vector256.ConvertToSingle(r1b));
        (sums[8], sums[9]) = (Vector256.ConvertToSingle(r2a), Vector256.ConvertToSingle(r2b));
    }
}
