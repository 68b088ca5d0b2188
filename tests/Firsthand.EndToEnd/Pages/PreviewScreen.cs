using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Firsthand.EndToEnd.Pages;

/// <summary>A batch before it is read.</summary>
internal sealed partial class PreviewScreen(IPage page)
{
    public ILocator Detected => page.Locator(Selectors.Detected);
    public ILocator Questions => page.GetByRole(AriaRole.Heading, new() { Name = "Who is the customer?" });
    public ILocator FirstWords => page.Locator(Selectors.FirstWords);

    public ILocator Files => page.Locator(Selectors.File);

    public ILocator Side(string speaker, string side) => page.GetByRole(AriaRole.Radiogroup, new() { Name = speaker }).GetByLabel(side);

    public async Task<ReportScreen> ReadAsync()
    {
        await page.GetByRole(AriaRole.Button, new() { NameRegex = ReadButton() }).ClickAsync();
        return new(page);
    }

    /// <summary>What was changed is kept, and shown again.</summary>
    public async Task LookAgainAsync()
    {
        await page.EvaluateAsync("() => { document.body.dataset.before = '1'; }");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look again" }).ClickAsync();
        await page.Locator("body:not([data-before])").WaitForAsync();
    }

    /// <summary>As if a folder was let go over the page.</summary>
    public static async Task<PreviewScreen> DropFolderAsync(IPage page, string folder, params (string Name, string Text)[] files)
    {
        // A script cannot make a dropped folder; what the browser would tell of one is told by an object like it.
        await page.EvaluateAsync("""
            ([folder, files]) => {
                const file = ([name, text]) => ({ name, isFile: true, isDirectory: false, file: done => done(new File([text], name)) });
                let told = false;
                const entry = { name: folder, isFile: false, isDirectory: true, createReader: () => ({ readEntries: done => { done(told ? [] : files.map(file)); told = true; } }) };
                const event = new Event('drop', { bubbles: true, cancelable: true });
                Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], items: [{ webkitGetAsEntry: () => entry }], files: new DataTransfer().files } });
                document.body.dispatchEvent(event);
            }
            """, new object[] { folder, files.Select(file => new[] { file.Name, file.Text }).ToArray() });
        await page.ArriveAsync("**/import/*");
        return new(page);
    }

    public static Task<PreviewScreen> ChooseAsync(IPage page, string address, string name, string text) => ChooseAsync(page, address, (name, System.Text.Encoding.UTF8.GetBytes(text)));

    public static async Task<PreviewScreen> ChooseAsync(IPage page, string address, params (string Name, byte[] Bytes)[] files)
    {
        await page.GotoAsync(address + "/import");
        await page.GetByLabel("Files").SetInputFilesAsync(files.Select(file => new FilePayload { Name = file.Name, MimeType = "application/octet-stream", Buffer = file.Bytes }));
        await page.GetByRole(AriaRole.Button, new() { Name = "Look at them" }).ClickAsync();
        await page.ArriveAsync("**/import/*");
        return new(page);
    }

    [GeneratedRegex("^Read (this file|these)")]
    private static partial Regex ReadButton();

    private static class Selectors
    {
        public const string File = ".file", Detected = ".file .section-head", FirstWords = ".first-words .words";
    }
}
