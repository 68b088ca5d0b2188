using Microsoft.Playwright;

namespace Firsthand.EndToEnd.Pages;

internal sealed class PatternsScreen(IPage page)
{
    public ILocator Rows => page.Locator(Selectors.Rows);
    public ILocator InHand => page.Locator(Selectors.InHand);
    public ILocator Sentence => page.Locator(Selectors.Saturation);
    public ILocator Said => page.Locator(Selectors.Flash);

    public static async Task<PatternsScreen> OpenAsync(IPage page, string server)
    {
        await page.GotoAsync(server + "/patterns");
        return new(page);
    }

    public Task PressAsync(string key) => page.Keyboard.PressAsync(key);

    public async Task<PatternScreen> EnterAsync()
    {
        // A key that comes before the page draws goes nowhere: what the key before did is seen first.
        await InHand.WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync("**/patterns/*-*");
        return new(page);
    }

    public async Task UndoAsync()
    {
        await Said.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Said.Filter(new() { HasText = "Undone" }).WaitForAsync();
        await page.WaitForLoadStateAsync();
    }

    /// <summary>How many there are, on all pages.</summary>
    public async Task<int> TotalAsync() => int.Parse((await page.Locator(Selectors.Total).InnerTextAsync()).Split(' ')[0], System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);

    public async Task<string> AddressOfAsync(int row) => (await Rows.Nth(row).Locator("a.title").GetAttributeAsync("href"))!;

    /// <summary>The addresses behind every number and every dot of the list.</summary>
    public async Task<IReadOnlyList<string>> NumbersAsync() =>
        await page.EvalOnSelectorAllAsync<string[]>(Selectors.Numbers, "links => [...new Set(links.map(link => link.href))]");

    /// <summary>Where what is ticked would be put together, with its counts.</summary>
    public async Task<string> AskToMergeAsync()
    {
        await page.Keyboard.PressAsync("Shift+M");
        await page.ArriveAsync("**/patterns/merge**");
        return await page.GetByRole(AriaRole.Main).InnerTextAsync();
    }

    public async Task<PatternScreen> MergeAsync()
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge them" }).ClickAsync();
        await page.ArriveAsync("**/patterns/*-*");
        return new(page);
    }

    private static class Selectors
    {
        public const string Rows = "li.pattern", Total = "#h-list", InHand = "li.pattern[aria-current]", Saturation = ".saturation .lead", Flash = "#flash", Numbers = "li.pattern .people a, li.pattern a.title, .page-head a.num, .saturation .lead a";
    }
}
