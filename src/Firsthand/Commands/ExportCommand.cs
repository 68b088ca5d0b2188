using System.CommandLine;
using Firsthand.Platform.Cli;
using Firsthand.Today.Exports;

namespace Firsthand.Commands;

/// <summary>Everything out, in open forms: the files as they came, every row as JSON, and what other tools read.</summary>
internal static class ExportCommand
{
    public static Command Make()
    {
        var folder = new Argument<string>("folder") { Description = "The folder to write to." };
        var only = new Option<string[]>("--only") { Description = "everything, tables, pages, analysis, codebook, calendar, contacts. Default: all of them.", AllowMultipleArgumentsPerToken = true };
        var store = Store.Option();
        var command = new Command("export", "Writes everything: files as they came, all rows as JSON (`import` makes the same state of it), CSV, Markdown pages, REFI-QDA, calendar, contacts.") { folder, only, store };
        command.SetAction(async (parsed, ct) =>
        {
            if (Store.Missing(parsed.GetValue(store)) is { } missing) return Say.Refuse(missing);
            await using var opened = await Store.OpenAsync(parsed.GetValue(store), Server.AddProduct, ct);
            await opened.EnterAsync("My company", ct);
            var exports = opened.Get<IEnumerable<IExport>>().ToList();
            var wanted = parsed.GetValue(only) is { Length: > 0 } names ? names : [.. exports.Select(export => export.Name)];
            if (wanted.FirstOrDefault(name => exports.TrueForAll(export => export.Name != name)) is { } unknown) return Say.Refuse($"There is no export called “{unknown}”. There are: {string.Join(", ", exports.Select(export => export.Name))}.");
            var to = parsed.GetValue(folder)!;
            var into = new ExportFolder(to);
            foreach (var export in exports.Where(export => wanted.Contains(export.Name)))
            {
                await into.WriteAsync(export, ct);
                Say.Answer($"{export.Name}: {export.Says}");
            }
            Say.Answer($"All of it is in {Path.GetFullPath(to)}");
            return ExitCodes.Done;
        });
        return command;
    }
}
