using System.Diagnostics;
using System.Globalization;
using Firsthand.Conversations;
using Firsthand.Engine.Detection;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Platform.Cli;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Bench;

/// <summary>Searches in a full store, each another one, and the placing of a conversation into its patterns: what takes as long as somebody waits.</summary>
internal static class FindBench
{
    private const int Queries = 200, QueriesBefore = 50, MostWords = 4, Conversations = 20, Shown = 50;

    public static async Task<int> RunAsync(string place, TextWriter output, CancellationToken ct)
    {
        await using var opened = await Store.OpenAsync(place, Server.AddProduct, ct);
        var db = opened.Get<FirsthandDb>();
        opened.Get<CurrentWorkspace>().Id = (await db.Workspaces.OrderBy(row => row.CreatedAt).FirstAsync(ct)).Id;
        output.WriteLine($"{Environment.ProcessorCount} cores, {(Store.IsPostgres(place) ? "PostgreSQL" : "SQLite")}: {await db.Sentences.CountAsync(ct):N0} sentences, {await db.Suggestions.CountAsync(ct):N0} proposed quotes, {await db.Conversations.CountAsync(ct):N0} conversations");
        var queries = await QueriesAsync(db, ct);
        var (find, words, meaning) = (opened.Get<Find>(), opened.Get<WordSearch>(), opened.Get<MeaningSearch>());
        await meaning.WarmAsync(db, ct);
        // Others, so that what is measured is a server at work, and no answer was given before.
        foreach (var query in queries.Take(QueriesBefore)) await find.RunAsync(query, Narrowing.None, Shown, ct);
        queries.RemoveRange(0, QueriesBefore);
        output.WriteLine($"{"",-34} {"median",9} {"95 of 100",10} {"slowest",9}");
        Write(output, "a search", "50 ms", await TimesAsync(queries, query => find.RunAsync(query, Narrowing.None, Shown, ct)));
        Write(output, "    by words alone", "", await TimesAsync(queries, query => words.FindAsync(new(query), Narrowing.None, Shown, ct)));
        Write(output, "    by meaning alone", "", await TimesAsync(queries, async query => await await meaning.BeginAsync(db, query, Narrowing.None, Shown, ct)));
        foreach (var (name, only) in await NarrowingsAsync(db, ct)) Write(output, $"    only {name}", "", await TimesAsync(queries, query => find.RunAsync(query, only, Shown, ct)));

        var talks = await db.Conversations.OrderByDescending(talk => talk.Id).Take(Conversations + 1).Select(talk => talk.Id).ToListAsync(ct);
        var placing = opened.Get<PlaceQuotes>();
        var first = await TimesAsync(talks.Take(1), talk => placing.RunAsync(talk, ct));
        Write(output, "a conversation placed", "200 ms", await TimesAsync(talks.Skip(1), talk => placing.RunAsync(talk, ct)));
        Write(output, "    the first, which reads the map", "", first);
        using var self = Process.GetCurrentProcess();
        output.WriteLine($"memory at its highest {self.PeakWorkingSet64 >> 20} MiB");
        return ExitCodes.Done;
    }

    // Kinds of which there are few and many, one person, and days of which there is nothing.
    private static async Task<(string Name, Narrowing Only)[]> NarrowingsAsync(FirsthandDb db, CancellationToken ct)
    {
        var person = await db.Speakers.Where(speaker => speaker.PersonId != null).OrderBy(speaker => speaker.Id).Select(speaker => speaker.PersonId).FirstOrDefaultAsync(ct);
        return [("praise", new(QuoteKind.Praise)), ("pains", new(QuoteKind.Pain)), ("one person", new(Person: person)), ("days when nothing was said", new(From: new(1990, 1, 1), Until: new(1990, 1, 31)))];
    }

    // One to four words that stand side by side somewhere: what people type when they look for what they half remember.
    private static async Task<List<string>> QueriesAsync(FirsthandDb db, CancellationToken ct)
    {
        var random = new Random(1);
        var last = await db.Turns.MaxAsync(turn => turn.Number, ct);
        var queries = new List<string>();
        while (queries.Count < QueriesBefore + Queries)
        {
            var number = random.NextInt64(last) + 1;
            var text = await db.Turns.Where(turn => turn.Number >= number).OrderBy(turn => turn.Number).Select(turn => turn.Text).FirstOrDefaultAsync(ct) ?? "";
            var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < MostWords) continue;
            var count = random.Next(MostWords) + 1;
            queries.Add(string.Join(' ', words.Skip(random.Next(words.Length - count + 1)).Take(count)));
        }
        return queries;
    }

    private static async Task<List<double>> TimesAsync<T>(IEnumerable<T> each, Func<T, Task> act)
    {
        var times = new List<double>();
        foreach (var one in each)
        {
            var watch = Stopwatch.StartNew();
            await act(one);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        return times;
    }

    private static void Write(TextWriter output, string what, string bar, List<double> times) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-34} {times[times.Count / 2],6:0.0} ms {times[times.Count * 95 / 100],7:0.0} ms {times[^1],6:0.0} ms{(bar.Length > 0 ? $"   bar {bar}" : "")}"));
}
