using Microsoft.Playwright;

namespace Firsthand.EndToEnd.Pages;

internal sealed class TodayScreen(IPage page)
{
    public ILocator Banner => page.GetByRole(AriaRole.Region, new() { Name = "Notice" });
    public ILocator ToRead => page.Locator(Selectors.ToRead);
    public ILocator Next => page.Locator(Selectors.Next);
    public ILocator Recurring => page.Locator(Selectors.Patterns);

    public static async Task<TodayScreen> EnterAsync(IPage page, string printedAddress)
    {
        await page.GotoAsync(printedAddress);
        Assert.Equal("/", new Uri(page.Url).AbsolutePath);
        return new(page);
    }

    /// <summary>As if a file was let go over the page.</summary>
    public Task<PreviewScreen> DropAsync(string name, string text) => DropAsync(page, name, text);

    public static async Task<PreviewScreen> DropAsync(IPage page, string name, string text)
    {
        await page.EvaluateAsync("""
            ([name, text]) => {
                const data = new DataTransfer();
                data.items.add(new File([text], name, { type: 'text/vtt' }));
                document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
            }
            """, new[] { name, text });
        await page.ArriveAsync("**/import/*");
        return new(page);
    }

    private static class Selectors
    {
        public const string Next = "#next .btn.first", ToRead = "section[aria-labelledby=h-read] li", Patterns = "li.pattern";
    }
}
