using Firsthand.Engine.Detection;
using Firsthand.Shell.Components;

namespace Firsthand.Tests.Shell;

public sealed class ComponentTests
{
    private static readonly Func<Heard, string> Nowhere = heard => "/people?" + heard;

    private static Dot[] People(int unasked, int said, int silent, int notAsked) =>
        [.. new[] { (Heard.NotAsked, notAsked), (Heard.Silent, silent), (Heard.Said, said), (Heard.Unasked, unasked) }
            .SelectMany(group => Enumerable.Range(0, group.Item2).Select(n => new Dot($"Person {group.Item1} {n}", group.Item1, $"/people/{n}")))];

    [Fact]
    public async Task Up_to_thirty_people_are_dots_that_open_their_words()
    {
        var html = await Rendered.HtmlAsync<Dots>(("People", People(2, 18, 6, 4)), ("CountHref", Nowhere));

        Assert.Equal(30, Count(html, "<a href=\"/people/"));
        Assert.True(html.IndexOf("unasked", StringComparison.Ordinal) < html.IndexOf("not-asked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Above_thirty_people_there_is_one_row_of_counts()
    {
        var html = await Rendered.HtmlAsync<Dots>(("People", People(2, 18, 6, 5)), ("CountHref", Nowhere));

        Assert.Equal(4, Count(html, "<a "));
        Assert.Contains(">18</strong>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sentence_counts_those_who_were_asked_and_never_says_a_percentage()
    {
        var html = await Rendered.HtmlAsync<Prevalence>(("Counts", HeardCounts.Of(People(2, 4, 2, 3))), ("CountHref", Nowhere));

        Assert.Equal("4 of 6 people you asked said this. 2 more brought it up unasked. 3 not asked yet.", Spaces(Rendered.TextOf(html)));
    }

    [Fact]
    public async Task Nobody_asked_is_not_nobody_said_it()
    {
        var html = await Rendered.HtmlAsync<Prevalence>(("Counts", HeardCounts.Of(People(1, 0, 0, 0))), ("CountHref", Nowhere), ("Short", true));

        Assert.Equal("1 person, unasked", Spaces(Rendered.TextOf(html)));
    }

    [Fact]
    public async Task A_suggestion_is_dashed_and_asks()
    {
        var proposed = await Rendered.HtmlAsync<KindTag>(("Kind", QuoteKind.KeepOne), ("Suggested", true));
        var decided = await Rendered.HtmlAsync<KindTag>(("Kind", QuoteKind.KeepOne));

        Assert.Contains("Keep one?", proposed, StringComparison.Ordinal);
        Assert.Contains("kind suggested", proposed, StringComparison.Ordinal);
        Assert.DoesNotContain("suggested", decided, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_story_keeps_the_place_of_what_was_not_heard_yet()
    {
        var html = await Rendered.HtmlAsync<StoryCard>(("Title", "Ada's story"), ("Lines", new[] { new StoryLine("Situation", "Five of us.", "03:20", "/c#t-1"), new StoryLine("Desire") }));

        Assert.Contains("1</span> of 2", html, StringComparison.Ordinal);
        Assert.Contains("Not heard yet", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interval_is_drawn_where_it_lies()
    {
        var html = await Rendered.HtmlAsync<Estimate>(("Low", .22), ("High", .93), ("At", .67), ("Threshold", .5));

        Assert.Contains("x=\"22%\" width=\"71%\"", html, StringComparison.Ordinal);
        Assert.Contains("estimate", html, StringComparison.Ordinal);
        Assert.Contains("class=\"interval undecided\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_in_charts_never_follow_the_machines_language()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("de-DE");
            var html = await Rendered.HtmlAsync<Estimate>(("Low", .225), ("High", .9), ("At", .67)) + await Rendered.HtmlAsync<Spark>(("Values", new[] { 1.5, 2.25, 9 }), ("Trend", "growing"));

            Assert.Contains("x=\"22.5%\"", html, StringComparison.Ordinal);
            Assert.DoesNotMatch("points=\"[^\"]*,[^\"]*,[^\" ]*,", html);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task A_curve_shows_each_conversation_in_its_table()
    {
        var html = await Rendered.HtmlAsync<Curve>(("Seen", new CurvePoint[] { new(1, 5), new(2, 9), new(3, 11) }), ("Ahead", new CurveAhead[] { new(4, 12.5, 11.2, 14) }));

        Assert.Equal(4, Count(html, "<tr") - 1);
        Assert.Contains(">11 things<", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_curve_says_that_nothing_was_heard() =>
        Assert.Contains("Nothing heard yet.", await Rendered.HtmlAsync<Curve>(("Seen", Array.Empty<CurvePoint>())), StringComparison.Ordinal);

    [Theory]
    [InlineData(1, 50, 50, null)]
    [InlineData(1, 50, 51, "1 to 50 of 51")]
    [InlineData(2, 50, 51, "51 to 51 of 51")]
    public async Task Pages_are_offered_only_where_there_are_more(int page, int size, int total, string? says)
    {
        var html = await Rendered.HtmlAsync<Pager>(("Page", page), ("Size", size), ("Total", (long)total), ("Href", (Func<int, string>)(number => "?page=" + number)));

        if (says is null) Assert.Equal("", html.Trim());
        else Assert.Contains(says, html, StringComparison.Ordinal);
        Assert.Equal(page > 1, html.Contains($"?page={page - 1}", StringComparison.Ordinal));
        Assert.Equal(page * size < total, html.Contains($"?page={page + 1}", StringComparison.Ordinal));
    }

    private static int Count(string html, string part) => html.Split(part).Length - 1;

    private static string Spaces(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace(" ,", ",", StringComparison.Ordinal);
}
