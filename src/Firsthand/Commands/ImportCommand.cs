using System.CommandLine;
using Firsthand.Conversations;
using Firsthand.Platform;
using Firsthand.Platform.Cli;
using Firsthand.Platform.Storage;

namespace Firsthand.Commands;

/// <summary>Brings files into a store.</summary>
internal static class ImportCommand
{
    public static Command Make()
    {
        var paths = new Argument<string[]>("path") { Description = "Files, folders or ZIP archives.", Arity = ArgumentArity.OneOrMore };
        var ours = new Option<string[]>("--ours") { Description = "Names on our side.", AllowMultipleArgumentsPerToken = true };
        var format = new Option<string?>("--as") { Description = "Read the files as this format, whatever they look like." };
        var dry = new Option<bool>("--dry-run") { Description = "Say what would happen; keep nothing." };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var store = Store.Option();
        var command = new Command("import", "Brings conversations into the store: kept, read, heard, grouped. The same bytes twice change nothing.") { paths, ours, format, dry, json, store };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(paths)!, parsed.GetValue(ours) ?? [], parsed.GetValue(format), parsed.GetValue(dry), parsed.GetValue(json), parsed.GetValue(store), ct));
        return command;
    }

    private static async Task<int> RunAsync(string[] paths, string[] ours, string? format, bool dry, bool json, string? store, CancellationToken ct)
    {
        if (paths.FirstOrDefault(path => !Path.Exists(path)) is { } missing) return Say.Refuse($"There is nothing at {missing}.");
        if (format is not null && !Formats.TranscriptFile.Formats.Contains(format)) return Say.Refuse($"There is no format called “{format}”. There are: {string.Join(", ", Formats.TranscriptFile.Formats)}.");
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
            return view.Files.Any(file => file.Problem is not null) ? ExitCodes.Refused : ExitCodes.Done;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            own?.Delete(recursive: true);
        }
    }

    private static string Line(PreviewImport.FileView file, bool dry) => file switch
    {
        { Problem: { } problem } => $"✗ {problem}",
        { State: ImportFileState.Already } => $"= {file.Name}: here already, nothing changed",
        _ => string.Join("", $"{(dry ? "?" : "✓")} {file.Name}: {file.Format}, {Count(file.Conversations, "conversation")}, {Count(file.Turns, "turn")}", Left(file.Report.SetAside.Count, "kept aside"), Left(file.Report.NotUnderstood.Count, "not understood"),
            string.Concat(file.Report.NotUnderstood.Select(block => $"\n    line {block.Line}: expected {block.Expected}")), string.Concat(file.Report.Notes.Select(note => $"\n    {note}"))),
    };

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static string Left(int count, string what) => count == 0 ? "" : $", {count} {what}";
}
