using System.Net.Http.Json;

namespace Firsthand.Tests.Conversations;

public sealed class WhoIsWhoTests(FirsthandApp app) : IClassFixture<FirsthandApp>
{
    [Fact]
    public async Task Whose_words_they_are_decides_what_is_heard_and_undo_listens_again()
    {
        await app.Owner.BringAsync(Talks.FourAgencies[0]);
        var id = await app.Owner.OnlyConversationAsync();
        var speaker = (await app.Owner.ReadAsync($"/api/conversations/{id}")).GetProperty("speakers").EnumerateArray().Single(row => row.GetProperty("name").GetString() == "Ana Lopes");
        var heard = await HeardAsync(id);
        Assert.NotEmpty(heard);

        (await app.Owner.PutAsJsonAsync($"/api/speakers/{speaker.GetProperty("id").GetString()}", new { side = "ours" })).EnsureSuccessStatusCode();
        await app.Owner.IdleAsync();
        Assert.DoesNotContain(await HeardAsync(id), quote => heard.Contains(quote));

        await app.Owner.UndoAsync();
        await app.Owner.IdleAsync();
        Assert.Equal(heard, await HeardAsync(id));
    }

    private async Task<List<string>> HeardAsync(string talk) =>
        [.. (await app.Owner.QuotesAsync(talk)).Select(quote => $"{quote.GetProperty("turn")}:{quote.GetProperty("start")} {quote.GetProperty("kind")}").Order(StringComparer.Ordinal)];
}
