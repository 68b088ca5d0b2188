using System.Text;
using Firsthand.EndToEnd.Pages;
using Microsoft.Playwright;

namespace Firsthand.EndToEnd.Journeys;

/// <summary>Bringing many things at once: a folder let go over the page, a ZIP, a recording; looked at, changed, read, taken back.</summary>
[Collection("browser")]
public sealed class ImportTests(Chromium chromium)
{
    [Theory]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    [InlineData(390, false)]
    [InlineData(390, true)]
    public async Task A_folder_is_looked_at_changed_read_and_taken_back(int width, bool dark)
    {
        await using var server = await FirsthandServer.WithSampleAsync();
        await using var visit = await chromium.OpenAsync(width, dark);
        await TodayScreen.EnterAsync(visit.Page, await server.PrintedAddressAsync());
        await visit.Page.GotoAsync(server.Address + "/conversations");
        var before = await HowManyAsync(visit.Page);

        await visit.Page.GotoAsync(server.Address + "/import");
        await visit.NothingIsWrongAsync();
        var preview = await PreviewScreen.DropFolderAsync(visit.Page, "June", ("one.vtt", Call("Ida Moen", "The invoice is always a week late.")), ("one.mp3", "ID3 not really heard"), ("notes.txt", "Ola: We copy it by hand.\nMara: Every week?\nOla: Every single week, and on Sundays.\nMara: Why?\n"));
        Assert.Equal(3, await preview.Files.CountAsync());
        Assert.Contains("It will play beside one.vtt", await visit.Page.GetByRole(AriaRole.Main).InnerTextAsync(), StringComparison.Ordinal);
        await visit.NothingIsWrongAsync();

        // Ida is taken for a customer; somebody knows better, and says so for good.
        await preview.Side("Ida Moen", "one of us").CheckAsync();
        await preview.LookAgainAsync();
        Assert.True(await preview.Side("Ida Moen", "one of us").IsCheckedAsync());
        var report = await preview.ReadAsync();
        await report.ReadAsync();
        await visit.NothingIsWrongAsync();
        Assert.Contains("It plays beside the words.", await visit.Page.GetByRole(AriaRole.Main).InnerTextAsync(), StringComparison.Ordinal);

        var batch = visit.Page.Url;
        await visit.Page.GotoAsync(server.Address + "/conversations");
        Assert.Equal(before + 2, await HowManyAsync(visit.Page));
        await visit.Page.GotoAsync(batch);
        await report.UndoAsync();
        await visit.NothingIsWrongAsync();
        await visit.Page.GotoAsync(server.Address + "/conversations");
        Assert.Equal(before, await HowManyAsync(visit.Page));
    }

    [Fact]
    public async Task A_zip_is_opened_and_the_same_words_again_lead_to_where_they_are()
    {
        await using var server = await FirsthandServer.WithSampleAsync();
        await using var visit = await chromium.OpenAsync(1280);
        await TodayScreen.EnterAsync(visit.Page, await server.PrintedAddressAsync());
        const string Words = "We lose the whole of Monday because the numbers of the week before are in three different places and nobody knows which of them is the right one.";
        var call = Call("Ida Moen", Words, Words.Replace("Monday", "Tuesday", StringComparison.Ordinal), Words.Replace("numbers", "figures", StringComparison.Ordinal));
        var preview = await PreviewScreen.ChooseAsync(visit.Page, server.Address, ("june.zip", Zip(("calls/ida.vtt", call), ("calls/per.vtt", Call("Per Holm", "They pay after ninety days.")))));
        Assert.Contains("2 conversations", await preview.Detected.First.InnerTextAsync(), StringComparison.Ordinal);
        await (await preview.ReadAsync()).ReadAsync();

        // The same call in another kind of file.
        var subtitles = call.Replace("WEBVTT\n\n", "", StringComparison.Ordinal).Replace(".000", ",000", StringComparison.Ordinal);
        preview = await PreviewScreen.ChooseAsync(visit.Page, server.Address, ("ida again.srt", Encoding.UTF8.GetBytes(subtitles)));
        await (await preview.ReadAsync()).ReadAsync();
        await visit.Page.GetByRole(AriaRole.Main).Locator("a[href^='/conversations/']").First.ClickAsync();
        await visit.Page.ArriveAsync("**/conversations/*");
        Assert.Contains("Ida Moen", await visit.Page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        await visit.NothingIsWrongAsync();
    }

    [Theory]
    [InlineData(1280, false)]
    [InlineData(390, true)]
    public async Task A_recording_without_words_says_what_to_do_and_the_server_is_set_in_one_form(int width, bool dark)
    {
        await using var server = await FirsthandServer.WithSampleAsync();
        await using var visit = await chromium.OpenAsync(width, dark);
        await TodayScreen.EnterAsync(visit.Page, await server.PrintedAddressAsync());
        var preview = await PreviewScreen.ChooseAsync(visit.Page, server.Address, ("Visit to Bergen.mp3", [.. "ID3"u8, .. new byte[3000]]));
        Assert.Contains("Set a transcription endpoint, or bring a transcript with the same name", await visit.Page.GetByRole(AriaRole.Main).InnerTextAsync(), StringComparison.Ordinal);
        await visit.NothingIsWrongAsync();
        await (await preview.ReadAsync()).ReadAsync();
        await visit.NothingIsWrongAsync();

        await visit.LookAtAsync(server.Address + "/transcription");
        await visit.Page.GetByLabel("Address").FillAsync("http://127.0.0.1:9/v1");
        await visit.Page.GetByLabel("Model").FillAsync("large-v3");
        await visit.Page.GetByLabel("Key").FillAsync("a key that nobody sees");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Use it" }).ClickAsync();
        await visit.Page.GetByText("on this machine").WaitForAsync();
        Assert.Equal("http://127.0.0.1:9/v1/audio/transcriptions", await visit.Page.GetByLabel("Address").InputValueAsync());
        Assert.DoesNotContain("a key that nobody sees", await visit.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Contains("Visit to Bergen.mp3", await visit.Page.GetByRole(AriaRole.Main).InnerTextAsync(), StringComparison.Ordinal);
        await visit.NothingIsWrongAsync();
        await visit.Page.GetByText("Stop using it").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Use it" }).WaitForAsync();
    }

    private static async Task<int> HowManyAsync(IPage page) => await page.Locator(".talks a[data-open]").CountAsync();

    private static string Call(string customer, params string[] answers)
    {
        var text = new StringBuilder("WEBVTT\n\n");
        for (var i = 0; i < answers.Length; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{2 * i + 1}\n00:00:{20 * i:00}.000 --> 00:00:{20 * i + 9:00}.000\nMara: What happens then, and what comes next?\n\n{2 * i + 2}\n00:00:{20 * i + 10:00}.000 --> 00:00:{20 * i + 19:00}.000\n{customer}: {answers[i]}\n\n");
        return text.ToString();
    }

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var zip = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(zip, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in files)
            {
                using var entry = new StreamWriter(archive.CreateEntry(name).Open());
                entry.Write(text);
            }
        return zip.ToArray();
    }
}
