using Firsthand.EndToEnd.Pages;
using Microsoft.Playwright;

namespace Firsthand.EndToEnd.Journeys;

/// <summary>A server of one's own: the first start makes its owner, and the door opens to nobody else.</summary>
[Collection("browser")]
public sealed class FirstStartTests(Chromium chromium)
{
    private const string Password = "three plain words";

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task An_empty_server_becomes_its_owners(int width)
    {
        await using var server = FirsthandServer.Empty();
        await using var visit = await chromium.OpenAsync(width);
        var page = visit.Page;

        var welcome = await WelcomeScreen.OpenAsync(page, server.Address);
        await visit.NothingIsWrongAsync();
        await page.GetByLabel("Your name").FillAsync("Priya Nair");
        await page.GetByLabel("Your company").FillAsync("Tallybook");
        await page.GetByLabel("E-mail").FillAsync("priya@example.org");
        await welcome.TryAsync("short");
        Assert.Contains("10 characters", await page.GetByRole(AriaRole.Alert).InnerTextAsync(), StringComparison.Ordinal);
        await visit.NothingIsWrongAsync();
        await welcome.BeginAsync(Password);
        Assert.Contains("Nothing was brought yet", await page.GetByRole(AriaRole.Main).InnerTextAsync(), StringComparison.Ordinal);
        await visit.NothingIsWrongAsync();

        await page.GotoAsync(server.Address + "/more");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        Assert.Equal("/sign-in", new Uri(page.Url).AbsolutePath);
        await page.GotoAsync(server.Address + "/welcome");
        Assert.Equal("/sign-in", new Uri(page.Url).AbsolutePath);
        await SignInAsync(page, Password);
        Assert.Equal("/", new Uri(page.Url).AbsolutePath);
    }

    [Fact]
    public async Task Somebody_who_guesses_is_locked_out_and_told_so()
    {
        await using var server = FirsthandServer.Empty();
        await using var visit = await chromium.OpenAsync(1280);
        var page = visit.Page;
        await (await WelcomeScreen.OpenAsync(page, server.Address)).BeginAsync(Password);
        await page.Context.ClearCookiesAsync();

        await page.GotoAsync(server.Address + "/sign-in");
        for (var tries = 0; tries < 5; tries++) await SignInAsync(page, "not the password");
        await SignInAsync(page, Password);

        Assert.Contains("ten minutes", await page.GetByRole(AriaRole.Alert).InnerTextAsync(), StringComparison.Ordinal);
        await visit.NothingIsWrongAsync();
    }

    private static async Task SignInAsync(IPage page, string password)
    {
        await page.GetByLabel("E-mail").FillAsync("priya@example.org");
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
