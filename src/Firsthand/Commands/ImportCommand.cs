using System.CommandLine;
using Firsthand.Conversations;
using Firsthand.Platform;
using Firsthand.Platform.Cli;
using Firsthand.Platform.Storage;
using Firsthand.Today.Exports;

namespace Firsthand.Commands;

/// <summary>Brings files into a store.</summary>
internal static class ImportCommand
{
    public static Command Make()
    {
        var paths = new Argument<string[]>("path") { Description = "Files, folders or ZIP archives; or a folder that `export` wrote, into a store that holds nothing.", Arity = ArgumentArity.OneOrMore };
        var ours = new Option<string[]>("--ours") { Description = "Names on our side.", AllowMultipleArgumentsPerToken = true };
        var format = new Option<string?>("--as") { Description = "Read the files as this format, whatever they look like." };
        var dry = new Option<bool>("--dry-run") { Description = "Say what would happen; keep nothing." };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var watch = new Option<bool>("--watch") { Description = "Stay, and import what lands in the folders once it stops growing. Ends with Ctrl+C; started again, it goes on where it was." };
        var every = new Option<double>("--every") { Description = "With --watch: seconds between two looks.", DefaultValueFactory = _ => 2 };
        var store = Store.Option();
        var command = new Command("import", "Brings conversations into the store: kept, read, heard, grouped. The same bytes twice change nothing.") { paths, ours, format, dry, json, watch, every, store };
        command.SetAction((parsed, ct) => parsed.GetValue(watch)
            ? WatchAsync(parsed.GetValue(paths)!, parsed.GetValue(ours) ?? [], parsed.GetValue(format), parsed.GetValue(dry), parsed.GetValue(every), parsed.GetValue(store), ct)
            : RunAsync(parsed.GetValue(paths)!, parsed.GetValue(ours) ?? [], parsed.GetValue(format), parsed.GetValue(dry), parsed.GetValue(json), parsed.GetValue(store), ct));
        return command;
    }

    private static async Task<int> RunAsync(string[] paths, string[] ours, string? format, bool dry, bool json, string? store, CancellationToken ct)
    {
        if (paths.FirstOrDefault(path => !Path.Exists(path)) is { } missing) return Say.Refuse($"There is nothing at {missing}.");
        if (format is not null && !Formats.TranscriptFile.Formats.Contains(format)) return Say.Refuse($"There is no format called “{format}”. There are: {string.Join(", ", Formats.TranscriptFile.Formats)}.");
        if (paths is [var copy] && CopyFiles.IsCopy(copy)) return dry ? Say.Refuse("A copy that Firsthand wrote is restored whole or not at all: there is nothing to try.") : await RestoreAsync(copy, json, store, ct);
        var own = dry ? Directory.CreateTempSubdirectory("firsthand-") : null;
        try
        {
            await using var opened = await Store.OpenAsync(own is null ? store : Path.Combine(own.FullName, "dry.db"), Server.AddProduct, ct);
            await opened.EnterAsync("My company", ct);
            await OurNames.RememberAsync(opened.Get<FirsthandDb>(), ours, opened.Get<TimeProvider>(), ct);
            var files = Bring.FilesOf(paths).ToList();
            var choices = format is null ? null : new FileChoices { Format = format };
            var outcome = dry
                ? await opened.Get<ReceiveFiles>().RunAsync(Bring.ReadAsync(files, _ => choices, ct), ct)
                : await Bring.RunAsync(opened, files, _ => choices, ct);
            if (outcome is not Outcome<Id<Import>>.Done done) return Say.Refuse(outcome.Problem!);
            var view = ((Outcome<PreviewImport.View>.Done)await opened.Get<PreviewImport>().RunAsync(done.Value, ct)).Value;
            if (json) Say.AnswerJson(view);
            else foreach (var file in view.Files) Say.Answer(Line(file, dry));
            if (!dry) foreach (var line in await opened.Get<WhoWasWho>().RunAsync(done.Value, ct)) Say.Note(line);
            return view.Files.Any(file => file.Problem is not null) ? ExitCodes.Refused : ExitCodes.Done;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            own?.Delete(recursive: true);
        }
    }

    private static async Task<int> WatchAsync(string[] folders, string[] ours, string? format, bool dry, double every, string? store, CancellationToken ct)
    {
        if (dry) return Say.Refuse("--watch imports what lands; there is nothing to try.");
        if (folders.FirstOrDefault(folder => !Directory.Exists(folder)) is { } missing) return Say.Refuse($"There is no folder at {missing} to watch.");
        if (every is not (>= 0.05 and <= 3600)) return Say.Refuse("--every takes seconds from 0.05 to 3600.");
        if (format is not null && !Formats.TranscriptFile.Formats.Contains(format)) return Say.Refuse($"There is no format called “{format}”. There are: {string.Join(", ", Formats.TranscriptFile.Formats)}.");
        await using var opened = await Store.OpenAsync(store, Server.AddProduct, ct);
        await opened.EnterAsync("My company", ct);
        await OurNames.RememberAsync(opened.Get<FirsthandDb>(), ours, opened.Get<TimeProvider>(), ct);
        Say.Note($"Watching {string.Join(", ", folders)}. Ctrl+C ends it.");
        try
        {
            await new WatchFolder(opened, TimeSpan.FromSeconds(every), file => Say.Answer(Line(file, dry: false))).RunAsync(folders, format, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            Say.Note("Stopped watching. What was under way goes on at the next start.");
        }
        return ExitCodes.Done;
    }

    private static async Task<int> RestoreAsync(string copy, bool json, string? store, CancellationToken ct)
    {
        await using var opened = await Store.OpenAsync(store, Server.AddProduct, ct);
        await opened.EnterAsync("My company", ct);
        var files = CopyFiles.From(copy, out var zip);
        using (zip)
        {
            if (await opened.Get<RestoreEverything>().RunAsync(files, ct) is var outcome && outcome is not Outcome<RestoreEverything.Restored>.Done { Value: var back }) return Say.Refuse(outcome.Problem!);
            if (json) Say.AnswerJson(back);
            else Say.Answer($"✓ restored: {Count(back.Files, "file")}, {Count(back.Conversations, "conversation")}, {Count(back.Rows, "row")}");
            return ExitCodes.Done;
        }
    }

    private static string Line(PreviewImport.FileView file, bool dry) => file switch
    {
        { Problem: { } problem } => $"✗ {problem}",
        { Recording: { } recording } => $"♪ {file.Name}: {recording}",
        { State: ImportFileState.Already } => $"= {file.Name}: here already, nothing changed",
        _ => string.Join("", $"{(dry ? "?" : "✓")} {file.Name}: {file.Format}, {Count(file.Conversations, "conversation")}, {Count(file.Turns, "turn")}", Left(file.Report.SetAside.Count, "kept aside"), Left(file.Report.NotUnderstood.Count, "not understood"),
            string.Concat(file.Report.NotUnderstood.Select(block => $"\n    line {block.Line}: expected {block.Expected}")), string.Concat(file.Report.Notes.Select(note => $"\n    {note}"))),
    };

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static string Left(int count, string what) => count == 0 ? "" : $", {count} {what}";
}
