using Firsthand.Engine.Statistics;

namespace Firsthand.Engine.Tests.Statistics;

/// <summary>What a person is told before they start.</summary>
public sealed class PlanningTests
{
    private static readonly double[] Landslide = [0.7, 0.2, 0.1], Close = [0.35, 0.25, 0.2, 0.2];

    [Theory]
    [InlineData(0.5, 0.7, 37, 93)]
    [InlineData(0.5, 0.8, 17, 37)]
    [InlineData(0.5, 0.9, 11, 17)]
    [InlineData(0.3, 0.6, 17, 40)]
    public void A_belief_needs_as_many_new_customers_as_the_simulations_say(double threshold, double truth, int half, int nineInTen)
    {
        var needed = Beliefs.Plan(truth, threshold);
        Assert.InRange(needed.Half!.Value, half - 1, half + 1);
        Assert.InRange(needed.Most!.Value, nineInTen - 4, nineInTen + 4);
    }

    [Fact]
    public void A_belief_that_is_only_just_true_is_never_promised()
    {
        Assert.Equal(new CustomersNeeded(7, 7), Beliefs.Plan(1));
        Assert.Null(Beliefs.Plan(0.5).Half);
    }

    [Fact]
    public void Seven_in_a_row_confirm_that_more_than_half_agree()
    {
        Assert.Equal(7, Beliefs.Weigh([true, true, true, true, true, true, true, true]).ConfirmedAt);
        Assert.Null(Beliefs.Weigh([true, true, true, true, true, true]).ConfirmedAt);
    }

    [Fact]
    public void The_number_still_needed_would_indeed_settle_it()
    {
        var votes = Enumerable.Range(0, 9).Select(i => i is not (3 or 6)).ToArray();
        var more = Beliefs.Verdict(new BeliefVotes(0, 0, votes, 0)).MoreNeeded!.Value;
        var like = votes.Concat(Enumerable.Range(0, more + 2).Select(i => i % 9 is not (3 or 6))).ToArray();
        Assert.NotNull(Beliefs.Weigh(like).ConfirmedAt);

        int[] keep = [9, 4, 2, 1];
        var answers = Winners.MoreAnswers(keep)!.Value;
        Assert.True(Winners.Verify([.. keep.Select(count => (int)Math.Round(count * (1 + answers / 16.0)))]).LnE >= Math.Log(60) - 0.5);
        Assert.Null(Winners.MoreAnswers([5, 5, 1]));
    }

    [Fact]
    public void Only_a_landslide_is_verified_soon()
    {
        Assert.InRange(Winners.AnswersNeeded(Landslide, new Random(3))!.Value, 40, 65);
        Assert.Null(Winners.AnswersNeeded(Close, new Random(3), most: 150));
    }

    [Theory]
    [InlineData(0.90, 0.15, 60)]
    [InlineData(0.90, 0.10, 120)]
    [InlineData(0.80, 0.10, 200)]
    public void As_good_needs_more_customers_than_most_pilots_have(double share, double margin, int each) => Assert.InRange(Groups.CustomersNeeded(share, margin)!.Value, each - 10, each + 10);

    [Fact]
    public void An_experiment_says_beforehand_how_many_visitors_it_needs()
    {
        var doubling = Experiments.Plan(0.10, 0.20, new Random(4));
        Assert.InRange(doubling.Visitors!.Value, 450, 800);
        Assert.Null(Experiments.Plan(0.10, 0.101, new Random(4), most: 2_000).Visitors);
    }
}
