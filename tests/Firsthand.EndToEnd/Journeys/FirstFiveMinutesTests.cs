using Firsthand.EndToEnd.Pages;

namespace Firsthand.EndToEnd.Journeys;

/// <summary>The first five minutes with the product, up to 3:00, as interface.md tells them: each time from the beginning, for the same call twice counts once.</summary>
[Collection("browser")]
public sealed class FirstFiveMinutesTests(Chromium chromium)
{
    [Theory]
    [InlineData(1280, false)]
    [InlineData(390, false)]
    [InlineData(1280, true)]
    [InlineData(390, true)]
    public async Task From_the_printed_address_to_a_story_in_the_customers_words(int width, bool dark)
    {
        await using var server = await FirsthandServer.WithSampleAsync();
        await using var visit = await chromium.OpenAsync(width, dark);

        // 0:00
        var today = await TodayScreen.EnterAsync(visit.Page, await server.PrintedAddressAsync());
        Assert.Contains("Sample data", await today.Banner.InnerTextAsync(), StringComparison.Ordinal);
        Assert.NotEqual(0, await today.ToRead.CountAsync());
        Assert.NotEqual(0, await today.Recurring.CountAsync());
        await visit.NothingIsWrongAsync();

        // 0:30
        var preview = await today.DropAsync(ZoomCall.File, ZoomCall.Text);
        Assert.Contains("WebVTT", await preview.Detected.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await preview.Questions.CountAsync());
        Assert.True(await preview.Side("Jonas Hartmann", "a customer").IsCheckedAsync());
        Assert.True(await preview.Side("Priya Nair", "one of us").IsCheckedAsync());
        Assert.NotEqual(0, await preview.FirstWords.CountAsync());
        await visit.NothingIsWrongAsync();

        // 1:30
        var report = await preview.ReadAsync();
        var talk = await report.OpenAsync();
        await talk.HeardAsync();
        Assert.NotEqual(0, await talk.Notes.CountAsync());
        Assert.Equal(0, await talk.Decided.CountAsync());
        await talk.PressAsync("?");
        Assert.Contains("accept", await talk.Keys.InnerTextAsync(), StringComparison.Ordinal);
        await visit.NothingIsWrongAsync();
        await talk.PressAsync("Escape");
        await visit.NothingIsWrongAsync();

        // 3:00
        await talk.NoteThisPageAsync();
        var proposed = await talk.SuggestionsAsync();
        for (var left = proposed; left > 0; left--)
        {
            if (width < 600) await talk.AcceptAsync();
            else await talk.PressAsync("a");
        }
        Assert.Equal(0, await talk.Suggested.CountAsync());
        await talk.StoryLines.First.WaitForAsync();
        Assert.True(await talk.IsTheSamePageAsync());
        await visit.Page.ReloadAsync();
        Assert.InRange(await talk.StoryFilledAsync(), 1, 7);
        Assert.NotEqual(0, await talk.Decided.CountAsync());
        await visit.NothingIsWrongAsync();
        foreach (var words in await talk.StoryLines.AllInnerTextsAsync()) Assert.Contains(words, ZoomCall.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_script_the_same_is_done_by_links_and_forms()
    {
        await using var server = await FirsthandServer.WithSampleAsync();
        await using var visit = await chromium.OpenAsync(1280, script: false);
        await TodayScreen.EnterAsync(visit.Page, await server.PrintedAddressAsync());

        var preview = await PreviewScreen.ChooseAsync(visit.Page, server.Address, ZoomCall.File, ZoomCall.Text);
        var talk = await (await preview.ReadAsync()).OpenAsync();
        await talk.HeardAsync();
        var before = await talk.Notes.CountAsync();
        await talk.AcceptAsync();

        Assert.Equal(before - 1, await talk.Notes.CountAsync());
        Assert.NotEqual(0, await talk.Decided.CountAsync());
        await visit.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Mark read, next" }).ClickAsync();
        Assert.Contains("Read. This is the next one.", await visit.Page.Locator("#flash").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_clicked_is_heard()
    {
        await using var server = await FirsthandServer.WithSampleAsync();
        await using var visit = await chromium.OpenAsync(1280);
        var today = await TodayScreen.EnterAsync(visit.Page, await server.PrintedAddressAsync());
        var preview = await today.DropAsync(ZoomCall.File, ZoomCall.Text);
        var talk = await (await preview.ReadAsync()).OpenAsync();
        await talk.HeardAsync();

        await talk.AttachAsync("call.wav", Silence(seconds: 60));
        await visit.Page.EvaluateAsync("() => new Promise(done => { const audio = document.querySelector('audio'); audio.readyState > 0 ? done() : audio.addEventListener('loadedmetadata', done); })");
        await visit.Page.Locator("#t-3 .who a").ClickAsync();

        Assert.Equal(60, await visit.Page.EvaluateAsync<double>("() => document.querySelector('audio').duration"), 0.5);
        Assert.InRange(await visit.Page.EvaluateAsync<double>("() => document.querySelector('audio').currentTime - Number(document.querySelector('#t-3').dataset.at)"), -0.1, 20);
        await visit.NothingIsWrongAsync();
    }

    /// <summary>A recording of nothing: 8,000 samples a second of eight bits.</summary>
    private static byte[] Silence(int seconds)
    {
        const int Rate = 8000;
        var bytes = new byte[44 + Rate * seconds];
        using var file = new BinaryWriter(new MemoryStream(bytes));
        file.Write("RIFF"u8);
        file.Write(bytes.Length - 8);
        file.Write("WAVEfmt "u8);
        file.Write(16);
        file.Write((short)1);
        file.Write((short)1);
        file.Write(Rate);
        file.Write(Rate);
        file.Write((short)1);
        file.Write((short)8);
        file.Write("data"u8);
        file.Write(Rate * seconds);
        bytes.AsSpan(44).Fill(128);
        return bytes;
    }
}
