using System.CommandLine;
using Firsthand.Bench;
using Firsthand.Engine.Detection;
using Firsthand.Evidence;
using Firsthand.Platform.Cli;

namespace Firsthand.Commands;

/// <summary>Measures the product: how well it hears and groups, and how fast it works.</summary>
internal static class BenchCommand
{
    public static Command Make() => new("bench", "Measures how well and how fast Firsthand works.") { Quality(), Work(), Find(), Fuzz(), Big(), Readers() };

    private static Command Quality()
    {
        var folder = new Argument<string>("folder") { Description = "A folder with the public data sets." };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var sets = new Option<string[]>("--set") { Description = "NAME=PATH: another file or folder of labelled texts, of any shape that is measured here." };
        var weights = new Option<string?>("--weights") { Description = "Other weights for the encoder (training/encoder). Kinds are then heard by cues alone, unless they were learned with these." };
        var command = new Command("quality", "Hearing and grouping against people's own labels, beside published figures.") { folder, json, sets, weights };
        command.SetAction(parsed =>
        {
            var place = parsed.GetValue(folder)!;
            if (!Directory.Exists(place)) return Say.Refuse($"There is no folder at {place}.");
            var other = parsed.GetValue(weights);
            if (other is not null && !File.Exists(other)) return Say.NoFile(other);
            List<BenchSet> all;
            var refused = new List<string>();
            try
            {
                // All before anything is measured: minutes later nobody waits for a refusal.
                var named = new List<BenchSet>();
                foreach (var set in parsed.GetValue(sets) ?? [])
                {
                    if (set.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } path]) return Say.Refuse($"“{set}” is not NAME=PATH.");
                    if (!Path.Exists(path)) return Say.Refuse($"The set “{name}” cannot be measured: there is nothing at {path}.");
                    named.AddRange(BenchSet.Named(name, path));
                }
                all = [.. BenchSet.Discover(place, refused.Add), .. named];
            }
            catch (Exception wrong) when (wrong is FormatException or IOException or UnauthorizedAccessException)
            {
                return Say.Refuse(wrong.Message);
            }
            var engines = new Engines(other);
            var output = parsed.GetValue(json) ? Console.Error : Console.Out;
            string[] absent = [.. KnownSets.Absent(all)];
            if (absent.Length > 0) output.WriteLine($"Not there, so not measured: {string.Join(", ", absent)}.\n");
            foreach (var why in refused) output.WriteLine($"Broken, so not measured: {why}\n");
            var detection = DetectionBench.Run(all, output, new KindDetector(engines.Encoder));
            output.WriteLine();
            var themes = ThemeBench.Run(all.OfType<SessionSet>(), output, engines.Encoder);
            var finding = MeetingBench.Run(all.OfType<MeetingSet>(), output, engines.Encoder);
            output.WriteLine();
            var grouping = ClusteringBench.Run([.. all.OfType<ClusteringSet>()], output, engines.Requests);
            if (parsed.GetValue(json)) Say.AnswerJson(new { Encoder = engines.Encoder.Model, Metrics = Metrics.Definitions, grouping, detection, themes, finding, absent, refused });
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Work()
    {
        var talks = new Option<int>("--conversations") { Description = "How many conversations of 100 turns the full store holds.", DefaultValueFactory = _ => 1000 };
        var store = Store.Option();
        store.Description = "A store to fill and keep; a file that is there already is taken as it is. Default: a file of its own, gone afterwards.";
        var command = new Command("work", "Times an hour-long transcript, a large import, and every page on it.") { talks, store };
        command.SetAction((parsed, ct) => WorkBench.RunAsync(parsed.GetValue(talks), parsed.GetValue(store), Console.Out, ct));
        return command;
    }

    private static Command Find()
    {
        var store = Store.Option();
        store.Description = "A full store, such as bench work --store keeps.";
        store.Required = true;
        var command = new Command("find", "Times searches, and the placing of a conversation, in a full store.") { store };
        command.SetAction((parsed, ct) => FindBench.RunAsync(parsed.GetValue(store)!, Console.Out, ct));
        return command;
    }

    private static Command Fuzz()
    {
        var folders = new Argument<string[]>("folder") { Description = "Folders with whole files to damage. Default: formats/ under FIRSTHAND_SHARED, and the sample company.", Arity = ArgumentArity.ZeroOrMore };
        var minutes = new Option<double>("--minutes") { Description = "How long.", DefaultValueFactory = _ => 10 };
        var inputs = new Option<long>("--inputs") { Description = "How many at most.", DefaultValueFactory = _ => long.MaxValue / 2 };
        var seed = new Option<int>("--seed") { Description = "Another one gives other damage.", DefaultValueFactory = _ => 1 };
        var first = new Option<long>("--first") { Description = "The number of the first input: with --inputs 1, one that broke something comes back." };
        var command = new Command("fuzz", "Throws damaged files at every reader, and says which broke one.") { folders, minutes, inputs, seed, first };
        command.SetAction((parsed, ct) =>
        {
            var shared = Environment.GetEnvironmentVariable("FIRSTHAND_SHARED") ?? Path.Combine("..", "shared");
            var seeds = FuzzBench.Seeds(parsed.GetValue(folders) is { Length: > 0 } named ? named : [Path.Combine(shared, "formats"), Today.SampleCompany.Folder]);
            if (seeds.Count == 0) return Task.FromResult(Say.Refuse("There are no files to damage. Name a folder."));
            var result = FuzzBench.Run(seeds, parsed.GetValue(seed), parsed.GetValue(first), parsed.GetValue(inputs), TimeSpan.FromMinutes(parsed.GetValue(minutes)), ct);
            FuzzBench.Write(result, Console.Out);
            return Task.FromResult(result.Failures.Count == 0 ? ExitCodes.Done : ExitCodes.Broken);
        });
        return command;
    }

    private static Command Big()
    {
        var kind = new Argument<string>("kind") { Description = string.Join(", ", BigFile.Kinds.Keys) };
        kind.AcceptOnlyFromAmong([.. BigFile.Kinds.Keys]);
        var store = Store.Option();
        store.Description = "PostgreSQL to work on (Host=…). Default: a SQLite file of its own, gone afterwards.";
        var command = new Command("big", "Imports one file of the promised size: 64 MiB of captions, 50,000 mails, a chat of a million lines.") { kind, store };
        command.SetAction((parsed, ct) => ImportBench.RunAsync(parsed.GetValue(kind)!, parsed.GetValue(store), Console.Out, ct));
        return command;
    }

    private static Command Readers()
    {
        var folders = new Argument<string[]>("folder") { Description = "Folders with files of many formats. Default: formats/samples under FIRSTHAND_SHARED.", Arity = ArgumentArity.ZeroOrMore };
        var keep = new Option<string?>("--keep") { Description = "A folder for the large generated files, so that other programs can read the same." };
        var command = new Command("readers", "How many megabytes a second each reader reads, beside a plain copy line by line.") { folders, keep };
        command.SetAction((parsed, ct) =>
        {
            var shared = Environment.GetEnvironmentVariable("FIRSTHAND_SHARED") ?? Path.Combine("..", "shared");
            ReaderBench.Run(parsed.GetValue(folders) is { Length: > 0 } named ? named : [Path.Combine(shared, "formats", "samples")], parsed.GetValue(keep), Console.Out, ct);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }
}
