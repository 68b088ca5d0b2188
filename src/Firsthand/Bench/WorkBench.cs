using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Firsthand.Commands;
using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Text;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Platform;
using Firsthand.Platform.Cli;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Firsthand.Today;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Bench;

/// <summary>What a founder waits for: an hour of talk, a large folder, a page. Each beside its bar, and beside the part of it that no program can skip.</summary>
internal static class WorkBench
{
    private const int HourWords = 9_000, TurnsEach = 100, WordsATurn = 15, PageTimes = 15;

    // As many, and as long, as the real ones that the bar was set for.
    private const int Interviews = 8, TurnsOfInterview = 180;

    public static async Task<int> RunAsync(int conversations, string? store, TextWriter output, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("firsthand-");
        try
        {
            output.WriteLine($"{Environment.ProcessorCount} cores, {(store is null || !Store.IsPostgres(store) ? "SQLite" : "PostgreSQL")}");
            var talk = new Prattle(SampleCompany.Folder);
            await InterviewsAsync(talk, folder.CreateSubdirectory("interviews"), Path.Combine(folder.FullName, "interviews.db"), output, ct);
            await HourAsync(talk, Path.Combine(folder.FullName, "hour.db"), output, ct);
            var place = store ?? Path.Combine(folder.FullName, "full.db");
            if (store is null || Store.IsPostgres(store) || !File.Exists(store)) await FillAsync(talk, conversations, place, output, ct);
            await PagesAsync(place, output, ct);
            using var self = Process.GetCurrentProcess();
            output.WriteLine(Line("memory at its highest", $"{self.PeakWorkingSet64 >> 20} MiB", "1024 MiB", ""));
            return ExitCodes.Done;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    // A process of its own, as a person runs it: it starts, makes the store, and ends with the report.
    private static async Task InterviewsAsync(Prattle prattle, DirectoryInfo folder, string place, TextWriter output, CancellationToken ct)
    {
        for (var number = 0; number < Interviews; number++) await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"interview-{number + 1}.txt"), prattle.Transcript(number, TurnsOfInterview, WordsATurn), ct);
        var all = Stopwatch.StartNew();
        using var learn = Process.Start(new ProcessStartInfo("dotnet", [typeof(WorkBench).Assembly.Location, "learn", folder.FullName, "--store", place]) { RedirectStandardOutput = true })!;
        await learn.StandardOutput.ReadToEndAsync(ct);
        await learn.WaitForExitAsync(ct);
        all.Stop();
        output.WriteLine(Line($"learn {Interviews} interviews", Seconds(all), "3 s", "a program of its own, from its start to its end"));
    }

    private static async Task HourAsync(Prattle prattle, string place, TextWriter output, CancellationToken ct)
    {
        var text = prattle.Transcript(0, HourWords / 30, 30);
        var sentences = text.Split('\n').SelectMany(line => Sentences.Of(line).Select(span => span.In(line).ToString())).ToList();
        await using var opened = await Store.OpenAsync(place, Server.AddProduct, ct);
        await opened.EnterAsync("Hour", ct);
        var all = Stopwatch.StartNew();
        await BringAsync(opened, [new("hour.txt", Encoding.UTF8.GetBytes(text), null)], ct);
        all.Stop();
        var encoding = Stopwatch.StartNew();
        opened.Get<Engines>().Encoder.Encode(sentences);
        output.WriteLine(Line($"an hour of talk ({HourWords} words)", Seconds(all), "5 s", $"{all.Elapsed / encoding.Elapsed:0.0} times encoding its {sentences.Count} sentences"));
    }

    private static async Task FillAsync(Prattle prattle, int conversations, string place, TextWriter output, CancellationToken ct)
    {
        await using var opened = await Store.OpenAsync(place, Server.AddProduct, ct);
        await opened.EnterAsync("Full", ct);
        var files = Enumerable.Range(1, conversations).Select(number => new IncomingFile($"talk-{number:0000}.txt", Encoding.UTF8.GetBytes(prattle.Transcript(number, TurnsEach, WordsATurn)), null));
        var all = Stopwatch.StartNew();
        var parts = await BringAsync(opened, files, ct);
        output.WriteLine(Line($"{conversations} conversations of {TurnsEach} turns", Seconds(all), "600 s", string.Join(", ", parts.Select(part => $"{part.What} {part.Time.TotalSeconds:0.0} s to {part.Highest >> 20} MiB"))));
        var db = opened.Get<FirsthandDb>();
        output.WriteLine($"    {await db.Turns.CountAsync(ct)} turns, {await db.Suggestions.CountAsync(ct)} proposed quotes, {await db.Patterns.CountAsync(ct)} patterns");
    }

    private static async Task<List<(string What, TimeSpan Time, long Highest)>> BringAsync(Store opened, IEnumerable<IncomingFile> files, CancellationToken ct)
    {
        var parts = new List<(string, TimeSpan, long)>();
        var silent = new Silent();
        var import = default(Id<Import>);
        await TimeAsync("kept", async () => import = ((Outcome<Id<Import>>.Done)await opened.Get<ReceiveFiles>().RunAsync(files.ToAsyncEnumerable(), ct)).Value);
        await TimeAsync("read", () => opened.Get<RunImport>().RunAsync(import, silent, ct));
        await TimeAsync("heard", () => opened.Get<Hear>().RunAsync(silent, ct));
        await TimeAsync("grouped", () => opened.Get<GroupQuotes>().RunAsync(silent, ct));
        return parts;

        async Task TimeAsync(string what, Func<Task> act)
        {
            var watch = Stopwatch.StartNew();
            await act();
            using var self = Process.GetCurrentProcess();
            parts.Add((what, watch.Elapsed, self.PeakWorkingSet64));
        }
    }

    private static async Task PagesAsync(string place, TextWriter output, CancellationToken ct)
    {
        var builder = Server.CreateBuilder(ServeCommand.Settings(place, "http://127.0.0.1:0"));
        builder.Logging.ClearProviders();
        await using var app = builder.Assemble();
        await Server.UpgradeAsync(app.Services, ct);
        await app.StartAsync(ct);
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = new() }) { BaseAddress = new(app.Urls.First()) };
        string talk, pattern, person;
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<FirsthandDb>();
            var space = await db.Workspaces.FirstAsync(ct);
            scope.ServiceProvider.GetRequiredService<CurrentWorkspace>().Id = space.Id;
            (talk, person) = ((await db.Conversations.OrderBy(row => row.Id).FirstAsync(ct)).Id.ToString(), (await db.People.OrderBy(row => row.Id).FirstAsync(ct)).Id.ToString());
            pattern = (await db.Patterns.OrderByDescending(row => row.Quotes).FirstOrDefaultAsync(ct))?.Id.ToString() ?? "";
            var owner = await DemoCommand.OwnerAsync(scope.ServiceProvider, db, ct);
            await client.GetAsync(await scope.ServiceProvider.GetRequiredService<OneTimeLinks>().MakeAsync(owner, ct), ct);
        }
        output.WriteLine($"{"page",-40} {"median",10} {"slowest",10}   bar 100 ms");
        foreach (var path in new[] { "/", "/conversations", $"/conversations/{talk}", "/customers", $"/customers/{person}", "/patterns", $"/patterns/{pattern}", "/evidence", "/find?q=waiting+for+files", "/report", "/api/patterns", "/api/conversations" })
        {
            var times = new List<double>();
            for (var time = 0; time <= PageTimes; time++)
            {
                var watch = Stopwatch.StartNew();
                using var answer = await client.GetAsync(path, ct);
                await answer.Content.ReadAsByteArrayAsync(ct);
                if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}.");
                // The first one compiles and fills caches.
                if (time > 0) times.Add(watch.Elapsed.TotalMilliseconds);
            }
            times.Sort();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path.Replace(talk, "…", StringComparison.Ordinal).Replace(person, "…", StringComparison.Ordinal).Replace(pattern.Length > 0 ? pattern : "\0", "…", StringComparison.Ordinal),-40} {times[times.Count / 2],7:0.0} ms {times[^1],7:0.0} ms"));
        }
        await app.StopAsync(ct);
    }

    private static string Seconds(Stopwatch watch) => string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:0.00} s");

    private static string Line(string what, string took, string bar, string note) => $"{what,-40} {took,10}   bar {bar,-9} {note}";

    private sealed class Silent : IProgress<Progress>
    {
        public void Report(Progress value)
        {
        }
    }
}

/// <summary>Endless talk in the manner of the sample company: each word follows one that it followed there. It means little, and it has the shape of what people say.</summary>
internal sealed class Prattle
{
    private readonly Dictionary<(string, string), List<string>> next = [];
    private readonly List<(string, string)> starts = [];

    public Prattle(string samples)
    {
        foreach (var file in Directory.EnumerateFiles(samples, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where(file => !file.EndsWith(".json", StringComparison.Ordinal) && !file.EndsWith(".tsv", StringComparison.Ordinal)))
        {
            if (Formats.TranscriptFile.Read(File.ReadAllBytes(file), file, new(), default).Value is not { } read) continue;
            foreach (var turn in read.Conversations.SelectMany(conversation => conversation.Turns))
            {
                var words = turn.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                if (words.Length < 3) continue;
                starts.Add((words[0], words[1]));
                for (var i = 2; i < words.Length; i++)
                {
                    if (!next.TryGetValue((words[i - 2], words[i - 1]), out var follow)) next[(words[i - 2], words[i - 1])] = follow = [];
                    follow.Add(words[i]);
                }
            }
        }
    }

    /// <summary>A transcript of two speakers; the same number gives the same words.</summary>
    public string Transcript(int number, int turns, int wordsATurn)
    {
        var random = new Random(number);
        var text = new StringBuilder();
        for (var turn = 0; turn < turns; turn++)
        {
            text.Append(turn % 2 == 0 ? "Interviewer: " : string.Create(CultureInfo.InvariantCulture, $"Customer {number}: "));
            var pair = starts[random.Next(starts.Count)];
            text.Append(pair.Item1).Append(' ').Append(pair.Item2);
            for (var word = 2; word < wordsATurn; word++)
            {
                if (!next.TryGetValue(pair, out var follow)) pair = starts[random.Next(starts.Count)];
                else pair = (pair.Item2, follow[random.Next(follow.Count)]);
                text.Append(' ').Append(pair.Item2);
            }
            text.Append('\n');
        }
        return text.ToString();
    }
}
