using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Firsthand.Engine.Numerics;

/// <summary>What the numbers of a <see cref="ByteMatrix"/> are multiplied as. The last that the processor has is taken.</summary>
internal enum WholeNumbers
{
    /// <summary>Single precision, which every processor has.</summary>
    Singles,

    /// <summary>Two of sixteen bits at once.</summary>
    Pairs,

    /// <summary>Four of eight bits at once.</summary>
    Quads,
}

/// <summary>
/// A matrix of whole numbers of eight bits with a scale for each row, to be multiplied from the left with columns that are rounded to such numbers: up to four times as many in a register as single precision has.
/// </summary>
/// <remarks>
/// Sums of whole numbers are exact in any order, so a result is the same, bit for bit, on every processor, whatever it multiplies: in single precision too as long as no sum can reach 2^24,
/// which the constructor sees to.
/// </remarks>
internal sealed class ByteMatrix
{
    private const int LargestExact = 1 << 24;
    private const int LargestNumber = 127;

    private readonly int rows;
    private readonly int depth;
    private readonly float[] scales;
    private readonly WholeNumbers numbers;

    // Strips as the kernel wants them, or strips of single precision.
    private readonly int[] packed = [];
    private readonly Memory<float> singles;

    /// <param name="columns">As many columns as the matrix is deep, one after another; each has a number from -127 to 127 for every row.</param>
    /// <param name="scales">For each row, what a unit of its numbers stands for.</param>
    /// <param name="rows">A multiple of 8.</param>
    /// <param name="depth">A multiple of 4.</param>
    public ByteMatrix(ReadOnlySpan<sbyte> columns, float[] scales, int rows, int depth) : this(columns, scales, rows, depth, Enum.GetValues<WholeNumbers>().Last(Can)) { }

    internal ByteMatrix(ReadOnlySpan<sbyte> columns, float[] scales, int rows, int depth, WholeNumbers numbers)
    {
        (this.rows, this.depth, this.scales, this.numbers) = (rows, depth, scales, numbers);
        if (LargestSum(columns, rows, depth) * LargestNumber > LargestExact) throw new InvalidDataException("A row of weights is too large to be added up exactly.");
        if (numbers == WholeNumbers.Quads) packed = QuadKernel.LayOutColumns(columns, rows, depth);
        else if (numbers == WholeNumbers.Pairs) packed = PairKernel.LayOutColumns(columns, rows, depth);
        else
        {
            var wide = new float[columns.Length];
            for (var i = 0; i < wide.Length; i++) wide[i] = columns[i];
            singles = Aligned.Floats(MatrixProduct.StripsLength(rows, depth));
            MatrixProduct.LayOutColumns(wide, rows, depth, singles.Span);
        }
    }

    /// <summary>Whether this processor has the instruction.</summary>
    internal static bool Can(WholeNumbers numbers) => numbers switch
    {
        WholeNumbers.Quads => QuadKernel.IsSupported,
        WholeNumbers.Pairs => PairKernel.IsSupported,
        _ => true,
    };

    /// <summary>Multiplies by columns.</summary>
    /// <param name="panels">As are the results.</param>
    /// <param name="rounded">Room for a panel.</param>
    /// <param name="bias">One value for each row; not read where the sums begin with zero.</param>
    /// <param name="rectified">Whether negative results become 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(ReadOnlySpan<float> panels, int columns, Beginning beginning, ReadOnlySpan<float> bias, bool rectified, RoundedPanel rounded, Span<float> results)
    {
        Span<float> sums = stackalloc float[PairKernel.StripRows * Panels.Columns];
        for (var column = 0; column < columns; column += Panels.Columns)
        {
            rounded.Round(panels.Slice(column * depth, Panels.Columns * depth));
            var tile = results.Slice(column * rows, Panels.Columns * rows);
            if (numbers == WholeNumbers.Singles)
            {
                var all = rounded.SumsOf(rows);
                MatrixProduct.Multiply(singles.Span, rounded.Singles(depth), rows, depth, Math.Min(columns - column, Panels.Columns), Beginning.Zero, default, false, all);
                Finish(all, 0, rows, rounded.Scales, beginning, bias, rectified, tile);
            }
            else if (numbers == WholeNumbers.Pairs)
            {
                var panel = rounded.Pairs(depth);
                for (var row = 0; row < rows; row += PairKernel.StripRows)
                {
                    PairKernel.Multiply(packed.AsSpan(row * depth / 2, PairKernel.StripRows * depth / 2), panel, columns - column, sums);
                    Finish(sums, row, PairKernel.StripRows, rounded.Scales, beginning, bias, rectified, tile);
                }
            }
            else
            {
                for (var row = 0; row < rows; row += QuadKernel.StripRows)
                {
                    QuadKernel.Multiply(packed.AsSpan(row * depth / RoundedPanel.Quad, QuadKernel.StripRows * depth / RoundedPanel.Quad), rounded.Bytes, rounded.Sums, columns - column, sums);
                    Finish(sums, row, Math.Min(QuadKernel.StripRows, rows - row), rounded.Scales, beginning, bias, rectified, tile);
                }
            }
        }
    }

    /// <summary>What the sums mean: tests hold every way of adding them up to this.</summary>
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
