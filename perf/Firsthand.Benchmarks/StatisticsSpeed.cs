using System.Diagnostics;
using System.Globalization;

namespace Firsthand.Benchmarks;

/// <summary>The statistics against their bars, best of many runs: on a machine that does other work too, the least time is the one that says what the code costs.</summary>
internal static class StatisticsSpeed
{
    private const int Runs = 60;

    public static void Run()
    {
        var figures = new StatisticsBenchmarks();
        figures.Fill();
        (string What, Func<object> Work, int? Bar)[] rows =
        [
            ("Kaplan-Meier with its band, 100,000 customers, times in days", () => figures.SurvivalWithBandInDays(), 50),
            ("the same, all times different", () => figures.SurvivalWithBandInMoments(), 50),
            ("evidence of 1,000,000 visitors", () => figures.EvidenceOfAMillionVisitors(), 200),
            ("the same with its history", () => figures.EvidenceOfAMillionVisitorsWithHistory(), 200),
            ("evidence of 10,000 votes on a belief", () => figures.EvidenceOfTenThousandVotes(), null),
            ("figures of a saturation page, 10,000 interviews", () => figures.SaturationPage(), 100),
        ];
        Console.WriteLine("| what | best | median | bar |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var (what, work, bar) in rows)
        {
            var times = new double[Runs];
            for (var run = 0; run < Runs; run++)
            {
                var start = Stopwatch.GetTimestamp();
                GC.KeepAlive(work());
                times[run] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
            Array.Sort(times);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {times[0]:0.0} ms | {times[Runs / 2]:0.0} ms | {(bar is null ? "" : bar + " ms")} |"));
        }
    }
}
