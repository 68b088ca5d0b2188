using System.Globalization;
using Firsthand.Engine.Statistics;
using Firsthand.Tests;

namespace Firsthand.Engine.Tests.Statistics;

/// <summary>Published figures of a real experiment with a broken lottery and of real churn; read in place, skipped where absent.</summary>
public sealed class RealDataTests
{
    private const double Rounded = 1e-6;

    [Fact]
    public void A_real_experiment_with_a_broken_lottery_gets_no_verdict()
    {
        var (_, week) = CookieCats();
        var verdict = Experiments.VerdictAtPlannedLook(week.A, week.B, 0.5, planned: week.A.Total + week.B.Total);
        Assert.Equal(VerdictWord.NotEstimable, verdict.Word);
        Assert.Null(verdict.Estimate);
        Assert.StartsWith("No verdict: 44700 visitors saw A and 45489 saw B", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void With_the_flag_overridden_its_figures_are_the_published_ones()
    {
        var (day, week) = CookieCats();
        var ratio = Experiments.CheckRatio([day.A.Total, day.B.Total], [0.5, 0.5]);
        Assert.Equal(6.902, ratio.ChiSquare, 5e-4);
        Assert.Equal(0.0086, ratio.P.Value, 5e-5);
        Assert.True(ratio.MismatchAtPlannedLook);

        Assert.Equal(0.448188, day.A.Value!.Value, Rounded);
        Assert.Equal(0.442283, day.B.Value!.Value, Rounded);
        var test = Differences.PooledZ(day.B, day.A)!;
        Assert.Equal(-1.784086, test.Z, Rounded);
        Assert.Equal(0.07441, test.P.Value, 5e-6);

        Assert.Equal(0.190201, week.A.Value!.Value, Rounded);
        Assert.Equal(0.182000, week.B.Value!.Value, Rounded);
        Assert.Equal(0.001554, Differences.PooledZ(week.B, week.A)!.P.Value, Rounded);
        var verdict = Experiments.VerdictAtPlannedLook(week.A, week.B, 0.5, planned: week.A.Total + week.B.Total, ignoreMismatch: true);
        Assert.Equal(-0.008201, verdict.Estimate!.Value, Rounded);
        Assert.Equal(-0.013282, verdict.Interval!.Value.Low, Rounded);
        Assert.Equal(-0.003121, verdict.Interval.Value.High, Rounded);
        Assert.Equal((VerdictWord.Verified, Side.Against, Looks.OnceAsPlanned), (verdict.Word, verdict.Side, verdict.Looks));
        Assert.Contains("sample ratio is wrong", verdict.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0.9460)]
    [InlineData(12, 0.8432)]
    [InlineData(24, 0.7887)]
    [InlineData(48, 0.7088)]
    [InlineData(72, 0.5928)]
    public void Real_customers_stay_as_published(double month, double share)
    {
        var rows = Rows("telco_churn.csv", "tenure", "Churn");
        var curve = new SurvivalCurve([.. rows.Select(row => new Stay(double.Parse(row[0], CultureInfo.InvariantCulture), row[1] == "Yes"))]);
        Assert.Equal((7043, 1869), (curve.Customers, curve.Leavers));
        Assert.Equal(share, curve.KeptAt(month), 1e-4);
        Assert.True(curve.IntervalAt(month).Contains(share));
    }

    private static ((Share A, Share B) Day, (Share A, Share B) Week) CookieCats()
    {
        var rows = Rows("cookie_cats.csv", "version", "retention_1", "retention_7");
        Share Of(string version, int column) => Share.OfCustomers(rows.Select((row, i) => (i, row)).Where(item => item.row[0] == version).Select(item => (item.i, bool.Parse(item.row[column]))));
        return ((Of("gate_30", 1), Of("gate_40", 1)), (Of("gate_30", 2), Of("gate_40", 2)));
    }

    private static string[][] Rows(string file, params string[] columns)
    {
        var lines = File.ReadAllLines(Checkout.SharedPath("data", "experiments", file));
        var header = lines[0].Split(',');
        int[] at = [.. columns.Select(column => Array.IndexOf(header, column))];
        return [.. lines.Skip(1).Select(line => line.Split(',')).Select(cells => at.Select(i => cells[i]).ToArray())];
    }
}
