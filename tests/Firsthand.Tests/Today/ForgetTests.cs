using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Firsthand.Conversations;
using Firsthand.Formats;
using Firsthand.Patterns;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Firsthand.Tests.Platform;
using Firsthand.Today;
using Firsthand.Today.Exports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Firsthand.Tests.Today;

public sealed class ForgetTests(FirsthandApp app) : IClassFixture<FirsthandApp>
{
    // Words that nobody else says, a name that nobody else has.
    private const string Name = "Quirina Vandermoortele";
    private static readonly string[] Rare = ["zwiebelfisch", "knickknackery", "flabbergasting"];

    private const string Shared = "I am always chasing the client for their files and the logo.";

    /// <summary>Two customers and one of us in one call, with a note that the file itself keeps aside.</summary>
    private static string Call(string file) => $"""
        WEBVTT

        NOTE {Name} dialled in late from {file}

        1
        00:00:00.000 --> 00:00:04.000
        <v Mara>How does a project start for you?

        2
        00:00:05.000 --> 00:00:14.000
        <v {Name}>I am always chasing clients for files, it is pure zwiebelfisch and knickknackery before we can start.

        3
        00:00:15.000 --> 00:00:24.000
        <v Lothar Brandt>{Shared} Nothing can start without the files from the client.

        4
        00:00:25.000 --> 00:00:34.000
        <v {Name}>The logo never comes, the client forgets it, which is flabbergasting every time.

        """;

    private static (string Name, string Text)[] Files => [("2026-03-04-quirina-vandermoortele.vtt", Call("home")), .. Talks.FourAgencies,
        ("alone.vtt", Talks.Zoom(Name, "Chasing clients for their files is a zwiebelfisch again.", "The client never sends the logo."))];

    [Fact]
    public async Task A_person_who_asks_is_forgotten_everywhere_and_the_others_in_that_call_are_not()
    {
        await app.Owner.BringAsync(Files);
        var person = await PersonAsync(Name);
        var talk = await TalkAsync("Lothar Brandt");
        await LeaveTracesAsync(person, talk);
        await app.InWorkspaceAsync(async services => Assert.NotEmpty(await services.GetRequiredService<FirsthandDb>().PlacesOfAsync(Rare)));

        var passages = await PassagesAsync(talk);
        Assert.NotEmpty(passages);
        var answer = await app.Owner.DeleteAsync($"/api/people/{person}");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var gone = await answer.Content.ReadFromJsonAsync<JsonElement>();
        // What others said beside them was known by their words too.
        Assert.Empty((await PassagesAsync(talk)).Intersect(passages));
        Assert.Equal(2, gone.GetProperty("conversations").GetInt32());
        Assert.Equal(4, gone.GetProperty("turns").GetInt32());
        Assert.Equal(2, gone.GetProperty("files").GetInt32());
        Assert.True(gone.GetProperty("marked").GetInt32() >= 1);
        await app.Owner.IdleAsync();

        // Nobody knows them any more, and no undo brings them back.
        Assert.Equal(HttpStatusCode.NotFound, (await app.Owner.GetAsync($"/api/people/{person}")).StatusCode);
        for (var tries = 0; tries < 10; tries++) await app.Owner.PostAsync("/api/undo", null);
        await NothingIsLeftAsync();

        // The others are still there, word for word, and their quotes open.
        var call = await app.Owner.ReadAsync($"/api/conversations/{talk}");
        var texts = call.GetProperty("turns").EnumerateArray().Select(turn => turn.GetProperty("text").GetString()).ToList();
        Assert.Equal(4, texts.Count);
        Assert.Contains(Shared, texts[2], StringComparison.Ordinal);
        Assert.Equal("", texts[1]);
        Assert.Equal("", texts[3]);
        Assert.Contains((await app.Owner.QuotesAsync(talk)), quote => quote.GetProperty("turn").GetInt32() == 2);
        Assert.DoesNotContain((await app.Owner.QuotesAsync(talk)), quote => quote.GetProperty("turn").GetInt32() is 1 or 3);
        Assert.Empty((await app.Owner.ReadAsync("/api/find?q=zwiebelfisch")).EnumerateArray());
        Assert.Equal(["Ana Lopes", "Ben Okafor", "Caro Lindqvist", "Dev Nair", "Lothar Brandt"], (await app.Owner.ReadAsync("/api/people")).GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
        Assert.All((await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray(), pattern => Assert.True(5 == pattern.GetProperty("people").GetProperty("total").GetInt32(), pattern.ToString()));

        // A conversation of theirs alone holds nothing any more; the kept file of the call holds what the others said, and reads back.
        Assert.Equal(5, (await app.Owner.ReadAsync("/api/conversations")).GetProperty("total").GetInt32());
        var kept = await (await app.Owner.GetAsync($"/api/sources/{call.GetProperty("source").GetString()}/bytes")).Content.ReadAsByteArrayAsync();
        var again = TranscriptFile.Read(kept, "kept.json", new(), default).Value!;
        Assert.Equal(["Mara", "Lothar Brandt"], Assert.Single(again.Conversations).Participants);

        // The same files, dropped again, are known: nothing comes back.
        var import = await app.Owner.BringAsync(Files);
        Assert.All(import.GetProperty("files").EnumerateArray(), file => Assert.Equal("already", file.GetProperty("state").GetString()));
        await NothingIsLeftAsync(exceptFileNames: true);
    }

    // Everything that a member can leave behind about somebody: marks, memos, names, decisions, a merge, a description.
    private async Task LeaveTracesAsync(string person, string talk)
    {
        (await app.Owner.MarkAsync(talk, 1, 0, 20, "pain")).EnsureSuccessStatusCode();
        var quotes = await app.Owner.QuotesAsync(talk);
        foreach (var quote in quotes.Where(quote => quote.GetProperty("turn").GetInt32() is 1 or 3))
            (await app.Owner.PutAsJsonAsync($"/api/quotes/{quote.GetProperty("id").GetString()}", new { memo = "She said zwiebelfisch, and meant it." })).EnsureSuccessStatusCode();
        var alone = quotes.Where(quote => quote.GetProperty("turn").GetInt32() is 3).Select(quote => quote.GetProperty("id").GetString()).ToList();
        (await app.Owner.PostAsJsonAsync("/api/quotes/alone", new { quotes = alone })).EnsureSuccessStatusCode();
        await app.InWorkspaceAsync(async services => Assert.NotEmpty(await services.GetRequiredService<FirsthandDb>().LoneQuotes.ToListAsync()));
        (await app.Owner.PutAsJsonAsync($"/api/people/{person}", new { account = Name + " & Daughters", email = "quirina@vandermoortele.example", segment = "studios" })).EnsureSuccessStatusCode();
        (await app.Owner.PutAsJsonAsync($"/api/conversations/{talk}", new { title = $"Call with {Name}" })).EnsureSuccessStatusCode();
        var patterns = (await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("id").GetString()!).ToList();
        // With their words for a name, whether they are part of it or not.
        foreach (var pattern in patterns) (await app.Owner.PutAsJsonAsync($"/api/patterns/{pattern}", new { name = "The logo never comes" })).EnsureSuccessStatusCode();
        if (patterns.Count > 1) (await app.Owner.PostAsJsonAsync("/api/patterns/merge", new { into = patterns[0], from = new[] { patterns[1] } })).EnsureSuccessStatusCode();
    }

    private async Task NothingIsLeftAsync(bool exceptFileNames = false)
    {
        string[] words = [.. Rare, Name, "logo never comes", "quirina@vandermoortele"];
        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            Assert.Empty(await db.LoneQuotes.ToListAsync());
            var places = await db.PlacesOfAsync(words);
            // Who drops a file under a person's name says that name anew.
            Assert.Empty(exceptFileNames ? places.Where(place => !place.StartsWith("ImportFiles.Name", StringComparison.Ordinal)) : places);
            if (!exceptFileNames && !db.Database.IsNpgsql())
            {
                // Not even in the pages of the file that are free now, nor in its log.
                var file = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
                foreach (var part in new[] { file, file + "-wal" }.Where(File.Exists))
                    foreach (var word in Rare.Append("Quirina")) Assert.DoesNotContain(word, Encoding.Latin1.GetString(ReadShared(part)), StringComparison.OrdinalIgnoreCase);
            }
        });
    }

    private static byte[] ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    [Theory]
    [InlineData("2026-06-09-ada-quist.vtt", "2026-06-09-somebody.vtt")]
    [InlineData("Ada Quist, 9 June", "somebody, 9 June")]
    [InlineData("Zoom AdaQuist recording", "Zoom somebody recording")]
    [InlineData("Adaptation of Quistorp", "Adaptation of Quistorp")]
    [InlineData("Call with Ada", "Call with somebody")]
    [InlineData("P1, interview", "P1, interview")]
    public void A_name_is_taken_out_of_titles_and_of_nothing_else(string title, string without) =>
        Assert.Equal(without, KeptFiles.WithoutNames(title, ["Ada", "Ada Quist", "P1"]));

    [Fact]
    public async Task Lines_without_a_name_between_theirs_go_with_them_and_a_folder_that_is_exported_to_again_holds_nothing_of_them()
    {
        const string Tom = "Tom O'Brien";
        await using var own = new FirsthandApp();
        await own.InitializeAsync();
        await own.Owner.BringAsync([("calls/tom-obrien.vtt", "WEBVTT\n\n00:00:00.000 --> 00:00:04.000\n<v Interviewer>How does a project start?\n\n00:00:05.000 --> 00:00:09.000\n<v " + Tom + ">I am always chasing clients for files.\n\n00:00:10.000 --> 00:00:14.000\nIt is pure zwiebelfisch, and the logo never comes.\n"), .. Talks.FourAgencies]);
        var folder = Directory.CreateTempSubdirectory("firsthand-test-");
        try
        {
            await ExportAsync();
            Assert.NotEmpty(Holding("zwiebelfisch"));
            var mine = Path.Combine(folder.FullName, "pages", "mine.txt");
            await File.WriteAllTextAsync(mine, "Ours.");
            var person = (await own.Owner.ReadAsync("/api/people?q=Brien")).GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("name").GetString() == Tom).GetProperty("id").GetString();
            (await own.Owner.DeleteAsync($"/api/people/{person}")).EnsureSuccessStatusCode();
            await own.Owner.IdleAsync();
            await ExportAsync();
            Assert.Empty(Holding("zwiebelfisch"));
            Assert.Empty(Holding("Brien"));
            Assert.DoesNotContain(folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories), file => file.Name.Contains("brien", StringComparison.OrdinalIgnoreCase));
            Assert.True(File.Exists(mine));
            Assert.Equal(4, (await own.Owner.ReadAsync("/api/people")).GetProperty("rows").GetArrayLength());
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Task ExportAsync() => own.InWorkspaceAsync(async services =>
        {
            var into = new ExportFolder(folder.FullName);
            foreach (var export in services.GetServices<IExport>()) await into.WriteAsync(export, default);
        });

        List<string> Holding(string word) => [.. folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(file => Encoding.Latin1.GetString(File.ReadAllBytes(file.FullName)).Contains(word, StringComparison.OrdinalIgnoreCase)).Select(file => file.FullName)];
    }

    private async Task<string> PersonAsync(string name) =>
        (await app.Owner.ReadAsync($"/api/people?q={Uri.EscapeDataString(name)}")).GetProperty("rows").EnumerateArray().Single().GetProperty("id").GetString()!;

    private async Task<string> TalkAsync(string person) =>
        (await app.Owner.ReadAsync($"/api/people/{await PersonAsync(person)}")).GetProperty("timeline")[0].GetProperty("id").GetString()!;

    // Vectors of what stands for patterns, of those quotes that are in one conversation, in their passages.
    private async Task<List<string>> PassagesAsync(string talk)
    {
        List<byte[]> passages = [];
        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            passages = await (from row in db.StandIns join member in db.PatternMembers on row.QuoteId equals member.QuoteId where member.ConversationId == Id<Conversation>.Parse(talk, null) select row.Passage).ToListAsync();
        });
        return passages.ConvertAll(Convert.ToHexString);
    }
}
