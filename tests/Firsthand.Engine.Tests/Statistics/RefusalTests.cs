using Firsthand.Engine.Statistics;

namespace Firsthand.Engine.Tests.Statistics;

/// <summary>What the library does not let anybody conclude.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void Touched_against_never_touched_is_refused_and_says_why()
    {
        // Leaving has nothing to do with touches: everybody is called on day 30, if they are still here.
        var stays = Enumerable.Range(1, 60).Select(day => (Stay: new Stay(day, true), Touched: day >= 30)).ToArray();
        var refused = TouchEffects.EverTouched(stays);
        Assert.Equal(VerdictWord.NotEstimable, refused.Verdict(stays.Length).Word);
        Assert.Null(refused.Verdict(stays.Length).Estimate);
        Assert.Contains("has to stay in order to be touched", refused.Why, StringComparison.Ordinal);

        // The two honest ways see no effect where the naive one, if it gives a figure at all, sees a miracle.
        TouchedStay[] drawn = [.. Enumerable.Range(1, 60).Select(day => new TouchedStay(new Stay(day, true), day % 2 == 0 ? 10 : null))];
        Assert.InRange(TouchEffects.Landmark(drawn, 10).Model!.HazardRatio(0), 0.6, 1.6);
        TouchedStay[] calledWhileHere = [.. Enumerable.Range(1, 60).Select(day => new TouchedStay(new Stay(day, true), 7 * (day % 9) is var call && call < day ? call : null))];
        var naive = TouchEffects.EverTouched([.. calledWhileHere.Select(stay => (stay.Stay, stay.TouchedAt is not null))]).Wrong!.HazardRatio(0);
        var overTime = TouchEffects.OverTime(calledWhileHere)!.HazardRatio(0);
        Assert.True(naive < 0.6 * overTime, $"naive {naive}, over time {overTime}");
    }

    [Fact]
    public void A_planned_test_says_nothing_at_any_other_number_of_answers()
    {
        var p = Winners.VerifyAtPlannedLook([12, 1]).P;
        Assert.True(p.Rejects(answers: 13, planned: 13));
        Assert.Null(p.Rejects(answers: 13, planned: 40));
        Assert.EndsWith("for one look at a number planned beforehand", p.ToString(), StringComparison.Ordinal);
        var early = Experiments.VerdictAtPlannedLook(new Share(2, 40), new Share(20, 40), 0.5, planned: 400);
        Assert.Equal(VerdictWord.NotEstimable, early.Word);
        Assert.Null(early.Estimate);
    }

    [Fact]
    public void A_broken_lottery_gets_no_verdict_even_where_the_effect_is_large()
    {
        Visitor[] lost = [.. Enumerable.Range(0, 1_000).Select(i => new Visitor(InB: i % 4 == 0, Converted: i % 4 == 0 && i % 8 == 0))];
        var verdict = Experiments.Verdict(lost);
        Assert.Equal(VerdictWord.NotEstimable, verdict.Word);
        Assert.Contains("would be wrong", verdict.Sentence, StringComparison.Ordinal);
        Assert.Contains("may be an artefact", Experiments.Verdict(lost, ignoreMismatch: true).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lottery_that_was_meant_to_be_uneven_is_not_broken()
    {
        Visitor[] uneven = [.. Enumerable.Range(0, 1_000).Select(i => new Visitor(InB: i % 5 != 0, Converted: i % 3 == 0, ChanceOfB: 0.8))];
        Assert.NotEqual(VerdictWord.NotEstimable, Experiments.Verdict(uneven).Word);
    }

    [Fact]
    public void No_public_method_offers_the_plain_p_plus_minus_interval()
    {
        var methods = typeof(Share).Assembly.GetExportedTypes().Where(type => type.Namespace == typeof(Share).Namespace).SelectMany(type => type.GetMethods());
        Assert.DoesNotContain(methods, method => method.Name.Contains("Wald", StringComparison.OrdinalIgnoreCase));
        // At 0 of 10 the plain interval is a single point: none of ours is.
        var none = new Share(0, 10);
        Assert.All([none.Interval(), none.GuaranteedInterval(), none.PosteriorInterval(), Beliefs.AlwaysValidInterval(none), Differences.Newcombe(none, none)], interval => Assert.True(interval.High > 0.15));
    }

    [Fact]
    public void A_p_value_of_a_fixed_test_never_travels_without_its_label()
    {
        string[] otherTools = [nameof(EffectTest), nameof(MixtureTest)];
        var unlabelled =
            from type in typeof(Share).Assembly.GetExportedTypes()
            where type.Namespace == typeof(Share).Namespace && !otherTools.Contains(type.Name)
            from property in type.GetProperties()
            where (property.Name == "P" || property.Name.StartsWith("PValue", StringComparison.Ordinal)) && property.PropertyType == typeof(double)
            select $"{type.Name}.{property.Name}";
        Assert.Empty(unlabelled);
    }

    [Fact]
    public void No_verdict_shows_a_percentage_below_five_customers()
    {
        var sentences =
            from n in Enumerable.Range(1, 4)
            from yes in Enumerable.Range(0, n + 1)
            from sentence in new[]
            {
                Beliefs.Verdict(new BeliefVotes(0, 0, [.. Enumerable.Range(0, n).Select(i => i < yes)], 0)).Sentence,
                Winners.Verdict([yes, n - yes], ["a", "b"]).Sentence,
                Groups.Verdict(new Share(yes, n), new Share(n - yes, n), 0.1).Sentence,
                Experiments.Verdict([.. Enumerable.Range(0, 2 * n).Select(i => new Visitor(i % 2 == 0, i / 2 < yes))]).Sentence,
                new Prevalence(new Share(yes, n), 1, 1).Sentence(),
            }
            select sentence;
        Assert.All(sentences, sentence => Assert.DoesNotContain("%", sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void A_verdict_says_whom_it_speaks_for()
    {
        var verdict = Beliefs.Verdict(new BeliefVotes(0, 0, [true, true, true, true, true, true, true], 0)) with { Asked = new Sample("new customers", "the first seven to sign") };
        Assert.Equal("7 of 7 new customers agree. Confirmed: it is more than half.", verdict.Sentence);
        Assert.Equal("7 new customers; the first seven to sign; holds however often you look.", verdict.SmallPrint);
        Assert.Equal("verified", verdict.Name);
        Assert.Contains("not recorded", (verdict with { Asked = Sample.Unrecorded }).SmallPrint, StringComparison.Ordinal);
    }
}
