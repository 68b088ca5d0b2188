using Firsthand.Engine.Text;

namespace Firsthand.Tests.Text;

public class MarksTests
{
    [Theory]
    [InlineData("So {disfmarker} the export is slow", "so the export is slow")]
    [InlineData("{vocalsound} {pause} Yeah", "yeah")]
    [InlineData("__company__ please call __first_name__ back", "please call back")]
    [InlineData("<Media omitted>", "")]
    [InlineData("<Médias omis> look at this", "look at this")]
    [InlineData("it took <laughter> three days", "it took three days")]
    [InlineData("we [inaudible 00:12:03] on Fridays (laughs)", "we on fridays")]
    [InlineData("[crosstalk] no [CROSSTALK]", "no")]
    public void A_transcribers_mark_is_no_word(string text, string words) => Assert.Equal(words, string.Join(' ', Words.Of(text)));

    [Theory]
    [InlineData("they (the bank) refused", "they the bank refused")]
    [InlineData("the form [on page two] is long", "the form on page two is long")]
    [InlineData("a <- b and x < y", "a b and x y")]
    [InlineData("my_file__v2 is gone", "my_file v2 is gone")]
    [InlineData("if (pause > 3) { retry }", "if pause 3 retry")]
    public void What_somebody_said_or_wrote_in_brackets_are_words(string text, string words) => Assert.Equal(words, string.Join(' ', Words.Of(text)));

    [Theory]
    [InlineData("one {um} two")]
    [InlineData("{")]
    [InlineData("<<<___[[[(((")]
    [InlineData("")]
    public void Blanking_keeps_every_place(string text)
    {
        var blank = Marks.Blank(text);
        Assert.Equal(text.Length, blank.Length);
        Assert.All(text.Zip(blank), pair => Assert.True(pair.First == pair.Second || pair.Second == ' '));
    }
}
