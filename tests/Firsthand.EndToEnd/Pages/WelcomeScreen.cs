using Microsoft.Playwright;

namespace Firsthand.EndToEnd.Pages;

/// <summary>The first start: whoever comes becomes the owner.</summary>
internal sealed class WelcomeScreen(IPage page)
{
    /// <summary>Wherever a person wants to go on an empty server, this comes first.</summary>
    public static async Task<WelcomeScreen> OpenAsync(IPage page, string server)
    {
        await page.GotoAsync(server + "/conversations");
        Assert.Equal("/welcome", new Uri(page.Url).AbsolutePath);
        return new(page);
    }

    public async Task BeginAsync(string password)
    {
        await page.GetByLabel("Your name").FillAsync("Priya Nair");
        await page.GetByLabel("Your company").FillAsync("Tallybook");
        await page.GetByLabel("E-mail").FillAsync("priya@example.org");
        await TryAsync(password);
        await page.ArriveAsync(url => new Uri(url).AbsolutePath == "/");
    }

    public async Task TryAsync(string password)
    {
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
    }
}
