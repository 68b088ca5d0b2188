using Firsthand.EndToEnd.Pages;

namespace Firsthand.EndToEnd.Journeys;

/// <summary>What the README shows: the sample company after a little reading, in both themes.</summary>
[Collection("browser")]
public sealed class ReadmePicturesTests(Chromium chromium)
{
    // Enough to fill some lines of a story, and to leave some open.
    private const int Accepted = 9;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_sample_company_shows_what_each_page_is_for(bool dark)
    {
        await using var server = await FirsthandServer.WithSampleAsync();
        await using var visit = await chromium.OpenAsync(1280, dark);
        var (page, address) = (visit.Page, server.Address);
        var today = await TodayScreen.EnterAsync(page, await server.PrintedAddressAsync());
        await LookAsync("today");

        await today.Next.ClickAsync();
        var talk = new ConversationScreen(page);
        await talk.Suggested.First.WaitForAsync();
        await talk.PressAsync("j");
        for (var i = 0; i < Accepted; i++) await talk.PressAsync("a");
        await talk.StoryLines.First.WaitForAsync();
        await talk.PressAsync("k");
        await page.EvaluateAsync("() => scrollTo(0, 0)");
        await LookAsync("conversation");

        foreach (var name in new[] { "pattern", "customer" })
        {
            await page.GotoAsync($"{address}/{name}s");
            if (name == "pattern") await LookAsync("patterns");
            await page.Locator("[data-steps] a[data-open]").First.ClickAsync();
            await page.ArriveAsync($"**/{name}s/*-*");
            await LookAsync(name);
        }
        await page.GotoAsync(address + "/report");
        await LookAsync("report");
        await page.GotoAsync(address + "/import");
        await TodayScreen.DropAsync(page, ZoomCall.File, ZoomCall.Text);
        await LookAsync("import");

        async Task LookAsync(string name)
        {
            await visit.NothingIsWrongAsync();
            await visit.ShotAsync(name);
        }
    }
}
