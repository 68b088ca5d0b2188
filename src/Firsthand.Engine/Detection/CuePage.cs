using System.Collections.Frozen;

namespace Firsthand.Engine.Detection;

/// <summary>The phrases of cues.txt, ready to be found in plain speech.</summary>
internal sealed class CuePage
{
    private const int LongestGap = 4;
    private const string Gap = "...", Any = "_", Start = "<", End = ">";

    // A thousand sets of a few words each: what is quick to make is quick enough to ask.
    private sealed record Element(HashSet<string> Words, string[] Prefixes, bool Optional)
    {
        public bool Fits(string word)
        {
            if (Words.Contains(word)) return true;
            foreach (var prefix in Prefixes)
                if (word.StartsWith(prefix, StringComparison.Ordinal)) return true;
            return false;
        }
    }

    private sealed record Phrase(int Cue, string[] Signs, Element?[] Elements);

    private readonly FrozenDictionary<string, Phrase[]> byWord;
    private readonly FrozenDictionary<string, Phrase[]> byBeginning;
    private readonly Phrase[] atStart;

    /// <summary>Reads the page: see its first lines for the grammar.</summary>
    /// <exception cref="InvalidDataException">A line is not a phrase.</exception>
    public CuePage(string page)
    {
        var (names, phrases) = (new List<string>(), new List<Phrase>());
        foreach (var line in page.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal)) names.Add(line[2..]);
            else if (names.Count > 0) phrases.Add(Read(names.Count - 1, line));
        }
        Names = [.. names];
        atStart = [.. phrases.Where(phrase => phrase.Signs[0] == Start)];
        byWord = Index(phrases, element => element.Words);
        byBeginning = Index(phrases, element => element.Prefixes.Select(Beginning));
    }

    /// <summary>The cues in the page's order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Which cues the words carry.</summary>
    public void Find(string[] words, Span<bool> found)
    {
        found.Clear();
        var start = PlainSpeech.AfterOpeners(words);
        foreach (var phrase in atStart)
            if (!found[phrase.Cue] && (Fits(phrase, 1, words, 0) || (start > 0 && Fits(phrase, 1, words, start)))) found[phrase.Cue] = true;
        for (var i = 0; i < words.Length; i++)
        {
            if (byWord.TryGetValue(words[i], out var phrases)) Try(phrases, words, i, found);
            if (words[i].Length >= ShortestPrefix && byBeginning.TryGetValue(Beginning(words[i]), out phrases)) Try(phrases, words, i, found);
        }
    }

    private static void Try(Phrase[] phrases, string[] words, int i, Span<bool> found)
    {
        foreach (var phrase in phrases)
            if (!found[phrase.Cue] && Fits(phrase, 0, words, i)) found[phrase.Cue] = true;
    }

    private static bool Fits(Phrase phrase, int sign, string[] words, int at)
    {
        for (; sign < phrase.Signs.Length; sign++)
        {
            switch (phrase.Signs[sign])
            {
                case End:
                    return at == words.Length;
                case Gap:
                    for (var skipped = 0; skipped <= LongestGap && at + skipped <= words.Length; skipped++)
                        if (Fits(phrase, sign + 1, words, at + skipped)) return true;
                    return false;
                case Any:
                    if (at++ >= words.Length) return false;
                    break;
                default:
                    var element = phrase.Elements[sign]!;
                    if (at < words.Length && element.Fits(words[at])) { if (element.Optional && Fits(phrase, sign + 1, words, at)) return true; at++; }
                    else if (!element.Optional) return false;
                    break;
            }
        }
        return true;
    }

    private static Phrase Read(int cue, string line)
    {
        var signs = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var elements = signs.Select(sign => sign is Gap or Any or Start or End ? null : ReadElement(sign)).ToArray();
        if (signs[0] is Gap or Any or End || (elements[0] is null && signs[0] != Start) || elements[0] is { Optional: true }) throw new InvalidDataException($"A phrase begins with a word: {line}");
        return new(cue, signs, elements);
    }

    private static Element ReadElement(string sign)
    {
        var optional = sign.Length > 1 && sign[^1] == '?';
        var words = (optional ? sign[..^1] : sign).Split('|');
        return new(words.Where(word => word[^1] != '*').ToHashSet(StringComparer.Ordinal), [.. words.Where(word => word[^1] == '*').Select(word => word[..^1])], optional);
    }

    private const int ShortestPrefix = 3;

    private static string Beginning(string word) => word[..ShortestPrefix];

    private static FrozenDictionary<string, Phrase[]> Index(List<Phrase> phrases, Func<Element, IEnumerable<string>> keys) => phrases
        .Where(phrase => phrase.Elements[0] is not null)
        .SelectMany(phrase => keys(phrase.Elements[0]!).Distinct().Select(key => (key, phrase)))
        .GroupBy(pair => pair.key, pair => pair.phrase)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
}
