using System.Text.Json;
using Firsthand.Engine.Patterns;

namespace Firsthand.Tests.Patterns;

public class ClusterMeasuresTests
{
    [Fact]
    public void The_same_groups_under_other_names_are_perfect()
    {
        var measures = ClusterMeasures.Of([7, 7, 3, 3, 3, 9], ["a", "a", "b", "b", "b", "c"]);
        Assert.Equal((100, 100, 100, 100, 100, 3), (measures.Accuracy, measures.Precision, measures.Recall, measures.Nmi, Math.Round(measures.Ari, 9), measures.Groups));
    }

    // By hand: table {2,1},{1,2}; the matching takes 4 of 6; ARI from 2 shared pairs, 6 in groups, 6 in classes, 15 in all.
    [Fact]
    public void Six_items_by_hand()
    {
        var measures = ClusterMeasures.Of([0, 0, 0, 1, 1, 1], ["a", "a", "b", "a", "b", "b"]);
        Assert.Equal(100 * 4 / 6.0, measures.Accuracy, 9);
        Assert.Equal(100 * (2 - 36 / 15.0) / (6 - 36 / 15.0), measures.Ari, 9);
        var mutual = 4 / 6.0 * Math.Log(4 / 3.0) + 2 / 6.0 * Math.Log(2 / 3.0);
        Assert.Equal(100 * mutual / Math.Log(2), measures.Nmi, 9);
    }

    [Fact]
    public void A_group_too_many_counts_as_wrong() => Assert.Equal(75, ClusterMeasures.Of([0, 0, 1, 2], ["a", "a", "b", "b"]).Accuracy);

    [Fact]
    public void Two_classes_in_one_heap_count_once() => Assert.Equal(50, ClusterMeasures.Of([0, 0, 0, 0], ["a", "a", "b", "b"]).Accuracy);

    // The published figures of the contest's baselines, recomputed from the predictions that were released with it.
    [Theory]
    [InlineData("task1_baseline_glove_predictions.jsonl", 20.6, 34.6, 22.2, 27.0, 30.5, 7.0)]
    [InlineData("task1_baseline_all-mpnet-base-v2_predictions.jsonl", 46.1, 66.0, 47.1, 54.9, 59.3, 32.3)]
    public void Published_figures_come_out(string file, double accuracy, double precision, double recall, double f1, double nmi, double ari)
    {
        var rows = File.ReadLines(Checkout.SharedPath("data", "dstc11_insurance", file)).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        var measures = ClusterMeasures.Of([.. rows.Select(row => int.Parse(row.GetProperty("predicted_label").GetString()!, System.Globalization.CultureInfo.InvariantCulture))],
            [.. rows.Select(row => row.GetProperty("reference_label").GetString()!)]);
        Assert.Equal([accuracy, precision, recall, f1, nmi, ari],
            [.. new[] { measures.Accuracy, measures.Precision, measures.Recall, measures.F1, measures.Nmi, measures.Ari }.Select(value => Math.Round(value, 1))]);
    }
}
