using System.Text.RegularExpressions;
using Firsthand.Engine.Text;

namespace Firsthand.Engine.Detection;

/// <summary>What of a text the encoder reads: addresses of the web and of people and a transcriber's marks are left out, for they say nothing of what is meant.</summary>
public static partial class SaidWords
{
    /// <returns>Never empty unless the text is: where nothing is left, the text itself.</returns>
    public static string Of(string text)
    {
        var said = Marks.Blank(text).Trim();
        if (said.AsSpan().ContainsAny("@#/")) said = Unsaid().Replace(said, " ").Replace('#', ' ').Trim();
        return said.Length == 0 ? text : WithCapitals(said);
    }

    // The encoder learned from written language: speech that came without capitals gets those that every writer would set.
    private static string WithCapitals(string said)
    {
        if (!char.IsAsciiLetterLower(said[0]) || said.AsSpan().ContainsAnyInRange('A', 'Z')) return said;
        var letters = said.ToCharArray();
        letters[0] = char.ToUpperInvariant(letters[0]);
        for (var i = 1; i < letters.Length; i++)
            if (letters[i] == 'i' && letters[i - 1] == ' ' && (i + 1 == letters.Length || letters[i + 1] is ' ' or '\'')) letters[i] = 'I';
        return new string(letters);
    }

    [GeneratedRegex(@"https?://\S+|www\.\S+|(?<!\w)@\w+", RegexOptions.CultureInvariant)]
    private static partial Regex Unsaid();
}
