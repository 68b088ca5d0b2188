using Firsthand.Engine.Statistics;
using Interval = Firsthand.Engine.Statistics.Interval;

namespace Firsthand.Engine.Tests.Statistics;

/// <summary>Founders look after every conversation. In 10,000 seeded worlds in which nothing is true, at most 5 % may ever be told that something is.</summary>
public sealed class PeekingTests
{
    private const int Streams = 10_000, Seed = 20_260_104;
    private const double Allowed = 0.05;

    [Theory]
    [InlineData(0.5, 100)]
    [InlineData(0.3, 60)]
    public void A_belief_that_does_not_hold_is_rarely_confirmed_however_often_one_looks(double share, int customers)
    {
        var chance = new Random(Seed);
        var votes = new bool[customers];
        int confirmed = 0, refuted = 0;
        for (var stream = 0; stream < Streams; stream++)
        {
            for (var i = 0; i < customers; i++) votes[i] = chance.NextDouble() < share;
            var evidence = Beliefs.Weigh(votes, share);
            if (evidence.ConfirmedAt is not null) confirmed++;
            if (evidence.RefutedAt is not null) refuted++;
        }
        Assert.InRange(Rate(confirmed), 0.005, Allowed);
        Assert.InRange(Rate(refuted), 0.005, Allowed);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public void A_bet_on_a_belief_wins_nothing_on_average_where_the_share_is_the_threshold(double share)
    {
        const int Customers = 40;
        double against = 0, pro = 0;
        for (var s = 0; s <= Customers; s++)
        {
            var votes = Enumerable.Range(0, Customers).Select(i => i < s).ToArray();
            var evidence = Beliefs.Weigh(votes, share);
            var lnChance = Enumerable.Range(1, s).Sum(i => Math.Log((Customers - s + i) / (double)i)) + s * Math.Log(share) + (Customers - s) * Math.Log(1 - share);
            pro += Math.Exp(lnChance + evidence.LnFor[^1]);
            against += Math.Exp(lnChance + evidence.LnAgainst[^1]);
        }
        Assert.Equal(1, pro, 1e-9);
        Assert.Equal(1, against, 1e-9);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.2)]
    public void A_variant_that_changes_nothing_rarely_wins_however_often_one_looks(double chanceOfB)
    {
        const int Visitors = 300, Early = 30;
        var chance = new Random(Seed);
        var visitors = new Visitor[Visitors];
        var settled = 0;
        List<double> early = [];
        for (var stream = 0; stream < Streams; stream++)
        {
            // Conversion drifts from 10 % to 30 %: the lottery makes that harmless.
            for (var i = 0; i < Visitors; i++) visitors[i] = new Visitor(chance.NextDouble() < chanceOfB, chance.NextDouble() < 0.1 + 0.2 * i / Visitors, chanceOfB);
            if (Experiments.CompareNow(visitors).SettledAt is not null) settled++;
            early.Add(Math.Exp(Experiments.CompareNow(visitors.AsSpan(0, Early)).LnE));
        }
        Assert.InRange(Rate(settled), 0.002, Allowed);
        AssertMeanIsOne(early);
    }

    [Fact]
    public void Conversions_that_follow_the_lottery_rarely_name_a_winner()
    {
        const int Conversions = 120;
        var chance = new Random(Seed);
        var fromB = new bool[Conversions];
        var settled = 0;
        List<double> early = [];
        for (var stream = 0; stream < Streams; stream++)
        {
            for (var i = 0; i < Conversions; i++) fromB[i] = chance.NextDouble() < 0.5;
            var evidence = Experiments.CompareConversions(fromB);
            if (evidence.SettledAt is not null) settled++;
            early.Add(Math.Exp(evidence.LnE[20]));
        }
        Assert.InRange(Rate(settled), 0.002, Allowed);
        AssertMeanIsOne(early);
    }

    [Fact]
    public void Blocks_without_a_difference_rarely_name_a_winner()
    {
        const int Blocks = 80;
        var chance = new Random(Seed);
        int[] a = new int[Blocks], b = new int[Blocks];
        var settled = 0;
        List<double> early = [];
        for (var stream = 0; stream < Streams; stream++)
        {
            for (var i = 0; i < Blocks; i++) (a[i], b[i]) = (chance.NextDouble() < 0.3 ? 1 : 0, chance.NextDouble() < 0.3 ? 1 : 0);
            var evidence = Experiments.CompareBlocks(a, b, (1, 1), (1, 1));
            if (evidence.SettledAt is not null) settled++;
            early.Add(Math.Exp(evidence.LnE[10]));
        }
        Assert.InRange(Rate(settled), 0.002, Allowed);
        Assert.True(early.Average() <= 1 + 4 * Error(early), $"E is {early.Average()} on average");
    }

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.4, 0.4, 0.1, 0.1)]
    public void Two_equal_features_rarely_have_a_winner_however_often_one_looks(params double[] shares)
    {
        const int Answers = 100;
        var chance = new Random(Seed);
        int anytime = 0, planned = 0;
        var counts = new int[shares.Length];
        for (var stream = 0; stream < Streams; stream++)
        {
            Array.Clear(counts);
            bool verified = false, peeked = false;
            for (var n = 0; n < Answers; n++)
            {
                counts[Drawn(shares, chance)]++;
                verified |= Winners.Verify(counts).Verified;
                // The planned test, peeked at: sampled from one stream in 50, to show what it costs.
                if (stream % 50 == 0) peeked |= Winners.VerifyAtPlannedLook(counts).Verified;
            }
            if (verified) anytime++;
            if (peeked) planned++;
        }
        Assert.InRange(Rate(anytime), 0.002, Allowed);
        Assert.True(planned / (Streams / 50.0) > 2 * Allowed, "If peeking at the planned test did no harm, this whole house would not be needed.");
    }

    [Fact]
    public void A_bet_on_a_feature_wins_nothing_on_average_where_two_are_chosen_alike()
    {
        const int Answers = 40;
        var mean = Enumerable.Range(0, Answers + 1).Sum(a => Math.Exp(Distributions.LnBinomial(a, Answers, 0.5) + Winners.LnEvidence(a, Answers - a)));
        Assert.Equal(1, mean, 1e-9);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.2)]
    public void A_bet_against_a_sound_lottery_wins_nothing_on_average(double chanceOfB)
    {
        const int Visitors = 60;
        var mean = Enumerable.Range(0, Visitors + 1).Sum(b => Math.Exp(Distributions.LnBinomial(b, Visitors, chanceOfB) + Experiments.CheckRatio([Visitors - b, b], [1 - chanceOfB, chanceOfB]).LnE));
        Assert.Equal(1, mean, 1e-9);
    }

    [Fact]
    public void A_sound_lottery_is_rarely_called_broken_however_often_one_looks()
    {
        var chance = new Random(Seed);
        var flagged = 0;
        var visitors = new long[2];
        for (var stream = 0; stream < Streams; stream++)
        {
            Array.Clear(visitors);
            var ever = false;
            for (var look = 0; look < 40; look++)
            {
                for (var i = 0; i < 10; i++) visitors[chance.NextDouble() < 0.5 ? 0 : 1]++;
                // Evidence of 20 to 1 may come up in 1 lottery of 20; the 1,000 to 1 that flags is rarer still.
                ever |= Experiments.CheckRatio(visitors, [0.5, 0.5]).LnE >= Math.Log(20);
            }
            if (ever) flagged++;
        }
        Assert.InRange(Rate(flagged), 0.001, Allowed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_interval_that_survives_peeking_holds_the_share_at_every_moment(bool tuned)
    {
        const int Customers = 60;
        const double Truth = 0.35;
        var intervals = new Interval[Customers + 1, Customers + 1];
        for (var n = 1; n <= Customers; n++)
            for (var s = 0; s <= n; s++)
                intervals[n, s] = tuned ? Beliefs.AlwaysValidIntervalTuned(new Share(s, n), narrowAt: 30) : Beliefs.AlwaysValidInterval(new Share(s, n));

        var chance = new Random(Seed);
        int missed = 0, missedByWilson = 0;
        for (var stream = 0; stream < Streams; stream++)
        {
            var s = 0;
            bool outside = false, outsideWilson = false;
            for (var n = 1; n <= Customers; n++)
            {
                if (chance.NextDouble() < Truth) s++;
                outside |= !intervals[n, s].Contains(Truth);
                if (stream % 10 == 0) outsideWilson |= !new Share(s, n).Interval().Contains(Truth);
            }
            if (outside) missed++;
            if (outsideWilson) missedByWilson++;
        }
        Assert.InRange(Rate(missed), 0, Allowed);
        Assert.True(missedByWilson / (Streams / 10.0) > Allowed, "Wilson's interval is for one look.");
    }

    [Fact]
    public void The_difference_that_survives_peeking_holds_the_truth_at_every_moment()
    {
        const int Each = 60, Worlds = Streams / 10;
        const double A = 0.2, B = 0.45;
        var intervals = new Dictionary<(int, int, int), Interval>();
        var chance = new Random(Seed);
        var missed = 0;
        for (var world = 0; world < Worlds; world++)
        {
            int a = 0, b = 0;
            var outside = false;
            for (var n = 1; n <= Each; n++)
            {
                if (chance.NextDouble() < A) a++;
                if (chance.NextDouble() < B) b++;
                if (!intervals.TryGetValue((a, b, n), out var interval)) intervals[(a, b, n)] = interval = Differences.AlwaysValid(new Share(b, n), new Share(a, n));
                outside |= !interval.Contains(B - A);
            }
            if (outside) missed++;
        }
        Assert.InRange(missed / (double)Worlds, 0, Allowed);
    }

    [Fact]
    public void A_watch_over_a_share_that_stays_seldom_raises_a_false_alarm()
    {
        const int Watched = 1_500;
        var chance = new Random(Seed);
        var said = new bool[Watched];
        double untilAlarm = 0, untilJump = 0;
        const int Worlds = Streams / 10;
        for (var stream = 0; stream < Worlds; stream++)
        {
            for (var i = 0; i < Watched; i++) said[i] = chance.NextDouble() < 0.2;
            var watch = Trends.Watch(said, 0.2, 0.5, falseAlarmEvery: 100);
            untilAlarm += watch.ChangeAlarm ?? Watched;
            untilJump += watch.JumpAlarm ?? Watched;
        }
        Assert.InRange(untilAlarm / Worlds, 100, Watched);
        Assert.InRange(untilJump / Worlds, 100, Watched);
    }

    private static double Rate(int count) => count / (double)Streams;

    private static double Error(List<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean))) / values.Count;
    }

    private static void AssertMeanIsOne(List<double> evidence) => Assert.InRange(evidence.Average(), 1 - 4 * Error(evidence), 1 + 4 * Error(evidence));

    private static int Drawn(double[] shares, Random chance)
    {
        var u = chance.NextDouble();
        for (var i = 0; i < shares.Length - 1; i++)
        {
            u -= shares[i];
            if (u < 0) return i;
        }
        return shares.Length - 1;
    }
}
