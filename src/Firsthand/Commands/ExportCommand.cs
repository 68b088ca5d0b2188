using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Firsthand.Conversations;
using Firsthand.Platform;
using Firsthand.Platform.Cli;
using Firsthand.Platform.Storage;
using Firsthand.Today;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Commands;

/// <summary>Everything out, in open forms: the files as they came, and what was learned as JSON and Markdown.</summary>
internal static class ExportCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    public static Command Make()
    {
        var folder = new Argument<string>("folder") { Description = "The folder to write to." };
        var store = Store.Option();
        var command = new Command("export", "Writes everything: sources as they came, learned.json, report.md, report.html.") { folder, store };
        command.SetAction(async (parsed, ct) =>
        {
            await using var opened = await Store.OpenAsync(parsed.GetValue(store), Server.AddProduct, ct);
            await opened.EnterAsync("My company", ct);
            var to = Directory.CreateDirectory(parsed.GetValue(folder)!).FullName;
            var sources = Directory.CreateDirectory(Path.Combine(to, "sources")).FullName;
            var db = opened.Get<FirsthandDb>();
            var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var id in await db.SourceFiles.OrderBy(file => file.ReceivedAt).ThenBy(file => file.Id).Select(file => file.Id).ToListAsync(ct))
            {
                var file = await db.SourceFiles.AsNoTracking().SingleAsync(row => row.Id == id, ct);
                await File.WriteAllBytesAsync(Path.Combine(sources, FreeName(file.Name, taken)), file.Bytes, ct);
            }
            var learned = await opened.Get<Learned>().RunAsync(ct);
            await using (var document = File.Create(Path.Combine(to, "learned.json"))) await JsonSerializer.SerializeAsync(document, learned, Json, ct);
            await File.WriteAllTextAsync(Path.Combine(to, "report.md"), ReportText.Of(await opened.Get<ReadReport>().RunAsync(ReadReport.MostClaims, ReportText.QuotesEach, ct)), ct);
            await File.WriteAllTextAsync(Path.Combine(to, "report.html"), ReportPage.Of(await opened.Get<ReadReport>().RunAsync(ReadReport.MostClaims, ReportPage.QuotesEach, ct)), ct);
            Say.Answer($"{taken.Count} files and what was learned from them are in {to}");
            return ExitCodes.Done;
        });
        return command;
    }

    // Names come from outside: no folder, no reserved sign, no name twice.
    private static string FreeName(string name, HashSet<string> taken)
    {
        var safe = string.Concat(name.Replace('\\', '/').Split('/')[^1].Select(sign => Path.GetInvalidFileNameChars().Contains(sign) || char.IsControl(sign) ? '_' : sign)).Trim('.', ' ');
        if (safe.Length == 0) safe = "file";
        var free = safe;
        for (var number = 2; !taken.Add(free); number++) free = $"{Path.GetFileNameWithoutExtension(safe)}-{number}{Path.GetExtension(safe)}";
        return free;
    }
}
