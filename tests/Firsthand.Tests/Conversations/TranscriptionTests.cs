using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Firsthand.Conversations;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Firsthand.Tests.Conversations;

/// <summary>Recordings find their words: in the transcript of their name, or at the server that the owner chose.</summary>
public sealed class TranscriptionTests
{
    private const string Key = "sk-very-secret-key-1234";

    private const string Words = """
        {"task":"transcribe","language":"english","duration":90.0,"text":"We lose a week. Which files?","segments":[
         {"id":0,"start":0.0,"end":4.5,"text":" We lose a week on every project because nobody sends the files."},
         {"id":1,"start":4.5,"end":7.25,"text":" Which files do you wait for the longest?"}]}
        """;

    [Fact]
    public async Task A_recording_plays_beside_the_transcript_of_its_name()
    {
        await using var app = await StartAsync();
        var import = await app.Owner.ReceiveAsync(("2026-06-09 Hana.transcript.vtt", Encoding.UTF8.GetBytes(Talks.Zoom("Hana Mori", "We never know what comes next."))), ("2026-06-09 Hana_1920x1080.mp4", Film()), ("2026-06-09 Hana.m4a", Sound(1)));
        var preview = (await app.Owner.ReadAsync($"/api/imports/{import}")).GetProperty("files").EnumerateArray().ToList();
        Assert.Contains("2026-06-09 Hana.transcript.vtt", preview[1].GetProperty("recording").GetString(), StringComparison.Ordinal);
        await ReadAsync(app, import);

        var talk = await app.Owner.OnlyConversationAsync();
        Assert.Equal(Film(), await app.Owner.GetByteArrayAsync($"/api/conversations/{talk}/recording"));
        // The sound of the same call is kept, and nobody is asked for a transcript of it.
        Assert.Empty((await app.Owner.ReadAsync("/api/transcriptions")).GetProperty("notSent").EnumerateArray());
    }

    [Fact]
    public async Task Without_a_server_a_recording_waits_and_says_what_to_do_and_a_later_transcript_finds_it()
    {
        await using var app = await StartAsync();
        var import = await app.Owner.ReceiveAsync(("ines.mp3", Sound(2)));
        await ReadAsync(app, import);
        var file = (await app.Owner.ReadAsync($"/api/imports/{import}")).GetProperty("files")[0];
        Assert.Contains("Set a transcription endpoint, or bring a transcript with the same name", file.GetProperty("recording").GetString(), StringComparison.Ordinal);
        Assert.Equal("ines.mp3", (await app.Owner.ReadAsync("/api/transcriptions")).GetProperty("notSent")[0].GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Owner.PostAsync("/api/transcriptions", null)).StatusCode);

        await app.Owner.BringAsync(("ines.vtt", Talks.Zoom("Ines Prado", "The sheet is wrong every month.")));
        Assert.Equal(Sound(2), await app.Owner.GetByteArrayAsync($"/api/conversations/{await app.Owner.OnlyConversationAsync()}/recording"));
    }

    [Fact]
    public async Task The_owners_server_writes_down_a_recording_and_what_it_costs_is_shown()
    {
        await using var app = await StartAsync();
        await using var server = await FakeServer.StartAsync((429, "slow down"), (500, "oops"), (200, Words));
        await SetAsync(app, server, price: 0.006m);
        var import = await app.Owner.ReceiveAsync(("call with Ines.mp3", Sound(3)));
        Assert.Contains($"It is sent to 127.0.0.1:{server.Port}, on this machine, to be written down", (await app.Owner.ReadAsync($"/api/imports/{import}")).GetProperty("files")[0].GetProperty("recording").GetString(), StringComparison.Ordinal);
        await ReadAsync(app, import);

        var talk = await app.Owner.OnlyConversationAsync();
        var turns = (await app.Owner.ReadAsync($"/api/conversations/{talk}")).GetProperty("turns").EnumerateArray().ToList();
        Assert.Equal(["We lose a week on every project because nobody sends the files.", "Which files do you wait for the longest?"], turns.Select(turn => turn.GetProperty("text").GetString()!));
        Assert.Equal(4.5, turns[1].GetProperty("start").GetDouble());
        Assert.Equal(Sound(3), await app.Owner.GetByteArrayAsync($"/api/conversations/{talk}/recording"));
        var sent = (await app.Owner.ReadAsync("/api/transcriptions")).GetProperty("log")[0];
        Assert.Equal((3, 90.0, 9000), (sent.GetProperty("tries").GetInt32(), sent.GetProperty("seconds").GetDouble(), sent.GetProperty("cost").GetInt64()));

        Assert.All(server.Requests, request => Assert.Equal($"Bearer {Key}", request.Authorization));
        Assert.All(server.Requests, request => Assert.Equal("/v1/audio/transcriptions", request.Path));
        Assert.Contains("verbose_json", server.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("call with Ines.mp3", server.Requests[0].Body, StringComparison.Ordinal);
        // Started again, nothing is sent twice.
        (await app.Owner.PostAsync("/api/transcriptions", null)).EnsureSuccessStatusCode();
        await app.Owner.IdleAsync();
        Assert.Equal(3, server.Requests.Count);

        var undone = await app.Owner.PostAsync($"/api/imports/{import}/undo", null);
        Assert.True(undone.IsSuccessStatusCode);
        Assert.Equal(0, (await app.Owner.ReadAsync("/api/conversations")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_wrong_key_is_said_plainly_and_the_recording_is_sent_again_when_a_person_says_so()
    {
        await using var app = await StartAsync();
        await using var server = await FakeServer.StartAsync((401, """{"error":{"message":"Incorrect API key provided"}}"""), (200, """{"text":"Only words, without times."}"""));
        await SetAsync(app, server);
        var import = await app.Owner.ReceiveAsync(("visit.wav", [.. "RIFF\0\0\0\0WAVEfmt "u8, .. new byte[500]]));
        await ReadAsync(app, import);
        var file = (await app.Owner.ReadAsync($"/api/imports/{import}")).GetProperty("files")[0];
        Assert.Equal($"127.0.0.1:{server.Port} does not accept the key (401). Set the right one and try again. It says: “Incorrect API key provided” The recording is kept.", file.GetProperty("recording").GetString());
        Assert.True(file.GetProperty("canBeSentAgain").GetBoolean());
        Assert.Single(server.Requests);

        (await app.Owner.PostAsync("/api/transcriptions", null)).EnsureSuccessStatusCode();
        await app.Owner.IdleAsync();
        var talk = await app.Owner.OnlyConversationAsync();
        Assert.Contains("Only words, without times.", (await app.Owner.ReadAsync($"/api/conversations/{talk}")).GetProperty("turns")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recordings_go_only_to_the_address_that_was_set()
    {
        await using var app = await StartAsync();
        await using var elsewhere = await FakeServer.StartAsync((200, Words));
        await using var server = await FakeServer.StartAsync((307, $"http://127.0.0.1:{elsewhere.Port}/v1/audio/transcriptions"));
        await SetAsync(app, server);
        var import = await app.Owner.ReceiveAsync(("away.mp3", Sound(4)));
        await ReadAsync(app, import);
        Assert.Empty(elsewhere.Requests);
        Assert.Contains("sends us elsewhere (307)", (await app.Owner.ReadAsync($"/api/imports/{import}")).GetProperty("files")[0].GetProperty("recording").GetString(), StringComparison.Ordinal);

        foreach (var address in new[] { "file:///etc/passwd", "ftp://example.org", "http://name:word@example.org", "here" })
            Assert.Equal(HttpStatusCode.BadRequest, (await app.Owner.PutAsJsonAsync("/api/transcription", new { address, model = "whisper-1" })).StatusCode);
    }

    [Fact]
    public async Task The_key_is_never_given_out_and_goes_to_no_other_server()
    {
        await using var app = await StartAsync();
        await using var server = await FakeServer.StartAsync((200, Words));
        await SetAsync(app, server);
        Assert.DoesNotContain(Key, await (await app.Owner.GetAsync("/api/transcription")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Key, await (await app.Owner.GetAsync("/transcription")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await app.InWorkspaceAsync(async services =>
        {
            var kept = await services.GetRequiredService<FirsthandDb>().TranscriptionEndpoints.AsNoTracking().SingleAsync();
            Assert.DoesNotContain(Key, kept.ProtectedKey, StringComparison.Ordinal);
        });
        // Changed in place it stays; for another server it has to be given anew.
        await app.Owner.PutAsJsonAsync("/api/transcription", new { address = server.Address, model = "large-v3" });
        Assert.True((await app.Owner.ReadAsync("/api/transcription")).GetProperty("hasKey").GetBoolean());
        await app.Owner.PutAsJsonAsync("/api/transcription", new { address = "https://other.example/v1", model = "large-v3" });
        Assert.False((await app.Owner.ReadAsync("/api/transcription")).GetProperty("hasKey").GetBoolean());
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.AnotherCompanyAsync("theirs")).GetAsync("/api/transcription")).StatusCode);
        await app.Owner.DeleteAsync("/api/transcription");
        Assert.Equal(HttpStatusCode.NotFound, (await app.Owner.GetAsync("/api/transcription")).StatusCode);
    }

    [Fact]
    public async Task Recordings_in_a_zip_are_files_of_their_own()
    {
        await using var app = await StartAsync();
        using var zip = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(zip, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, bytes) in new[] { ("calls/noor.vtt", Encoding.UTF8.GetBytes(Talks.Zoom("Noor Aziz", "They pay after ninety days."))), ("calls/noor.mp3", Sound(5)), ("calls/ada.vtt", Encoding.UTF8.GetBytes(Talks.Zoom("Ada Quist", "I copied the numbers again."))) })
            {
                await using var entry = archive.CreateEntry(name).Open();
                await entry.WriteAsync(bytes, TestContext.Current.CancellationToken);
            }
        await ReadAsync(app, await app.Owner.ReceiveAsync(("june.zip", zip.ToArray())));
        var talk = (await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("title").GetString()!.StartsWith("noor", StringComparison.Ordinal)).GetProperty("id").GetString();
        Assert.Equal(Sound(5), await app.Owner.GetByteArrayAsync($"/api/conversations/{talk}/recording"));
    }

    [Theory]
    [InlineData("GMT20260609-140211_Recording_1920x1080.mp4", "GMT20260609-140211_Recording.transcript.vtt")]
    [InlineData("call.mp3", "call.srt")]
    [InlineData("Hana – onboarding.m4a", "hana_onboarding_otter_ai.txt")]
    [InlineData("2026-06-09 10.00.00 Zoom/video1234567890.mp4", "2026-06-09 10.00.00 Zoom/closed_caption.txt")]
    public void A_recording_and_its_transcript_have_one_name(string recording, string transcript) => Assert.Equal(RecordingNames.Of(transcript), RecordingNames.Of(recording));

    [Theory]
    [InlineData("call 1.mp3", "call 2.vtt")]
    [InlineData("10.30.mp3", "10.45.vtt")]
    public void Two_calls_are_not_one(string recording, string transcript) => Assert.NotEqual(RecordingNames.Of(transcript), RecordingNames.Of(recording));

    [Fact]
    public void A_name_that_says_nothing_is_none() => Assert.Null(RecordingNames.Of("audio.m4a"));

    private static async Task<FirsthandApp> StartAsync()
    {
        var app = new FirsthandApp();
        await app.InitializeAsync();
        return app;
    }

    private static async Task ReadAsync(FirsthandApp app, string import)
    {
        (await app.Owner.PostAsync($"/api/imports/{import}/start", null)).EnsureSuccessStatusCode();
        await app.Owner.IdleAsync();
    }

    private static async Task SetAsync(FirsthandApp app, FakeServer server, decimal price = 0) =>
        (await app.Owner.PutAsJsonAsync("/api/transcription", new { address = server.Address, model = "whisper-1", key = Key, pricePerMinute = price })).EnsureSuccessStatusCode();

    private static byte[] Sound(byte which) => [.. "ID3"u8, .. Enumerable.Range(0, 3000).Select(i => (byte)(i * which))];

    private static byte[] Film() => [0, 0, 0, 24, .. "ftypmp42"u8, .. Enumerable.Range(0, 5000).Select(i => (byte)i)];
}
