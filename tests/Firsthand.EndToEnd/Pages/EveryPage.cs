using Microsoft.Playwright;

namespace Firsthand.EndToEnd.Pages;

/// <summary>Where a person can go.</summary>
internal static class EveryPage
{
    /// <summary>Pages that are there whatever was brought.</summary>
    public static IReadOnlyList<string> WithoutAName { get; } =
    [
        "/", "/customers", "/customers?q=nobody", "/conversations", "/conversations?unread=true", "/import", "/transcription", "/embedding", "/capture", "/evidence", "/evidence?show=waiting", "/evidence?kind=hook", "/evidence?segment=nobody&from=2026-01-01",
        "/patterns", "/patterns?kind=fear", "/patterns?dismissed=true", "/patterns?segment=five+to+fifteen+people", "/patterns?segment=nobody", "/patterns/merge", "/find", "/find?q=logo", "/find?q=xyzzyqwerty", "/report", "/export", "/more",
    ];

    /// <summary>The page of one conversation, its story, one customer, one pattern as it is read and as it is shaped, one batch, who else said a quote: whichever stands first in its list.</summary>
    public static async Task<IReadOnlyList<string>> OfOneThingAsync(IPage page, string address)
    {
        var (talk, customer, pattern, batch) = (await FirstAsync("/conversations", ".talks a[data-open]"), await FirstAsync("/customers", ".customers a[data-open]"), await FirstAsync("/patterns", ".pattern a.title"), await FirstAsync("/import", ".list a"));
        var quote = await FirstAsync("/evidence?show=waiting", ".deck a[data-key=b]");
        return [talk, talk + "/story", customer, pattern, pattern + "?shape=rename", pattern + "?shape=merge", pattern + "?shape=split", pattern + "?heard=not-asked", pattern + "?segment=", pattern + "?all=true", batch, quote];

        async Task<string> FirstAsync(string list, string link)
        {
            await page.GotoAsync(address + list);
            return (await page.Locator(link).First.GetAttributeAsync("href"))!;
        }
    }
}
