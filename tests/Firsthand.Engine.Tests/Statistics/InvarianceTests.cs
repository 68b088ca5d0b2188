using Firsthand.Engine.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Firsthand.Engine.Tests.Statistics;

/// <summary>What must not change an answer.</summary>
public sealed class InvarianceTests
{
    private const int Seed = 11;

    [Fact]
    public void Saying_it_again_changes_no_number() => Prop.ForAll<(byte Customer, bool Said)[]>(mentions =>
    {
        var heard = mentions.Select(mention => (mention.Customer, mention.Said)).ToArray();
        var once = Share.OfCustomers(heard);
        var again = Share.OfCustomers(heard.Concat(heard).Concat(heard.Where(mention => mention.Said)).Reverse());
        return once == again && once.Interval() == again.Interval();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_features_changes_no_winner()
    {
        var chance = new Random(Seed);
        for (var round = 0; round < 200; round++)
        {
            int[] counts = [.. Enumerable.Range(0, 2 + round % 5).Select(_ => chance.Next(12))], order = [.. Enumerable.Range(0, counts.Length)];
            chance.Shuffle(order);
            int[] shuffled = [.. order.Select(i => counts[i])];
            WinnerEvidence before = Winners.Verify(counts), after = Winners.Verify(shuffled);
            Assert.Equal(before.LnE, after.LnE);
            if (!double.IsInfinity(before.LnE)) Assert.Equal(before.Winner, order[after.Winner]);

            ShareBeliefs beliefs = Winners.Beliefs(counts), shuffledBeliefs = Winners.Beliefs(shuffled);
            RankSets ranks = Winners.Ranks(counts), shuffledRanks = Winners.Ranks(shuffled);
            for (var i = 0; i < order.Length; i++)
            {
                Assert.Equal(beliefs.ChanceBest[order[i]], shuffledBeliefs.ChanceBest[i], 1e-12);
                Assert.Equal(Winners.Shares(counts)[order[i]], Winners.Shares(shuffled)[i]);
                Assert.Equal((ranks.Best[order[i]], ranks.Worst[order[i]]), (shuffledRanks.Best[i], shuffledRanks.Worst[i]));
            }
            Assert.Equal(1, beliefs.ChanceBest.Sum(), 1e-9);
        }
    }

    [Fact]
    public void Moving_a_supporter_before_the_belief_was_written_never_helps_it()
    {
        var chance = new Random(Seed);
        var written = DateTimeOffset.UnixEpoch.AddDays(100);
        for (var round = 0; round < 500; round++)
        {
            BeliefStatement[] statements =
            [
                .. Enumerable.Range(0, 12).Select(i => new BeliefStatement(written.AddDays(chance.Next(-20, 40)), $"customer {chance.Next(8)}", (BeliefStance)chance.Next(4))),
                new BeliefStatement(written.AddDays(chance.Next(1, 40)), "the supporter", BeliefStance.Supports),
            ];
            BeliefStatement[] moved = [.. statements[..^1], statements[^1] with { At = written.AddDays(-chance.Next(20)) }];
            BeliefVotes before = Beliefs.Sort(written, statements), after = Beliefs.Sort(written, moved);
            Assert.Equal(before.Votes.Count - 1, after.Votes.Count);
            Assert.True(LnFor(after) <= LnFor(before) + 1e-12);
        }

        static double LnFor(BeliefVotes votes) => votes.Votes.Count == 0 ? 0 : Beliefs.Weigh(votes.Votes).LnFor[^1];
    }

    [Fact]
    public void A_touch_after_the_day_changes_nothing_about_that_day()
    {
        var chance = new Random(Seed);
        for (var round = 0; round < 50; round++)
        {
            TouchedStay[] stays = [.. Enumerable.Range(0, 60).Select(_ => new TouchedStay(new Stay(1 + chance.Next(90), chance.NextDouble() < 0.6), chance.NextDouble() < 0.5 ? chance.Next(60) : null))];
            TouchedStay[] later = [.. stays.Select(stay => stay.TouchedAt > 14 ? stay with { TouchedAt = 14.5 + chance.Next(100) } : stay.TouchedAt is null && chance.NextDouble() < 0.3 ? stay with { TouchedAt = 40 } : stay)];
            LandmarkComparison before = TouchEffects.Landmark(stays, 14), after = TouchEffects.Landmark(later, 14);
            Assert.Equal((before.AtRisk, before.Touched, before.Leaving.ChiSquare, before.Leaving.P), (after.AtRisk, after.Touched, after.Leaving.ChiSquare, after.Leaving.P));
        }
    }

    [Fact]
    public void Customers_who_were_not_here_past_the_day_change_nothing_about_it()
    {
        TouchedStay[] stays = [.. Enumerable.Range(1, 40).Select(i => new TouchedStay(new Stay(15 + i, i % 3 == 0), i % 2 == 0 ? 5 : null))];
        TouchedStay[] more = [.. stays, .. Enumerable.Range(1, 14).Select(i => new TouchedStay(new Stay(i, true), i % 2 == 0 ? 0 : null))];
        Assert.Equal(TouchEffects.Landmark(stays, 14).Leaving.ChiSquare, TouchEffects.Landmark(more, 14).Leaving.ChiSquare);
    }

    [Fact]
    public void Counting_hours_in_minutes_sells_the_same() => Prop.ForAll<byte, byte, byte>((hours, demand, profit) =>
    {
        const double Scale = 60;
        RungDemand[] rungs = [new("a", 1 + demand % 9, 20 + demand, 900 + profit), new("b", 5, 3 + profit, 400), new("c", 40, 0.5, 10 + demand)];
        var plan = Ladder.Allocate(hours, rungs);
        var scaled = Ladder.Allocate(Scale * hours, [.. rungs.Select(rung => rung with { LifetimeHours = Scale * rung.LifetimeHours })]);
        return plan.NewClients.Zip(scaled.NewClients).All(pair => pair.First.Rung == pair.Second.Rung && Math.Abs(pair.First.NewClients - pair.Second.NewClients) < 1e-9)
            && plan.NewClients.Sum(rung => rung.NewClients * rungs.Single(of => of.Name == rung.Rung).LifetimeHours) <= hours + 1e-9;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Who_is_called_A_changes_no_evidence()
    {
        var chance = new Random(Seed);
        Visitor[] visitors = [.. Enumerable.Range(0, 400).Select(_ => new Visitor(chance.NextDouble() < 0.3, chance.NextDouble() < 0.2, 0.3))];
        Visitor[] swapped = [.. visitors.Select(visitor => new Visitor(!visitor.InB, visitor.Converted, 0.7))];
        Assert.Equal(Experiments.CompareNow(visitors).LnE, Experiments.CompareNow(swapped).LnE, 1e-9);
    }

    [Fact]
    public void Adjusting_for_many_tests_only_ever_raises_a_p() => Prop.ForAll<byte[]>(bytes =>
    {
        double[] p = [.. bytes.Select(b => (b + 0.5) / 256)];
        IReadOnlyList<double> bh = ManyTests.BenjaminiHochberg(p), by = ManyTests.BenjaminiYekutieli(p), holm = ManyTests.Holm(p);
        return p.Select((x, i) => x <= bh[i] + 1e-15 && bh[i] <= by[i] + 1e-15 && bh[i] <= holm[i] + 1e-15 && holm[i] <= 1).All(holds => holds);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Turning_a_table_on_its_side_changes_no_p()
    {
        var chance = new Random(Seed);
        for (var round = 0; round < 60; round++)
        {
            int[][] table = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, 2 + round % 4).Select(_ => chance.Next(7)).ToArray())];
            int[][] turned = [.. table[0].Select((cell, i) => new[] { cell, table[1][i] })];
            if (table.Any(row => row.Sum() == 0)) continue;
            // Two rows are walked with short cuts, more rows are counted one by one.
            Assert.Equal(Winners.CompareSegments(table).P.Value, Winners.CompareSegments(turned).P.Value, 1e-9);
        }
    }

    [Fact]
    public void Three_segments_are_compared_feature_by_feature_too()
    {
        int[][] table = [[9, 4, 2], [2, 6, 3], [1, 1, 8]];
        var difference = Winners.CompareSegments(table);
        Assert.Equal(3, difference.FeatureP.Count);
        for (var feature = 0; feature < 3; feature++)
        {
            int[][] against = [.. table.Select(row => new[] { row[feature], row.Sum() - row[feature] })];
            Assert.Equal(Winners.CompareSegments(against).P.Value, difference.FeatureP[feature].Value, 1e-9);
        }
        Assert.All(difference.FeatureP.Zip(difference.FeatureAdjusted), pair => Assert.True(pair.First.Value <= pair.Second.Value + 1e-12));
    }

    [Fact]
    public void A_rung_that_takes_no_hours_is_sold_to_all_who_want_it()
    {
        var plan = Ladder.Allocate(0, [new("free of work", 5, 0, 100), new("work", 5, 2, 100)]);
        Assert.Equal([("free of work", 5.0), ("work", 0.0)], plan.NewClients);
        Assert.Equal((500, 0), (plan.Profit, plan.HoursLeft));
    }

    [Fact]
    public void A_table_too_large_to_count_is_shuffled_to_nearly_the_same_p()
    {
        int[][] counted = [[12, 9, 7, 3], [5, 9, 8, 11]];
        int[][] shuffled = [.. counted, [0, 0, 0, 0]];
        var exact = Winners.CompareSegments(counted);
        Assert.True(exact.Exact);
        Assert.Equal(exact.P.Value, Winners.CompareSegments(shuffled, new Random(Seed)).P.Value, 1e-9);

        int[][] large = [[120, 90, 70, 30, 44], [50, 90, 80, 110, 37], [60, 70, 66, 50, 41]];
        var p = Winners.CompareSegments(large, new Random(Seed));
        Assert.False(p.Exact);
        Assert.Equal(1.0 / 10_000, p.P.Value);
        Assert.Throws<ArgumentException>(() => Winners.CompareSegments(large));
    }

    [Fact]
    public void Knowing_nothing_from_before_adjusts_nothing()
    {
        (double, double)[] a = [(3, 5), (3, 9), (3, 7), (3, 2)], b = [(3, 8), (3, 12), (3, 9), (3, 11)];
        Arm plainA = Arm.OfSums(4, 23, 159), plainB = Arm.OfSums(4, 40, 410);
        foreach (var lift in Enum.GetValues<Lift>())
        {
            var (adjusted, plain) = (OtherTools.TTestAdjusted(a, b, lift)!, OtherTools.TTest(plainA, plainB, lift)!);
            Assert.Equal(0, adjusted.Theta);
            Assert.Equal(plain.Effect, adjusted.Test.Effect, 1e-12);
            Assert.Equal(plain.Error, adjusted.Test.Error, 1e-12);
            Assert.Equal(plain.P, adjusted.Test.P, 1e-12);
        }
    }
}
