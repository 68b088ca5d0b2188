using Firsthand.Tests;

namespace Firsthand.Formats.Tests;

/// <summary>The specification pages, example by example.</summary>
public sealed class SpecTests
{
    private static readonly string Folder = Path.Combine(Checkout.Root, "tests", "Firsthand.Formats.Tests", "Specs");

    public static TheoryData<string, int, string> Examples =>
        [.. Directory.EnumerateFiles(Folder, "*.spec.md").Order(StringComparer.Ordinal).SelectMany(path => Spec.Read(path).Select((example, i) => (Path.GetFileName(path), i, example.Because)))];

    [Theory, MemberData(nameof(Examples))]
    public void A_page_says_what_is_read(string page, int number, string because)
    {
        Assert.NotEmpty(because);
        var example = Spec.Read(Path.Combine(Folder, page)).ElementAt(number);
        Assert.Equal(example.Output.Trim(), Spec.Run(example).Trim());
    }

    public static TheoryData<string> Formats => [.. TranscriptFile.Formats];

    [Theory, MemberData(nameof(Formats))]
    public void Each_format_has_its_page(string format) => Assert.NotEmpty(Spec.Read(Path.Combine(Folder, $"{format}.spec.md")));
}
