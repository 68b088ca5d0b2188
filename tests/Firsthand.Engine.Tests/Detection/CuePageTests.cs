using Firsthand.Engine.Detection;

namespace Firsthand.Tests.Detection;

public class CuePageTests
{
    private static bool Finds(string phrase, string text)
    {
        var page = new CuePage($"how to read this\n# cue\n{phrase}");
        Span<bool> found = stackalloc bool[1];
        page.Find(PlainSpeech.Of(text), found);
        return found[0];
    }

    [Theory]
    [InlineData("i wish", "Oh, I wish it did.", true)]
    [InlineData("i wish", "as you wish", false)]
    [InlineData("would be nice|great", "It would really be great.", true)]
    [InlineData("can not", "I CAN'T log in", true)]
    [InlineData("can not", "i cant log in", true)]
    [InlineData("do not", "I don t know", true)]
    [InlineData("it is slow", "it 's slow", true)]
    [InlineData("crash*", "it crashed", true)]
    [InlineData("crash*", "it cras", false)]
    [InlineData("take ... hours", "it does take me about three hours", true)]
    [InlineData("take ... hours", "they take one look at it and it still costs you hours", false)]
    [InlineData("_ to go|leave", "to go", false)]
    [InlineData("need _ to", "I need him to call", true)]
    [InlineData("< how", "so, well, how do I do that", true)]
    [InlineData("< how", "I know how to do that", false)]
    [InlineData("right >", "that's all, right?", true)]
    [InlineData("right >", "the right one", false)]
    [InlineData("get a? call", "I never get call", true)]
    [InlineData("get a? call", "I never get a call", true)]
    public void Finds_phrases(string phrase, string text, bool found)
    {
        if (phrase[0] == '_') Assert.Throws<InvalidDataException>(() => Finds(phrase, text));
        else Assert.Equal(found, Finds(phrase, text));
    }

    [Theory]
    [InlineData("I, I think it's um gonna be, like, fine", "i think it is going to be like fine")]
    [InlineData("we're not sure they've paid", "we are not sure they have paid")]
    [InlineData("It's kind of slow, what kind of plan is that", "it is slow what kind of plan is that")]
    public void Plain_speech_spells_out(string text, string plain) => Assert.Equal(plain, string.Join(' ', PlainSpeech.Of(text)));
}
