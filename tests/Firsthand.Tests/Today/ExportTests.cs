using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Schema;
using Firsthand.Conversations;
using Firsthand.Formats;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Firsthand.Today.Exports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Firsthand.Tests.Today;

public sealed partial class ExportTests(FirsthandApp app) : IClassFixture<FirsthandApp>, IAsyncLifetime
{
    // What a spreadsheet would run, and what Markdown would take for something else.
    private const string Formula = "=cmd|' /C calc'!A0 is what <b>I</b> [[type]] when clients #never send `files`";

    private static readonly string[] Filled = ["SourceFiles", "Conversations", "Speakers", "Turns", "Highlights", "Suggestions", "Sentences", "Patterns", "PatternMembers", "People", "Accounts", "Imports", "ImportFiles"];
    private static readonly string[] Tags = ["first"], Pages = ["/api/patterns", "/api/patterns?dismissed=true", "/api/conversations", "/api/people"];

    public async ValueTask InitializeAsync()
    {
        if ((await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").GetArrayLength() > 0) return;
        await app.Owner.BringAsync([.. Talks.FourAgencies, ("=eva.vtt", Talks.Zoom("=Eva Sand", Formula, "- chasing clients for their logos and files takes me a week 😀."))]);
        await ShapeAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Leaves something of everything that a person can decide.</summary>
    private async Task ShapeAsync()
    {
        var owner = app.Owner;
        var patterns = (await owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("id").GetString()!).ToList();
        Assert.True(patterns.Count >= 2, "The agencies share at least two things.");
        (await owner.PostAsJsonAsync("/api/patterns/merge", new { into = patterns[0], from = new[] { patterns[1] } })).EnsureSuccessStatusCode();
        (await owner.PutAsJsonAsync($"/api/patterns/{patterns[0]}", new { name = "Waiting / and: logging in?" })).EnsureSuccessStatusCode();
        if (patterns.Count > 2) (await owner.PostAsync($"/api/patterns/{patterns[2]}/dismiss", null)).EnsureSuccessStatusCode();
        var talks = (await owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("id").GetString()!).ToList();
        var quotes = new List<string>();
        foreach (var talk in talks) quotes.AddRange((await owner.QuotesAsync(talk)).Select(quote => quote.GetProperty("id").GetString()!));
        (await owner.PostAsync($"/api/suggestions/{quotes[0]}/accept", null)).EnsureSuccessStatusCode();
        (await owner.PostAsync($"/api/suggestions/{quotes[1]}/reject", null)).EnsureSuccessStatusCode();
        foreach (var talk in talks.Take(3)) (await owner.PostAsJsonAsync("/api/quotes", new { conversation = talk, turn = 1, start = 0, length = 12, kind = "pain", memo = "=1+1 *our* thought", tags = Tags })).EnsureSuccessStatusCode();
        var person = (await owner.ReadAsync("/api/people")).GetProperty("rows").EnumerateArray().First().GetProperty("id").GetString();
        (await owner.PutAsJsonAsync($"/api/people/{person}", new { account = "Quist; & Sons, Ltd", email = "ada@quist.example", stage = "active", consent = "quote-by-name" })).EnsureSuccessStatusCode();
        (await owner.PostAsync($"/api/conversations/{talks[0]}/read", null)).EnsureSuccessStatusCode();
        using var recording = new MultipartFormDataContent { { new ByteArrayContent([.. "ID3"u8, .. new byte[3000]]), "file", "talk.mp3" } };
        (await owner.PostAsync($"/api/conversations/{talks[1]}/recording", recording)).EnsureSuccessStatusCode();
        await owner.PostAsync("/api/patterns/group", null);
        await owner.IdleAsync();
    }

    [Fact]
    public async Task A_copy_dropped_among_conversations_says_where_it_goes()
    {
        var copy = await app.Owner.GetByteArrayAsync("/api/export/everything", TestContext.Current.CancellationToken);
        var files = (await app.Owner.ReadAsync($"/api/imports/{await app.Owner.ReceiveAsync(("firsthand.zip", copy))}")).GetProperty("files").EnumerateArray().ToList();
        Assert.Contains("(/export)", Assert.Single(files).GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_comes_back_as_it_was()
    {
        var copy = await app.Owner.GetByteArrayAsync("/api/export/everything", TestContext.Current.CancellationToken);
        await using var elsewhere = new FirsthandApp();
        await elsewhere.InitializeAsync();

        var answer = await RestoreAsync(elsewhere, copy);

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var (here, there) = (await RowsAsync(app), await RowsAsync(elsewhere));
        Assert.Equal(here.Keys, there.Keys);
        Assert.All(here, table => Assert.Equal(table.Value, there[table.Key]));
        // It must not be equal because there is nothing.
        Assert.All(Filled, table => Assert.NotEmpty(here[table]));
        foreach (var page in Pages)
            Assert.Equal((await app.Owner.ReadAsync(page)).GetRawText(), (await elsewhere.Owner.ReadAsync(page)).GetRawText());
    }

    [Fact]
    public async Task A_copy_that_came_back_is_grouped_again_as_before_and_knows_its_files()
    {
        var copy = await app.Owner.GetByteArrayAsync("/api/export/everything", TestContext.Current.CancellationToken);
        await using var elsewhere = new FirsthandApp();
        await elsewhere.InitializeAsync();
        Assert.True((await RestoreAsync(elsewhere, copy)).IsSuccessStatusCode);
        var before = (await elsewhere.Owner.ReadAsync("/api/patterns")).GetProperty("rows").GetArrayLength();

        var again = await elsewhere.Owner.BringAsync(Talks.FourAgencies[0]);

        Assert.Equal("already", again.GetProperty("files")[0].GetProperty("state").GetString());
        Assert.Equal(before, (await elsewhere.Owner.ReadAsync("/api/patterns")).GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task A_copy_goes_only_where_nothing_is_and_only_whole()
    {
        var copy = await app.Owner.GetByteArrayAsync("/api/export/everything", TestContext.Current.CancellationToken);
        Assert.Contains("already", await RefusedAsync(app, copy), StringComparison.Ordinal);

        await using var elsewhere = new FirsthandApp();
        await elsewhere.InitializeAsync();
        Assert.Contains("People", await RefusedAsync(elsewhere, Changed(copy, zip => zip.GetEntry("data/People.json")!.Delete())), StringComparison.Ordinal);
        Assert.Contains("bytes", await RefusedAsync(elsewhere, Changed(copy, zip => Rewrite(zip, zip.Entries.First(entry => entry.FullName.StartsWith("sources/", StringComparison.Ordinal)).FullName, "cut"))), StringComparison.Ordinal);
        Assert.Contains("not a whole ZIP", await RefusedAsync(elsewhere, copy[..^200]), StringComparison.Ordinal);
        Assert.Contains("cannot be read", await RefusedAsync(elsewhere, Changed(copy, zip => Rewrite(zip, "data/Turns.json", "[{\"conversationId\":7}]"))), StringComparison.Ordinal);
        Assert.Empty((await elsewhere.Owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray());
        // And then it still takes a whole one.
        Assert.True((await RestoreAsync(elsewhere, copy)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task No_cell_of_a_table_is_a_formula()
    {
        var files = await FilesAsync("tables");
        Assert.Equal(["conversations.csv", "customers.csv", "patterns.csv", "quotes.csv"], files.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("'=Eva Sand", files["customers.csv"], StringComparison.Ordinal);
        Assert.Contains("'=1+1 *our* thought", files["quotes.csv"], StringComparison.Ordinal);
        Assert.Contains("ada@quist.example", files["customers.csv"], StringComparison.Ordinal);
        foreach (var (name, text) in files)
        {
            var table = TranscriptFile.Read(Encoding.UTF8.GetBytes(text), name, new ReadOptions { Format = "survey" }).Value;
            Assert.NotNull(table?.Table);
            Assert.All(table.Table.Sample.SelectMany(row => row), cell => Assert.False(cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal), cell));
        }
    }

    [Fact]
    public async Task Every_link_of_the_pages_leads_to_the_words()
    {
        var files = await FilesAsync("pages");
        Assert.Equal(5, files.Keys.Count(name => name.StartsWith("Conversations/", StringComparison.Ordinal)));
        var links = 0;
        foreach (var (name, text) in files)
            foreach (Match link in Link().Matches(text))
            {
                links++;
                var target = link.Groups["file"].Value.Length == 0 ? name : new Uri(new Uri($"file:///{Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal)}"), link.Groups["file"].Value).AbsolutePath[1..];
                Assert.True(files.TryGetValue(Uri.UnescapeDataString(target), out var page), $"{name} → {target}");
                if (link.Groups["block"].Value is { Length: > 0 } block) Assert.Matches($@" \^{block}\n", page);
            }
        Assert.True(links > 20, $"{links} links");
        var eva = files.Single(file => file.Key.Contains("eva", StringComparison.Ordinal)).Value;
        Assert.DoesNotMatch(@"(?<!\\)<b>|(?<!\\)\[\[|(?<!\\)#never", eva);
        Assert.Contains(@"\=cmd\|' /C calc'\!A0", eva, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_analysis_project_is_valid_and_its_places_hold_the_words()
    {
        var bytes = await app.Owner.GetByteArrayAsync("/api/export/analysis", TestContext.Current.CancellationToken);
        var read = TranscriptFile.Read(bytes, "firsthand.qdpx").Value!;
        var project = Assert.IsType<Firsthand.Formats.Qda.QdaProject>(read.Items["project"]);
        var table = await FilesAsync("tables");
        var marks = project.Sources.SelectMany(source => source.Selections).ToList();
        Assert.Equal(5, project.Sources.Count);
        Assert.NotEmpty(marks);
        Assert.All(marks, mark => Assert.Contains(mark.Words.Replace("\"", "\"\"", StringComparison.Ordinal)[..Math.Min(60, mark.Words.Length)], table["quotes.csv"], StringComparison.Ordinal));
        Assert.Contains(project.AllCodes, code => code.Name == "Waiting / and: logging in?");

        using var zip = new ZipArchive(new MemoryStream(bytes));
        Validate(zip.GetEntry("project.qde")!.Open(), "Project.xsd");
        Validate(new MemoryStream(await app.Owner.GetByteArrayAsync("/api/export/codebook", TestContext.Current.CancellationToken)), "Codebook.xsd");
    }

    [Fact]
    public async Task Conversations_and_customers_come_as_calendar_and_address_book()
    {
        var cards = TranscriptFile.Read(await app.Owner.GetByteArrayAsync("/api/export/contacts", TestContext.Current.CancellationToken), "c.vcf");
        Assert.Equal("vcard", cards.Value!.Format);
        var text = await app.Owner.GetStringAsync("/api/export/contacts", TestContext.Current.CancellationToken);
        Assert.Contains("FN:=Eva Sand", text, StringComparison.Ordinal);
        Assert.Contains("EMAIL:ada@quist.example", text, StringComparison.Ordinal);
        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            var talk = await db.Conversations.OrderBy(row => row.Id).FirstAsync();
            (talk.HeldAt, talk.HeldAtBasis) = (new(2026, 3, 4, 9, 0, 0, TimeSpan.Zero), DateBasis.Person);
            await db.SaveChangesAsync();
        });
        var calendar = await app.Owner.GetStringAsync("/api/export/calendar", TestContext.Current.CancellationToken);
        Assert.Contains("DTSTART:20260304T090000Z", calendar, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_are_never_markup()
    {
        Assert.Equal(@"\- \[x\] \*so\*", ExportPages.Escaped("- [x] *so*"));
        Assert.Equal(@"12\. and 3.5", ExportPages.Escaped("12. and 3.5"));
        Assert.Equal("he said - well", ExportPages.Escaped("he said - well"));
        var page = await (await app.Owner.GetAsync("/export", TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("href=\"/api/export/everything\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Owner.GetAsync("/api/export/nothing", TestContext.Current.CancellationToken)).StatusCode);
    }

    private async Task<Dictionary<string, string>> FilesAsync(string export)
    {
        using var zip = new ZipArchive(new MemoryStream(await app.Owner.GetByteArrayAsync($"/api/export/{export}")));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        });
    }

    private static async Task<HttpResponseMessage> RestoreAsync(FirsthandApp app, byte[] copy)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(copy) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } }, "file", "firsthand.zip" } };
        return await app.Owner.PostAsync("/api/restore", form);
    }

    private static async Task<string> RefusedAsync(FirsthandApp app, byte[] copy)
    {
        var answer = await RestoreAsync(app, copy);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static byte[] Changed(byte[] copy, Action<ZipArchive> change)
    {
        using var stream = new MemoryStream();
        stream.Write(copy);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true)) change(zip);
        return stream.ToArray();
    }

    private static void Rewrite(ZipArchive zip, string name, string text)
    {
        zip.GetEntry(name)!.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }

    private static async Task<SortedDictionary<string, List<string>>> RowsAsync(FirsthandApp app)
    {
        var tables = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        await app.InWorkspaceAsync(async services =>
        {
            var rows = services.GetRequiredService<WorkspaceRows>();
            foreach (var table in rows.Tables(typeof(JobRun), typeof(Change)))
            {
                tables[table] = [];
                await foreach (JsonObject row in rows.ReadAsync(table, default)) tables[table].Add(row.ToJsonString());
            }
        });
        return tables;
    }

    private static void Validate(Stream xml, string schema)
    {
        var schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        schemas.Add(null, Checkout.SharedPath("formats", "schema", schema));
        using var reader = XmlReader.Create(xml, new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas });
        while (reader.Read()) { }
    }

    [GeneratedRegex(@"(?<!\\)\]\((?<file>[^)#]*)(?:#\^(?<block>t\d+))?\)")]
    private static partial Regex Link();
}
