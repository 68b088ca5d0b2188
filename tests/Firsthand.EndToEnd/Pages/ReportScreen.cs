using Microsoft.Playwright;

namespace Firsthand.EndToEnd.Pages;

/// <summary>A batch while it is read, and afterwards.</summary>
internal sealed class ReportScreen(IPage page)
{
    private ILocator Open => page.GetByRole(AriaRole.Link, new() { Name = "Open the conversation" });

    /// <summary>Once it is read: the page comes back by itself, with script or without.</summary>
    public async Task<ConversationScreen> OpenAsync()
    {
        await Open.ClickAsync(new() { Timeout = 120_000 });
        return new(page);
    }
}
