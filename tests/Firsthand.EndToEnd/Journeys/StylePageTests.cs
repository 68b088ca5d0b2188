using Firsthand.EndToEnd.Pages;
using Firsthand.Tests;
using Microsoft.Playwright;

namespace Firsthand.EndToEnd.Journeys;

/// <summary>Every part and every chart on example data, in both themes, on a desk, on a phone, and on paper.</summary>
[Collection("browser")]
public sealed class StylePageTests(Chromium chromium, SampleServer sample) : IClassFixture<SampleServer>
{
    [Theory]
    [InlineData(1280, false)]
    [InlineData(390, false)]
    [InlineData(1280, true)]
    [InlineData(390, true)]
    [InlineData(320, false)]
    public async Task Every_part_is_open_to_everybody(int width, bool dark)
    {
        await using var visit = await EnterAsync(width, dark);
        await visit.NothingIsWrongAsync();
        await visit.ShotAsync("style");
        Assert.True(await visit.Page.Locator(".charts svg").CountAsync() > 40);
        // Open tables must not push the page sideways either.
        await visit.Page.EvaluateAsync("() => document.querySelectorAll('.charts details').forEach(details => details.open = true)");
        await visit.NothingIsWrongAsync();
    }

    [Fact]
    public async Task On_paper_the_tables_are_open_and_the_ink_is_dark()
    {
        await using var visit = await EnterAsync(1280, dark: true);
        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.True(await visit.Page.Locator("[data-theme=light] .charts .numbers table").First.IsVisibleAsync());
        Assert.Equal("light", await visit.Page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).colorScheme"));
        Assert.False(await visit.Page.Locator(".rail").IsVisibleAsync());
    }

    [Fact]
    public async Task Without_a_script_every_chart_is_drawn()
    {
        await using var visit = await EnterAsync(1280, dark: false);
        var html = await (await visit.Page.Context.APIRequest.GetAsync(sample.Server.Address + "/style")).TextAsync();
        Assert.Equal(await visit.Page.Locator(".charts svg path, .charts svg rect").CountAsync(), await visit.Page.EvaluateAsync<int>(
            "html => new DOMParser().parseFromString(html, 'text/html').querySelectorAll('.charts svg path, .charts svg rect').length", html));
    }

    private async Task<Visit> EnterAsync(int width, bool dark)
    {
        var visit = await chromium.OpenAsync(width, dark);
        await TodayScreen.EnterAsync(visit.Page, await sample.Server.PrintedAddressAsync());
        await visit.Page.GotoAsync(sample.Server.Address + "/style");
        return visit;
    }
}
