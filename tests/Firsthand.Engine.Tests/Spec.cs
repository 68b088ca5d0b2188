using System.Text.RegularExpressions;

namespace Firsthand.Tests;

/// <summary>A page of examples: a heading that says why, an `in` block, an `out` block.</summary>
internal static partial class Spec
{
    public static TheoryData<string, string, string> Read(string path)
    {
        var page = File.ReadAllText(Path.Combine(Checkout.Root, "tests", "Firsthand.Engine.Tests", path)).ReplaceLineEndings("\n");
        var examples = new TheoryData<string, string, string>();
        foreach (Match example in Example().Matches(page)) examples.Add(example.Groups["because"].Value, example.Groups["in"].Value, example.Groups["out"].Value);
        Assert.NotEmpty(examples);
        return examples;
    }

    [GeneratedRegex(@"^## (?<because>.+)\n```in\n(?<in>[\s\S]*?)\n```\n```out\n(?<out>[\s\S]*?)\n```", RegexOptions.Multiline)]
    private static partial Regex Example();
}
