using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Firsthand.Tests.Evidence;

public sealed class StoryTests(FirsthandApp app) : IClassFixture<FirsthandApp>
{
    [Fact]
    public async Task A_person_chooses_which_words_tell_the_situation()
    {
        await app.Owner.BringAsync(("story.vtt", Talks.Zoom("Rosa Diaz", "There are five of us and everything goes over my desk.", "I do the books at night.", "It works.", "The list.")));
        var talk = await app.Owner.OnlyConversationAsync();
        var first = await MarkAsync(talk, turn: 1, length: 20);
        var second = await MarkAsync(talk, turn: 3, length: 12);
        Assert.Null(await LineAsync(talk, "Situation"));

        (await PlaceAsync(first, "Situation")).EnsureSuccessStatusCode();
        Assert.Equal("There are five of us", await LineAsync(talk, "Situation"));

        // One quote on a line: the first goes back to its kind, and undo brings it back.
        (await PlaceAsync(second, "situation")).EnsureSuccessStatusCode();
        Assert.Equal("I do the boo", await LineAsync(talk, "Situation"));
        await app.Owner.PostAsync("/api/undo", null);
        Assert.Equal("There are five of us", await LineAsync(talk, "Situation"));

        (await PlaceAsync(first, null)).EnsureSuccessStatusCode();
        Assert.Null(await LineAsync(talk, "Situation"));
        Assert.Equal(HttpStatusCode.BadRequest, (await PlaceAsync(first, "Moral")).StatusCode);
    }

    private async Task<string> MarkAsync(string talk, int turn, int length) =>
        (await (await app.Owner.MarkAsync(talk, turn, 0, length, "pressure")).Content.ReadFromJsonAsync<string>())!;

    private Task<HttpResponseMessage> PlaceAsync(string quote, string? line) => app.Owner.PutAsJsonAsync($"/api/quotes/{quote}/story", new { line });

    private async Task<string?> LineAsync(string talk, string name) =>
        (await app.Owner.ReadAsync($"/api/conversations/{talk}/story")).GetProperty("lines").EnumerateArray().Single(line => line.GetProperty("name").GetString() == name).GetProperty("quote") is { ValueKind: JsonValueKind.Object } quote
            ? quote.GetProperty("text").GetString() : null;
}
