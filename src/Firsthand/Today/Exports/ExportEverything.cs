using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Firsthand.Conversations;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Today.Exports;

/// <summary>What a copy says of itself.</summary>
/// <param name="Version">Raised when an older Firsthand could no longer read it.</param>
internal sealed record CopyManifest(string Format, int Version, string Workspace, IReadOnlyList<string> OfferWords, bool IsSample, DateTimeOffset WrittenAt, IReadOnlyList<string> Tables)
{
    public const string FormatName = "firsthand";
    public const int Newest = 1;
    public const string Path = "data/firsthand.json";
    public const string SourcesPath = "data/SourceFiles.json";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    public static string PathOf(string table) => $"data/{table}.json";
}

/// <param name="Path">Where its bytes stand in the copy.</param>
internal sealed record CopiedSource(Id<SourceFile> Id, string Name, string Sha256, long Size, DateTimeOffset ReceivedAt, string Path);

/// <summary>Everything: the files as they came and every row as JSON, from which <see cref="RestoreEverything"/> makes the same state; and beside it what was learned.</summary>
internal sealed class ExportEverything(FirsthandDb db, WorkspaceRows rows, Learned learned, ReadReport report, TimeProvider clock) : IExport
{
    public string Name => "everything";
    public string Says => "All files as they came, all rows as JSON, and the report. Firsthand makes the same state of it again.";
    public string File => "firsthand/";

    // Work in progress and what can be undone belong to the place where they were done, and servers outside with their keys and vectors too.
    private static readonly Type[] Without = [typeof(JobRun), typeof(Change), typeof(SourceFile), typeof(TranscriptionEndpoint), typeof(EmbeddingEndpoint), typeof(SentenceVector)];

    public async Task WriteAsync(Func<string, Stream> create, CancellationToken ct)
    {
        var space = await db.Workspaces.AsNoTracking().SingleAsync(row => row.Id == db.Workspace, ct);
        var tables = rows.Tables(Without);
        await WriteSourcesAsync(create, ct);
        foreach (var table in tables)
        {
            await using var file = create(CopyManifest.PathOf(table));
            await JsonSerializer.SerializeAsync(file, rows.ReadAsync(table, ct), Compact, ct);
        }
        await JsonAsync("learned.json", await learned.RunAsync(ct));
        await TextAsync("report.md", ReportText.Of(await report.RunAsync(ReadReport.MostClaims, ReportText.QuotesEach, ct)));
        await TextAsync("report.html", ReportPage.Of(await report.RunAsync(ReadReport.MostClaims, ReportPage.QuotesEach, ct)));
        // Last: a copy that was cut short is none.
        await JsonAsync(CopyManifest.Path, new CopyManifest(CopyManifest.FormatName, CopyManifest.Newest, space.Name, space.OfferWords, space.IsSample, clock.GetUtcNow(), tables));

        async Task JsonAsync<T>(string path, T value)
        {
            await using var file = create(path);
            await JsonSerializer.SerializeAsync(file, value, CopyManifest.Json, ct);
        }
        async Task TextAsync(string path, string text)
        {
            await using var file = create(path);
            await using var writer = new StreamWriter(file);
            await writer.WriteAsync(text.AsMemory(), ct);
        }
    }

    private async Task WriteSourcesAsync(Func<string, Stream> create, CancellationToken ct)
    {
        var names = new FreeNames();
        var sources = new List<CopiedSource>();
        foreach (var source in await db.SourceFiles.AsNoTracking().OrderBy(row => row.ReceivedAt).ThenBy(row => row.Id).Select(row => new { row.Id, row.Name, row.Sha256, row.Size, row.ReceivedAt }).ToListAsync(ct))
        {
            var path = $"sources/{names.Of(source.Name)}";
            sources.Add(new(source.Id, source.Name, source.Sha256, source.Size, source.ReceivedAt, path));
            await using var file = create(path);
            if (source.Size == 0) continue;
            await using var bytes = await StoredBytes.OpenAsync(db, "SourceFiles", nameof(SourceFile.Bytes), source.Id.Value, source.Size, ct);
            await bytes.CopyToAsync(file, ct);
        }
        await using var list = create(CopyManifest.SourcesPath);
        await JsonSerializer.SerializeAsync(list, sources, CopyManifest.Json, ct);
    }

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
