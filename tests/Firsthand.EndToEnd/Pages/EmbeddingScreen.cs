using Microsoft.Playwright;

namespace Firsthand.EndToEnd.Pages;

/// <summary>Where the owner chooses the model that tells what sentences mean.</summary>
internal sealed class EmbeddingScreen(IPage page)
{
    public ILocator Problem => page.GetByRole(AriaRole.Alert);

    public ILocator Main => page.GetByRole(AriaRole.Main);

    public static async Task<EmbeddingScreen> OpenAsync(IPage page, string address)
    {
        await page.GotoAsync(address + "/more");
        await page.GetByRole(AriaRole.Link, new() { Name = "Embedding model" }).ClickAsync();
        return new(page);
    }

    public async Task TryAsync(string address, string model)
    {
        await page.GetByLabel("Address").FillAsync(address);
        await page.GetByLabel("Model", new() { Exact = true }).FillAsync(model);
        await page.GetByRole(AriaRole.Button, new() { NameString = "Try it" }).ClickAsync();
    }

    public async Task StopAsync()
    {
        await page.GetByText("Stop using it").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true }).ClickAsync();
    }
}
