using System.Globalization;
using Microsoft.Playwright;

namespace Firsthand.EndToEnd.Pages;

internal sealed class ConversationScreen(IPage page)
{
    public ILocator Suggested => page.Locator(Selectors.Suggested);
    public ILocator Notes => page.Locator(Selectors.Notes);
    public ILocator Decided => page.Locator(Selectors.Decided);
    public ILocator InHand => page.Locator(Selectors.InHand);
    public ILocator StoryLines => page.Locator(Selectors.StoryLines);
    public ILocator Keys => page.GetByRole(AriaRole.Dialog);
    public ILocator Player => page.Locator("audio");

    /// <summary>Until the engine listened to it; the page comes back by itself then.</summary>
    public Task HeardAsync() => Suggested.First.WaitForAsync(new() { Timeout = 120_000 });

    /// <summary>How many suggestions there are, each drawn in one piece or in several.</summary>
    public Task<int> SuggestionsAsync() => page.EvaluateAsync<int>("() => new Set([...document.querySelectorAll('mark.suggested')].map(mark => mark.dataset.quote)).size");

    public Task PressAsync(string key) => page.Keyboard.PressAsync(key);

    public Task AcceptAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();

    public async Task<int> StoryFilledAsync() => int.Parse((await page.Locator(Selectors.StoryCount).InnerTextAsync()).Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>The page is changed in place: nothing was loaded again.</summary>
    public Task NoteThisPageAsync() => page.EvaluateAsync("() => { window.stillHere = true }");

    public Task<bool> IsTheSamePageAsync() => page.EvaluateAsync<bool>("() => window.stillHere === true");

    public async Task AttachAsync(string name, byte[] bytes)
    {
        await page.GetByText("Who is who, title, day, kind, recording").ClickAsync();
        await page.GetByLabel("The recording").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "audio/wav", Buffer = bytes });
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await Player.WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    private static class Selectors
    {
        public const string Suggested = "mark.suggested", Notes = ".notes .tag.suggested", Decided = "mark:not(.suggested)", InHand = "mark[aria-current]",
            StoryLines = "#story dd.words", StoryCount = "#story .num";
    }
}
