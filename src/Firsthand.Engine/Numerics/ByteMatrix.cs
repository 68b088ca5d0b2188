using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Firsthand.Engine.Numerics;

/// <summary>
/// A matrix of whole numbers of eight bits with a scale for each row, to be multiplied from the left with columns that are rounded to such numbers, four times as many in a register as single precision has.
/// </summary>
/// <remarks>
/// Sums of whole numbers are exact in any order, so a result is the same, bit for bit, on every processor: where none multiplies bytes, single precision does it with the same whole numbers,
/// exactly as long as no sum can reach 2^24, which the constructor sees to.
/// </remarks>
internal sealed class ByteMatrix
{
    private const int StripRows = 3;
    private const int Zero = 128;
    private const int LargestExact = 1 << 24;
    private const int LargestNumber = 127;

    private readonly int rows;
    private readonly int depth;
    private readonly float[] scales;

    // Strips of three rows, by quads: a row's four bytes, each with 128 added, in one number. Or strips of single precision.
    private readonly int[]? quads;
    private readonly Memory<float> singles;

    /// <param name="columns">As many columns as the matrix is deep, one after another; each has a number from -127 to 127 for every row.</param>
    /// <param name="scales">For each row, what a unit of its numbers stands for.</param>
    /// <param name="rows">A multiple of 8.</param>
    /// <param name="depth">A multiple of 4.</param>
    public ByteMatrix(ReadOnlySpan<sbyte> columns, float[] scales, int rows, int depth) : this(columns, scales, rows, depth, CanMultiplyBytes) { }

    internal ByteMatrix(ReadOnlySpan<sbyte> columns, float[] scales, int rows, int depth, bool asBytes)
    {
        (this.rows, this.depth, this.scales) = (rows, depth, scales);
        if (LargestSum(columns, rows, depth) * LargestNumber > LargestExact) throw new InvalidDataException("A row of weights is too large to be added up exactly.");
        if (asBytes) quads = InQuads(columns, rows, depth);
        else
        {
            var wide = new float[columns.Length];
            for (var i = 0; i < wide.Length; i++) wide[i] = columns[i];
            singles = Aligned.Floats(MatrixProduct.StripsLength(rows, depth));
            MatrixProduct.LayOutColumns(wide, rows, depth, singles.Span);
        }
    }

#pragma warning disable CA2252 // An instruction that the library still calls a preview: tests hold it to its definition.
    internal static bool CanMultiplyBytes => AvxVnni.IsSupported;
#pragma warning restore CA2252

    /// <summary>Multiplies by columns.</summary>
    /// <param name="panels">As are the results.</param>
    /// <param name="rounded">Room for a panel.</param>
    /// <param name="bias">One value for each row; not read where the sums begin with zero.</param>
    /// <param name="rectified">Whether negative results become 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(ReadOnlySpan<float> panels, int columns, Beginning beginning, ReadOnlySpan<float> bias, bool rectified, RoundedPanel rounded, Span<float> results)
    {
        Span<float> sums = stackalloc float[StripRows * Panels.Columns];
        for (var column = 0; column < columns; column += Panels.Columns)
        {
            rounded.Round(panels.Slice(column * depth, Panels.Columns * depth));
            var tile = results.Slice(column * rows, Panels.Columns * rows);
            if (quads is null)
            {
                MultiplySingles(rounded, columns - column, beginning, bias, rectified, tile);
                continue;
            }
            var isHalf = columns - column <= Panels.Columns / 2;
            for (var row = 0; row < rows; row += StripRows)
            {
                var strip = quads.AsSpan(row * depth / RoundedPanel.Quad, StripRows * depth / RoundedPanel.Quad);
                if (isHalf) HalfStrip(strip, MemoryMarshal.Cast<sbyte, Vector256<sbyte>>(rounded.Bytes), MemoryMarshal.Cast<int, Vector256<int>>(rounded.Sums), MemoryMarshal.Cast<float, Vector256<float>>(sums));
                else WholeStrip(strip, MemoryMarshal.Cast<sbyte, Vector256<sbyte>>(rounded.Bytes), MemoryMarshal.Cast<int, Vector256<int>>(rounded.Sums), MemoryMarshal.Cast<float, Vector256<float>>(sums));
                Finish(sums, row, Math.Min(StripRows, rows - row), rounded.Scales, beginning, bias, rectified, tile);
            }
        }
    }

    /// <summary>What the sums mean: tests hold both ways of adding them up to this.</summary>
    /// <param name="left">Rows of whole numbers, one after another.</param>
    /// <param name="right">Columns of whole numbers, one after another.</param>
    internal static int SumByDefinition(ReadOnlySpan<sbyte> left, ReadOnlySpan<sbyte> right)
    {
        var sum = 0;
        for (var k = 0; k < left.Length; k++) sum += left[k] * right[k];
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int LargestSum(ReadOnlySpan<sbyte> columns, int rows, int depth)
    {
        var sums = new int[rows];
        for (var k = 0; k < depth; k++, columns = columns[rows..])
        {
            for (var row = 0; row < sums.Length; row++) sums[row] += Math.Abs((int)columns[row]);
        }
        return sums.Max();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int[] InQuads(ReadOnlySpan<sbyte> columns, int rows, int depth)
    {
        var quads = new int[(rows + StripRows - 1) / StripRows * StripRows * (depth / RoundedPanel.Quad)];
        for (var k = 0; k < depth; k += RoundedPanel.Quad, columns = columns[(RoundedPanel.Quad * rows)..])
        {
            // Strip after strip; in each the quads of three rows stand side by side.
            for (var row = 0; row < rows; row++)
            {
                var at = (row / StripRows * StripRows * depth / RoundedPanel.Quad) + (k / RoundedPanel.Quad * StripRows) + (row % StripRows);
                quads[at] = (columns[row] + Zero) | (columns[rows + row] + Zero) << 8 | (columns[(2 * rows) + row] + Zero) << 16 | (columns[(3 * rows) + row] + Zero) << 24;
            }
        }
        return quads;
    }

    // Three rows of four vectors of eight columns: twelve sums, and three numbers that meet each of the four. What is added to the weights to have no sign is taken off before.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WholeStrip(ReadOnlySpan<int> strip, ReadOnlySpan<Vector256<sbyte>> panel, ReadOnlySpan<Vector256<int>> columnSums, Span<Vector256<float>> sums)
    {
#pragma warning disable CA2252
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
#pragma warning restore CA2252
        (sums[0], sums[1], sums[2], sums[3]) = (Vector256.ConvertToSingle(r0a), Vector256.ConvertToSingle(r0b), Vector256.ConvertToSingle(r0c), Vector256.ConvertToSingle(r0d));
        (sums[4], sums[5], sums[6], sums[7]) = (Vector256.ConvertToSingle(r1a), Vector256.ConvertToSingle(r1b), Vector256.ConvertToSingle(r1c), Vector256.ConvertToSingle(r1d));
        (sums[8], sums[9], sums[10], sums[11]) = (Vector256.ConvertToSingle(r2a), Vector256.ConvertToSingle(r2b), Vector256.ConvertToSingle(r2c), Vector256.ConvertToSingle(r2d));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void HalfStrip(ReadOnlySpan<int> strip, ReadOnlySpan<Vector256<sbyte>> panel, ReadOnlySpan<Vector256<int>> columnSums, Span<Vector256<float>> sums)
    {
#pragma warning disable CA2252
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
#pragma warning restore CA2252
        (sums[0], sums[1]) = (Vector256.ConvertToSingle(r0a), Vector256.ConvertToSingle(r0b));
        (sums[4], sums[5]) = (Vector256.ConvertToSingle(r1a), Vector256.ConvertToSingle(r1b));
        (sums[8], sums[9]) = (Vector256.ConvertToSingle(r2a), Vector256.ConvertToSingle(r2b));
    }

    // The same whole numbers, in single precision.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplySingles(RoundedPanel rounded, int columns, Beginning beginning, ReadOnlySpan<float> bias, bool rectified, Span<float> tile)
    {
        var sums = rounded.SumsOf(rows);
        MatrixProduct.Multiply(singles.Span, rounded.Singles(depth), rows, depth, Math.Min(columns, Panels.Columns), Beginning.Zero, default, false, sums);
        Finish(sums, 0, rows, rounded.Scales, beginning, bias, rectified, tile);
    }

    /// <summary>From sums of whole numbers to what they stand for, and to what else belongs to the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Finish(ReadOnlySpan<float> sums, int first, int count, ReadOnlySpan<float> columnScales, Beginning beginning, ReadOnlySpan<float> bias, bool rectified, Span<float> tile)
    {
        // A row is two vectors.
        var from = MemoryMarshal.Cast<float, Vector512<float>>(sums);
        var to = MemoryMarshal.Cast<float, Vector512<float>>(tile[(first * Panels.Columns)..]);
        var scale = MemoryMarshal.Cast<float, Vector512<float>>(columnScales);
        var (scaleA, scaleB) = (scale[0], scale[1]);
        for (var row = 0; row < count; row++)
        {
            var rowScale = Vector512.Create(scales[first + row]);
            var (a, b) = (from[2 * row] * (scaleA * rowScale), from[(2 * row) + 1] * (scaleB * rowScale));
            if (beginning != Beginning.Zero)
            {
                var added = Vector512.Create(bias[first + row]);
                (a, b) = (a + added, b + added);
            }
            if (beginning == Beginning.BiasAndResult) (a, b) = (a + to[2 * row], b + to[(2 * row) + 1]);
            if (rectified) (a, b) = (Vector512.Max(a, Vector512<float>.Zero), Vector512.Max(b, Vector512<float>.Zero));
            (to[2 * row], to[(2 * row) + 1]) = (a, b);
        }
    }
}
