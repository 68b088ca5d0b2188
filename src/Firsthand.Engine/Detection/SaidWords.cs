using System.Text.RegularExpressions;

namespace Firsthand.Engine.Detection;

/// <summary>What of a text the encoder reads: addresses of the web and of people and a transcriber's {notes} are left out, for they say nothing of what is meant.</summary>
internal static partial class SaidWords
{
    public static string Of(string text)
    {
        var said = text.AsSpan().ContainsAny("@#/{") ? Unsaid().Replace(text, " ").Replace('#', ' ').Trim() : text;
        return said.Length == 0 ? text : WithCapitals(said);
    }

    /// <summary>The text without what a transcriber noted in braces, such as {cough}.</summary>
    public static string WithoutNotes(string text) => text.Contains('{', StringComparison.Ordinal) ? Notes().Replace(text, " ") : text;

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

    [GeneratedRegex(@"https?://\S+|www\.\S+|(?<!\w)@\w+|\{[a-z ]{1,30}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Unsaid();

    [GeneratedRegex(@"\{[a-z ]{1,30}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Notes();
}
