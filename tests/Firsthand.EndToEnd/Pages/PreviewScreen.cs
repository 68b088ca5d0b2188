using Microsoft.Playwright;

namespace Firsthand.EndToEnd.Pages;

/// <summary>A batch before it is read.</summary>
internal sealed class PreviewScreen(IPage page)
{
    public ILocator Detected => page.Locator(Selectors.Detected);
    public ILocator Questions => page.GetByRole(AriaRole.Heading, new() { Name = "Who is the customer?" });
    public ILocator FirstWords => page.Locator(Selectors.FirstWords);

    public ILocator Side(string speaker, string side) => page.GetByRole(AriaRole.Radiogroup, new() { Name = speaker }).GetByLabel(side);

    public async Task<ReportScreen> ReadAsync()
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Read this file" }).ClickAsync();
        return new(page);
    }

    public static async Task<PreviewScreen> ChooseAsync(IPage page, string address, string name, string text)
    {
        await page.GotoAsync(address + "/import");
        await page.GetByLabel("Files").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/vtt", Buffer = System.Text.Encoding.UTF8.GetBytes(text) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Look at them" }).ClickAsync();
        return new(page);
    }

    private static class Selectors
    {
        public const string Detected = ".file .section-head", FirstWords = ".first-words .words";
    }
}
