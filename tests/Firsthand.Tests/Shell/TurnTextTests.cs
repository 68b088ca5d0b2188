using Firsthand.Engine.Detection;
using Firsthand.Shell.Components;

namespace Firsthand.Tests.Shell;

public sealed class TurnTextTests
{
    private static Guid Id(int n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    [Fact]
    public async Task Words_that_are_markup_stay_words()
    {
        const string Said = "<script>alert('hi')</script> & <b onclick=x>\"so\"</b>";

        var html = await Rendered.HtmlAsync<TurnText>(("Text", Said), ("Marks", new[] { new TurnMark(Id(1), QuoteKind.Pain, 3, 9) }));

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b", html, StringComparison.Ordinal);
        Assert.Equal(Said, Rendered.TextOf(html));
    }

    [Fact]
    public async Task Marks_only_wrap_the_words_however_they_overlap()
    {
        var chance = new Random(20261122);
        string[] letters = ["a", "b", " ", "<", ">", "&", "\"", "'", "é", "漢", "\U0001F600", "\n", "\t"];
        for (var round = 0; round < 200; round++)
        {
            var text = string.Concat(Enumerable.Range(0, chance.Next(1, 60)).Select(_ => letters[chance.Next(letters.Length)]));
            var marks = Enumerable.Range(1, chance.Next(6)).Select(n => new TurnMark(Id(n), QuoteKinds.All[n], chance.Next(-2, text.Length + 2), chance.Next(0, 30), Suggested: n % 2 == 0))
                .Where(mark => !CutsALetter(text, mark.Start) && !CutsALetter(text, mark.Start + mark.Length)).ToList();

            var html = await Rendered.HtmlAsync<TurnText>(("Text", text), ("Marks", marks));

            Assert.Equal(text, Rendered.TextOf(html));
        }
    }

    [Fact]
    public async Task A_mark_lies_over_its_own_words()
    {
        const string Said = "Nobody told me who was waiting for what.";
        var html = await Rendered.HtmlAsync<TurnText>(("Text", Said), ("Marks", new[]
        {
            new TurnMark(Id(1), QuoteKind.Pain, Said.IndexOf("who", StringComparison.Ordinal), "who was waiting".Length),
            new TurnMark(Id(2), QuoteKind.Risk, Said.IndexOf("waiting", StringComparison.Ordinal), "waiting for what".Length, Suggested: true),
        }));

        Assert.Equal("who was waiting", WordsUnder(html, 1));
        Assert.Equal("waiting for what", WordsUnder(html, 2));
    }

    [Fact]
    public void A_mark_outside_the_words_is_not_drawn() =>
        Assert.All(TurnText.Pieces(10, [new(Id(1), QuoteKind.Pain, 8, 3), new(Id(2), QuoteKind.Pain, -1, 3), new(Id(3), QuoteKind.Pain, 2, 0)]), piece => Assert.Empty(piece.Over));

    // No such place can be stored: MarkQuote refuses it.
    private static bool CutsALetter(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]);

    private static string WordsUnder(string html, int mark)
    {
        var words = new System.Text.StringBuilder();
        var open = new Stack<bool>();
        foreach (System.Text.RegularExpressions.Match part in System.Text.RegularExpressions.Regex.Matches(html, "<mark [^>]*>|</mark>|<[^>]*>|[^<]+"))
        {
            if (part.Value.StartsWith("<mark", StringComparison.Ordinal)) open.Push(part.Value.Contains($"data-quote=\"{Id(mark)}\"", StringComparison.Ordinal));
            else if (part.Value == "</mark>") open.Pop();
            else if (part.Value[0] != '<' && open.Contains(true)) words.Append(part.Value);
        }
        return System.Net.WebUtility.HtmlDecode(words.ToString());
    }
}
