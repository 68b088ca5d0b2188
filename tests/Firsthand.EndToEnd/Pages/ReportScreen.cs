using Microsoft.Playwright;

namespace Firsthand.EndToEnd.Pages;

/// <summary>A batch while it is read, and afterwards.</summary>
internal sealed class ReportScreen(IPage page)
{
    private ILocator Open => page.GetByRole(AriaRole.Link, new() { Name = "Open the conversation" });

    public async Task<ConversationScreen> OpenAsync()
    {
        await Open.ClickAsync(new() { Timeout = 120_000 });
        return new(page);
    }

    /// <summary>Without script the page asks again by itself; a test does not wait for it.</summary>
    public async Task<ConversationScreen> OpenWithoutScriptAsync()
    {
        for (var tries = 0; tries < 240 && await Open.CountAsync() == 0; tries++)
        {
            await Task.Delay(500);
            await page.ReloadAsync();
        }
        await Open.ClickAsync();
        return new(page);
    }
}
