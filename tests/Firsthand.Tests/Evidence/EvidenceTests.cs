using System.Net;
using System.Net.Http.Json;
using Firsthand.Engine.Text;

namespace Firsthand.Tests.Evidence;

public sealed class EvidenceTests(FirsthandApp app) : IClassFixture<FirsthandApp>, IAsyncLifetime
{
    private string talk = "";

    public async ValueTask InitializeAsync()
    {
        await app.Owner.BringAsync(("evidence.vtt", Talks.Zoom("Rosa Diaz", "🙂🙃 We lose two weeks because clients never send the files. I hate it.", "Is there a way to send one list of what we need?", "I want them to feel looked after from the first day.", "I would keep only the checklist 😀.")));
        talk = await app.Owner.OnlyConversationAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_proposed_quote_is_verbatim_at_its_place_and_a_customers()
    {
        var turns = (await app.Owner.ReadAsync($"/api/conversations/{talk}")).GetProperty("turns").EnumerateArray().ToDictionary(turn => turn.GetProperty("index").GetInt32(), turn => turn.GetProperty("text").GetString()!);
        var quotes = await app.Owner.QuotesAsync(talk);
        Assert.NotEmpty(quotes);
        Assert.All(quotes, quote =>
        {
            var text = turns[quote.GetProperty("turn").GetInt32()];
            Assert.Equal(new TextSpan(quote.GetProperty("start").GetInt32(), quote.GetProperty("length").GetInt32()).In(text).ToString(), quote.GetProperty("text").GetString());
            Assert.True(quote.GetProperty("turn").GetInt32() % 2 == 1 || quote.GetProperty("kind").GetString() == "promise");
        });
    }

    [Fact]
    public async Task An_accepted_suggestion_is_evidence_and_undo_takes_it_back()
    {
        var proposed = (await app.Owner.QuotesAsync(talk)).First(quote => !quote.GetProperty("accepted").GetBoolean()).GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.OK, (await app.Owner.PostAsync($"/api/suggestions/{proposed}/accept", null)).StatusCode);
        Assert.True((await QuoteAsync(proposed))!.Value.GetProperty("accepted").GetBoolean());
        await app.Owner.UndoAsync();
        Assert.False((await QuoteAsync(proposed))!.Value.GetProperty("accepted").GetBoolean());
        await app.Owner.RedoAsync();
        Assert.True((await QuoteAsync(proposed))!.Value.GetProperty("accepted").GetBoolean());
        await app.Owner.UndoAsync();
    }

    [Fact]
    public async Task A_rejected_suggestion_is_gone_and_undo_brings_it_back()
    {
        var proposed = (await app.Owner.QuotesAsync(talk)).Last(quote => !quote.GetProperty("accepted").GetBoolean()).GetProperty("id").GetString();
        await app.Owner.PostAsync($"/api/suggestions/{proposed}/reject", null);
        Assert.Null(await QuoteAsync(proposed));
        await app.Owner.UndoAsync();
        Assert.NotNull(await QuoteAsync(proposed));
    }

    [Fact]
    public async Task Nothing_to_undo_is_no_error()
    {
        await using var fresh = new FirsthandApp();
        await fresh.InitializeAsync();
        foreach (var way in (string[])["undo", "redo"])
        {
            var answer = await fresh.Owner.PostAsync($"/api/{way}", null);
            Assert.Equal((HttpStatusCode.OK, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        }
    }

    [Fact]
    public async Task Marked_words_fill_the_story()
    {
        var made = await (await app.Owner.MarkAsync(talk, 5, 0, 52, "desire")).Content.ReadFromJsonAsync<string>();
        var story = await app.Owner.ReadAsync($"/api/conversations/{talk}/story");
        var desire = story.GetProperty("lines").EnumerateArray().Single(line => line.GetProperty("name").GetString() == "Desire");
        Assert.Equal("I want them to feel looked after from the first day.", desire.GetProperty("quote").GetProperty("text").GetString());
        await app.Owner.DeleteAsync($"/api/quotes/{made}");
    }

    [Theory]
    [InlineData(1, 0, 999)]
    [InlineData(1, 900, 1)]
    [InlineData(1, -1, 4)]
    [InlineData(1, 0, 0)]
    public async Task A_quote_outside_its_turn_is_refused(int turn, int start, int length) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Owner.MarkAsync(talk, turn, start, length, "pain")).StatusCode);

    [Fact]
    public async Task A_quote_never_cuts_a_character_in_two()
    {
        var text = (await app.Owner.ReadAsync($"/api/conversations/{talk}")).GetProperty("turns")[7].GetProperty("text").GetString()!;
        var inside = text.IndexOf('\ud83d', StringComparison.Ordinal) + 1;
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Owner.MarkAsync(talk, 7, 0, inside, "keep-one")).StatusCode);
    }

    [Fact]
    public async Task A_quote_needs_a_conversation() =>
        Assert.Equal(HttpStatusCode.NotFound, (await app.Owner.MarkAsync(Guid.Empty.ToString(), 0, 0, 1, "pain")).StatusCode);

    [Fact]
    public async Task A_kind_nobody_knows_is_refused() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Owner.MarkAsync(talk, 1, 0, 5, "insight")).StatusCode);

    [Fact]
    public async Task Search_finds_the_exact_words_and_what_means_the_same()
    {
        var exact = (await app.Owner.ReadAsync("/api/find?q=checklist")).EnumerateArray().ToList();
        Assert.Contains("checklist", exact[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        var meant = (await app.Owner.ReadAsync("/api/find?q=customers%20do%20not%20deliver%20documents")).EnumerateArray().ToList();
        Assert.Contains(meant, hit => hit.GetProperty("text").GetString()!.Contains("never send the files", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_customer_said_stands_before_our_question_in_the_same_words()
    {
        var hits = (await app.Owner.ReadAsync("/api/find?q=keep%20only")).EnumerateArray().ToList();
        Assert.Contains(hits, hit => hit.GetProperty("side").GetString() == "ours");
        Assert.Equal("I would keep only the checklist 😀.", hits[0].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("a AND OR NOT *")]
    [InlineData("'; drop table \"Turns\"; --")]
    [InlineData("NEAR(x y) ^ : {")]
    [InlineData("…")]
    public async Task Search_takes_whatever_a_person_types(string words) =>
        Assert.Equal(HttpStatusCode.OK, (await app.Owner.GetAsync($"/api/find?q={Uri.EscapeDataString(words)}")).StatusCode);

    private async Task<System.Text.Json.JsonElement?> QuoteAsync(string? id)
    {
        var found = (await app.Owner.QuotesAsync(talk)).Where(quote => quote.GetProperty("id").GetString() == id).ToList();
        return found.Count == 0 ? null : found[0];
    }
}
