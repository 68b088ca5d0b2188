using System.Text.RegularExpressions;

namespace Firsthand.Engine.Detection;

/// <summary>What of a text the encoder reads: addresses of the web and of people are left out, for they say nothing of what is meant.</summary>
internal static partial class SaidWords
{
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAny("@#/")) return text;
        var said = Addresses().Replace(text, " ").Replace('#', ' ').Trim();
        return said.Length == 0 ? text : said;
    }

    [GeneratedRegex(@"https?://\S+|www\.\S+|(?<!\w)@\w+", RegexOptions.CultureInvariant)]
    private static partial Regex Addresses();
}
