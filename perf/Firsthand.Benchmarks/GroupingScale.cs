using System.Diagnostics;
using System.Globalization;
using Firsthand.Engine.Patterns;

namespace Firsthand.Benchmarks;

/// <summary>A full grouping run, and the placing of one conversation, on corpora far too large to repeat: once each, with the memory they took.</summary>
internal static class GroupingScale
{
    private const int QuotesOfConversation = 30, Conversations = 20, LargestCompared = 200_000, Warm = 50;

    public static void Run(string[] sizes)
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores. Bars for 1,000,000 quotes: 900 s, 4,096 MiB, 200 ms.");
        Console.WriteLine($"{"quotes",10} {"groups",8} {"grouped",10} {"highest",11} {"map made",10} {"map read",10} {"one conversation placed",24}   placed as a full run did (ARI)");
        foreach (var size in sizes.Select(text => int.Parse(text, CultureInfo.InvariantCulture))) One(size);
    }

    private static void One(int size)
    {
        var all = GroupingQuotes.Make(size + QuotesOfConversation * Conversations);
        var (known, fresh) = (all[..size], all[size..]);
        var watch = Stopwatch.StartNew();
        var grouping = PatternFinder.Find(known, tight: true);
        var grouped = watch.Elapsed;
        using var self = Process.GetCurrentProcess();
        var highest = self.PeakWorkingSet64;
        watch.Restart();
        var standIns = PatternMap.ChooseStandIns(grouping);
        var frame = PatternMapFrame.Of(known);
        var reaches = PatternMap.Reaches(frame, known, grouping, standIns);
        var made = watch.Elapsed;
        StandIn[] standing = [.. standIns.SelectMany((chosen, group) => chosen.Select(i => new StandIn(group, known[i])))];
        var bytes = frame.ToBytes();
        watch.Restart();
        // As the product reads it: of the groups those that somebody stands for.
        var map = new PatternMap(PatternMapFrame.Read(bytes), [.. reaches.Take(standIns.Count(chosen => chosen.Count > 0))], standing);
        var read = watch.Elapsed;
        // A server has placed others before: the first ones are compiled as they go.
        for (var i = 0; i < Warm; i++) map.Place(fresh[..QuotesOfConversation]);
        var times = new List<double>();
        var placed = new List<int>();
        foreach (var conversation in fresh.Chunk(QuotesOfConversation))
        {
            watch.Restart();
            placed.AddRange(map.Place(conversation).Select(place => place?.Group ?? -1));
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        var ari = size <= LargestCompared ? $"{Agreement(all, placed),6:0.0}" : "     -";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size,10:N0} {grouping.Groups.Count,8:N0} {grouped.TotalSeconds,8:0.0} s {highest >> 20,7:N0} MiB {made.TotalSeconds,8:0.00} s {read.TotalMilliseconds,7:0} ms {times[times.Count / 2],21:0.0} ms   {ari}"));
    }

    // Over the quotes that came last, against a full run that had them from the start.
    private static double Agreement(QuoteItem[] all, List<int> placed)
    {
        var full = PatternFinder.Find(all, tight: true);
        var labels = new int[all.Length];
        for (var g = 0; g < full.Groups.Count; g++) foreach (var member in full.Groups[g].Members) labels[member] = g + 1;
        return ClusterMeasures.Of([.. placed], [.. labels[^placed.Count..]]).Ari;
    }
}
