using Microsoft.Playwright;

namespace Firsthand.EndToEnd.Pages;

internal sealed class PatternScreen(IPage page)
{
    public ILocator Title => page.Locator(Selectors.Title);
    public ILocator Words => page.Locator(Selectors.Words);
    public ILocator Dots => page.Locator(Selectors.Dots);
    public ILocator Verdict => page.Locator(Selectors.Verdict);
    public ILocator Flash => page.Locator(Selectors.Flash);

    public string Id => new Uri(page.Url).AbsolutePath.Split('/')[^1];

    /// <summary>How many quotes it says it has.</summary>
    public async Task<int> QuotesAsync() => int.Parse((await page.Locator(Selectors.Count).InnerTextAsync()).Split(' ')[0], System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);

    public async Task UndoAsync()
    {
        await page.Locator(Selectors.Flash).GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page.Locator(Selectors.Flash).Filter(new() { HasText = "Undone" }).WaitForAsync();
        await page.WaitForLoadStateAsync();
    }

    public async Task RenameAsync(string name)
    {
        await page.Keyboard.PressAsync("r");
        await TypeNameAsync(name);
        await page.Locator(Selectors.Flash).WaitForAsync();
    }

    /// <summary>Types at once, as a person does, into whatever has the focus then.</summary>
    public async Task TypeNameAsync(string name)
    {
        await page.ArriveAsync("**shape=rename**");
        await page.Keyboard.TypeAsync(name);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(Selectors.Flash).WaitForAsync();
    }

    /// <summary>Opens the first quote at its place in the conversation.</summary>
    public async Task<string> OpenFirstPlaceAsync()
    {
        await page.Locator(Selectors.Places).First.ClickAsync();
        await page.ArriveAsync("**/conversations/**");
        return await page.Locator(Selectors.Target).TextContentAsync() ?? "";
    }

    private static class Selectors
    {
        public const string Title = "h1", Words = ".by-person blockquote", Dots = ".verdict .dots a", Verdict = ".verdict", Flash = "#flash", Count = "header .source a[href='#words']",
            Places = ".by-person figcaption a:not(.person)", Target = ".turn:target [data-text]";
    }
}
