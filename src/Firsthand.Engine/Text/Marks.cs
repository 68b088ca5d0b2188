using System.Buffers;
using System.Text.RegularExpressions;

namespace Firsthand.Engine.Text;

/// <summary>What a transcriber or a program set between the words and nobody said: {cough}, [inaudible 00:12], &lt;Media omitted&gt;, __name__.</summary>
public static partial class Marks
{
    private static readonly SearchValues<char> Opening = SearchValues.Create("{<[(_");

    /// <summary>The text with blanks where a mark stands: as long as before, so that places in it are places in the text.</summary>
    public static string Blank(string text) => text.AsSpan().ContainsAny(Opening) ? Mark().Replace(text, mark => new string(' ', mark.Length)) : text;

    // Brackets may hold what somebody meant, so in them only what is known to be a sound or a gap is a mark.
    [GeneratedRegex(@"\{[a-z][a-z ]{0,29}\}|</?\p{L}[\p{L}\p{M} ]{0,40}>|__\p{L}\w{0,30}?__"
        + @"|[\[(]\s*(?:laugh|chuckl|giggl|inaudible|indistinct|unintelligible|unclear|cross-?talk|overlap|(?:long |short )?(?:pause|silence)|sigh|cough|clears? throat|breath|sniff|music|applause|noise|background|beep|redacted|anonymi[sz]ed|foreign language)[\p{L}\d:., -]{0,30}[\])]",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Mark();
}
