using System.Text.Json;
using Firsthand.Tests;
using Microsoft.Playwright;

namespace Firsthand.EndToEnd.Pages;

/// <summary>What every journey does on every screen: asks axe, and takes the README's pictures when told to.</summary>
internal static class Looking
{
    private static readonly Lazy<string> Axe = new(() => File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "axe.min.js")));

    /// <summary>Set to 1, the journeys write docs/screenshots.</summary>
    private static bool TakesShots => Environment.GetEnvironmentVariable("FIRSTHAND_SHOTS") == "1";

    extension(Visit visit)
    {
        /// <summary>Opens a page and looks at it.</summary>
        public async Task LookAtAsync(string address)
        {
            await visit.Page.GotoAsync(address);
            await visit.NothingIsWrongAsync();
        }

        /// <summary>Nobody is shut out: axe finds nothing serious, nothing runs out of the page sideways, no word of the navigation out of its place, no line begins with the dot that parts it, and the console is quiet.</summary>
        public async Task NothingIsWrongAsync()
        {
            await visit.Page.EvaluateAsync(Axe.Value);
            var found = await visit.Page.EvaluateAsync<JsonElement>("""
                async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.filter(rule => ['serious', 'critical'].includes(rule.impact))
                    .map(rule => `${rule.id}: ${rule.nodes.map(node => node.target.join(' ')).slice(0, 5).join(', ')}`)
                """);
            Assert.Empty(found.EnumerateArray().Select(rule => $"{new Uri(visit.Page.Url).PathAndQuery} {rule.GetString()}"));
            Assert.False(await visit.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"), $"{visit.Page.Url} scrolls sideways.");
            Assert.Empty(await visit.Page.EvaluateAsync<string[]>("""
                () => [...document.querySelectorAll('.rail a')].filter(link => link.offsetParent && [...link.childNodes].some(part => {
                    const words = document.createRange();
                    words.selectNodeContents(part);
                    const place = words.getBoundingClientRect();
                    return words.getClientRects().length > 1 || place.left < 0 || place.right > Math.min(innerWidth, link.getBoundingClientRect().right);
                })).map(link => link.textContent.trim())
                """));
            Assert.Empty(await visit.Page.EvaluateAsync<string[]>("""
                () => [...document.querySelectorAll('figcaption, .source, .small, td')].filter(line => {
                    const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT), dot = document.createRange();
                    let block = line;
                    while (getComputedStyle(block).display === 'inline') block = block.parentElement;
                    const edge = block.getBoundingClientRect().left + parseFloat(getComputedStyle(block).paddingLeft);
                    while (texts.nextNode())
                        for (const { index } of texts.currentNode.data.matchAll('·')) {
                            // The space that holds it would begin the line with it.
                            dot.setStart(texts.currentNode, texts.currentNode.data[index - 1] === '\u00a0' ? index - 1 : index);
                            dot.setEnd(texts.currentNode, index + 1);
                            if (dot.getClientRects().length > 0 && dot.getClientRects()[0].left < edge + 2) return true;
                        }
                    return false;
                }).map(line => line.textContent.trim())
                """));
            Assert.Empty(visit.Complaints);
        }

        /// <summary>What the window shows, for the README.</summary>
        public async Task ShotAsync(string name)
        {
            if (!TakesShots) return;
            var folder = System.IO.Path.Combine(Checkout.Root, "docs", "screenshots");
            Directory.CreateDirectory(folder);
            await visit.Page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(folder, $"{name}-{(visit.Dark ? "dark" : "light")}.png"), Animations = ScreenshotAnimations.Disabled });
        }
    }
}
