using Firsthand.Engine.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Firsthand.Tests.Text;

public class SentencesTests
{
    public static TheoryData<string, string, string> Examples => Spec.Read("Text/sentences.spec.md");

    [Theory, MemberData(nameof(Examples))]
    public void Cuts(string because, string input, string expected) => Assert.Equal((because, expected), (because, Shown(input)));

    [Fact]
    public void Sentences_are_ordered_apart_and_cover_all_that_is_not_white() => Prop.ForAll<string?>(any => Covers(any ?? "")).QuickCheckThrowOnFailure();

    [Fact]
    public void So_they_are_in_text_made_of_marks_and_words() => Prop.ForAll(
        Gen.Elements("so", "i", "can you", "Dr.", "e.g.", ".", "...", "!", "?", "\n", "\r\n", "\n\n", " ", "  ", "(", ")", "\"", "- ", "1.", "3.5", "😀", "\uD83D", "Word", "and", "www.a.b/c", "。", "…", ",")
            .ArrayOf().Select(parts => string.Join(' ', parts) + string.Concat(parts)).ToArbitrary(),
        Covers).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("word ", 20_000)]
    [InlineData("so i think ", 10_000)]
    [InlineData("あ", 50_000)]
    [InlineData("(", 50_000)]
    [InlineData(".", 50_000)]
    [InlineData("a.", 50_000)]
    [InlineData("x\n", 50_000)]
    public void No_sentence_is_longer_than_a_person_would_read(string part, int times)
    {
        var text = string.Concat(Enumerable.Repeat(part, times));
        Assert.True(Covers(text));
        Assert.All(Sentences.Of(text), span => Assert.InRange(span.Length, 1, 801));
        Assert.All(Sentences.Of(text), span => Assert.InRange(span.In(text).Count(' '), 0, 59));
    }

    private static bool Covers(string text)
    {
        var end = 0;
        foreach (var span in Sentences.Of(text))
        {
            if (span.Start < end || span.End > text.Length || !string.IsNullOrWhiteSpace(text[end..span.Start])) return false;
            if (char.IsWhiteSpace(text[span.Start]) || char.IsWhiteSpace(text[span.End - 1])) return false;
            end = span.End;
        }
        return string.IsNullOrWhiteSpace(text[end..]);
    }

    private static string Shown(string text) => string.Join('\n', Sentences.Of(text).Select(span => string.Join(' ', span.In(text).ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
}
