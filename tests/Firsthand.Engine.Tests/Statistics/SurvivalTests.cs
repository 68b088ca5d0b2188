using Firsthand.Engine.Statistics;

namespace Firsthand.Engine.Tests.Statistics;

public sealed class SurvivalTests
{
    [Fact]
    public void Without_anybody_still_here_the_band_is_the_guaranteed_interval_of_a_share()
    {
        var curve = new SurvivalCurve([.. Enumerable.Range(1, 12).Select(month => new Stay(month, true))]);
        for (var month = 1; month < 12; month++)
        {
            var (low, high) = new Share(12 - month, 12).GuaranteedInterval();
            Assert.Equal(low, curve.IntervalAt(month).Low, 1e-9);
            Assert.Equal(high, curve.IntervalAt(month).High, 1e-9);
        }
    }

    [Fact]
    public void Before_anybody_left_everybody_is_here()
    {
        var curve = new SurvivalCurve([new Stay(5, true), new Stay(9, false)]);
        Assert.Equal(1, curve.KeptAt(4.9));
        Assert.Equal(0.5, curve.KeptAt(5));
        Assert.Equal(1, curve.IntervalAt(4.9).High);
        Assert.Equal(0, curve.IntervalAt(9).Low);
    }

    [Fact]
    public void The_thinned_band_is_never_narrower_than_the_full_one()
    {
        var chance = new Random(8);
        Stay[] stays = [.. Enumerable.Range(0, 900).Select(_ => new Stay(-100 * Math.Log(chance.NextDouble()), chance.NextDouble() < 0.7))];
        var curve = new SurvivalCurve(stays);
        var full = curve.Band(most: 1_000);
        var thinned = curve.Band(most: 60);
        Assert.Equal(full.Select(point => point.Time), thinned.Select(point => point.Time));
        for (var i = 0; i < full.Count; i++)
        {
            Assert.True(thinned[i].Kept.Low <= full[i].Kept.Low && full[i].Kept.High <= thinned[i].Kept.High, $"{thinned[i]} within {full[i]}");
            // A sixtieth of the customers leave between two exact places, so the band grows by little where there are many.
            if (i < 800) Assert.InRange(thinned[i].Kept.High - full[i].Kept.High, 0, 0.03);
        }
    }

    [Fact]
    public void The_band_holds_the_truth_as_often_as_it_says()
    {
        const int Worlds = 2_000, At = 40;
        var chance = new Random(9);
        var missed = 0;
        for (var world = 0; world < Worlds; world++)
        {
            Stay[] stays = [.. Enumerable.Range(0, 15).Select(_ =>
            {
                double leaves = -60 * Math.Log(chance.NextDouble()), seen = 100 * chance.NextDouble();
                return new Stay(Math.Min(leaves, seen), leaves <= seen);
            })];
            if (!new SurvivalCurve(stays).IntervalAt(At).Contains(Math.Exp(-At / 60.0))) missed++;
        }
        Assert.InRange(missed / (double)Worlds, 0.001, 0.05);
    }

    [Fact]
    public void Two_alike_groups_are_not_told_apart_and_two_unlike_ones_are()
    {
        GroupedStay[] alike = [.. Enumerable.Range(1, 40).Select(i => new GroupedStay(new Stay(i, true), i % 2))];
        Assert.True(Retention.Compare(alike).P.Value > 0.5);
        GroupedStay[] unlike = [.. Enumerable.Range(1, 40).Select(i => new GroupedStay(new Stay(i % 2 == 0 ? i : 5 * i, true), i % 2))];
        Assert.True(Retention.Compare(unlike).P.Value < 0.001);
    }

    [Fact]
    public void A_stratum_is_compared_only_with_itself()
    {
        // Within each month of the start both groups leave alike; the months differ, and so does who is in them.
        GroupedStay[] stays =
        [
            .. Enumerable.Range(1, 30).Select(i => new GroupedStay(new Stay(i, true), i % 5 == 0 ? 1 : 0, Stratum: 0)),
            .. Enumerable.Range(1, 30).Select(i => new GroupedStay(new Stay(100 + i, true), i % 5 == 0 ? 0 : 1, Stratum: 1)),
        ];
        Assert.True(Retention.Compare(stays).P.Value > 0.3);
        Assert.True(Retention.Compare([.. stays.Select(stay => stay with { Stratum = 0 })]).P.Value < 0.05);
    }

    [Fact]
    public void Everybody_leaving_in_one_group_only_gives_no_ratio() =>
        Assert.Null(Retention.Model([.. Enumerable.Range(1, 20).Select(i => new Stretch(0, i, i % 2 == 0, [i % 2]))]));
}
