using Firsthand.Engine.Statistics;
using Firsthand.Shell;
using Firsthand.Shell.Components;
using Firsthand.Shell.Components.Charts;

namespace Firsthand.Tests.Shell;

/// <summary>Charts from the statistics' own types: a drawing with a sentence, a table beneath, and nothing that a script would have to do.</summary>
public sealed class ChartTests
{
    private static readonly string[] TwoNames = ["a", "b"], Features = ["Invoices", "Reports"];
    private static readonly int[] TwoAndOne = [2, 1];

    [Fact]
    public async Task Every_chart_has_a_sentence_and_a_table_with_the_same_numbers()
    {
        var html = await Rendered.HtmlAsync<ChartParts>(("Theme", "light"));

        var drawings = html.Split("<svg").Skip(1).ToArray();
        Assert.True(drawings.Length > 20);
        Assert.All(drawings, svg => Assert.Matches("^[^>]*role=\"img\" aria-label=\"[^\"]{10,}\"", svg));
        Assert.All(html.Split("<figure").Skip(1), figure => Assert.Contains("<table", figure, StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", html, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verdict_shows_its_word_its_range_its_sentence_and_whom_it_speaks_for()
    {
        var verdict = new Firsthand.Engine.Statistics.Prevalence(new(4, 6), 2, 2).Verdict();
        var html = await Rendered.HtmlAsync<VerdictFigure>(("Verdict", verdict));

        Assert.Contains("class=\"interval undecided\"", html, StringComparison.Ordinal);
        var text = Rendered.TextOf(html);
        Assert.Contains("Undecided. Not enough yet to say whether it is most of them", text, StringComparison.Ordinal);
        Assert.Contains("6 people you asked; as your conversations came", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_is_settled_takes_a_colour()
    {
        var settled = Beliefs.Verdict(new BeliefVotes(0, 0, [.. Enumerable.Repeat(true, 8)], 0));
        Assert.Contains("class=\"interval settled\"", await Rendered.HtmlAsync<VerdictFigure>(("Verdict", settled)), StringComparison.Ordinal);
        var refuted = Beliefs.Verdict(new BeliefVotes(0, 0, [.. Enumerable.Repeat(false, 8)], 0));
        Assert.Contains("class=\"interval against\"", await Rendered.HtmlAsync<VerdictFigure>(("Verdict", refuted)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public async Task No_chart_shows_a_percentage_of_fewer_than_five_customers(int n)
    {
        var share = new Share(n / 2, n);
        var html = string.Concat(
            await Rendered.HtmlAsync<VerdictFigure>(("Verdict", new Firsthand.Engine.Statistics.Prevalence(share, 1, 1).Verdict())),
            await Rendered.HtmlAsync<VerdictFigure>(("Verdict", Beliefs.Verdict(new BeliefVotes(0, 0, [.. Enumerable.Range(0, n).Select(i => i % 2 == 0)], 0)))),
            await Rendered.HtmlAsync<IntervalRows>(("Rows", new[] { IntervalRow.Of("a segment", share, share.Interval()) })),
            await Rendered.HtmlAsync<WinnersChart>(("Counts", new[] { n / 2, n - n / 2 }), ("Names", TwoNames)));
        Assert.DoesNotContain("%", Rendered.TextOf(html), StringComparison.Ordinal);
        Assert.DoesNotContain("<rect", html, StringComparison.Ordinal);

        // A scale may say 50%; the words and the table may not.
        var few = string.Concat(
            await Rendered.HtmlAsync<TrendChart>(("Periods", new[] { share, share, share })),
            await Rendered.HtmlAsync<SurvivalChart>(("Lines", new[] { new SurvivalLine("all", new SurvivalCurve([.. Enumerable.Range(1, n).Select(i => new Stay(i, i % 2 == 0))])) })),
            await Rendered.HtmlAsync<ContinuumChart>(("Rungs", new[] { new RungMark("for you", share, new MeanHours(3, null, 1)) })));
        Assert.DoesNotContain("class=\"whisker\"", few, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"band", few, StringComparison.Ordinal);
        Assert.DoesNotContain("%", Rendered.TextOf(System.Text.RegularExpressions.Regex.Replace(few, "<text.*?</text>", "", System.Text.RegularExpressions.RegexOptions.Singleline)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_to_thirty_answers_a_winner_is_counted_in_people_that_open()
    {
        Dot[][] kept = [[new("Ada", Heard.Said, "/a"), new("Ken", Heard.Said, "/k")], [new("Sun", Heard.Said, "/s")]];
        var html = await Rendered.HtmlAsync<WinnersChart>(("Counts", TwoAndOne), ("Names", Features), ("People", kept));
        Assert.Contains("href=\"/a\"", html, StringComparison.Ordinal);
        Assert.Contains("2 of 3 would keep Invoices", Rendered.TextOf(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_curve_of_many_customers_stays_small()
    {
        var chance = new Random(4);
        var curve = new SurvivalCurve([.. Enumerable.Range(0, 20_000).Select(_ => new Stay(chance.NextDouble() * 900, chance.NextDouble() < 0.6))]);
        Assert.InRange((await Rendered.HtmlAsync<SurvivalChart>(("Lines", new[] { new SurvivalLine("all", curve) }))).Length, 2_000, 60_000);
        var visitors = Enumerable.Range(0, 100_000).Select(i => new Visitor(i % 2 == 0, i % 7 == 0)).ToArray();
        Assert.InRange((await Rendered.HtmlAsync<EvidenceChart>(("Lines", new[] { new EvidenceLine("for it", Experiments.Compare(visitors).LnE) }))).Length, 2_000, 60_000);
    }

    [Fact]
    public async Task Numbers_at_risk_stand_under_the_curve()
    {
        var html = await Rendered.HtmlAsync<SurvivalChart>(("Lines", new[] { new SurvivalLine("all", new SurvivalCurve([.. Enumerable.Range(1, 12).Select(i => new Stay(i, i % 2 == 0))])) }));
        Assert.Contains("still watched", html, StringComparison.Ordinal);
        Assert.Contains(">12</text>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 10, 5)]
    [InlineData(0, 1, 2)]
    [InlineData(0, 36, 6)]
    [InlineData(0, 0.4, 4)]
    [InlineData(0, 123_456, 4)]
    public void Ticks_are_round_few_and_inside(double from, double to, int most)
    {
        var ticks = Plot.Ticks(from, to, most);
        Assert.InRange(ticks.Count, 2, most + 1);
        Assert.All(ticks, tick => Assert.InRange(tick, from, to * 1.0001));
        Assert.Equal([0], Plot.Ticks(0, 0, 4));
    }
}
