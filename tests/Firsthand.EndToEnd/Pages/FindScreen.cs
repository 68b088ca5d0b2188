using Microsoft.Playwright;

namespace Firsthand.EndToEnd.Pages;

internal sealed class FindScreen(IPage page)
{
    public ILocator Hits => page.Locator(Selectors.Hits);
    public ILocator Emphasised => page.Locator(Selectors.Emphasised);
    public ILocator Nothing => page.Locator(Selectors.Nothing);

    public static async Task<FindScreen> OpenAsync(IPage page, string server)
    {
        await page.GotoAsync(server + "/find");
        return new(page);
    }

    /// <summary>Types as a person does, and waits for what the typing brings.</summary>
    public async Task TypeAsync(string words)
    {
        await page.Locator(Selectors.Box).FillAsync("");
        await page.Locator(Selectors.Box).PressSequentiallyAsync(words);
        await page.ArriveAsync(url => new Uri(url).Query.Contains("q=" + Uri.EscapeDataString(words).Replace("%20", "+", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    /// <summary>Narrows what is found, and waits for the page to say so in its address.</summary>
    public async Task NarrowAsync(string label, string value)
    {
        var field = page.GetByLabel(label, new() { Exact = true });
        if (await field.EvaluateAsync<string>("field => field.tagName") == "SELECT") await field.SelectOptionAsync(value);
        else await field.FillAsync(value);
        await page.ArriveAsync(url => url.Contains(Uri.EscapeDataString(value).Replace("%20", "+", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    private static class Selectors
    {
        public const string Box = "main form.find input[type=search]", Hits = "#hits > li.said", Emphasised = "#hits mark.hit", Nothing = "#hits .empty";
    }
}
