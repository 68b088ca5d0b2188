using System.Text.RegularExpressions;
using Firsthand.Engine.Text;

namespace Firsthand.Evidence;

/// <summary>What a person looks for: words in any of their forms, the last of which may be only begun, and phrases in quotation marks that stand exactly so. In what is found the phrases stand; the words may be others that come near.</summary>
internal sealed partial class SearchWords
{
    private const int Most = 16, FewestBegun = 3;

    private readonly string[] lower;
    private readonly bool isBegun;

    public SearchWords(string query)
    {
        var phrases = new List<IReadOnlyList<string>>();
        var loose = Phrase().Replace(query, match =>
        {
            if (Parts(match.Groups[1].Value) is { Length: > 0 } words) phrases.Add(words);
            return " ";
        });
        Phrases = [.. phrases.Take(Most)];
        Terms = [.. Parts(loose).Take(Most)];
        lower = [.. Terms.Select(term => term.ToLowerInvariant())];
        // With "a" or "the" half of a dictionary begins.
        isBegun = Terms.Count > 0 && lower[^1].Length >= FewestBegun && Words.Content(lower[^1]).Any();
    }

    public IReadOnlyList<string> Terms { get; }
    public IReadOnlyList<IReadOnlyList<string>> Phrases { get; }
    public bool IsNone => Terms.Count + Phrases.Count == 0;

    /// <summary>In the grammar of SQLite's FTS5.</summary>
    public string ForSqlite => string.Join(' ', Phrases.Select(phrase => $"\"{string.Join(' ', phrase)}\"").Concat(Terms.Select(term => $"\"{term}\""))) + (isBegun ? "*" : "");

    /// <summary>The words in the grammar of PostgreSQL's to_tsquery; empty where there are only phrases.</summary>
    public string ForPostgres => string.Join(" & ", Terms.SkipLast(1).Concat(Terms.TakeLast(1).Select(last => last + (isBegun ? ":*" : ""))));

    /// <summary>Where the words and the phrases stand in a text, in order.</summary>
    public IReadOnlyList<TextSpan> Spans(string text)
    {
        var found = PhrasesIn(text);
        if (lower.Length > 0)
        {
            var stems = lower.Select(Words.Stem).ToHashSet(StringComparer.Ordinal);
            found.AddRange(Words.Spans(text).Zip(Words.Of(text)).Where(word => stems.Contains(Words.Stem(word.Second)) || isBegun && word.Second.StartsWith(lower[^1], StringComparison.Ordinal)).Select(word => word.First));
        }
        found.Sort((a, b) => a.Start.CompareTo(b.Start));
        // A word inside a phrase is marked with it.
        for (var i = found.Count - 1; i > 0; i--)
            if (found[i - 1].Overlaps(found[i])) found.RemoveAt(found[i - 1].Length < found[i].Length ? i - 1 : i);
        return found;
    }

    /// <summary>Whether a text has all the phrases and all the words that tell something.</summary>
    public bool Holds(string text)
    {
        if (!HoldsPhrases(text)) return false;
        if (lower.Length == 0) return true;
        var words = Parts(text.ToLowerInvariant());
        var stems = words.Select(Words.Stem).ToHashSet(StringComparer.Ordinal);
        var telling = lower.Where(Words.IsContent).ToArray() is { Length: > 0 } some ? some : lower;
        return Array.TrueForAll(telling, term => stems.Contains(Words.Stem(term)) || term == lower[^1] && isBegun && Array.Exists(words, word => word.StartsWith(term, StringComparison.Ordinal)));
    }

    /// <summary>Whether a text has all the phrases.</summary>
    public bool HoldsPhrases(string text) => Phrases.All(phrase => Places(text, phrase).Any());

    /// <summary>The sentence of a turn that holds most of what is looked for: what a person wants to see. Of equals the first.</summary>
    public TextSpan BestSentence(string text)
    {
        var (words, phrases) = (Spans(text), PhrasesIn(text));
        return Sentences.Of(text).MaxBy(sentence => (phrases.Count(span => sentence.Overlaps(span)), words.Where(sentence.Overlaps).Select(span => Words.Stem(span.In(text).ToString().ToLowerInvariant())).Distinct().Count()));
    }

    private List<TextSpan> PhrasesIn(string text) => [.. Phrases.SelectMany(phrase => Places(text, phrase))];

    // Word for word: the database finds other forms too.
    private static IEnumerable<TextSpan> Places(string text, IReadOnlyList<string> phrase)
    {
        var spans = PartsOf(text);
        for (var i = 0; i + phrase.Count <= spans.Count; i++)
        {
            var matched = 0;
            while (matched < phrase.Count && spans[i + matched].In(text).Equals(phrase[matched], StringComparison.OrdinalIgnoreCase)) matched++;
            if (matched == phrase.Count) yield return new(spans[i].Start, spans[i + matched - 1].End - spans[i].Start);
        }
    }

    private static string[] Parts(string text) => [.. PartsOf(text).Select(span => span.In(text).ToString())];

    // As both databases cut words: runs of letters and digits.
    private static List<TextSpan> PartsOf(string text)
    {
        var parts = new List<TextSpan>();
        for (var i = 0; i < text.Length; i++)
        {
            var start = i;
            while (i < text.Length && char.IsLetterOrDigit(text[i])) i++;
            if (i > start) parts.Add(new(start, i - start));
        }
        return parts;
    }

    [GeneratedRegex("[\"“”„«»]([^\"“”„«»]*)[\"“”«»]")]
    private static partial Regex Phrase();
}
