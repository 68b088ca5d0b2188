using Firsthand.Engine.Encoding;
using Firsthand.Engine.Numerics;
using Firsthand.Engine.Patterns;

namespace Firsthand.Tests.Patterns;

public class NeighboursTests
{
    private const float Balance = .3f;

    // Points around a few middles, with words of their middle and some of their own.
    private static QuoteSpace Space(int count, int dimensions = 64)
    {
        var random = new Random(17);
        var lexicon = new Lexicon();
        var middles = Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, dimensions).Select(_ => (float)random.NextDouble() - .5f).ToArray()).ToArray();
        var vectors = new ReadOnlyMemory<byte>[count];
        var words = new ContentWord[count][];
        for (var i = 0; i < count; i++)
        {
            var middle = random.Next(middles.Length);
            vectors[i] = PackedVector.Pack(Array.ConvertAll(middles[middle], value => value + .6f * ((float)random.NextDouble() - .5f)));
            words[i] = [.. Enumerable.Range(0, 5).Select(w => new ContentWord(lexicon.Number(w < 2 ? $"topic{middle}word{random.Next(6)}" : $"other{random.Next(900)}"), 1))];
        }
        return QuoteSpace.Of(vectors, words, lexicon);
    }

    [Fact]
    public void The_nearest_are_those_that_comparing_all_pairs_gives()
    {
        var space = Space(200);
        var found = Neighbours.Exact(space, 7, [Balance])[0];
        for (var i = 0; i < 200; i++)
        {
            var expected = Enumerable.Range(0, 200).Where(j => j != i).Select(j => space.Similarity(i, j, Balance)).OrderDescending().Take(7).ToArray();
            var actual = found.Similarities.AsSpan(i * 7, 7).ToArray();
            for (var n = 0; n < 7; n++) Assert.Equal(expected[n], actual[n], 4);
            Assert.DoesNotContain(i, found.Numbers.AsSpan(i * 7, 7).ToArray());
        }
    }

    [Fact]
    public void Without_comparing_all_pairs_nearly_all_of_the_nearest_are_found()
    {
        const int Count = 3_000, Width = 10;
        var space = Space(Count);
        var exact = Neighbours.Exact(space, Width, [Balance])[0];
        var near = Neighbours.Near(space, Width, [Balance])[0];
        var hits = Enumerable.Range(0, Count).Sum(i => near.Numbers.AsSpan(i * Width, Width).ToArray().Intersect(exact.Numbers.AsSpan(i * Width, Width).ToArray()).Count());
        Assert.True(hits > .8 * Count * Width, $"{hits} of {Count * Width}");
    }

    [Fact]
    public void The_forest_finds_the_same_every_time() =>
        Assert.Equal(Neighbours.Near(Space(1_000), 10, [Balance])[0].Numbers, Neighbours.Near(Space(1_000), 10, [Balance])[0].Numbers);

    [Fact]
    public void Quotes_with_the_very_same_words_do_not_keep_the_forest_from_ending()
    {
        var lexicon = new Lexicon();
        var words = new ContentWord[] { new(lexicon.Number("same"), 1) };
        var space = QuoteSpace.Of([.. Enumerable.Repeat(new ReadOnlyMemory<byte>(PackedVector.Pack([1, 2, 3])), 2_000)], [.. Enumerable.Repeat(words, 2_000)], lexicon);
        Assert.Equal(2_000 * 5, Neighbours.Near(space, 5, [Balance])[0].Numbers.Count(number => number >= 0));
    }

    public static TheoryData<int> Lengths => [0, 1, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 384];

    [Theory, MemberData(nameof(Lengths))]
    public void The_fast_product_of_sketches_is_the_plain_one(int length)
    {
        var random = new Random(length);
        for (var round = 0; round < 20; round++)
        {
            var (a, b) = (Numbers(), Numbers());
            Assert.Equal(ByteProduct.ByDefinition(a, b), ByteProduct.Of(a, b));
        }

        // The ends of the range come often: that is where sixteen bits would overflow.
        sbyte[] Numbers() => [.. Enumerable.Range(0, length).Select(_ => (sbyte)(random.Next(3) switch { 0 => 127, 1 => -127, _ => random.Next(-127, 128) }))];
    }
}
