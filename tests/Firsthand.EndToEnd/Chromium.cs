using Microsoft.Playwright;

namespace Firsthand.EndToEnd;

/// <summary>One Chromium for all browser tests, and new pages in it that note every complaint of the console.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public static string Path => Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    public async ValueTask InitializeAsync()
    {
        Assert.True(File.Exists(Path), $"Chromium is not at {Path}: ./test installs it.");
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Path,
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <param name="width">1280 for a desk, 390 for a phone, 320 for a page enlarged four times.</param>
    public async Task<Visit> OpenAsync(int width, bool dark = false, bool script = true)
    {
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            HasTouch = width < 600,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = script,
        });
        return new(context, await context.NewPageAsync(), dark);
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}

/// <summary>A browser page and what its console complained of.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    public Visit(IBrowserContext context, IPage page, bool dark)
    {
        (this.context, Page, Dark) = (context, page, dark);
        page.Console += (_, message) => { if (message.Type is "error" or "warning") complaints.Add($"{message.Type}: {message.Text}"); };
        page.PageError += (_, error) => complaints.Add($"script: {error}");
        page.SetDefaultTimeout(30_000);
    }

    public IPage Page { get; }
    public bool Dark { get; }
    public IReadOnlyList<string> Complaints => complaints;

    public ValueTask DisposeAsync() => context.DisposeAsync();
}

[CollectionDefinition("browser")]
public sealed class InTheBrowser : ICollectionFixture<Chromium>;
