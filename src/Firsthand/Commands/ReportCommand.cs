using System.CommandLine;
using Firsthand.Platform;
using Firsthand.Platform.Cli;
using Firsthand.Today;

namespace Firsthand.Commands;

/// <summary>What was learned, as one page to hand on.</summary>
internal static class ReportCommand
{
    public static Command Make()
    {
        var folder = new Option<string>("--to") { Description = "The folder to write report.html and report.md to.", DefaultValueFactory = _ => "." };
        var store = Store.Option();
        var command = new Command("report", "Writes what was learned: one self-contained HTML page, and Markdown.") { folder, store };
        command.SetAction(async (parsed, ct) =>
        {
            if (Store.Missing(parsed.GetValue(store)) is { } missing) return Say.Refuse(missing);
            await using var opened = await Store.OpenAsync(parsed.GetValue(store), Server.AddProduct, ct);
            await opened.EnterAsync("My company", ct);
            var to = Directory.CreateDirectory(parsed.GetValue(folder)!).FullName;
            await File.WriteAllTextAsync(Path.Combine(to, "report.md"), ReportText.Of(await opened.Get<ReadReport>().RunAsync(ReadReport.MostClaims, ReportText.QuotesEach, ct)), ct);
            await File.WriteAllTextAsync(Path.Combine(to, "report.html"), ReportPage.Of(await opened.Get<ReadReport>().RunAsync(ReadReport.MostClaims, ReportPage.QuotesEach, ct)), ct);
            Say.Answer(Path.Combine(to, "report.html"));
            Say.Answer(Path.Combine(to, "report.md"));
            return ExitCodes.Done;
        });
        return command;
    }
}
