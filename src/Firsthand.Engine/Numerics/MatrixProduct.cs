using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Firsthand.Engine.Numerics;

/// <summary>What the sums of a product begin with.</summary>
internal enum Beginning
{
    Zero,

    /// <summary>The column's bias.</summary>
    Bias,

    /// <summary>The column's bias and what the result already holds.</summary>
    BiasAndResult,
}

/// <summary>
/// The product of two matrices of single precision. Each operand is laid out once in the order in which the kernels read it: the left one in strips of 12 rows, the right one in panels of 32 columns.
/// </summary>
/// <remarks>
/// Every sum runs over the depth from first to last in one accumulator, in every kernel. So a row of the result is the same, bit for bit, whatever rows stand beside it and whichever kernel computes it.
/// </remarks>
internal static class MatrixProduct
{
    /// <summary>Rows of the left operand that a kernel takes at once.</summary>
    public const int StripRows = 12;

    /// <summary>Columns of the right operand that a kernel takes at once.</summary>
    public const int PanelColumns = 32;

    // So many values of a few hundred rows stay in the second-level cache, beside one panel, while all panels pass by.
    private const int DepthAtOnce = 512;

    /// <summary>The length of a left operand when laid out.</summary>
    public static int StripsLength(int rows, int depth) => RoundUp(rows, StripRows) * depth;

    /// <summary>The length of a right operand when laid out.</summary>
    public static int PanelsLength(int depth, int columns) => depth * RoundUp(columns, PanelColumns);

    /// <summary>Lays out a left operand: for each 12 rows their first values, their second values, and so on; rows that are missing from the last 12 are 0.</summary>
    /// <param name="source">Rows of <paramref name="depth"/> values, each <paramref name="stride"/> after the one before.</param>
    public static void LayOutLeft(ReadOnlySpan<float> source, int stride, int rows, int depth, Span<float> strips) =>
        Interleave(source, stride, rows, depth, StripRows, strips);

    /// <summary>Lays out a right operand: for each 32 columns their first values, their second values, and so on; columns that are missing from the last 32 are 0.</summary>
    /// <param name="source">Rows of <paramref name="columns"/> values, each <paramref name="stride"/> after the one before.</param>
    public static void LayOutRight(ReadOnlySpan<float> source, int stride, int depth, int columns, Span<float> panels)
    {
        for (var first = 0; first < columns; first += PanelColumns)
        {
            var wide = Math.Min(PanelColumns, columns - first);
            for (var k = 0; k < depth; k++, panels = panels[PanelColumns..])
            {
                source.Slice((k * stride) + first, wide).CopyTo(panels);
                panels[wide..PanelColumns].Clear();
            }
        }
    }

    /// <summary>Lays out a right operand that is given by its columns.</summary>
    /// <param name="source">Columns of <paramref name="depth"/> values, each <paramref name="stride"/> after the one before.</param>
    public static void LayOutRightTransposed(ReadOnlySpan<float> source, int stride, int depth, int columns, Span<float> panels) =>
        Interleave(source, stride, columns, depth, PanelColumns, panels);

    /// <summary>Multiplies operands that are laid out.</summary>
    /// <param name="bias">One value for each column; not read where the sums begin with zero.</param>
    /// <param name="rectified">Whether negative results become 0.</param>
    /// <param name="results">Rows of <paramref name="columns"/> values, each <paramref name="stride"/> after the one before.</param>
    public static void Multiply(
        ReadOnlySpan<float> strips, ReadOnlySpan<float> panels, int rows, int depth, int columns, Beginning beginning, ReadOnlySpan<float> bias, bool rectified, Span<float> results, int stride)
    {
        Span<float> tile = stackalloc float[StripRows * PanelColumns];
        for (var from = 0; from < depth; from += DepthAtOnce)
        {
            var deep = Math.Min(DepthAtOnce, depth - from);
            for (var left = 0; left < columns; left += PanelColumns)
            {
                var wide = Math.Min(PanelColumns, columns - left);
                var panel = panels.Slice((left * depth) + (from * PanelColumns), deep * PanelColumns);
                for (var row = 0; row < rows; row += StripRows)
                {
                    var high = Math.Min(StripRows, rows - row);
                    var strip = strips.Slice((row * depth) + (from * StripRows), deep * StripRows);
                    var into = results[((row * stride) + left)..];
                    if (from > 0) Begin(tile, high, wide, true, default, into, stride);
                    else Begin(tile, high, wide, beginning == Beginning.BiasAndResult, beginning == Beginning.Zero ? default : bias.Slice(left, wide), into, stride);
                    MultiplyTile(strip, panel, high, tile);
                    End(tile, high, wide, rectified && from + deep == depth, into, stride);
                }
            }
        }
    }

    /// <summary>What Multiply means: tests hold it to this, bit for bit.</summary>
    /// <param name="left">Rows of <paramref name="depth"/> values.</param>
    /// <param name="right">Rows of <paramref name="columns"/> values.</param>
    internal static float[] MultiplyByDefinition(ReadOnlySpan<float> left, ReadOnlySpan<float> right, int rows, int depth, int columns)
    {
        var results = new float[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var sum = 0f;
                for (var k = 0; k < depth; k++) sum = float.MultiplyAddEstimate(left[(row * depth) + k], right[(k * columns) + column], sum);
                results[(row * columns) + column] = sum;
            }
        }
        return results;
    }

    // Not Vector512.IsHardwareAccelerated: it is false on processors that slow down for wide vectors, and a product is faster there all the same.
    private static void MultiplyTile(ReadOnlySpan<float> strip, ReadOnlySpan<float> panel, int rows, Span<float> tile)
    {
        if (Avx512F.IsSupported) TileKernel512.Multiply(strip, panel, rows, tile);
        else if (Vector256.IsHardwareAccelerated) TileKernel256.Multiply(strip, panel, rows, tile);
        else TileKernel128.Multiply(strip, panel, tile);
    }

    private static void Begin(Span<float> tile, int rows, int columns, bool withResults, ReadOnlySpan<float> bias, ReadOnlySpan<float> results, int stride)
    {
        if (!withResults && bias.IsEmpty)
        {
            tile.Clear();
            return;
        }
        for (var row = 0; row < rows; row++)
        {
            var sums = tile.Slice(row * PanelColumns, columns);
            if (!withResults) bias.CopyTo(sums);
            else if (bias.IsEmpty) results.Slice(row * stride, columns).CopyTo(sums);
            else TensorPrimitives.Add(bias, results.Slice(row * stride, columns), sums);
        }
    }

    private static void End(ReadOnlySpan<float> tile, int rows, int columns, bool rectified, Span<float> results, int stride)
    {
        for (var row = 0; row < rows; row++)
        {
            var sums = tile.Slice(row * PanelColumns, columns);
            var result = results.Slice(row * stride, columns);
            if (rectified) TensorPrimitives.Max(sums, 0, result);
            else sums.CopyTo(result);
        }
    }

    private static void Interleave(ReadOnlySpan<float> source, int stride, int rows, int depth, int together, Span<float> target)
    {
        for (var first = 0; first < rows; first += together, target = target[(together * depth)..])
        {
            var present = Math.Min(together, rows - first);
            if (present < together) target[..(together * depth)].Clear();
            for (var row = 0; row < present; row++)
            {
                var values = source.Slice((first + row) * stride, depth);
                for (int k = 0, to = row; k < values.Length; k++, to += together) target[to] = values[k];
            }
        }
    }

    private static int RoundUp(int count, int multiple) => (count + multiple - 1) / multiple * multiple;
}
