using Microsoft.Playwright;

namespace Firsthand.EndToEnd.Pages;

/// <summary>A batch while it is read, and afterwards.</summary>
internal sealed class ReportScreen(IPage page)
{
    /// <summary>Once all files are read and listened to.</summary>
    public Task ReadAsync() => page.Locator("#learning[role=status]").WaitForAsync(new() { Timeout = 120_000 });

    public async Task UndoAsync()
    {
        await page.GetByText("Undo this import").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo it" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Bring it back" }).WaitForAsync();
    }

    private ILocator Open => page.GetByRole(AriaRole.Link, new() { Name = "Open the conversation" });

    /// <summary>Once it is read: the page comes back by itself, with script or without.</summary>
    public async Task<ConversationScreen> OpenAsync()
    {
        await Open.ClickAsync(new() { Timeout = 120_000 });
        return new(page);
    }
}
