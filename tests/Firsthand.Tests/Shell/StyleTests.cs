using System.Globalization;
using System.Text.RegularExpressions;
using Firsthand.Engine.Detection;

namespace Firsthand.Tests.Shell;

/// <summary>What the style sheets and the pages' sources promise.</summary>
public sealed partial class StyleTests
{
    private const double Readable = 4.5;
    private const double Visible = 3;
    private static readonly string Product = Path.Combine(Checkout.Root, "src", "Firsthand");
    private static readonly string[] Themes = ["light", "dark"];

    private static string Sheet(string name) => File.ReadAllText(Path.Combine(Product, "wwwroot", "styles", name));

    private static IEnumerable<string> Pages() => Directory.EnumerateFiles(Product, "*.razor", SearchOption.AllDirectories).Where(file => !file.Contains("node_modules", StringComparison.Ordinal));

    [Fact]
    public void Every_kind_has_a_colour_and_a_letter_of_its_own()
    {
        var parts = Sheet("parts.css");
        Assert.All(QuoteKinds.All, kind => Assert.Contains($"[data-kind=\"{kind.Name}\"] {{ --k: var(--{kind.Name}); }}", parts, StringComparison.Ordinal));
        Assert.Equal(QuoteKinds.All.Count, QuoteKinds.All.Select(kind => kind.Key).Distinct().Count());
        Assert.Equal(QuoteKinds.All.Count * 2, QuoteKinds.All.SelectMany(kind => Themes.Select(theme => theme + Colour(kind.Name, theme))).Distinct().Count());
    }

    [Fact]
    public void Every_kind_can_be_read_on_every_ground_and_its_letter_on_it()
    {
        foreach (var theme in Themes)
            foreach (var kind in QuoteKinds.All)
            {
                Assert.All(["paper", "card", "sunk"], ground => Assert.True(Contrast(kind.Name, ground, theme) >= Readable, $"{kind.Name} on {ground}, {theme}: {Contrast(kind.Name, ground, theme):0.00}"));
                Assert.True(Contrast("on-ink", kind.Name, theme) >= Readable, $"the letter on {kind.Name}, {theme}");
            }
    }

    [Fact]
    public void The_inks_can_be_read_and_the_edges_seen()
    {
        foreach (var theme in Themes)
            foreach (var ground in (string[])["paper", "card", "sunk"])
            {
                Assert.All(["ink", "ink-2", "ink-3", "due", "late"], ink => Assert.True(Contrast(ink, ground, theme) >= Readable, $"{ink} on {ground}, {theme}: {Contrast(ink, ground, theme):0.00}"));
                Assert.All(["line-strong", "focus"], edge => Assert.True(Contrast(edge, ground, theme) >= Visible, $"{edge} on {ground}, {theme}: {Contrast(edge, ground, theme):0.00}"));
            }
    }

    /// <summary>The content security policy refuses both, so a page that had one would be broken.</summary>
    [Fact]
    public void No_page_carries_script_or_style_of_its_own() =>
        Assert.All(Pages(), page => Assert.False(Inline().IsMatch(File.ReadAllText(page)), $"{Path.GetRelativePath(Product, page)}: {Inline().Match(File.ReadAllText(page)).Value}"));

    [Fact]
    public void Only_a_customers_words_are_set_in_serif() =>
        Assert.All(Rule().Matches(Regex.Replace(Sheet("base.css") + Sheet("parts.css") + Sheet("charts.css") + Sheet("pages.css"), @"/\*.*?\*/", "", RegexOptions.Singleline)), rule =>
            Assert.True(!rule.Value.Contains("--font-words", StringComparison.Ordinal) || rule.Value.TrimStart().StartsWith(".words {", StringComparison.Ordinal), rule.Value));

    // WCAG 2.2: relative luminance of sRGB, and the ratio of the lighter to the darker.
    private static double Contrast(string a, string b, string theme)
    {
        var (low, high) = (Luminance(Colour(a, theme)), Luminance(Colour(b, theme)));
        return (Math.Max(low, high) + 0.05) / (Math.Min(low, high) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Part(int at) => int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        return 0.2126 * Part(0) + 0.7152 * Part(2) + 0.0722 * Part(4);
    }

    private static string Colour(string token, string theme)
    {
        var match = Regex.Match(Sheet("tokens.css"), $@"--{Regex.Escape(token)}: light-dark\(#([0-9a-f]{{6}}), #([0-9a-f]{{6}})\)");
        Assert.True(match.Success, $"tokens.css has no colour called {token}");
        return match.Groups[theme == "light" ? 1 : 2].Value;
    }

    [GeneratedRegex("""\sstyle\s*=\s*["']|<style|\son[a-z]+\s*=\s*["'](?!@)|<script(?![^>]*\ssrc=)|href\s*=\s*["']javascript:""")]
    private static partial Regex Inline();

    [GeneratedRegex(@"[^{}]*\{[^{}]*\}")]
    private static partial Regex Rule();
}
