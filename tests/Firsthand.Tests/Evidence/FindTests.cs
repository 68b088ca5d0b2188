using System.Net.Http.Json;
using Firsthand.Evidence;
using Firsthand.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Firsthand.Tests.Evidence;

/// <summary>A search that is narrowed finds what is allowed, however much else there is.</summary>
public sealed class FindTests(FirsthandApp app) : IClassFixture<FirsthandApp>, IAsyncLifetime
{
    private const string Worried = "I am afraid that the files of my biggest client get lost one day and that nobody here even notices it in time.";

    public async ValueTask InitializeAsync()
    {
        if ((await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").GetArrayLength() > 0) return;
        // What is wanted comes first and is long: the newest and the shortest stand before it.
        await app.Owner.BringAsync(("olga.vtt", Talks.Zoom("Olga Wenz", Worried, "Then I call them, every week.", "I wrote it on the wall.", "The wall.")));
        await app.Owner.BringAsync(("many.vtt", Talks.Zoom("Piet Mol", [.. Enumerable.Range(0, 700).Select(n => $"The files of week {n} are here.")])));
        await DescribeAsync("Olga Wenz", new { segment = "Agencies" }, new { heldAt = "2026-03-02T09:00:00Z", channel = "check-in" });
        await DescribeAsync("Piet Mol", new { segment = "Studios" }, new { heldAt = "2026-05-04T23:30:00Z", channel = "interview" });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("kind=pain")]
    [InlineData("segment=Agencies")]
    [InlineData("channel=check-in")]
    [InlineData("until=2026-03-02")]
    [InlineData("from=2026-03-02&until=2026-03-02")]
    [InlineData("kind=pain&segment=Agencies&channel=check-in&from=2026-03-01&until=2026-03-03")]
    public async Task What_a_narrowing_allows_is_found_among_hundreds_that_match_better(string only)
    {
        foreach (var words in new[] { "files", "afraid of losing files" })
        {
            var hit = Assert.Single(await FindAsync(words, only));
            Assert.Equal(Worried, hit);
        }
    }

    [Theory]
    [InlineData("segment=Nobody")]
    [InlineData("channel=survey")]
    [InlineData("from=2026-05-05")]
    [InlineData("until=2026-03-01")]
    [InlineData("kind=pain&segment=Studios")]
    [InlineData("kind=referral")]
    public async Task What_a_narrowing_does_not_allow_is_not_found(string only) => Assert.Empty(await FindAsync("files", only));

    [Theory]
    [InlineData("segment=Agencies", "Olga Wenz")]
    [InlineData("channel=interview", "Piet Mol")]
    [InlineData("until=2026-03-02", "Olga Wenz")]
    [InlineData("from=2026-05-04&until=2026-05-04", "Piet Mol")]
    [InlineData("segment=Agencies&channel=interview", null)]
    [InlineData("from=2026-05-05&until=2026-07-31", null)]
    public async Task A_list_of_quotes_is_narrowed_as_a_search_is(string only, string? theirs)
    {
        var rows = (await app.Owner.ReadAsync($"/api/quotes?accepted=false&{only}")).GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("personName").GetString()).ToHashSet();
        Assert.Equal(theirs is null ? [] : [theirs], rows);
    }

    [Fact]
    public async Task Words_beside_a_pain_are_no_words_of_the_pain()
    {
        await app.Owner.BringAsync(("beside.vtt", Talks.Zoom("Sol Ade", "We are waiting for badgers from them. The invoices are a nightmare for my whole team.", "We call them.", "I called.", "The garden.")));
        Assert.DoesNotContain(await FindAsync("waiting for badgers", "kind=pain"), text => text.Contains("nightmare", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ferr", "ferrets")]
    [InlineData("ferrets", "ferrets")]
    [InlineData("waiting for ferrets", "ferrets")]
    public async Task The_sentence_that_is_shown_has_the_words_even_where_the_last_is_only_begun(string words, string shown)
    {
        await app.Owner.BringAsync(("cables.vtt", Talks.Zoom("Lou Vance", "No. We wait and wait for somebody who comes. I am waiting for ferrets to chew through the cables.", "Yes.", "We wait.", "The cables.")));
        Assert.Contains(shown, (await FindAsync(words, "segment="))[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"marmots chew cables\"", "The marmots chew cables at night.")]
    [InlineData("“Marmots chew” night", "The marmots chew cables at night.")]
    [InlineData("\"a marmot chewed\"", "Once a marmot chewed our cables.")]
    [InlineData("\"marmot\"", "Once a marmot chewed our cables.")]
    [InlineData("\"chew cables\" \"at night\"", "The marmots chew cables at night.")]
    [InlineData("\"can't sleep\" marm", "I can't sleep, the marmots are loud.")]
    [InlineData("\"chew marmots\"", null)]
    [InlineData("\"the marmots chewed\"", null)]
    [InlineData("\"marmots chew cables\" rodents", "The marmots chew cables at night.")]
    public async Task Words_in_quotation_marks_are_found_as_they_stand_and_nothing_that_only_comes_near(string words, string? said)
    {
        if ((await FindAsync("marmots", "")).Count == 0) await app.Owner.BringAsync(("marmots.vtt", Talks.Zoom("Nils Ahl", "The marmots chew cables at night.", "Once a marmot chewed our cables.", "I can't sleep, the marmots are loud.", "Cables and marmots: they chew them.")));
        Assert.Equal(said is null ? [] : [said], await FindAsync(words, ""));
    }

    [Fact]
    public async Task A_phrase_is_marked_where_it_stands_and_a_mark_that_is_not_closed_yet_hides_nothing()
    {
        await app.Owner.BringAsync(("geckos.vtt", Talks.Zoom("Ole Dahl", "The geckos climb. When geckos sleep in the printer nobody prints, and sleep is short.", "Yes.", "We wait.", "The printer.")));
        var hit = Assert.Single((await app.Owner.ReadAsync($"/api/find?q={Uri.EscapeDataString("\"geckos sleep\"")}")).EnumerateArray());
        var mark = Assert.Single(hit.GetProperty("terms").EnumerateArray());
        Assert.Equal("geckos sleep", hit.GetProperty("text").GetString()!.Substring(mark.GetProperty("start").GetInt32(), mark.GetProperty("length").GetInt32()));
        Assert.Contains(await FindAsync("\"geckos sle", ""), text => text.Contains("geckos sleep", StringComparison.Ordinal));
        Assert.Contains("word for word", await app.Owner.GetStringAsync($"/find?q={Uri.EscapeDataString("\"sleep geckos\"")}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_greeting_is_near_to_nothing_that_is_looked_for()
    {
        await app.Owner.BringAsync(("hello.vtt", Talks.Zoom("Mo Field", "Good morning!", "Morning.", "uh-huh", "Right.")));
        Assert.DoesNotContain(await FindAsync("exhausted", "segment="), text => text.Contains("morning", StringComparison.OrdinalIgnoreCase) || text == "uh-huh");
    }

    [Fact]
    public async Task What_drops_out_when_it_is_read_leaves_its_place_to_the_next()
    {
        await app.Owner.BringAsync(("llamas.vtt", Talks.Zoom("Una Pool", "We wait for llamas. The invoices are a nightmare.", "The llamas wait too. The invoices are a nightmare for all of us.", "We lose hours every single week because the llamas are never fed in time.", "The garden.")));
        Assert.Contains("because the llamas", Assert.Single((await app.Owner.ReadAsync("/api/find?q=llamas&kind=pain&most=1")).EnumerateArray()).GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_undone_import_brought_takes_no_place()
    {
        var pains = Enumerable.Range(0, 200).Select(n => $"We lose {n} weeks because clients never send the walruses.").ToArray();
        var import = await app.Owner.BringAsync(("walrus.vtt", Talks.Zoom("Vic Orr", [.. pains])));
        (await app.Owner.PostAsync($"/api/imports/{import.GetProperty("id").GetString()}/undo", null)).EnsureSuccessStatusCode();
        await app.Owner.BringAsync(("left.vtt", Talks.Zoom("Wim Ray", "We lose two weeks because clients never send the sea lions.", "We call.", "I called.", "The garden.")));
        Assert.Contains(await FindAsync("we lose weeks because clients never send walruses", "kind=pain"), text => text.Contains("sea lions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_left_blank_narrows_nothing() => Assert.Equal(30, (await FindAsync("files", "segment=&channel=")).Count);

    [Fact]
    public async Task The_last_day_is_one_of_them() => Assert.Equal(30, (await FindAsync("files", "from=2026-05-04&until=2026-05-04")).Count);

    [Fact]
    public async Task A_conversation_whose_day_nobody_knows_is_on_no_day()
    {
        await app.Owner.BringAsync(("undated.vtt", Talks.Zoom("Quinn Roe", "Our giraffes never arrive on time.", "We wait for them.", "I called.", "The garden.")));
        Assert.Contains("Our giraffes never arrive on time.", await FindAsync("giraffes", ""));
        Assert.Empty(await FindAsync("giraffes", "from=2000-01-01"));
    }

    [Fact]
    public async Task In_a_chat_that_goes_on_each_message_has_its_own_day()
    {
        await app.Owner.BringAsync(("chat.txt", "20/08/2026, 09:15 - Tara Blum: The hedgehogs eat our invoices.\n20/08/2026, 09:16 - Mara: Which?\n28/08/2026, 10:00 - Mara: Any news?\n08/09/2026, 11:30 - Tara Blum: The hedgehogs are gone and the invoices with them.\n"));
        Assert.Equal(["The hedgehogs are gone and the invoices with them."], await FindAsync("hedgehogs", "from=2026-09-01"));
        Assert.Equal(["The hedgehogs eat our invoices."], await FindAsync("hedgehogs", "until=2026-08-31"));
        Assert.Equal(2, (await FindAsync("hedgehogs", "from=2026-08-20&until=2026-09-08")).Count);
        Assert.StartsWith("2026-09-08", (await app.Owner.ReadAsync("/api/find?q=hedgehogs&from=2026-09-01"))[0].GetProperty("heldAt").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quotes_of_a_chat_are_listed_on_the_days_of_their_messages()
    {
        await app.Owner.BringAsync(("otters.txt", "20/08/2027, 09:15 - Yara Blum: The otters eat our invoices.\n20/08/2027, 09:16 - Mara: Which?\n28/08/2027, 10:00 - Mara: Any news?\n08/09/2027, 11:30 - Yara Blum: The otters are gone and the invoices with them.\n"));
        var chat = (await app.Owner.ReadAsync("/api/find?q=otters"))[0].GetProperty("conversation").GetString()!;
        foreach (var turn in new[] { 0, 3 }) (await app.Owner.MarkAsync(chat, turn, 0, 10, "idea")).EnsureSuccessStatusCode();
        foreach (var (only, turns) in new[] { ("from=2027-08-20&until=2027-08-31", new[] { 0 }), ("from=2027-09-08", [3]), ("from=2027-08-21&until=2027-09-07", []), ("from=2027-08-20&until=2027-09-08", [0, 3]) })
            Assert.Equal(turns, (await app.Owner.ReadAsync($"/api/quotes?kind=idea&{only}")).GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("turn").GetInt32()));
        Assert.StartsWith("2027-09-08", (await app.Owner.ReadAsync("/api/quotes?kind=idea&from=2027-09-08")).GetProperty("rows")[0].GetProperty("heldAt").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_without_a_day_is_on_the_day_of_its_chat()
    {
        await app.Owner.BringAsync(("meeting_saved_chat.txt", "09:15:02\t From  Xaver Pohl : The beavers have eaten our server room.\n21:16:07\t From  Mara Tal : Oh no, the beavers.\n21:17:11\t From  Xaver Pohl : They will be back tomorrow.\n"));
        foreach (var unknown in new[] { "from=2000-01-01", "until=2090-01-01" }) Assert.Empty(await FindAsync("beavers", unknown));
        await DescribeAsync("Xaver Pohl", new { segment = "Dams" }, new { heldAt = "2028-07-01T09:00:00Z", channel = "support" });
        Assert.Contains("The beavers have eaten our server room.", await FindAsync("beavers", "from=2028-07-01&until=2028-07-01"));
        Assert.Empty(await FindAsync("beavers", "from=2028-07-02"));
        Assert.Empty(await FindAsync("beavers", "until=2028-06-30"));
    }

    [Theory]
    [InlineData("segment=Agencies")]
    [InlineData("channel=interview")]
    [InlineData("until=2026-03-02")]
    [InlineData("from=2026-05-04")]
    [InlineData("kind=pain")]
    [InlineData("kind=pain&segment=Agencies&channel=check-in&from=2026-03-01&until=2026-03-03")]
    public Task Begun_where_little_is_the_same_words_are_found(string only) => app.InWorkspaceAsync(async services =>
    {
        var asked = System.Web.HttpUtility.ParseQueryString(only);
        var narrowing = new Narrowing(EvidenceStage.Kind(asked["kind"]), null, asked["segment"], asked["channel"], Narrowing.DayOf(asked["from"]), Narrowing.DayOf(asked["until"]));
        var (db, ct) = (services.GetRequiredService<FirsthandDb>(), TestContext.Current.CancellationToken);
        var expected = await new WordSearch(db).FindAsync(new("files"), narrowing, 500, ct);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, await new WordSearch(db) { FewMatches = 0 }.FindAsync(new("files"), narrowing, 500, ct));
    });

    [Fact]
    public async Task A_quote_whose_edges_were_moved_is_found_where_it_is_now()
    {
        const string Before = "Our pelicans are a nightmare and we lose hours with them every single week.", After = "They sleep in the hall where our visitors wait.";
        await app.Owner.BringAsync(("pelicans.vtt", Talks.Zoom("Bo Lind", $"{Before} {After}", "We feed them.", "I called.", "The garden.")));
        var hit = Assert.Single((await app.Owner.ReadAsync("/api/find?q=pelicans&kind=pain")).EnumerateArray());
        (await app.Owner.PutAsJsonAsync($"/api/quotes/{hit.GetProperty("quote").GetString()}", new { start = Before.Length + 1, length = After.Length })).EnsureSuccessStatusCode();
        Assert.Equal([After], await FindAsync("sleeping in the hall where visitors wait", "kind=pain"));
    }

    [Fact]
    public async Task Of_a_turn_that_is_found_the_words_of_the_kind_are_shown()
    {
        await app.Owner.BringAsync(("two.vtt", Talks.Zoom("Ria Sand", "The zebras are here. We lose hours every single week because the zebras are never fed in time.", "We feed them.", "I called.", "The garden.")));
        Assert.StartsWith("We lose hours", Assert.Single(await FindAsync("zebras", "kind=pain")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_decided_since_the_last_search_counts_at_once()
    {
        const string Said = "Our toucans are a nightmare and we lose hours with them every single week.";
        await app.Owner.BringAsync(("toucans.vtt", Talks.Zoom("Zita Lund", Said, "The toucans are green.", "I called.", "The garden.")));
        var hit = Assert.Single((await app.Owner.ReadAsync("/api/find?q=toucans&kind=pain")).EnumerateArray());
        (await app.Owner.PostAsync($"/api/suggestions/{hit.GetProperty("quote").GetString()}/reject", null)).EnsureSuccessStatusCode();
        Assert.Empty(await FindAsync("toucans are a nightmare", "kind=pain"));
        await app.Owner.UndoAsync();
        Assert.Equal([Said], await FindAsync("toucans are a nightmare", "kind=pain"));
        Assert.Empty(await FindAsync("what is hungry", "kind=referral"));
        (await app.Owner.MarkAsync(hit.GetProperty("conversation").GetString()!, hit.GetProperty("turn").GetInt32(), 0, Said.Length, "referral")).EnsureSuccessStatusCode();
        Assert.Equal([Said], await FindAsync("hours are lost with toucans every week", "kind=referral"));
    }

    private async Task<List<string>> FindAsync(string words, string only) =>
        [.. (await app.Owner.ReadAsync($"/api/find?q={Uri.EscapeDataString(words)}&{only}")).EnumerateArray().Where(hit => hit.GetProperty("side").GetString() != "ours").Select(hit => hit.GetProperty("text").GetString()!)];

    private async Task DescribeAsync(string person, object who, object when)
    {
        var id = (await app.Owner.ReadAsync("/api/people")).GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("name").GetString() == person).GetProperty("id").GetString();
        var talk = (await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("people").EnumerateArray().Any(name => name.GetString() == person)).GetProperty("id").GetString();
        (await app.Owner.PutAsJsonAsync($"/api/people/{id}", who)).EnsureSuccessStatusCode();
        (await app.Owner.PutAsJsonAsync($"/api/conversations/{talk}", when)).EnsureSuccessStatusCode();
    }
}
