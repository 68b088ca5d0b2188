using Firsthand.Engine.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Firsthand.Tests.Text;

public class WordsTests
{
    [Theory]
    [InlineData("I can't find it.", "i|can't|find|it")]
    [InlineData("We’re paying $1,200.50 a month!", "we're|paying|1,200.50|a|month")]
    [InlineData("end. Next", "end|next")]
    [InlineData("drop-down, and/or", "drop|down|and|or")]
    [InlineData("see https://example.org/a?b=c.", "see|https://example.org/a?b=c")]
    [InlineData("the file_name.csv", "the|file_name|csv")]
    [InlineData("'quoted' rock 'n' roll", "quoted|rock|n|roll")]
    [InlineData("Müller naïve Ünïcode ＦＵＬＬ", "müller|naïve|ünïcode|ｆｕｌｌ")]
    [InlineData("नमस्ते दुनिया", "नमस्ते|दुनिया")]
    [InlineData("👍 … — !?", "")]
    [InlineData("", "")]
    public void Finds_the_words(string text, string expected) => Assert.Equal(expected, string.Join('|', Words.Of(text)));

    [Fact]
    public void Words_stand_in_order_and_apart() => Prop.ForAll<string?>(any =>
    {
        var text = any ?? "";
        var end = 0;
        foreach (var span in Words.Spans(text))
        {
            if (span.Start < end || span.End > text.Length) return false;
            end = span.End;
        }
        return true;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("um", true)]
    [InlineData("yeah", true)]
    [InlineData("invoice", false)]
    public void Knows_fillers(string word, bool filler) => Assert.Equal(filler, Words.IsFiller(word));

    [Theory]
    [InlineData("the", true)]
    [InlineData("don't", true)]
    [InlineData("dont", true)]
    [InlineData("invoice", false)]
    public void Knows_stop_words(string word, bool stop) => Assert.Equal(stop, Words.IsStop(word));

    [Fact]
    public void Content_is_what_a_text_is_about() =>
        Assert.Equal(["export", "invoices", "spreadsheet"], Words.Content("Um, so yeah, I just want to, uh, export my 30 invoices to a spreadsheet.").Where(word => word != "want"));

    /// <summary>One word for each rule of the paper, with its stem after all steps.</summary>
    [Theory]
    [InlineData("caresses", "caress")]
    [InlineData("ponies", "poni")]
    [InlineData("cats", "cat")]
    [InlineData("feed", "feed")]
    [InlineData("agreed", "agre")]
    [InlineData("plastered", "plaster")]
    [InlineData("bled", "bled")]
    [InlineData("motoring", "motor")]
    [InlineData("sing", "sing")]
    [InlineData("hopping", "hop")]
    [InlineData("falling", "fall")]
    [InlineData("filing", "file")]
    [InlineData("happy", "happi")]
    [InlineData("sky", "sky")]
    [InlineData("relational", "relat")]
    [InlineData("conditional", "condit")]
    [InlineData("digitizer", "digit")]
    [InlineData("formaliti", "formal")]
    [InlineData("triplicate", "triplic")]
    [InlineData("electrical", "electr")]
    [InlineData("goodness", "good")]
    [InlineData("allowance", "allow")]
    [InlineData("replacement", "replac")]
    [InlineData("adoption", "adopt")]
    [InlineData("communism", "commun")]
    [InlineData("rate", "rate")]
    [InlineData("cease", "ceas")]
    [InlineData("controlling", "control")]
    [InlineData("customer's", "custom")]
    [InlineData("by", "by")]
    [InlineData("file_name", "file_name")]
    public void Stems_as_the_paper_does(string word, string stem) => Assert.Equal(stem, Words.Stem(word));

    [Fact]
    public void A_stem_is_never_empty_and_never_longer() => Prop.ForAll(
        Gen.Elements("aeiouybcdlmnstz".ToCharArray()).ArrayOf().Where(letters => letters.Length > 0).Select(letters => new string(letters)).ToArbitrary(),
        word => Words.Stem(word) is { Length: > 0 } stem && stem.Length <= word.Length + 1).QuickCheckThrowOnFailure();
}
