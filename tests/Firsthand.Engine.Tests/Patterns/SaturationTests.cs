using System.Text.Json;
using Firsthand.Engine.Patterns;

namespace Firsthand.Tests.Patterns;

public class SaturationTests
{
    // Five interviews, one after another, each with the patterns named.
    private static Saturation Held(params int[][] interviews) => new([.. interviews.Select(heard => heard.ToHashSet())]);

    [Fact]
    public void Every_reference_case_comes_out()
    {
        var path = Checkout.SharedPath("vectors", "statistics");
        var checkedCases = 0;
        foreach (var file in Directory.EnumerateFiles(path, "*.json"))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("cases", out var cases)) continue;
            foreach (var item in cases.EnumerateArray())
            {
                var (input, expected) = (item.GetProperty("input"), item.GetProperty("expected"));
                var actual = Computed(item.GetProperty("fn").GetString()!, input);
                if (actual is null) continue;
                checkedCases++;
                foreach (var figure in expected.EnumerateObject())
                    Compare(item.GetProperty("id").GetString()!, figure, actual[figure.Name], item.GetProperty("tol").GetDouble());
            }
        }
        Assert.NotEqual(0, checkedCases);
    }

    private static Dictionary<string, double?[]>? Computed(string function, JsonElement input)
    {
        double?[] One(double? value) => [value];
        Incidence Counted() => new(input.GetProperty("interviews").GetInt32(), Numbers(input.GetProperty("theme_counts")));
        switch (function)
        {
            case "chao2":
                var incidence = Counted();
                return new() { ["s_obs"] = One(incidence.Heard), ["q1"] = One(incidence.Once), ["q2"] = One(incidence.Twice), ["chao2"] = One(incidence.All), ["se"] = One(incidence.AllError),
                    ["lower95"] = One(incidence.AllInterval.Low), ["upper95"] = One(incidence.AllInterval.High), ["chao2_bias_corrected"] = One(incidence.AllBiasCorrected), ["bc_se"] = One(incidence.AllBiasCorrectedError) };
            case "coverage_incidence":
                incidence = Counted();
                return new() { ["coverage"] = One(incidence.Coverage), ["coverage_next"] = One(incidence.CoverageNext), ["turing_simple"] = One(incidence.CoverageTuring),
                    ["expected_new_themes_next"] = One(incidence.ExpectedNew), ["expected_new_themes_next_jackknife"] = One((double)incidence.Once / incidence.Interviews) };
            case "accumulation_curve":
                incidence = Counted();
                return new() { ["rarefaction"] = [.. incidence.Accumulation], ["extrapolate_1"] = One(incidence.After(1)), ["extrapolate_2"] = One(incidence.After(2)),
                    ["extrapolate_5"] = One(incidence.After(5)), ["extrapolate_double"] = One(incidence.After(incidence.Interviews)) };
            case "interviews_needed_for_coverage":
                return new() { ["additional"] = [.. input.GetProperty("targets").EnumerateArray().Select(target => Counted().MoreFor(target.GetDouble()))] };
            case "guest_base_run":
                var guest = GuestRun.Of(Numbers(input.GetProperty("new_themes_per_interview")), input.GetProperty("base").GetInt32(), input.GetProperty("run").GetInt32());
                return new() { ["base_themes"] = One(guest.BasePatterns), ["run_ratio"] = [.. guest.Ratios], ["saturated_at_5pct"] = One(guest.At5Percent), ["saturated_at_0pct"] = One(guest.At0Percent) };
            case "loo_novelty":
                var rows = input.GetProperty("matrix").EnumerateArray().Select(Numbers).ToArray();
                var saturation = new Saturation([.. Enumerable.Range(0, rows[0].Length).Select(i => Enumerable.Range(0, rows.Length).Where(theme => rows[theme][i] > 0).ToHashSet())]);
                var (low, high) = saturation.NextBringsNew.Interval();
                return new() { ["interviews_with_unique_theme"] = One(saturation.NextBringsNew.Count), ["p_next_has_new"] = One(saturation.NextBringsNew.Value), ["wilson95"] = [low, high],
                    ["coverage_jackknife_se"] = One(saturation.CoverageError) };
            case "coverage_abundance":
                var asked = new Abundance(Numbers(input.GetProperty("counts")));
                return new() { ["n"] = One(asked.Total), ["f1"] = One(asked.Once), ["f2"] = One(asked.Twice), ["coverage_chao"] = One(asked.Coverage), ["coverage_turing"] = One(asked.CoverageTuring), ["esty_se"] = One(asked.CoverageError),
                    ["esty_lower95_one_sided"] = One(asked.CoverageTuring - 1.6448536269514722 * asked.CoverageError), ["chao1"] = One(asked.All), ["chao1_se"] = One(asked.AllError) };
            default:
                return null;
        }
    }

    private static int[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetInt32())];

    private static void Compare(string id, JsonProperty expected, double?[] actual, double tolerance)
    {
        JsonElement[] values = expected.Value.ValueKind == JsonValueKind.Array ? [.. expected.Value.EnumerateArray()] : [expected.Value];
        Assert.Equal(values.Length, actual.Length);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].ValueKind == JsonValueKind.Null)
            {
                Assert.True(actual[i] is null, $"{id} {expected.Name}: {actual[i]} where there is nothing to tell");
                continue;
            }
            var value = values[i].GetDouble();
            Assert.True(actual[i] is double found && Math.Abs(found - value) <= tolerance * Math.Max(1, Math.Abs(value)), $"{id} {expected.Name}: {actual[i]}, expected {value}");
        }
    }

    // The worked example of the design: theme counts 6, 5, 4, 2, 2, 1, 1, 1 of eight interviews.
    [Fact]
    public void Eight_interviews_by_hand()
    {
        var incidence = new Incidence(8, [6, 5, 4, 2, 2, 1, 1, 1]);
        Assert.Equal(7 / 8.0 * 9 / 4, incidence.Unheard, 12);
        Assert.Equal(.885, incidence.Coverage!.Value, 3);
        Assert.Equal(.315, incidence.ExpectedNew, 12);
    }

    [Fact]
    public void The_curve_ends_at_what_was_heard() => Assert.Equal(5, new Incidence(6, [4, 3, 1, 1, 6]).Accumulation[^1], 12);

    [Fact]
    public void Before_the_first_interview_nothing_is_estimated()
    {
        var saturation = Held();
        Assert.Null(saturation.Incidence.Coverage);
        Assert.Null(saturation.NextBringsNew.Value);
        Assert.Null(saturation.CoverageError);
        Assert.NotEmpty(saturation.StillOpen);
    }

    [Fact]
    public void Few_interviews_are_never_enough() => Assert.Contains(Held([1, 2], [1, 2], [1, 2], [1, 2]).StillOpen, reason => reason.StartsWith("4 of at least 8", StringComparison.Ordinal));

    [Fact]
    public void Ten_interviews_that_say_the_same_are_enough() =>
        Assert.Empty(Held([.. Enumerable.Repeat<int[]>([1, 2, 3], 10)]).StillOpen);

    [Fact]
    public void Something_new_in_the_last_interviews_keeps_the_question_open() =>
        Assert.Contains("Something new came up within the last 3 conversations.", Held([.. Enumerable.Repeat<int[]>([1, 2, 3, 4, 5], 11), [1, 2, 9]]).StillOpen);

    [Fact]
    public void A_pattern_never_heard_does_not_count() => Assert.Equal(2, new Incidence(3, [1, 0, 2]).Heard);

    [Fact]
    public void A_pattern_cannot_be_heard_more_often_than_there_were_interviews() => Assert.Throws<ArgumentOutOfRangeException>(() => new Incidence(3, [4]));
}
