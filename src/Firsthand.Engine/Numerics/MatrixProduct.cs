using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Firsthand.Engine.Numerics;

/// <summary>What the sums of a product begin with.</summary>
internal enum Beginning
{
    Zero,

    /// <summary>The row's bias.</summary>
    Bias,

    /// <summary>The row's bias and what the result already holds.</summary>
    BiasAndResult,
}

/// <summary>
/// The product of two matrices of single precision. The left one, the one that is used again and again, lies in strips of 8 rows: their first values, their second values, and so on.
/// The right one and the result lie in <see cref="Panels"/>, so that a result is the next product's right operand as it stands.
/// </summary>
/// <remarks>
/// Every sum runs over the depth from first to last in one accumulator, in every kernel. So a column of the result is the same, bit for bit, whatever columns stand beside it and whichever kernel computes it.
/// </remarks>
internal static class MatrixProduct
{
    /// <summary>Rows of the left operand that a kernel takes at once.</summary>
    public const int StripRows = 8;

    // A strip of so many values stays in the first-level cache, and the same part of a few panels in the second, while strip after strip passes by.
    private const int DepthAtOnce = 512;

    /// <summary>The length of a left operand in strips.</summary>
    public static int StripsLength(int rows, int depth) => (rows + StripRows - 1) / StripRows * StripRows * depth;

    /// <summary>Lays out a left operand that is given by its columns.</summary>
    /// <param name="columns">As many columns as the operand is deep, one after another; each has a value for every row, and the rows are a multiple of 8.</param>
    public static void LayOutColumns(ReadOnlySpan<float> columns, int rows, int depth, Span<float> strips)
    {
        for (var row = 0; row < rows; row += StripRows)
        {
            for (var k = 0; k < depth; k++, strips = strips[StripRows..]) columns.Slice((k * rows) + row, StripRows).CopyTo(strips);
        }
    }

    /// <summary>Multiplies a matrix in strips by one in panels.</summary>
    /// <param name="rows">Of the left operand and of the result: a multiple of 8.</param>
    /// <param name="depth">Columns of the left operand, rows of the right one.</param>
    /// <param name="columns">Of the right operand and of the result.</param>
    /// <param name="bias">One value for each row; not read where the sums begin with zero.</param>
    /// <param name="rectified">Whether negative results become 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        ReadOnlySpan<float> strips, ReadOnlySpan<float> panels, int rows, int depth, int columns, Beginning beginning, ReadOnlySpan<float> bias, bool rectified, Span<float> results)
    {
        for (var from = 0; from < depth; from += DepthAtOnce)
        {
            var deep = Math.Min(DepthAtOnce, depth - from);
            for (var row = 0; row < rows; row += StripRows)
            {
                var strip = strips.Slice((row * depth) + (from * StripRows), deep * StripRows);
                for (var column = 0; column < columns; column += Panels.Columns)
                {
                    var panel = panels.Slice((column * depth) + (from * Panels.Columns), deep * Panels.Columns);
                    var tile = results.Slice((column * rows) + (row * Panels.Columns), StripRows * Panels.Columns);
                    if (from == 0) Begin(tile, beginning, beginning == Beginning.Zero ? default : bias.Slice(row, StripRows));
                    AddProduct(strip, panel, columns - column, tile);
                    if (rectified && from + deep == depth) Rectify(tile);
                }
            }
        }
    }

    /// <summary>What Multiply means: tests hold it to this, bit for bit.</summary>
    /// <param name="left">Rows, one after another.</param>
    /// <param name="right">Rows, one after another.</param>
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Begin(Span<float> tile, Beginning beginning, ReadOnlySpan<float> bias)
    {
        if (beginning == Beginning.Zero) tile.Clear();
        // A row of a tile is two vectors.
        var sums = MemoryMarshal.Cast<float, Vector512<float>>(tile);
        for (var row = 0; row < bias.Length; row++)
        {
            var added = Vector512.Create(bias[row]);
            var (a, b) = beginning == Beginning.Bias ? (added, added) : (sums[2 * row] + added, sums[(2 * row) + 1] + added);
            (sums[2 * row], sums[(2 * row) + 1]) = (a, b);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rectify(Span<float> tile)
    {
        foreach (ref var values in MemoryMarshal.Cast<float, Vector512<float>>(tile)) values = Vector512.Max(values, Vector512<float>.Zero);
    }

    /// <summary>Adds the product of one strip and one panel to a tile of the result.</summary>
    // Not Vector512.IsHardwareAccelerated: it is false on processors that slow down for wide vectors, and a product is faster there all the same.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AddProduct(ReadOnlySpan<float> strip, ReadOnlySpan<float> panel, int columns, Span<float> tile)
    {
        if (Avx512F.IsSupported) TileKernel512.AddProduct(strip, panel, columns, tile);
        else if (Vector256.IsHardwareAccelerated) TileKernel256.AddProduct(strip, panel, columns, tile);
        else TileKernel128.AddProduct(strip, panel, columns, tile);
    }
}
