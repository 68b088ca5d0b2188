using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Platform;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Firsthand.Tests.Patterns;

public sealed class PatternTests : IAsyncLifetime
{
    // A company for each test: what one merges or names, the next would find merged or named.
    private readonly FirsthandApp app = new();

    public async ValueTask InitializeAsync()
    {
        await app.InitializeAsync();
        await app.Owner.BringAsync(Talks.FourAgencies);
        await app.Owner.BringAsync(("eva.vtt", Talks.Zoom("Eva Sand", "Chasing clients for their logos and files takes me a week.", "And clients will not make another login.")));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task What_several_customers_say_in_other_words_is_one_pattern_counted_by_customers()
    {
        var page = await app.Owner.ReadAsync("/api/patterns");
        Assert.Equal(5, page.GetProperty("people").GetInt32());
        var patterns = page.GetProperty("rows").EnumerateArray().ToList();
        Assert.NotEmpty(patterns);
        Assert.All(patterns, pattern =>
        {
            var people = pattern.GetProperty("people");
            Assert.InRange(people.GetProperty("count").GetInt32(), 2, 5);
            Assert.Equal(5, people.GetProperty("total").GetInt32());
        });
        var files = await ReadAsync(patterns[0]);
        Assert.True(QuotesOf(files).Select(quote => quote.GetProperty("personName").GetString()).Distinct().Count() >= 3);
        Assert.Contains("file", string.Concat(QuotesOf(files).Select(quote => quote.GetProperty("text").GetString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merge_a_name_and_a_dismissal_outlive_the_next_grouping()
    {
        var patterns = (await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray().ToList();
        Assert.True(patterns.Count >= 2, "The five agencies share at least two things.");
        var (into, from) = (IdOf(patterns[0]), IdOf(patterns[1]));
        (await app.Owner.PostAsJsonAsync("/api/patterns/merge", new { into, from = new[] { from } })).EnsureSuccessStatusCode();
        (await app.Owner.PutAsJsonAsync($"/api/patterns/{into}", new { name = "Waiting and logging in" })).EnsureSuccessStatusCode();
        var merged = await QuotesOfAsync(into);

        await GroupAgainAsync();

        Assert.Superset(merged, await QuotesOfAsync(into));
        var rows = (await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray().ToList();
        Assert.DoesNotContain(rows, row => IdOf(row) == from);
        Assert.Equal("Waiting and logging in", rows.Single(row => IdOf(row) == into).GetProperty("name").GetString());

        (await app.Owner.PostAsync($"/api/patterns/{into}/dismiss", null)).EnsureSuccessStatusCode();
        await GroupAgainAsync();
        Assert.DoesNotContain((await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray(), row => IdOf(row) == into);
        Assert.Contains((await app.Owner.ReadAsync("/api/patterns?dismissed=true")).GetProperty("rows").EnumerateArray(), row => IdOf(row) == into);
    }

    [Fact]
    public async Task A_rejected_quote_leaves_its_pattern_and_its_numbers_at_once_and_an_undo_brings_it_back()
    {
        var id = IdOf((await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray().First());
        var before = await CountsAsync(id);
        // All that one customer said, the words that are its name among them.
        var pattern = await app.Owner.ReadAsync($"/api/patterns/{id}");
        var typical = pattern.GetProperty("pattern").GetProperty("typical");
        var person = typical.GetProperty("personName").GetString();
        var theirs = QuotesOf(pattern).Where(quote => quote.GetProperty("personName").GetString() == person).Select(quote => quote.GetProperty("id").GetString()!).ToList();

        foreach (var quote in theirs) (await app.Owner.PostAsync($"/api/suggestions/{quote}/reject", null)).EnsureSuccessStatusCode();

        var after = await CountsAsync(id);
        Assert.Equal((before.People - 1, before.Quotes - theirs.Count, before.Shown - theirs.Count), (after.People, after.Quotes, after.Shown));
        Assert.NotEqual(person, (await app.Owner.ReadAsync($"/api/patterns/{id}")).GetProperty("pattern").GetProperty("typical").GetProperty("personName").GetString());
        Assert.Equal(after.Quotes, after.Shown);

        foreach (var _ in theirs) (await app.Owner.PostAsync("/api/undo", null)).EnsureSuccessStatusCode();
        Assert.Equal(before, await CountsAsync(id));
    }

    private async Task<(int People, int Quotes, int Shown)> CountsAsync(string id)
    {
        var row = (await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray().Single(row => IdOf(row) == id);
        return (row.GetProperty("people").GetProperty("count").GetInt32(), row.GetProperty("quotes").GetInt32(), QuotesOf(await app.Owner.ReadAsync($"/api/patterns/{id}")).Count());
    }

    [Fact]
    public async Task A_pattern_tells_of_each_segment_how_many_said_it_and_opens_their_words()
    {
        var pattern = (await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows")[0];
        Assert.Equal(0, (await ReadAsync(pattern)).GetProperty("segments").GetArrayLength());
        var people = (await app.Owner.ReadAsync("/api/people")).GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("name").GetString()!, row => row.GetProperty("id").GetString()!);
        foreach (var (name, segment) in new[] { ("Ana Lopes", "Agencies"), ("Ben Okafor", "Agencies"), ("Caro Lindqvist", "Studios") })
            (await app.Owner.PutAsJsonAsync($"/api/people/{people[name]}", new { segment })).EnsureSuccessStatusCode();

        var shown = await ReadAsync(pattern);
        var said = shown.GetProperty("voices").EnumerateArray().Where(voice => voice.GetProperty("quotes").GetInt32() > 0).Select(voice => voice.GetProperty("name").GetString()!).ToList();
        foreach (var (segment, heard) in new[] { ("Agencies", new[] { "Ana Lopes", "Ben Okafor" }), ("Studios", ["Caro Lindqvist"]), ("", ["Dev Nair", "Eva Sand"]) })
        {
            var counts = Assert.Single(shown.GetProperty("segments").EnumerateArray(), row => row.GetProperty("name").GetString() == segment);
            Assert.Equal(heard.Length, counts.GetProperty("heard").GetInt32());
            Assert.Equal(heard.Intersect(said).Count(), counts.GetProperty("saidUnasked").GetInt32() + counts.GetProperty("saidWhenAsked").GetInt32());
            var view = await app.Owner.ReadAsync($"/api/patterns/{IdOf(pattern)}?segment={segment}");
            Assert.Equal(5, view.GetProperty("pattern").GetProperty("voices").GetArrayLength());
            var theirs = QuotesOf(view).Select(quote => quote.GetProperty("personName").GetString()!).Distinct();
            Assert.Equal(heard.Intersect(said).Order(), theirs.Order());
        }
    }

    [Fact]
    public async Task What_recurs_in_a_segment_is_counted_among_its_customers_alone()
    {
        var people = (await app.Owner.ReadAsync("/api/people")).GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("name").GetString()!, row => row.GetProperty("id").GetString()!);
        string[] theirs = ["Ana Lopes", "Ben Okafor", "Caro Lindqvist"];
        foreach (var name in theirs) (await app.Owner.PutAsJsonAsync($"/api/people/{people[name]}", new { segment = "Small & new" })).EnsureSuccessStatusCode();
        var all = (await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray().ToList();
        var listed = (await app.Owner.ReadAsync("/api/patterns?segment=Small%20%26%20new")).GetProperty("rows").EnumerateArray().ToList();
        Assert.NotEmpty(listed);
        foreach (var pattern in all)
        {
            var view = await app.Owner.ReadAsync($"/api/patterns/{IdOf(pattern)}?segment=Small%20%26%20new");
            var said = QuotesOf(view).Select(quote => quote.GetProperty("personName").GetString()!).ToList();
            Assert.Subset(theirs.ToHashSet(), said.ToHashSet());
            Assert.Equal(said.Count > 0, listed.Exists(row => IdOf(row) == IdOf(pattern)));
            if (said.Count == 0) continue;
            var row = listed.Single(row => IdOf(row) == IdOf(pattern));
            Assert.Equal((said.Distinct().Count(), 3, said.Count), (row.GetProperty("people").GetProperty("count").GetInt32(), row.GetProperty("people").GetProperty("total").GetInt32(), row.GetProperty("quotes").GetInt32()));
            Assert.Equal(said.Distinct().Count(), row.GetProperty("saidUnasked").GetInt32() + row.GetProperty("saidWhenAsked").GetInt32());
            Assert.Equal(theirs.Order(), row.GetProperty("voices").EnumerateArray().Select(voice => voice.GetProperty("name").GetString()!).Order());
        }
        Assert.Equal(listed.Select(row => row.GetProperty("people").GetProperty("count").GetInt32()).OrderDescending(), listed.Select(row => row.GetProperty("people").GetProperty("count").GetInt32()));
        Assert.Empty((await app.Owner.ReadAsync("/api/patterns?segment=Nobody")).GetProperty("rows").EnumerateArray());
        Assert.Equal(all.Count, (await app.Owner.ReadAsync("/api/patterns?segment=")).GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task A_merge_can_be_undone_after_the_next_grouping_and_done_again()
    {
        var patterns = (await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray().ToList();
        var (into, from) = (IdOf(patterns[0]), IdOf(patterns[^1]));
        var apart = await QuotesOfAsync(from);
        (await app.Owner.PostAsJsonAsync("/api/patterns/merge", new { into, from = new[] { from } })).EnsureSuccessStatusCode();
        await GroupAgainAsync();

        (await app.Owner.PostAsync("/api/undo", null)).EnsureSuccessStatusCode();
        Assert.Superset(apart, await QuotesOfAsync(from));
        Assert.Empty((await QuotesOfAsync(into)).Intersect(apart));

        (await app.Owner.PostAsync("/api/redo", null)).EnsureSuccessStatusCode();
        await GroupAgainAsync();
        Assert.Superset(apart, await QuotesOfAsync(into));
    }

    [Fact]
    public async Task The_counts_of_the_list_are_those_of_the_people_behind_them()
    {
        foreach (var row in (await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray())
        {
            var voices = row.GetProperty("voices").EnumerateArray().GroupBy(voice => voice.GetProperty("kind").GetString()).ToDictionary(same => same.Key!, same => same.Count());
            Assert.Equal(5, voices.Values.Sum());
            Assert.Equal(row.GetProperty("saidUnasked").GetInt32(), voices.GetValueOrDefault("said-unasked"));
            Assert.Equal(row.GetProperty("saidWhenAsked").GetInt32(), voices.GetValueOrDefault("said-when-asked"));
            Assert.Equal(row.GetProperty("asked").GetInt32(), voices.GetValueOrDefault("said-when-asked") + voices.GetValueOrDefault("asked-did-not-say"));
        }
    }

    [Fact]
    public async Task A_split_outlives_the_next_grouping_and_can_be_undone()
    {
        var pattern = (await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray().First(row => row.GetProperty("quotes").GetInt32() >= 3);
        var before = await QuotesOfAsync(IdOf(pattern));
        var taken = before.Take(1).ToArray();
        var made = await (await app.Owner.PostAsJsonAsync($"/api/patterns/{IdOf(pattern)}/split", new { quotes = taken, name = "On its own" })).Content.ReadFromJsonAsync<string>();

        await GroupAgainAsync();

        Assert.Contains(taken[0], await QuotesOfAsync(made!));
        Assert.DoesNotContain(taken[0], await QuotesOfAsync(IdOf(pattern)));
        (await app.Owner.PutAsJsonAsync($"/api/patterns/{made}", new { name = "Quite on its own" })).EnsureSuccessStatusCode();

        foreach (var _ in (string[])["the name", "the split"]) (await app.Owner.PostAsync("/api/undo", null)).EnsureSuccessStatusCode();
        Assert.Contains(taken[0], await QuotesOfAsync(IdOf(pattern)));
        foreach (var _ in (string[])["the split", "the name"]) (await app.Owner.PostAsync("/api/redo", null)).EnsureSuccessStatusCode();

        // Nor does it leave when the engine, taught by other decisions, would no longer propose it.
        await app.InWorkspaceAsync(services => services.GetRequiredService<FirsthandDb>().Suggestions.Where(row => row.Id == new Id<Quote>(Guid.Parse(taken[0]))).ExecuteUpdateAsync(row => row.SetProperty(r => r.Decision, Decision.TakenBack)));
        await GroupAgainAsync();
        Assert.Contains(taken[0], await QuotesOfAsync(made!));
    }

    [Fact]
    public async Task Words_that_stood_alone_are_put_into_a_pattern_by_hand_and_later_runs_keep_them_there()
    {
        var (alone, person) = (await AloneAsync()).First();
        var pattern = (await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray().First();
        var before = await CountsAsync(IdOf(pattern));
        var stood = await app.Owner.ReadAsync($"/api/quotes/{alone}/pattern");
        Assert.Equal(JsonValueKind.Null, stood.GetProperty("pattern").ValueKind);
        Assert.Contains(stood.GetProperty("near").EnumerateArray(), row => IdOf(row) == IdOf(pattern));

        await PutAsync(IdOf(pattern), alone);

        Assert.Contains(alone, await QuotesOfAsync(IdOf(pattern)));
        Assert.Equal(before.Quotes + 1, (await CountsAsync(IdOf(pattern))).Quotes);
        var stands = await app.Owner.ReadAsync($"/api/quotes/{alone}/pattern");
        Assert.Equal(IdOf(pattern), IdOf(stands));
        Assert.True(stands.GetProperty("byHand").GetBoolean());
        await GroupAgainAsync();
        Assert.Contains(alone, await QuotesOfAsync(IdOf(pattern)));
        Assert.Contains((await ReadAsync(pattern)).GetProperty("voices").EnumerateArray(), voice => voice.GetProperty("person").GetString() == person && voice.GetProperty("quotes").GetInt32() > 0);

        (await app.Owner.PostAsync("/api/undo", null)).EnsureSuccessStatusCode();
        Assert.DoesNotContain(alone, await QuotesOfAsync(IdOf(pattern)));
        Assert.Equal(before.Quotes, (await CountsAsync(IdOf(pattern))).Quotes);
    }

    [Fact]
    public async Task A_quote_goes_from_one_pattern_to_another_and_a_pattern_without_quotes_leads_to_where_they_went()
    {
        var patterns = (await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray().ToList();
        var (into, from) = (IdOf(patterns[0]), IdOf(patterns[^1]));
        var (there, moved) = (await QuotesOfAsync(into), (await QuotesOfAsync(from)).Order().ToList());

        await PutAsync(into, moved[0]);
        Assert.Equal(moved[1..], (await QuotesOfAsync(from)).Order());
        Assert.Equal(moved.Count - 1, (await ReadAsync(from)).GetProperty("pattern").GetProperty("quotes").GetInt32());
        await GroupAgainAsync();
        Assert.Superset(there.Append(moved[0]).ToHashSet(), await QuotesOfAsync(into));
        Assert.Superset(moved[1..].ToHashSet(), await QuotesOfAsync(from));

        await PutAsync(into, [.. moved[1..]]);
        var page = await app.Owner.GetAsync($"/patterns/{from}");
        Assert.EndsWith($"/patterns/{into}", page.Headers.Location?.OriginalString, StringComparison.Ordinal);

        foreach (var _ in (string[])["the last", "the first"]) (await app.Owner.PostAsync("/api/undo", null)).EnsureSuccessStatusCode();
        Assert.Equal(moved, (await QuotesOfAsync(from)).Order());
    }

    [Fact]
    public async Task A_pattern_is_made_of_quotes_that_stood_alone()
    {
        var alone = (await AloneAsync()).DistinctBy(row => row.Person).Take(2).Select(row => row.Quote).ToArray();
        var made = await (await app.Owner.PostAsJsonAsync("/api/patterns", new { quotes = alone, name = "Only we see it" })).Content.ReadFromJsonAsync<string>();

        await GroupAgainAsync();

        var pattern = await ReadAsync(made!);
        Assert.Superset(alone.ToHashSet(), await QuotesOfAsync(made!));
        Assert.Equal("Only we see it", pattern.GetProperty("pattern").GetProperty("name").GetString());
        Assert.InRange(pattern.GetProperty("pattern").GetProperty("people").GetProperty("count").GetInt32(), 2, 5);
    }

    [Fact]
    public async Task Words_that_a_person_leaves_alone_are_out_of_their_pattern_and_no_later_run_groups_them_until_they_are_let_go()
    {
        var pattern = IdOf((await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray().First(row => row.GetProperty("quotes").GetInt32() >= 3));
        var (before, counts) = (await QuotesOfAsync(pattern), await CountsAsync(pattern));
        var taken = before.Order().First();

        await LeaveAloneAsync(taken);

        Assert.Equal(before.Except([taken]).Order(), (await QuotesOfAsync(pattern)).Order());
        Assert.Equal(counts.Quotes - 1, (await CountsAsync(pattern)).Quotes);
        await StandsAloneAsync(taken);
        await GroupAgainAsync();
        await StandsAloneAsync(taken);
        // Nor does a run that places one conversation take it in.
        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            var talk = (await db.LoneQuotes.AsNoTracking().SingleAsync()).ConversationId;
            await services.GetRequiredService<PlaceQuotes>().RunAsync(talk, default);
        });
        await StandsAloneAsync(taken);
        Assert.Contains("It stays alone.", await app.Owner.GetStringAsync($"/quotes/{taken}"), StringComparison.Ordinal);

        (await app.Owner.PostAsync("/api/undo", null)).EnsureSuccessStatusCode();
        Assert.Superset(before, await QuotesOfAsync(pattern));
        (await app.Owner.PostAsync("/api/redo", null)).EnsureSuccessStatusCode();
        await StandsAloneAsync(taken);

        await LeaveAloneAsync(taken, alone: false);
        await app.Owner.IdleAsync();
        Assert.False((await app.Owner.ReadAsync($"/api/quotes/{taken}/pattern")).GetProperty("staysAlone").GetBoolean());
        await GroupAgainAsync();
        Assert.NotEqual(JsonValueKind.Null, (await app.Owner.ReadAsync($"/api/quotes/{taken}/pattern")).GetProperty("pattern").ValueKind);
    }

    [Fact]
    public async Task What_stays_alone_leaves_no_pattern_without_words_and_is_alone_no_longer_once_it_is_put_somewhere()
    {
        var patterns = (await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray().ToList();
        var (into, from) = (IdOf(patterns[0]), IdOf(patterns[^1]));
        var all = (await QuotesOfAsync(from)).ToArray();

        await LeaveAloneAsync(all);

        Assert.DoesNotContain((await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray(), row => IdOf(row) == from);
        await PutAsync(into, all[0]);
        await GroupAgainAsync();
        Assert.Contains(all[0], await QuotesOfAsync(into));
        Assert.False((await app.Owner.ReadAsync($"/api/quotes/{all[0]}/pattern")).GetProperty("staysAlone").GetBoolean());
        foreach (var quote in all[1..]) await StandsAloneAsync(quote);

        foreach (var _ in (string[])["the putting", "the leaving"]) (await app.Owner.PostAsync("/api/undo", null)).EnsureSuccessStatusCode();
        Assert.Equal(all.Order(), (await QuotesOfAsync(from)).Order());
    }

    [Fact]
    public async Task What_only_one_customer_is_left_to_say_is_no_pattern()
    {
        var row = (await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray().First(row => row.GetProperty("people").GetProperty("count").GetInt32() == 2);
        var said = (await app.Owner.ReadAsync($"/api/patterns/{IdOf(row)}?all=true")).GetProperty("said").EnumerateArray().Select(said => said.GetProperty("quotes").EnumerateArray().Select(quote => quote.GetProperty("id").GetString()!).ToArray()).ToList();

        await LeaveAloneAsync(said[0]);

        Assert.DoesNotContain((await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray(), other => IdOf(other) == IdOf(row));
        var left = await app.Owner.ReadAsync($"/api/quotes/{said[1][0]}/pattern");
        Assert.Equal(JsonValueKind.Null, left.GetProperty("pattern").ValueKind);
        Assert.False(left.GetProperty("staysAlone").GetBoolean());
        (await app.Owner.PostAsync("/api/undo", null)).EnsureSuccessStatusCode();
        Assert.Superset(said.SelectMany(quotes => quotes).ToHashSet(), await QuotesOfAsync(IdOf(row)));
    }

    private async Task LeaveAloneAsync(string quote, bool alone) => (await app.Owner.PostAsJsonAsync($"/api/quotes/alone?alone={alone}", new { quotes = new[] { quote } })).EnsureSuccessStatusCode();

    private async Task LeaveAloneAsync(params string[] quotes) => Assert.Equal(quotes.Length, await (await app.Owner.PostAsJsonAsync("/api/quotes/alone", new { quotes })).Content.ReadFromJsonAsync<int>());

    private async Task StandsAloneAsync(string quote)
    {
        var stands = await app.Owner.ReadAsync($"/api/quotes/{quote}/pattern");
        Assert.Equal(JsonValueKind.Null, stands.GetProperty("pattern").ValueKind);
        Assert.True(stands.GetProperty("staysAlone").GetBoolean());
    }

    [Fact]
    public async Task What_we_said_or_what_was_rejected_goes_into_no_pattern()
    {
        var (alone, _) = (await AloneAsync()).First();
        var pattern = IdOf((await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray().First());
        (await app.Owner.PostAsync($"/api/suggestions/{alone}/reject", null)).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.NotFound, (await app.Owner.PostAsJsonAsync($"/api/patterns/{pattern}/quotes", new { quotes = new[] { alone } })).StatusCode);

        var talk = (await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray().First().GetProperty("id").GetString();
        var promise = await (await app.Owner.PostAsJsonAsync("/api/quotes", new { conversation = talk, turn = 0, start = 0, length = 10, kind = "promise" })).Content.ReadFromJsonAsync<string>();
        var refused = await app.Owner.PostAsJsonAsync($"/api/patterns/{pattern}/quotes", new { quotes = new[] { promise } });
        Assert.False(refused.IsSuccessStatusCode);
        Assert.Contains("What we said ourselves", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("What we said ourselves", await (await app.Owner.PostAsJsonAsync("/api/quotes/alone", new { quotes = new[] { promise } })).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task PutAsync(string pattern, params string[] quotes) => (await app.Owner.PostAsJsonAsync($"/api/patterns/{pattern}/quotes", new { quotes })).EnsureSuccessStatusCode();

    private async Task<List<(string Quote, string Person)>> AloneAsync()
    {
        var held = new HashSet<string>();
        foreach (var row in (await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray()) held.UnionWith(await QuotesOfAsync(IdOf(row)));
        return [.. (await app.Owner.ReadAsync("/api/quotes?accepted=false")).GetProperty("rows").EnumerateArray().Where(row => row.GetProperty("person").ValueKind == JsonValueKind.String)
            .Select(row => (row.GetProperty("id").GetString()!, row.GetProperty("person").GetString()!)).Where(row => !held.Contains(row.Item1))];
    }

    [Fact]
    public async Task An_undo_that_takes_the_open_pattern_away_leads_to_the_list_which_says_so()
    {
        var pattern = (await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray().First(row => row.GetProperty("quotes").GetInt32() >= 3);
        var taken = (await QuotesOfAsync(IdOf(pattern))).Take(1).ToArray();
        var made = await (await app.Owner.PostAsJsonAsync($"/api/patterns/{IdOf(pattern)}/split", new { quotes = taken, name = "On its own" })).Content.ReadFromJsonAsync<string>();

        var undone = await app.Owner.PostAsync("/undo", new FormUrlEncodedContent([new("back", $"/patterns/{made}")]));
        Assert.Equal($"/patterns/{made}", undone.Headers.Location?.OriginalString);
        var gone = await app.Owner.GetAsync(undone.Headers.Location);

        Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
        Assert.EndsWith("/patterns", gone.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("Undone: ", await app.Owner.GetStringAsync(gone.Headers.Location), StringComparison.Ordinal);
    }

    private Task<JsonElement> ReadAsync(JsonElement row) => ReadAsync(IdOf(row));

    private Task<JsonElement> ReadAsync(string id) => app.Owner.ReadAsync($"/api/patterns/{id}");

    private static string IdOf(JsonElement row) => row.TryGetProperty("pattern", out var inner) ? inner.GetProperty("id").GetString()! : row.GetProperty("id").GetString()!;

    private async Task<HashSet<string>> QuotesOfAsync(string id) => [.. QuotesOf(await app.Owner.ReadAsync($"/api/patterns/{id}?all=true")).Select(quote => quote.GetProperty("id").GetString()!)];

    private static IEnumerable<JsonElement> QuotesOf(JsonElement pattern) => pattern.GetProperty("said").EnumerateArray().SelectMany(said => said.GetProperty("quotes").EnumerateArray());

    private Task GroupAgainAsync() => app.InWorkspaceAsync(services => services.GetRequiredService<GroupQuotes>().RunAsync(new Progress<Progress>(), default));
}
