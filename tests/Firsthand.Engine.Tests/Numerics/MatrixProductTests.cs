using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Firsthand.Engine.Numerics;

namespace Firsthand.Tests.Numerics;

public class MatrixProductTests
{
    private delegate void Kernel(ReadOnlySpan<float> strip, ReadOnlySpan<float> panel, int columns, Span<float> tile);

    /// <summary>Around every vector width, around a panel, and past what is taken at once.</summary>
    public static MatrixTheoryData<int, int, int> Sizes { get; } = new([8, 24], [1, 2, 31, 512, 513, 1100], [1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 48, 49, 65]);

    public static MatrixTheoryData<int, int> TileSizes { get; } = new([1, 2, 3, 17, 64], [1, 4, 8, 9, 16, 17, 24, 25, 32, 40]);

    [Theory, MemberData(nameof(Sizes))]
    public void A_product_is_its_definition_bit_for_bit(int rows, int depth, int columns)
    {
        var (left, right) = (Values(rows * depth, 1), Values(depth * columns, 2));
        Assert.Equal(MatrixProduct.MultiplyByDefinition(left, right, rows, depth, columns), Product(left, right, rows, depth, columns));
    }

    [Fact]
    public void Sums_can_begin_with_a_bias_and_with_what_is_there_and_end_at_zero()
    {
        const int Rows = 16, Depth = 600, Columns = 37;
        var (left, right, bias, before) = (Values(Rows * Depth, 1), Values(Depth * Columns, 2), Values(Rows, 3), Values(Rows * Columns, 4));
        var sums = Product(left, right, Rows, Depth, Columns);

        var biased = Product(left, right, Rows, Depth, Columns, Beginning.Bias, bias);
        var added = Product(left, right, Rows, Depth, Columns, Beginning.BiasAndResult, bias, before);
        var rectified = Product(left, right, Rows, Depth, Columns, Beginning.Bias, bias, rectified: true);

        for (var i = 0; i < sums.Length; i++)
        {
            Assert.Equal(sums[i] + bias[i / Columns], biased[i], 1e-4f);
            Assert.Equal(sums[i] + bias[i / Columns] + before[i], added[i], 1e-4f);
            Assert.Equal(MathF.Max(biased[i], 0), rectified[i]);
        }
        Assert.Contains(biased, value => value < 0);
    }

    [Theory, MemberData(nameof(TileSizes))]
    public void Every_kernel_of_this_machine_gives_the_same_sums(int depth, int columns)
    {
        var (strip, panel) = (Values(8 * depth, 1), Values(depth * Panels.Columns, 2));
        var expected = Values(8 * Panels.Columns, 3);
        for (var i = 0; i < expected.Length; i++)
        {
            for (var k = 0; k < depth; k++)
                expected[i] = float.MultiplyAddEstimate(strip[(k * 8) + (i / Panels.Columns)], panel[(k * Panels.Columns) + (i % Panels.Columns)], expected[i]);
        }
        foreach (var kernel in Kernels())
        {
            var tile = Values(8 * Panels.Columns, 3);
            kernel(strip, panel, columns, tile);
            for (var i = 0; i < tile.Length; i++)
            {
                if (i % Panels.Columns < columns) Assert.Equal(expected[i], tile[i]);
            }
        }
    }

    private static IEnumerable<Kernel> Kernels()
    {
        if (Avx512F.IsSupported) yield return TileKernel512.AddProduct;
        if (Vector256.IsHardwareAccelerated) yield return TileKernel256.AddProduct;
        yield return TileKernel128.AddProduct;
    }

    private static float[] Product(
        float[] left, float[] right, int rows, int depth, int columns, Beginning beginning = Beginning.Zero, float[]? bias = null, float[]? before = null, bool rectified = false)
    {
        var strips = new float[MatrixProduct.StripsLength(rows, depth)];
        MatrixProduct.LayOutColumns(Transposed(left, rows, depth), rows, depth, strips);
        var panels = InPanels(right, depth, columns);
        var results = InPanels(before ?? new float[rows * columns], rows, columns);
        MatrixProduct.Multiply(strips, panels, rows, depth, columns, beginning, bias, rectified, results);
        return [.. from row in Enumerable.Range(0, rows) from column in Enumerable.Range(0, columns) select results[Panels.At(rows, row, column)]];
    }

    private static float[] InPanels(float[] matrix, int rows, int columns)
    {
        var panels = new float[Panels.Length(rows, columns)];
        panels.AsSpan().Fill(float.NaN); // what stands in lanes without a column must not matter
        for (var i = 0; i < matrix.Length; i++) panels[Panels.At(rows, i / columns, i % columns)] = matrix[i];
        return panels;
    }

    private static float[] Transposed(float[] matrix, int rows, int columns) =>
        [.. from column in Enumerable.Range(0, columns) from row in Enumerable.Range(0, rows) select matrix[(row * columns) + column]];

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
