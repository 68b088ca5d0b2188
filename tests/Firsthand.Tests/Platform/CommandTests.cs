using System.Diagnostics;
using System.Text.Json;
using Firsthand.Engine.Text;

namespace Firsthand.Tests.Platform;

/// <summary>The commands as a script runs them: a process, its answer on stdout, its exit code.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("firsthand-test-");

    [Fact]
    public async Task Learn_prints_one_document_in_which_every_quote_is_verbatim_at_its_place()
    {
        // An emoji is one character to a database and two units to us.
        foreach (var (name, text) in Talks.FourAgencies.Append(("eva.vtt", Talks.Zoom("Eva Sand", "🎉🎉 Chasing clients for their logos and files takes me a week.")))) await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), text);
        var (code, answer, _) = await RunAsync("learn", folder.FullName, "--json");
        Assert.Equal(0, code);
        using var learned = JsonDocument.Parse(answer);
        Assert.Equal(5, learned.RootElement.GetProperty("conversations").GetArrayLength());
        Assert.NotEqual(JsonValueKind.Null, learned.RootElement.GetProperty("saturation").ValueKind);
        var sources = learned.RootElement.GetProperty("conversations").EnumerateArray().ToDictionary(talk => talk.GetProperty("id").GetString()!, talk => talk.GetProperty("source").GetString()!);
        var quotes = learned.RootElement.GetProperty("quotes").EnumerateArray().ToList();
        Assert.NotEmpty(quotes);
        foreach (var source in sources)
        {
            var (inspected, shown, _) = await RunAsync("inspect", Path.Combine(folder.FullName, source.Value), "--json");
            Assert.Equal(0, inspected);
            using var read = JsonDocument.Parse(shown);
            var turns = read.RootElement.GetProperty("turns").EnumerateArray().ToList();
            foreach (var quote in quotes.Where(quote => quote.GetProperty("conversation").GetString() == source.Key))
            {
                var turn = turns[quote.GetProperty("turn").GetInt32()];
                Assert.Equal(new TextSpan(quote.GetProperty("start").GetInt32(), quote.GetProperty("length").GetInt32()).In(turn.GetProperty("text").GetString()!).ToString(), quote.GetProperty("text").GetString());
                Assert.Equal(turn.GetProperty("speaker").GetString(), quote.GetProperty("speaker").GetString());
            }
        }
    }

    [Fact]
    public async Task The_same_folder_gives_the_same_report_again()
    {
        foreach (var (name, text) in Talks.FourAgencies) await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), text);
        var first = await RunAsync("learn", folder.FullName);
        Assert.Equal(first, await RunAsync("learn", folder.FullName));
    }

    [Fact]
    public async Task An_option_that_a_verb_does_not_know_is_refused_and_nothing_is_done()
    {
        var (code, answer, said) = await RunAsync("report", "--out", folder.FullName);
        Assert.Equal(1, code);
        Assert.Empty(answer);
        Assert.Contains("--out", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistyped_command_is_refused_with_the_nearest_one_and_starts_no_server()
    {
        var (code, answer, said) = await RunAsync("serv", "--Storage:Connection", $"Data Source={Path.Combine(folder.FullName, "none.db")}");
        Assert.Equal((1, ""), (code, answer));
        Assert.Equal("“serv” is no command; the nearest is serve. firsthand --help lists them all.", said.Trim());
        Assert.Empty(folder.GetFiles());
    }

    [Fact]
    public async Task Settings_alone_start_the_server_and_a_taken_port_is_told_in_one_line()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://{taken.LocalEndpoint}";
        var store = Path.Combine(folder.FullName, "own.db");
        foreach (var arguments in new[] { [$"--Urls={address}", $"--Storage:Connection=Data Source={store}"], [$"Urls={address}", $"Storage:Connection=Data Source={store}"], new[] { "serve", "--urls", address, "--store", store } })
        {
            var (code, _, said) = await RunAsync(arguments);
            Assert.Equal(1, code);
            Assert.Equal($"Failed to bind to address {address}: address already in use. Perhaps another Firsthand listens there. Choose another address: --urls http://127.0.0.1:5081", said.Trim());
        }
        Assert.True(File.Exists(store));
    }

    [Fact]
    public async Task A_folder_a_kind_or_a_number_that_a_verb_cannot_take_is_refused_with_what_it_takes()
    {
        var lines = Path.Combine(folder.FullName, "lines.jsonl");
        await File.WriteAllLinesAsync(lines, ["""{"id":"a","text":"Clients never send their files."}""", """{"id":"b","text":"I would love a dark mode."}"""], TestContext.Current.CancellationToken);
        foreach (var (arguments, expected) in new (string[], string)[]
        {
            (["inspect", folder.FullName], "is a folder"),
            (["encode", folder.FullName], "is a folder"),
            (["group", lines, "--k", "-1"], "from 1 on"),
            (["group", lines, "--k", "0"], "from 1 on"),
            (["patterns", "--kind", "xx", "--store", Path.Combine(folder.FullName, "none.db")], "There is no kind called “xx”. There are: pain,"),
        })
        {
            var (code, answer, said) = await RunAsync(arguments);
            Assert.Equal((1, ""), (code, answer));
            Assert.Contains(expected, said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Learn_and_import_say_whom_they_took_for_ours_and_for_customers_and_whom_they_do_not_know()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "one.txt"), "Interviewer: How does it go?\nAnn Bo: The files never come on time.\nInterviewer: And then?\nAnn Bo: I ask for them again.\n");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "two.txt"), "Bea Ek: The invoices are wrong.\nCem Ay: They always are.\nBea Ek: We print them twice.\nCem Ay: And send them by post.\n");
        foreach (var talk in new[] { (await RunAsync("learn", folder.FullName)).Talk, (await RunAsync("import", folder.FullName, "--store", Path.Combine(folder.FullName, "s.db"))).Talk })
        {
            Assert.Contains("Ours, not counted: Interviewer.", talk, StringComparison.Ordinal);
            Assert.Contains("Customers: Ann Bo.", talk, StringComparison.Ordinal);
            Assert.Contains("counted as customers: Bea Ek, Cem Ay. --ours NAME", talk, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_command_that_only_reads_makes_no_store_and_leaves_a_backup_as_it_is()
    {
        var (missing, backup) = (Path.Combine(folder.FullName, "typo.db"), Directory.CreateDirectory(Path.Combine(folder.FullName, "bk")));
        foreach (var command in new[] { new[] { "patterns" }, ["find", "files"], ["report", "--to", backup.FullName], ["export", backup.FullName] })
        {
            var (code, answer, talk) = await RunAsync([.. command, "--store", missing]);
            Assert.Equal(1, code);
            Assert.Empty(answer);
            Assert.Contains("typo.db", talk, StringComparison.Ordinal);
        }
        Assert.False(File.Exists(missing));
        Assert.Empty(backup.GetFileSystemInfos());
    }

    [Fact]
    public async Task Find_is_narrowed_and_refuses_a_day_that_is_none_and_a_segment_that_nobody_is_in()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "2026-03-02 ann.txt"), "Interviewer: How does it go?\nAnn Bo: The files never come on time.\n");
        var store = Path.Combine(folder.FullName, "s.db");
        await RunAsync("import", folder.FullName, "--store", store);
        Assert.Contains("never come", (await RunAsync("find", "files", "--until", "2026-03-02", "--store", store)).Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("never come", (await RunAsync("find", "files", "--from", "2026-03-03", "--store", store)).Answer, StringComparison.Ordinal);
        var (code, _, talk) = await RunAsync("find", "files", "--from", "2 March", "--store", store);
        Assert.NotEqual(0, code);
        Assert.Contains("Expected a day such as 2026-01-31, found “2 March”", talk, StringComparison.Ordinal);
        foreach (var asked in new string[][] { ["find", "files"], ["patterns"] })
        {
            (code, _, talk) = await RunAsync([.. asked, "--segment", "Agencies", "--store", store]);
            Assert.Equal(1, code);
            Assert.Contains("Agencies", talk, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_refused_with_its_place_and_code_1()
    {
        var (code, answer, talk) = await RunAsync("learn", Path.Combine(folder.FullName, "nowhere"));
        Assert.Equal(1, code);
        Assert.Empty(answer);
        Assert.Contains("nowhere", talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Detect_group_and_encode_answer_for_each_line()
    {
        var lines = Path.Combine(folder.FullName, "lines.jsonl");
        await File.WriteAllLinesAsync(lines, ["""{"id":"a","text":"We are always waiting for files from the client."}""", """{"id":"b","text":"Clients never send their files."}""", """{"id":"c","text":"I would love a dark mode."}"""], TestContext.Current.CancellationToken);
        using var kinds = JsonDocument.Parse((await RunAsync("detect", lines, "--json")).Answer);
        Assert.Equal(["a", "b", "c"], kinds.RootElement.EnumerateArray().Select(row => row.GetProperty("id").GetString()));
        using var vectors = JsonDocument.Parse((await RunAsync("encode", lines, "--json")).Answer);
        Assert.All(vectors.RootElement.EnumerateArray(), row => Assert.Equal(512, row.GetProperty("vector").GetArrayLength()));
        using var groups = JsonDocument.Parse((await RunAsync("group", lines, "--json")).Answer);
        var members = groups.RootElement.GetProperty("groups").EnumerateArray().SelectMany(group => group.GetProperty("members").EnumerateArray());
        Assert.Equal(["a", "b", "c"], members.Concat(groups.RootElement.GetProperty("alone").EnumerateArray()).Select(id => id.GetString()).Order());
    }

    [Fact]
    public async Task Quality_is_measured_for_all_sets_or_none_and_the_answer_holds_what_the_table_does()
    {
        var whole = Path.Combine(folder.FullName, "twacs_airlines");
        Directory.CreateDirectory(whole);
        await File.WriteAllTextAsync(Path.Combine(whole, "labelled.csv"), "tag,first_utterance\nBAG,My bag is lost.\nBAG,They lost my bag again.\nFOOD,The food was cold.\nFOOD,Cold food on board.\n");
        var broken = Path.Combine(folder.FullName, "mine.csv");
        await File.WriteAllTextAsync(broken, "text,label\nI pay.,1\n\"I paid.,1\n");
        var (refused, nothing, why) = await RunAsync("bench", "quality", whole, "--json", "--set", $"mine={broken}");
        Assert.Equal((1, ""), (refused, nothing));
        Assert.Equal($"The set “mine” cannot be measured: {broken}, line 3: expected the quote that is opened here to be closed at the end of its column.", why.Trim());

        await File.WriteAllTextAsync(broken, "text,label\nI pay.,1\nI paid.,1\nWhere is it?,2\nWhere is my card?,2\n");
        File.Move(broken, Path.Combine(whole, "mine.csv"));
        var (code, answer, _) = await RunAsync("bench", "quality", folder.FullName, "--json", "--set", $"mine={Path.Combine(whole, "mine.csv")}");
        Assert.Equal(0, code);
        using var measured = JsonDocument.Parse(answer);
        Assert.Contains("NMI", measured.RootElement.GetProperty("metrics").GetProperty("grouping.nmi").GetString(), StringComparison.Ordinal);
        var rows = measured.RootElement.GetProperty("grouping").EnumerateArray().ToList();
        Assert.Equal(["twacs", "twacs_airlines/mine", "mine"], rows.Select(row => row.GetProperty("set").GetString()).Distinct());
        Assert.Equal([28, 42, 46.2], rows[0].GetProperty("published").EnumerateArray().Select(other => other.GetProperty("f1").GetDouble()));
        Assert.Equal([0, 1, 2, 3, 4], rows[0].GetProperty("seeds").EnumerateArray().Select(seed => seed.GetInt32()));
        Assert.All(rows, row => Assert.Equal([JsonValueKind.Number, JsonValueKind.Number], [row.GetProperty("deviation").ValueKind, row.GetProperty("nmiDeviation").ValueKind]));
    }

    [Fact]
    public async Task Texts_that_are_not_English_are_grouped_by_their_words_and_said_to_be()
    {
        var lines = Path.Combine(folder.FullName, "lines.jsonl");
        string[] texts =
        [
            "Die Rechnung kommt jeden Monat zu spät.", "Bei uns kommt die Rechnung immer zu spät.", "Unsere Rechnung kam wieder zu spät.",
            "Clients never send their files.", "We are always waiting for files from the client.", "The client never sends us the files.",
        ];
        await File.WriteAllLinesAsync(lines, texts.Select((text, i) => JsonSerializer.Serialize(new { id = $"{i}", text })), TestContext.Current.CancellationToken);
        var (code, answer, talk) = await RunAsync("group", lines, "--json");
        Assert.Equal(0, code);
        Assert.Equal("3 of 6 texts are not English (mostly German): grouped by words alone, since the built-in model knows English.", talk.Trim());
        using var groups = JsonDocument.Parse(answer);
        var german = Assert.Single(groups.RootElement.GetProperty("groups").EnumerateArray(), group => group.GetProperty("members").EnumerateArray().Any(id => id.GetString() == "0"));
        Assert.Equal(["0", "1", "2"], german.GetProperty("members").EnumerateArray().Select(id => id.GetString()).Order());
        Assert.DoesNotContain(german.GetProperty("words").EnumerateArray(), word => word.GetString() is "die" or "zu" or "immer" or "uns");
    }

    [Fact]
    public async Task Learn_says_which_conversations_are_heard_by_their_words_alone_and_nothing_where_all_is_English()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "one.txt"), "Interviewer: Miten se toimii teillä?\nAino Laine: Lasku ei tullut koskaan perille, ja kukaan ei vastaa puhelimeen.\nInterviewer: Ja sitten?\nAino Laine: Sitten minä soitan uudestaan.\n");
        Assert.Contains("1 conversation in Finnish: only questions with their mark are proposed, and quotes are grouped by words alone, since the built-in model knows English.", (await RunAsync("learn", folder.FullName)).Talk, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "one.txt"), "Interviewer: How does it go?\nAnn Bo: The files never come on time.\n");
        Assert.DoesNotContain("built-in model", (await RunAsync("learn", folder.FullName)).Talk, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Answer, string Talk)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (answer, talk) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await answer, await talk);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
