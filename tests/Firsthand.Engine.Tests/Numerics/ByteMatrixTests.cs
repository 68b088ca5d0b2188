using Firsthand.Engine.Numerics;

namespace Firsthand.Tests.Numerics;

public class ByteMatrixTests
{
    /// <summary>The ways to multiply that this processor has.</summary>
    public static TheoryData<string> Ways { get; } = [.. Enum.GetValues<WholeNumbers>().Where(ByteMatrix.Can).Select(way => way.ToString())];

    /// <summary>Rows that end inside a strip of three, depths around a quad and past what is taken at once, columns around half a panel and a whole one.</summary>
    public static MatrixTheoryData<int, int, int, string> Sizes { get; } = new([8, 16, 24], [4, 12, 516, 1100], [1, 15, 16, 17, 31, 32, 33, 65], [.. Ways.Select(row => row.Data)]);

    [Theory, MemberData(nameof(Sizes))]
    public void A_product_is_the_product_of_the_rounded_numbers_by_their_scales_however_it_is_multiplied(int rows, int depth, int columns, string way)
    {
        var numbers = Enum.Parse<WholeNumbers>(way);
        var (weights, scales, right) = (Weights(rows * depth), Values(rows, 1), Values(depth * columns, 2));
        var product = Product(weights, scales, right, rows, depth, columns, numbers);

        for (var column = 0; column < columns; column++)
        {
            var (whole, scale) = Rounded(right, depth, columns, column);
            for (var row = 0; row < rows; row++)
            {
                sbyte[] left = [.. Enumerable.Range(0, depth).Select(k => weights[(k * rows) + row])];
                Assert.Equal(ByteMatrix.SumByDefinition(left, whole) * (scale * scales[row]), product[(row * columns) + column]);
            }
        }
    }

    [Theory, MemberData(nameof(Ways))]
    public void Sums_can_begin_with_a_bias_and_with_what_is_there_and_end_at_zero(string way)
    {
        var numbers = Enum.Parse<WholeNumbers>(way);
        const int Rows = 16, Depth = 100, Columns = 37;
        var (weights, scales, right, bias, before) = (Weights(Rows * Depth), Values(Rows, 1), Values(Depth * Columns, 2), Values(Rows, 3), Values(Rows * Columns, 4));
        var sums = Product(weights, scales, right, Rows, Depth, Columns, numbers);

        var biased = Product(weights, scales, right, Rows, Depth, Columns, numbers, Beginning.Bias, bias);
        var added = Product(weights, scales, right, Rows, Depth, Columns, numbers, Beginning.BiasAndResult, bias, before);
        var rectified = Product(weights, scales, right, Rows, Depth, Columns, numbers, Beginning.Bias, bias, rectified: true);

        for (var i = 0; i < sums.Length; i++)
        {
            Assert.Equal(sums[i] + bias[i / Columns], biased[i]);
            Assert.Equal(biased[i] + before[i], added[i]);
            Assert.Equal(MathF.Max(biased[i], 0), rectified[i]);
        }
        Assert.Contains(biased, value => value < 0);
    }

    /// <summary>Named one by one, so that a run says which kernels its processor left untried.</summary>
    [Theory, InlineData(nameof(WholeNumbers.Singles)), InlineData(nameof(WholeNumbers.Pairs)), InlineData(nameof(WholeNumbers.Quads))]
    public void A_column_of_zeros_gives_zeros(string way)
    {
        var numbers = Enum.Parse<WholeNumbers>(way);
        Assert.SkipUnless(ByteMatrix.Can(numbers), $"This processor has no instruction for {way}: nothing here is held to its definition.");
        Assert.All(Product(Weights(8 * 8), Values(8, 1), new float[8 * 3], 8, 8, 3, numbers), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Weights_whose_sums_would_not_be_exact_are_refused()
    {
        sbyte[] weights = [.. Enumerable.Repeat((sbyte)127, 8 * 1100)];
        Assert.Throws<InvalidDataException>(() => new ByteMatrix(weights, Values(8, 1), 8, 1100));
    }

    // To the nearest whole number, and of two to the even one.
    private static (sbyte[] Numbers, float Scale) Rounded(float[] right, int depth, int columns, int column)
    {
        var values = Enumerable.Range(0, depth).Select(k => right[(k * columns) + column]).ToList();
        var largest = values.Max(MathF.Abs);
        return ([.. values.Select(value => (sbyte)MathF.Round(value * (127 / largest)))], largest / 127);
    }

    private static float[] Product(
        sbyte[] weights, float[] scales, float[] right, int rows, int depth, int columns, WholeNumbers numbers, Beginning beginning = Beginning.Zero, float[]? bias = null, float[]? before = null, bool rectified = false)
    {
        var results = InPanels(before ?? new float[rows * columns], rows, columns);
        new ByteMatrix(weights, scales, rows, depth, numbers).Multiply(InPanels(right, depth, columns), columns, beginning, bias, rectified, new(Math.Max(rows, depth)), results);
        return [.. from row in Enumerable.Range(0, rows) from column in Enumerable.Range(0, columns) select results[Panels.At(rows, row, column)]];
    }

    private static float[] InPanels(float[] values, int rows, int columns)
    {
        var panels = new float[Panels.Length(rows, columns)];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++) panels[Panels.At(rows, row, column)] = values[(row * columns) + column];
        }
        return panels;
    }

    private static sbyte[] Weights(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(_ => (sbyte)random.Next(-127, 128))];
    }

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
