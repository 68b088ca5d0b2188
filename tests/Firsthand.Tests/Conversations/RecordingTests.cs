using System.Net;
using System.Net.Http.Headers;

namespace Firsthand.Tests.Conversations;

public sealed class RecordingTests(FirsthandApp app) : IClassFixture<FirsthandApp>
{
    // Longer than one slice of the stream, so that a range can begin in the middle of one and end in the next.
    private static byte[] Recording(int bytes = 2_500_000)
    {
        var recording = new byte[bytes];
        for (var i = 0; i < bytes; i++) recording[i] = (byte)(i * 7 + i / 251);
        "ID3"u8.CopyTo(recording);
        return recording;
    }

    [Fact]
    public async Task A_player_gets_any_part_of_a_recording()
    {
        await app.Owner.BringAsync(("heard.vtt", Talks.Zoom("Hana Mori", "We never know what comes next.")));
        var talk = (await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("title").GetString() == "heard").GetProperty("id").GetString()!;
        var recording = Recording();

        Assert.Equal(HttpStatusCode.NotFound, (await app.Owner.GetAsync($"/api/conversations/{talk}/recording")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await AttachAsync(talk, "words.txt", "Not a sound."u8.ToArray())).StatusCode);
        (await AttachAsync(talk, "call.mp3", recording)).EnsureSuccessStatusCode();

        using var ask = new HttpRequestMessage(HttpMethod.Get, $"/api/conversations/{talk}/recording");
        ask.Headers.Range = new(1_000_000, 2_200_000);
        var part = await app.Owner.SendAsync(ask);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("audio/mpeg", part.Content.Headers.ContentType?.MediaType);
        Assert.Equal(recording[1_000_000..2_200_001], await part.Content.ReadAsByteArrayAsync());
        Assert.Equal(recording, await app.Owner.GetByteArrayAsync($"/api/conversations/{talk}/recording"));

        var stranger = await app.AnotherCompanyAsync("elsewhere");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/conversations/{talk}/recording")).StatusCode);
    }

    private async Task<HttpResponseMessage> AttachAsync(string talk, string name, byte[] bytes)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "file", name } };
        return await app.Owner.PostAsync($"/api/conversations/{talk}/recording", form);
    }
}
