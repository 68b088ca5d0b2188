using Firsthand.Engine.Encoding;

namespace Firsthand.Tests.Encoding;

/// <summary>The habits of the tokenizer that the encoder was trained with, on a vocabulary small enough to read.</summary>
public class TokenizerTests
{
    private static readonly (string, double)[] Reserved = [("\uFFFD", 0), ("<s>", 0), ("</s>", 0), ("a", 0), ("b", 0), ("c", 0)];

    [Fact]
    public void The_likeliest_pieces_are_chosen() =>
        Assert.Equal(["▁", "ab", "c"], Pieces("abc", ("▁", -1), ("a", -2), ("b", -2), ("c", -1), ("ab", -1), ("bc", -3)));

    [Fact]
    public void A_space_begins_a_word() => Assert.Equal(["▁a", "▁a"], Pieces("a a", ("▁a", -1), ("▁", -5), ("a", -5)));

    [Fact]
    public void Reserved_pieces_never_match() => Assert.Equal(["▁", "\uFFFD"], Pieces("a", ("▁", -1)));

    [Fact]
    public void A_run_of_unknown_characters_is_one_unknown() => Assert.Equal(["▁", "\uFFFD", "x"], Pieces("漢字😀x", ("▁", -1), ("x", -1)));

    [Fact]
    public void Of_equal_pieces_the_last_counts() => Assert.Equal([Reserved.Length + 2], Ids("x", ("▁x", -9), ("▁", -1), ("▁x", -0.5)));

    [Fact]
    public void Of_equal_paths_the_one_whose_last_piece_starts_later_wins() => Assert.Equal(["▁", "x", "y"], Pieces("xy", ("▁", -1), ("xy", -4), ("x", -2), ("y", -2)));

    [Fact]
    public void Case_counts() => Assert.NotEqual(Ids("x", ("▁", -1), ("x", -1), ("X", -1)), Ids("X", ("▁", -1), ("x", -1), ("X", -1)));

    [Theory]
    [InlineData("ﬁ", "fi")]
    [InlineData("Ａ１", "A1")]
    [InlineData("™", "TM")]
    [InlineData("e\u0301", "é")]
    [InlineData("a\u00A0b", "a b")]
    public void Characters_are_brought_to_their_compatible_form(string text, string plain)
    {
        Assert.NotEqual(text, plain);
        Assert.Equal(EncoderWeights.Encoder.Tokens(plain), EncoderWeights.Encoder.Tokens(text));
    }

    [Fact]
    public void Nothing_has_no_pieces() => Assert.Empty(EncoderWeights.Encoder.Tokens(""));

    private static List<int> Ids(string text, params (string, double)[] pieces)
    {
        var ids = new List<int>();
        new Tokenizer([.. Reserved, .. pieces]).Encode(text, ids);
        return ids;
    }

    private static IEnumerable<string> Pieces(string text, params (string, double)[] pieces) => Ids(text, pieces).Select(id => Reserved.Concat(pieces).ElementAt(id).Item1);
}
