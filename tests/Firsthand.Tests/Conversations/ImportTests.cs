using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Firsthand.Tests.Conversations;

public sealed class ImportTests(FirsthandApp app) : IClassFixture<FirsthandApp>
{
    [Fact]
    public async Task A_file_becomes_a_conversation_with_every_word_at_its_place()
    {
        var import = await app.Owner.BringAsync(("first.vtt", Talks.Zoom("Hana Mori", "We never know what comes next. It is a mess.", "I called them every day.")));
        var file = Assert.Single(import.GetProperty("files").EnumerateArray());
        Assert.Equal("read", file.GetProperty("state").GetString());
        Assert.Equal(4, file.GetProperty("turns").GetInt32());

        var row = (await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray().Single(talk => talk.GetProperty("title").GetString() == "first");
        var talk = await app.Owner.ReadAsync($"/api/conversations/{row.GetProperty("id").GetString()}");
        Assert.Equal("We never know what comes next. It is a mess.", talk.GetProperty("turns")[1].GetProperty("text").GetString());
        Assert.Equal(10, talk.GetProperty("turns")[1].GetProperty("start").GetDouble());
    }

    [Fact]
    public async Task The_same_bytes_a_second_time_change_nothing()
    {
        var file = ("again.vtt", Talks.Zoom("Ivo Petrov", "We lose a week on every project because nobody answers."));
        await app.Owner.BringAsync(file);
        var before = (await app.Owner.ReadAsync("/api/conversations")).GetProperty("total").GetInt32();
        var import = await app.Owner.BringAsync(("renamed.vtt", file.Item2));
        Assert.Equal("already", import.GetProperty("files")[0].GetProperty("state").GetString());
        Assert.Equal(before, (await app.Owner.ReadAsync("/api/conversations")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_says_why_and_the_rest_goes_on()
    {
        var id = await app.Owner.ReceiveAsync(("photo.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]), ("good.vtt", Encoding.UTF8.GetBytes(Talks.Zoom("Lea Roth", "It works, mostly."))));
        await app.Owner.PostAsync($"/api/imports/{id}/start", null);
        await app.Owner.IdleAsync();
        var files = (await app.Owner.ReadAsync($"/api/imports/{id}")).GetProperty("files");
        Assert.Equal("refused", files[0].GetProperty("state").GetString());
        Assert.Contains("photo.png", files[0].GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Equal("read", files[1].GetProperty("state").GetString());
    }

    [Fact]
    public async Task Before_anything_is_read_the_preview_asks_who_the_customer_is()
    {
        var id = await app.Owner.ReceiveAsync(("who.vtt", Encoding.UTF8.GetBytes(Talks.Zoom("Nuno Reis", "One.", "Two.", "Three."))));
        var file = (await app.Owner.ReadAsync($"/api/imports/{id}")).GetProperty("files")[0];
        var speakers = file.GetProperty("speakers").EnumerateArray().ToDictionary(speaker => speaker.GetProperty("name").GetString()!);
        Assert.Equal("ours", speakers["Mara"].GetProperty("side").GetString());
        Assert.NotNull(speakers["Mara"].GetProperty("because").GetString());

        var answer = await app.Owner.PutAsJsonAsync($"/api/imports/files/{file.GetProperty("id").GetString()}", new { speakers = new Dictionary<string, object> { ["Mara"] = new { side = "theirs" }, ["Nuno Reis"] = new { side = "ours" } } });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        file = (await app.Owner.ReadAsync($"/api/imports/{id}")).GetProperty("files")[0];
        Assert.Equal("theirs", file.GetProperty("speakers").EnumerateArray().Single(speaker => speaker.GetProperty("name").GetString() == "Mara").GetProperty("side").GetString());

        // Mara stays ours for the other tests of this company.
        await app.Owner.PutAsJsonAsync($"/api/imports/files/{file.GetProperty("id").GetString()}", new { speakers = new Dictionary<string, object> { ["Mara"] = new { side = "ours" }, ["Nuno Reis"] = new { side = "theirs" } } });
    }

    [Fact]
    public async Task An_undone_import_is_out_of_every_list_and_comes_back_as_it_was()
    {
        var import = await app.Owner.BringAsync(("undo.vtt", Talks.Zoom("Olga Berg", "The invoice is always late and that hurts us.")));
        var id = import.GetProperty("id").GetString();
        Assert.Contains("undo", await TitlesAsync());
        var talk = (await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("title").GetString() == "undo").GetProperty("id").GetString()!;
        (await app.Owner.MarkAsync(talk, 1, 0, "The invoice is always late".Length, "pain")).EnsureSuccessStatusCode();
        var marked = await MarkedAsync();
        (await app.Owner.PostAsync($"/api/imports/{id}/undo", null)).EnsureSuccessStatusCode();
        Assert.DoesNotContain("undo", await TitlesAsync());
        Assert.Equal(marked - 1, await MarkedAsync());
        (await app.Owner.PostAsync($"/api/imports/{id}/redo", null)).EnsureSuccessStatusCode();
        Assert.Contains("undo", await TitlesAsync());
        Assert.Equal(marked, await MarkedAsync());
        await app.Owner.IdleAsync();

        async Task<int> MarkedAsync() => (await app.Owner.ReadAsync("/api/today")).GetProperty("marked").GetInt32();
    }

    [Fact]
    public async Task The_bytes_are_kept_as_they_came()
    {
        var text = Talks.Zoom("Pia Lund", "Ünïcödé stays — with “quotes” and 😀.");
        await app.Owner.BringAsync(("bytes.vtt", text));
        var row = (await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray().Single(talk => talk.GetProperty("title").GetString() == "bytes");
        var talk = await app.Owner.ReadAsync($"/api/conversations/{row.GetProperty("id").GetString()}");
        Assert.Equal(Encoding.UTF8.GetBytes(text), await app.Owner.GetByteArrayAsync($"/api/sources/{talk.GetProperty("source").GetString()}/bytes"));
    }

    private async Task<List<string>> TitlesAsync() => [.. (await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray().Select(talk => talk.GetProperty("title").GetString()!)];

    [Fact]
    public async Task The_same_talk_in_another_file_type_counts_once_unless_a_person_says_otherwise()
    {
        var talk = string.Join('\n', Enumerable.Range(1, 40).SelectMany(turn => new[] { $"Mara: And what happened in week {turn} of it, may I ask?", $"Ines Prado: In week {turn} we waited for {turn * 3} files from the client before we could begin with page {turn + 7}." }));
        await app.Owner.BringAsync(("ines.txt", talk));
        var people = (await app.Owner.ReadAsync("/api/people?q=Ines")).GetProperty("total").GetInt32();
        var cues = string.Join("\n\n", talk.Split('\n').Select((line, i) => $"{i + 1}\n00:{i / 6:00}:{i % 6}0,000 --> 00:{i / 6:00}:{i % 6}9,000\n{line}"));

        var again = await app.Owner.BringAsync(("ines.srt", cues));
        var file = Assert.Single(again.GetProperty("files").EnumerateArray());
        Assert.Equal("already", file.GetProperty("state").GetString());
        Assert.Contains("These are the words of “ines” again", file.GetProperty("report").GetProperty("notes").EnumerateArray().Last().GetString(), StringComparison.Ordinal);
        Assert.Equal(people, (await app.Owner.ReadAsync("/api/people?q=Ines")).GetProperty("total").GetInt32());

        // The preview says so before, and there a person may want it all the same.
        var import = await app.Owner.ReceiveAsync(("ines-3.srt", Encoding.UTF8.GetBytes(cues + "\n")));
        var shown = Assert.Single((await app.Owner.ReadAsync($"/api/imports/{import}")).GetProperty("files").EnumerateArray());
        Assert.NotNull(shown.GetProperty("repeats").GetString());
        (await app.Owner.PutAsJsonAsync($"/api/imports/files/{shown.GetProperty("id").GetString()}", new { again = true })).EnsureSuccessStatusCode();
        (await app.Owner.PostAsync($"/api/imports/{import}/start", null)).EnsureSuccessStatusCode();
        await app.Owner.IdleAsync();
        Assert.Equal("read", Assert.Single((await app.Owner.ReadAsync($"/api/imports/{import}")).GetProperty("files").EnumerateArray()).GetProperty("state").GetString());
    }

    private static readonly int[] Third = [3];

    [Fact]
    public async Task Columns_chosen_once_are_not_asked_again_for_the_same_header()
    {
        static byte[] Table(string header, string who) => Encoding.UTF8.GetBytes($"{header}\r\n{who} One,The invoices never fit and I do them twice,green,It is the reports that I open every single Monday\r\n{who} Two,Nobody tells me when a file is missing here,blue,I would keep the checklist and nothing else at all\r\n{who} Three,We wait for the client to send us logos,red,The templates are what I came for in the end\r\n");
        var first = await app.Owner.ReceiveAsync(("march.csv", Table("Name,What is hard?,Colour,What would you keep?", "Ada")));
        var file = (await app.Owner.ReadAsync($"/api/imports/{first}")).GetProperty("files")[0];
        Assert.Equal(JsonValueKind.Null, file.GetProperty("columnsFrom").ValueKind);
        (await app.Owner.PutAsJsonAsync($"/api/imports/files/{file.GetProperty("id").GetString()}", new { answers = Third, personColumn = 0 })).EnsureSuccessStatusCode();
        await app.Owner.PostAsync($"/api/imports/{first}/start", null);
        await app.Owner.IdleAsync();

        // Case and spacing of a header change from one export to the next.
        var second = await app.Owner.ReceiveAsync(("april.csv", Table("name, What is  hard?,colour,What would you keep?", "Bo")));
        var known = (await app.Owner.ReadAsync($"/api/imports/{second}")).GetProperty("files")[0];
        Assert.Equal("march.csv", known.GetProperty("columnsFrom").GetString());
        Assert.Equal(3, Assert.Single(known.GetProperty("table").GetProperty("answers").EnumerateArray()).GetInt32());
        await app.Owner.PostAsync($"/api/imports/{second}/start", null);
        await app.Owner.IdleAsync();
        Assert.Equal(3, (await app.Owner.ReadAsync($"/api/imports/{second}")).GetProperty("files")[0].GetProperty("turns").GetInt32());

        var other = await app.Owner.ReceiveAsync(("other.csv", Table("Name,What is hard?,Colour,What would you drop?", "Cy")));
        Assert.Equal(JsonValueKind.Null, (await app.Owner.ReadAsync($"/api/imports/{other}")).GetProperty("files")[0].GetProperty("columnsFrom").ValueKind);
    }
}
