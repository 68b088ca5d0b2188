using Firsthand.Engine.Patterns;
using Firsthand.Engine.Statistics;

namespace Firsthand.Engine.Tests.Statistics;

/// <summary>What a person reads.</summary>
public sealed class VerdictTests
{
    [Fact]
    public void Nobody_asked_is_not_nobody_says_it()
    {
        var verdict = new Prevalence(new Share(0, 0), Unasked: 3, NotAsked: 4).Verdict();
        Assert.Equal(VerdictWord.NotEstimable, verdict.Word);
        Assert.StartsWith("Nobody was asked yet. For those who brought it up it is real.", verdict.Sentence, StringComparison.Ordinal);
        Assert.False(verdict.HasRange);
    }

    [Theory]
    [InlineData(1, 1, "4 more answers")]
    [InlineData(3, 4, "1 more answer ")]
    public void Below_five_people_asked_there_is_neither_a_range_nor_a_percentage(int said, int asked, string more)
    {
        var verdict = new Prevalence(new Share(said, asked), 2, 0).Verdict();
        Assert.False(verdict.HasRange);
        Assert.Null(verdict.Estimate);
        Assert.DoesNotContain("%", verdict.Sentence, StringComparison.Ordinal);
        Assert.Contains(more, verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_has_the_range_that_may_be_read_after_every_conversation()
    {
        var verdict = new Prevalence(new Share(4, 6), 2, 2).Verdict();
        Assert.Equal(Beliefs.AlwaysValidInterval(new Share(4, 6)), verdict.Interval);
        Assert.Equal((VerdictWord.Undecided, Looks.AsOftenAsYouLike, 6), (verdict.Word, verdict.Looks, verdict.N));
        Assert.StartsWith("Not enough yet to say whether it is most of them: between 16% and 98% of such people would say this, however often you look.", verdict.Sentence, StringComparison.Ordinal);
        Assert.Equal("6 people you asked; as your conversations came, not drawn by lot; holds however often you look.", verdict.SmallPrint);
        Assert.StartsWith("1 person you asked; ", (verdict with { N = 1 }).SmallPrint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(19, 20, Side.For, "It looks like most of them:")]
    [InlineData(1, 20, Side.Against, "It looks like fewer than half:")]
    public void What_gave_the_idea_never_proves_it(int said, int asked, Side side, string start)
    {
        var verdict = new Prevalence(new Share(said, asked), 0, 0).Verdict();
        Assert.Equal((VerdictWord.Leaning, side), (verdict.Word, verdict.Side));
        Assert.StartsWith(start, verdict.Sentence, StringComparison.Ordinal);
        Assert.Contains("cannot prove it", verdict.Sentence, StringComparison.Ordinal);
        Assert.Matches(@"about \d+ of them would settle", verdict.Sentence);
    }

    [Fact]
    public void A_belief_says_how_many_agree_and_how_many_more_would_settle_it()
    {
        var verdict = Beliefs.Verdict(new BeliefVotes(0, 0, [true, true, true, false, true, true, false, true, true], 0));
        Assert.Equal(VerdictWord.Leaning, verdict.Word);
        Assert.StartsWith("7 of 9 new customers agree.", verdict.Sentence, StringComparison.Ordinal);
        Assert.Contains($"About {verdict.MoreNeeded} more new customers would settle it.", verdict.Sentence, StringComparison.Ordinal);
        Assert.InRange(verdict.MoreNeeded!.Value, 5, 20);
    }

    [Fact]
    public void A_belief_about_another_share_than_half_names_it_without_a_percentage()
    {
        var verdict = Beliefs.Verdict(new BeliefVotes(0, 0, [true, true, true], 0), threshold: 0.3);
        Assert.DoesNotContain("%", verdict.Sentence, StringComparison.Ordinal);
        Assert.Contains("more than 3 in 10", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rise_is_a_lean_with_its_range_and_its_label()
    {
        var rising = Trends.Verdict([new(0, 8), new(1, 8), new(5, 8), new(7, 8)]);
        Assert.Equal((VerdictWord.Leaning, Side.For, Looks.OnceAsPlanned), (rising.Word, rising.Side, rising.Looks));
        Assert.StartsWith("Heard in 1 of the earlier 16 conversations and in 12 of the latest 16. It looks like growing", rising.Sentence, StringComparison.Ordinal);
        Assert.True(rising.Interval!.Value.Low > 0);

        Assert.Equal(Side.Against, Trends.Verdict([new(7, 8), new(5, 8), new(1, 8), new(0, 8)]).Side);
        Assert.Equal(VerdictWord.Undecided, Trends.Verdict([new(2, 5), new(2, 5), new(3, 5)]).Word);
        Assert.Equal(VerdictWord.NotEstimable, Trends.Verdict([new(1, 2), new(2, 3)]).Word);
        Assert.Equal(VerdictWord.NotEstimable, Trends.Verdict([]).Word);
    }

    [Fact]
    public void Saturation_says_the_chance_of_something_new_and_is_never_proof()
    {
        var still = new Saturation([.. Enumerable.Range(0, 8).Select(i => new HashSet<int> { 0, 1, 10 + i })]).Verdict();
        Assert.Equal((VerdictWord.Undecided, 8), (still.Word, still.N));
        Assert.Equal("The next conversation is nearly certain to tell you something new.", still.Sentence);

        var enough = new Saturation([.. Enumerable.Range(0, 12).Select(_ => new HashSet<int> { 0, 1, 2 })]).Verdict();
        Assert.Equal((VerdictWord.Leaning, Side.For), (enough.Word, enough.Side));
        Assert.EndsWith("You have heard enough here.", enough.Sentence, StringComparison.Ordinal);
        Assert.Equal(VerdictWord.NotEstimable, new Saturation([new HashSet<int> { 1 }]).Verdict().Word);
    }

    [Fact]
    public void Below_five_conversations_saturation_names_no_percentage()
    {
        for (var n = 1; n < Share.FewestForPercent; n++)
        {
            var heard = new Saturation([.. Enumerable.Range(0, n).Select(i => new HashSet<int> { 0, 1 + i, 20 + i })]);
            Assert.DoesNotContain("%", string.Join(' ', [.. heard.StillOpen, heard.Verdict().Sentence]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_experiment_read_at_any_time_has_a_range_for_any_time()
    {
        Visitor[] visitors = [.. Enumerable.Range(0, 400).Select(i => new Visitor(i % 2 == 0, i % 2 == 0 ? i % 5 == 0 : i % 11 == 0))];
        var verdict = Experiments.Verdict(visitors);
        Share a = new(visitors.Count(visitor => visitor is { InB: false, Converted: true }), 200), b = new(visitors.Count(visitor => visitor is { InB: true, Converted: true }), 200);
        Assert.Equal(Looks.AsOftenAsYouLike, verdict.Looks);
        Assert.Equal(Differences.AlwaysValid(b, a), verdict.Interval);
        var newcombe = Differences.Newcombe(b, a);
        Assert.True(verdict.Interval!.Value.Low < newcombe.Low && newcombe.High < verdict.Interval.Value.High);
    }

    [Fact]
    public void The_continuum_is_a_hypothesis_that_the_data_may_contradict()
    {
        MeanHours many = Ladder.HoursOf([30, 34, 28, 41]), few = Ladder.HoursOf([1, 0.5, 0.8]);
        Assert.Equal(Side.For, Ladder.Continuum([new("for you", new(40, 80), many), new("yourself", new(10, 100), few)]).Side);
        var against = Ladder.Continuum([new("for you", new(5, 100), many), new("yourself", new(50, 100), few)]);
        Assert.Equal((VerdictWord.Verified, Side.Against), (against.Word, against.Side));
        Assert.Contains("contradict", against.Sentence, StringComparison.Ordinal);
        Assert.Equal(VerdictWord.Undecided, Ladder.Continuum([new("for you", new(3, 8), many), new("yourself", new(2, 8), few)]).Word);
        Assert.Equal(VerdictWord.NotEstimable, Ladder.Continuum([new("for you", new(3, 4), many), new("yourself", new(2, 8), few)]).Word);
    }

    [Fact]
    public void Hours_of_one_customer_have_no_range()
    {
        Assert.Null(Ladder.HoursOf([7]).Interval);
        var (mean, interval) = (Ladder.HoursOf([2, 4, 6]).Value, Ladder.HoursOf([2, 4, 6]).Interval!.Value);
        // 4 ± 4.302653 · 2/√3, cut at 0.
        Assert.Equal(4, mean);
        Assert.Equal((0, 8.968275), (interval.Low, Math.Round(interval.High, 6)));
        Assert.Throws<ArgumentException>(() => Ladder.HoursOf([]));
    }

    [Theory]
    [InlineData(30, 40, VerdictWord.Verified, Side.For)]
    [InlineData(2, 40, VerdictWord.Verified, Side.Against)]
    [InlineData(18, 40, VerdictWord.Undecided, Side.Neither)]
    [InlineData(0, 0, VerdictWord.NotEstimable, Side.Neither)]
    public void The_line_of_forty_is_cleared_by_the_whole_range_only(int very, int of, VerdictWord word, Side side)
    {
        var verdict = Conventions.MustHave(new Share(very, of)).Verdict();
        Assert.Equal((word, side, Looks.OnceAsPlanned), (verdict.Word, verdict.Side, verdict.Looks));
        Assert.DoesNotContain("%", verdict.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.004, "less than 1 in 100")]
    [InlineData(0.2, "1 in 5")]
    [InlineData(0.5, "1 in 2")]
    [InlineData(0.7, "7 in 10")]
    [InlineData(0.99, "nearly certain")]
    public void A_chance_is_said_as_people_say_it(double chance, string said) => Assert.Equal(said, Percents.Chance(chance));
}
