using System.Text.RegularExpressions;
using Firsthand.Conversations;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Firsthand.Tests.Conversations;

/// <summary>What the page of a conversation says over the words.</summary>
public sealed class ConversationPageTests : IAsyncLifetime
{
    private readonly FirsthandApp app = new();

    // Ours begins with the offer or ends with it; both last 89 seconds from their first word, 91 from the beginning of the recording.
    private const string AtOnce = "WEBVTT\n\n00:00:02.000 --> 00:00:09.000\nMara: Lockgate holds the files, what do you use today?\n\n00:00:10.000 --> 00:01:31.000\nAda Quist: We use folders, and the files are always late.\n";
    private const string Late = "WEBVTT\n\n00:00:02.000 --> 00:00:09.000\nMara: What do you use today?\n\n00:00:10.000 --> 00:00:40.000\nBen Okafor: We use folders, and the files are always late.\n\n00:00:44.000 --> 00:01:31.000\nMara: Lockgate would hold them.\n";

    public async ValueTask InitializeAsync()
    {
        await app.InitializeAsync();
        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            (await db.Workspaces.SingleAsync(row => row.Id == db.Workspace)).OfferWords = ["Lockgate"];
            db.KnownSpeakers.Add(new() { Id = Id<KnownSpeaker>.New(app.Clock), Name = WhoIsWho.Fold("Mara"), Side = Side.Ours });
            await db.SaveChangesAsync();
        });
        await app.Owner.BringAsync(("at once.vtt", AtOnce), ("late.vtt", Late));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("at once", "You first mentioned the offer at 00:02.")]
    [InlineData("late", "You first mentioned the offer at 00:44. Until then Ben spoke 64% of the time and you asked 1 question.")]
    public async Task The_clock_speaks_in_whole_sentences(string title, string sentence) => Assert.EndsWith(sentence, await ClockAsync(title), StringComparison.Ordinal);

    [Fact]
    public async Task A_talk_lasts_as_long_on_its_page_as_in_the_list()
    {
        Assert.StartsWith("1 min,", await ClockAsync("late"), StringComparison.Ordinal);
        Assert.Contains("1 min", await TextAsync("/conversations"), StringComparison.Ordinal);
        Assert.DoesNotContain("2 min", await TextAsync("/conversations"), StringComparison.Ordinal);
    }

    private async Task<string> ClockAsync(string title)
    {
        var id = (await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("title").GetString() == title).GetProperty("id").GetString();
        var page = await (await app.Owner.GetAsync($"/conversations/{id}")).Content.ReadAsStringAsync();
        return Plain(Regex.Match(page, "<figcaption.*?</figcaption>", RegexOptions.Singleline).Value);
    }

    private async Task<string> TextAsync(string path) => Plain(await (await app.Owner.GetAsync(path)).Content.ReadAsStringAsync());

    private static string Plain(string html) => Regex.Replace(System.Net.WebUtility.HtmlDecode(Regex.Replace(html, "<[^>]+>", "")), "\\s+", " ").Trim();
}
