using System.Numerics.Tensors;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Firsthand.Tests.Encoding;

public class PackedVectorsTests
{
    private static readonly Arbitrary<(short[] Wanted, sbyte[] Numbers)> Pairs =
        (from length in Gen.Choose(0, 200) from wanted in Gen.Choose(short.MinValue, short.MaxValue).ArrayOf(length) from numbers in Gen.Choose(-127, 127).ArrayOf(length) select (Array.ConvertAll(wanted, n => (short)n), Array.ConvertAll(numbers, n => (sbyte)n))).ToArbitrary();

    [Fact]
    public void The_fast_product_is_the_product() => Prop.ForAll(Pairs, pair => ByteProduct.Of(pair.Wanted, pair.Numbers) == ByteProduct.ByDefinition(pair.Wanted, pair.Numbers)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(512)]
    [InlineData(700)]
    public void The_largest_numbers_do_not_overflow(int dimensions)
    {
        var one = Enumerable.Repeat(1f, dimensions).ToArray();
        var near = Assert.Single(new PackedVectors(dimensions).With([PackedVector.Pack(one)]).Near(one, 0));
        Assert.Equal(dimensions, near.Dot, dimensions * 1e-3);
    }

    [Fact]
    public void A_scan_finds_what_a_plain_search_finds()
    {
        var (vectors, wanted) = (Vectors(5000, seed: 1), Vectors(1, seed: 2)[0]);
        var expected = vectors.Select((vector, place) => (Place: place, Dot: TensorPrimitives.Dot<float>(vector, wanted))).Where(row => row.Dot >= .05f).ToList();
        var found = All(vectors).Near(wanted, .05f);
        Assert.NotEmpty(expected);
        // Packing moves a product by less than a thousandth, so only those at the very edge may differ.
        var edge = vectors.Select((vector, place) => (place, dot: TensorPrimitives.Dot<float>(vector, wanted))).Where(row => Math.Abs(row.dot - .05f) < 2e-3f).Select(row => row.place).ToHashSet();
        Assert.Equal(expected.Select(row => row.Place).Where(place => !edge.Contains(place)), found.Select(row => row.Place).Where(place => !edge.Contains(place)));
        Assert.All(found, row => Assert.Equal(TensorPrimitives.Dot<float>(vectors[row.Place], wanted), row.Dot, 2e-3f));
    }

    [Fact]
    public void Adding_in_pieces_gives_the_same_as_adding_at_once_and_leaves_what_was()
    {
        var (vectors, wanted) = (Vectors(5000, seed: 3), Vectors(1, seed: 4)[0]);
        var first = All(vectors[..1500]);
        var before = first.Near(wanted, -1);
        var pieces = first.With([.. vectors[1500..2100].Select(vector => PackedVector.Pack(vector))]).With([]).With([.. vectors[2100..].Select(vector => PackedVector.Pack(vector))]);
        Assert.Equal(All(vectors).Near(wanted, -1), pieces.Near(wanted, -1));
        Assert.Equal(before, first.Near(wanted, -1));
        Assert.Equal(1500, first.Count);
    }

    [Fact]
    public void What_has_no_vector_is_like_nothing() =>
        Assert.Equal([(0, 0f)], new PackedVectors(512).With([[]]).Near(Vectors(1, seed: 5)[0], 0));

    private static PackedVectors All(float[][] vectors) => new PackedVectors(512).With([.. vectors.Select(vector => PackedVector.Pack(vector))]);

    private static float[][] Vectors(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var vector = Enumerable.Range(0, 512).Select(_ => (float)(random.NextDouble() - .5)).ToArray();
            var length = TensorPrimitives.Norm<float>(vector);
            return Array.ConvertAll(vector, number => number / length);
        })];
    }
}
