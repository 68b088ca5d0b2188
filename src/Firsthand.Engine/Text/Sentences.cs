using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Firsthand.Engine.Text;

/// <summary>
/// The sentences of a text, as places in it. Written language is cut at its marks; speech that came without marks is cut where a clause begins.
/// </summary>
public static class Sentences
{
    // "Dr." always leans on what follows; "etc." may end a sentence when a capital follows.
    private static readonly FrozenSet<string> NeverLast = Set("mr mrs ms dr prof st rev gen sen rep col capt lt sgt hon e.g i.e eg ie vs cf no nos fig figs approx est ca resp incl excl ext tel dept min max p pp vol sec ref");
    private static readonly FrozenSet<string> SometimesLast = Set("etc inc ltd co corp llc jr sr a.m p.m u.s u.k u.s.a e.u ph.d b.sc m.sc b.a m.a jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun hr hrs mins secs ave blvd rd al");

    /// <summary>Where the sentences stand: in order, apart, each without white space at its ends, together all that is not white space. Linear in the length.</summary>
    public static IReadOnlyList<TextSpan> Of(string text)
    {
        var sentences = new List<TextSpan>();
        var start = 0;
        for (var i = 0; i < text.Length;)
        {
            var end = text[i] is '\n' or '\r' or '\u2028' or '\u2029' ? EndAtLineBreak(text, start, i) : EndAtMark(text, start, i);
            if (end < 0) { i++; continue; }
            end = AfterDecoration(text, end);
            Add(text, start, end, sentences);
            start = i = end;
        }
        Add(text, start, text.Length, sentences);
        return sentences;
    }

    private static void Add(string text, int start, int end, List<TextSpan> sentences)
    {
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        if (start < end) Clauses.Cut(text, start, end, sentences);
    }

    /// <returns>Where the sentence ends because of the mark at i; -1 when it goes on.</returns>
    private static int EndAtMark(string text, int start, int i)
    {
        var mark = text[i];
        if (mark is '。' or '！' or '？' or '｡') return AfterClosers(text, i + 1);
        if (mark is ')' or ']') return EndsAside(text, start, i) ? i + 1 : -1;
        if (!IsMark(mark) || (i > start && IsMark(text[i - 1]))) return -1;

        var first = i;
        while (i < text.Length && IsMark(text[i])) i++;
        var end = AfterClosers(text, i);
        if (end < text.Length && !char.IsWhiteSpace(text[end])) return GluedSentences(text, first, end) ? end : -1;

        var next = NextLetter(text, end);
        var quoted = end > i;
        if (quoted && char.IsLower(next)) return -1;
        var dots = mark == '…' || (mark == '.' && i - first > 1);
        if (dots) return char.IsLower(next) ? -1 : end;
        return mark == '.' && i - first == 1 && IsInside(text, start, first, end, next) ? -1 : end;
    }

    // "It broke.Can you help?" is typed in chats; "example.Com" and "v2.Beta" are not sentences.
    private static bool GluedSentences(string text, int first, int end) =>
        end == first + 1 && first >= 3 && text[first] is '.' or '?' or '!' && char.IsUpper(text[end]) && end + 1 < text.Length && (char.IsLower(text[end + 1]) || text[end + 1] is ' ' or '\'' or '\u2019')
        && char.IsLower(text[first - 1]) && char.IsLower(text[first - 2]) && Words.IsStop(WordAt(text, end));

    private static bool IsInside(string text, int start, int dot, int end, char next)
    {
        var word = WordBefore(text, start, dot);
        if (word.Length == 0) return false;
        // "1. Open the page": the number of a list item belongs to it.
        if (word.Length <= 3 && char.IsAsciiDigit(word[0]) && dot - word.Length == FirstNonWhite(text, start)) return true;
        if (NeverLast.Contains(word)) return !(word is "no" or "min" or "max" or "sec" or "p") || char.IsAsciiDigit(next);
        if (SometimesLast.Contains(word) && word is not ("sat" or "sun" or "mar")) return !char.IsUpper(next) && next != '\0';
        // "J. Smith", but "plan B. We ...": a sentence is likelier to begin with a word of grammar.
        if (word.Length == 1 && char.IsUpper(text[dot - 1]) && word != "i") return char.IsUpper(next) && !Words.IsStop(WordAt(text, end));
        return false;
    }

    // "(The participant reads) I am not sure": a remark in brackets that stands first ends before a capital.
    private static bool EndsAside(string text, int start, int close)
    {
        const int Longest = 300;
        var open = text[close] == ')' ? '(' : '[';
        return FirstNonWhite(text, start) is var first && first < close && close - first < Longest && text[first] == open && text.AsSpan(first + 1, close - first - 1).IndexOfAny('(', '[') < 0
            && close + 1 < text.Length && char.IsWhiteSpace(text[close + 1]) && char.IsUpper(NextLetter(text, close + 1));
    }

    private static int EndAtLineBreak(string text, int start, int i)
    {
        var next = i;
        var breaks = 0;
        for (; next < text.Length && char.IsWhiteSpace(text[next]); next++)
            if (text[next] is '\n' or '\u2028' or '\u2029' || (text[next] == '\r' && next + 1 < text.Length && text[next + 1] != '\n')) breaks++;
        if (next == text.Length || breaks > 1) return next;
        if (text[next] is '-' or '*' or '•' or '>' or '#' or '–' or '—' || char.IsDigit(text[next])) return next;
        if (char.IsLower(text[next])) return -1;
        // A line that was wrapped at a margin goes on; a short one was ended by its writer.
        const int Margin = 60;
        var wrapped = i - start >= Margin && !text.AsSpan(i - Margin, Margin).ContainsAny('\n', '\r') && text[i - 1] is not (':' or ';');
        return wrapped ? -1 : next;
    }

    private static int AfterClosers(string text, int i)
    {
        while (i < text.Length && text[i] is '"' or '\'' or '\u2019' or '\u201D' or '»' or ')' or ']' or '」' or '』') i++;
        return i;
    }

    private static bool IsMark(char c) => c is '.' or '!' or '?' or '…' or '؟' or '।' or '‽' or '⁉' or '‼' or '۔';

    private static char NextLetter(string text, int i)
    {
        while (i < text.Length && (char.IsWhiteSpace(text[i]) || text[i] is '"' or '\'' or '\u2018' or '\u201C' or '(' or '[' or '«')) i++;
        return i < text.Length ? text[i] : '\0';
    }

    private static int FirstNonWhite(string text, int i)
    {
        while (i < text.Length && char.IsWhiteSpace(text[i])) i++;
        return i;
    }

    private static string WordBefore(string text, int start, int dot)
    {
        const int Longest = 12;
        var i = dot;
        while (i > start && dot - i < Longest && (char.IsLetterOrDigit(text[i - 1]) || (text[i - 1] == '.' && i < dot))) i--;
        return text[i..dot].ToLowerInvariant();
    }

    private static string WordAt(string text, int i)
    {
        const int Longest = 12;
        while (i < text.Length && !char.IsLetter(text[i])) i++;
        var end = i;
        while (end < text.Length && end - i < Longest && (char.IsLetter(text[end]) || text[end] is '\'' or '\u2019')) end++;
        return text[i..end].Replace('\u2019', '\'').ToLowerInvariant();
    }

    // Emoji belong to the sentence before them.
    private static int AfterDecoration(string text, int end)
    {
        for (var i = end; i < text.Length;)
        {
            if (text[i] == ' ') { i++; continue; }
            if (!Rune.TryGetRuneAt(text, i, out var rune) || !IsDecoration(rune)) break;
            end = i += rune.Utf16SequenceLength;
        }
        return end;
    }

    private static bool IsDecoration(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.NonSpacingMark or UnicodeCategory.Format;

    internal static FrozenSet<string> Set(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
