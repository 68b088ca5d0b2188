using Firsthand.Engine.Encoding;
using FsCheck;
using FsCheck.Fluent;

namespace Firsthand.Tests.Encoding;

public class BatchesTests
{
    private static readonly Arbitrary<int[]> Lengths = Gen.Choose(0, 128).ArrayOf().ToArbitrary();

    [Fact]
    public void Every_sentence_is_in_one_batch() => Prop.ForAll(Lengths, lengths =>
        Enumerable.Range(1, 8).All(cores => All(lengths, cores).SelectMany(batch => batch).Order().SequenceEqual(Enumerable.Range(0, lengths.Length)))).QuickCheckThrowOnFailure();

    [Fact]
    public void No_batch_is_larger_than_the_network_takes() => Prop.ForAll(Lengths, lengths =>
        Enumerable.Range(1, 8).All(cores => All(lengths, cores).All(batch => batch.Length <= Transformer.MostAtOnce && batch.Sum(i => lengths[i]) <= Transformer.MostAtOnce))).QuickCheckThrowOnFailure();

    [Fact]
    public void Many_sentences_fill_their_batches_all_but_the_last()
    {
        var random = new Random(1);
        var lengths = Enumerable.Range(0, 2000).Select(_ => random.Next(5, 40)).ToArray();
        var batches = All(lengths, cores: 1);
        Assert.All(batches[..^1], batch => Assert.InRange(batch.Sum(i => lengths[i]), Transformer.MostAtOnce - 8, Transformer.MostAtOnce));
    }

    [Fact]
    public void Cores_get_equal_shares()
    {
        var tokens = All([.. Enumerable.Repeat(10, 40)], cores: 4).ConvertAll(batch => 10 * batch.Length);
        Assert.Equal(4, tokens.Count);
        Assert.InRange(tokens.Max() - tokens.Min(), 0, 40);
    }

    [Fact]
    public void A_few_words_are_one_batch() => Assert.Single(All([5, 9, 12], cores: 16));

    private static List<int[]> All(int[] lengths, int cores)
    {
        var batches = new Batches(lengths, cores);
        return [.. Enumerable.Range(0, batches.Count).Select(i => batches[i].ToArray())];
    }
}
