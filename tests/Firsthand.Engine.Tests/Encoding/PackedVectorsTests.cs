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
        const float Least = .5f;
        // Half of them lean to what is looked for, at every angle around the limit.
        var (noise, wanted) = (Vectors(5000, seed: 1), Vectors(1, seed: 2)[0]);
        var vectors = noise.Select((vector, i) => i % 2 == 0 ? vector : Leaning(vector, wanted, .2f + .6f * i / noise.Length)).ToArray();
        var found = All(vectors).Near(wanted, Least).ToDictionary(row => row.Place, row => row.Dot);
        var near = vectors.Select((vector, place) => (Place: place, Dot: TensorPrimitives.Dot<float>(vector, wanted))).Where(row => row.Dot >= Least).ToList();
        Assert.InRange(near.Count, 500, 2500);
        // Packing moves a product by less than a thousandth; signs may pass over a few just at the limit, and none that is clearly near.
        Assert.All(found, row => Assert.Equal(TensorPrimitives.Dot<float>(vectors[row.Key], wanted), row.Value, 2e-3f));
        Assert.All(found.Keys, place => Assert.True(TensorPrimitives.Dot<float>(vectors[place], wanted) >= Least - 2e-3f));
        Assert.All(near.Where(row => row.Dot >= Least + .1f), row => Assert.Contains(row.Place, found.Keys));
        Assert.InRange(near.Count(row => found.ContainsKey(row.Place)), .99 * near.Count, near.Count);
        // Without a limit nothing is passed over.
        Assert.Equal(vectors.Length, All(vectors).Near(wanted, float.MinValue).Count);
    }

    private static float[] Leaning(float[] vector, float[] to, float cosine)
    {
        var sum = vector.Zip(to, (a, b) => MathF.Sqrt(1 - cosine * cosine) * a + cosine * b).ToArray();
        var length = TensorPrimitives.Norm<float>(sum);
        return Array.ConvertAll(sum, number => number / length);
    }

    [Fact]
    public void The_nearest_few_of_many_are_the_nearest_of_all()
    {
        var (noise, wanted) = (Vectors(40_000, seed: 6), Vectors(1, seed: 7)[0]);
        var all = All([.. noise.Select((vector, i) => i % 10 == 0 ? Leaning(vector, wanted, .3f + .5f * (i * 7 % 1000) / 1000) : vector)]);
        var few = all.Near(wanted, .3f, most: 100).OrderByDescending(row => row.Dot).Take(100);
        Assert.Equal(all.Near(wanted, .3f).OrderByDescending(row => row.Dot).Take(100), few);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1000)]
    public void Of_some_that_are_allowed_the_nearest_few_are_the_nearest_of_those(int share)
    {
        var (noise, wanted) = (Vectors(40_000, seed: 10), Vectors(1, seed: 11)[0]);
        var all = All([.. noise.Select((vector, i) => i % 7 == 0 ? Leaning(vector, wanted, .3f + .5f * (i * 7 % 1000) / 1000) : vector)]);
        var allowed = all.Near(wanted, .3f).Where(row => row.Place % share == 0).OrderByDescending(row => row.Dot).Take(100).ToList();
        Assert.NotEmpty(allowed);
        Assert.Equal(allowed, all.Near(wanted, .3f, most: 100, place => place % share == 0).OrderByDescending(row => row.Dot).Take(100));
    }

    [Fact]
    public void What_signs_tell_is_measured_where_the_index_shows_it_and_loses_nothing_that_is_clearly_near()
    {
        const float Least = .6f;
        // Like a sentence's: most numbers at one end or the other, and all of them with much in common.
        var common = Vectors(1, seed: 8)[0];
        var vectors = Vectors(20_000, seed: 9).Select((vector, i) => Unit(Array.ConvertAll(Leaning(vector, common, .3f + .6f * (i % 100) / 100), number => MathF.Tanh(60 * number)))).ToArray();
        var all = All(vectors);
        foreach (var wanted in vectors[..5])
        {
            var near = vectors.Select((vector, place) => (Place: place, Dot: TensorPrimitives.Dot<float>(vector, wanted))).Where(row => row.Dot >= Least).ToList();
            var found = all.Near(wanted, Least).Select(row => row.Place).ToHashSet();
            Assert.All(near.Where(row => row.Dot >= Least + .05f), row => Assert.Contains(row.Place, found));
            Assert.InRange(near.Count(row => found.Contains(row.Place)), .99 * near.Count, near.Count);
        }
    }

    private static float[] Unit(float[] vector)
    {
        var length = TensorPrimitives.Norm<float>(vector);
        return Array.ConvertAll(vector, number => number / length);
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
