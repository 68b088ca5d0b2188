using System.Reflection;
using Firsthand.Engine.Text;

namespace Firsthand.Engine.Detection;

/// <summary>What the words of a sentence show, as numbers: its cues, what was asked before it, its marks and its length.</summary>
internal static class Features
{
    private static readonly CuePage Cues = new(ReadPage("cues.txt"));

    // Cues that tell more together than apart: "great" is praise, "would be great" is a wish, "not great" a pain.
    private static readonly (string Name, int First, int Second)[] Pairs = Pair(
        ("praise-word", "negation"), ("praise-word", "hypothetical"), ("praise-word", "compare"), ("praise-subject", "negation"), ("praise-subject", "hypothetical"), ("praise-word", "praise-subject"),
        ("want", "first-person"), ("want", "negation"), ("need", "first-person"), ("suggest", "second-person"), ("suggest", "hypothetical"), ("suggest", "past"), ("wish", "past"),
        ("cannot", "first-person"), ("cannot", "second-person"), ("hard", "negation"), ("broken", "negation"), ("broken", "first-person"), ("still-but", "praise-word"), ("still-but", "objection"),
        ("money", "objection"), ("unclear", "first-person"), ("obligation", "time-lost"), ("promise", "second-person"), ("narrating", "first-person"), ("narrating", "unclear"), ("keep", "hypothetical"), ("drop", "hypothetical"),
        ("motivation", "first-person"), ("pressure", "negation"), ("waiting", "negation"), ("praise-word", "narrating"), ("auxiliary-inversion", "second-person"), ("wh-start", "wh-inversion"), ("wh-inversion", "wh-answer-start"), ("wh-inversion", "telling-story"), ("inner-inversion", "telling-story"), ("hard", "others"), ("broken", "others"), ("praise-word", "others"), ("praise-word", "waiting"), ("praise-word", "broken"), ("unclear", "wh-inversion"));

    private static readonly int[] Asked = [.. Enumerable.Range(0, Cues.Names.Count).Where(cue => Cues.Names[cue].StartsWith("asked-", StringComparison.Ordinal))];

    private static readonly string[] Marks =
    [
        "question-mark", "question-mark-inside", "exclamation", "words-1", "words-2", "words-3-4", "words-5-8", "words-9-15", "words-16-25", "words-26", "digits", "form", "mention", "dots", "shouting",
        "hash-tag", "after-question", "short-after-question", "starts-with-verb",
    ];

    public static IReadOnlyList<string> Names { get; } =
        [.. Cues.Names, .. Asked.Select(cue => "before:" + Cues.Names[cue]), .. Asked.Select(cue => "short-before:" + Cues.Names[cue]), .. Pairs.Select(pair => pair.Name), .. Marks];

    public static int CueCount => Cues.Names.Count;

    /// <summary>Which cues of the page the plain words carry.</summary>
    public static void Find(string[] words, Span<bool> found) => Cues.Find(words, found);

    public static int Count => Names.Count;

    /// <summary>One number for each name, 0 or 1.</summary>
    /// <param name="before">What was said just before, by anyone; null at the start.</param>
    public static float[] Of(string sentence, string? before)
    {
        var features = new float[Count];
        var words = PlainSpeech.Of(sentence);
        Span<bool> found = stackalloc bool[Cues.Names.Count];
        Cues.Find(words, found);
        var next = 0;
        foreach (var cue in found) features[next++] = cue ? 1 : 0;

        var isShort = words.Length <= 12;
        Span<bool> asked = stackalloc bool[Cues.Names.Count];
        if (before is not null) Cues.Find(PlainSpeech.Of(before), asked);
        var answers = before is not null && LooksAsked(before);
        foreach (var cue in Asked) features[next++] = answers && asked[cue] ? 1 : 0;
        foreach (var cue in Asked) features[next++] = answers && asked[cue] && isShort ? 1 : 0;
        foreach (var (_, first, second) in Pairs) features[next++] = found[first] && found[second] ? 1 : 0;
        foreach (var mark in MarksOf(sentence, words, answers)) features[next++] = mark ? 1 : 0;
        return features;
    }

    private static bool[] MarksOf(string sentence, string[] words, bool answers)
    {
        var trimmed = sentence.AsSpan().TrimEnd("\"')]}”’ !");
        var asks = trimmed.EndsWith('?') || trimmed.EndsWith('？') || trimmed.EndsWith('؟');
        var capitals = 0;
        foreach (var c in sentence) if (char.IsUpper(c)) capitals++;
        var n = words.Length;
        return
        [
            asks, !asks && sentence.Contains("? ", StringComparison.Ordinal), sentence.Contains('!', StringComparison.Ordinal),
            n <= 1, n == 2, n is 3 or 4, n is >= 5 and <= 8, n is >= 9 and <= 15, n is >= 16 and <= 25, n > 25,
            sentence.AsSpan().ContainsAnyInRange('0', '9'), LooksLikeForm(sentence, n), sentence.Contains('@', StringComparison.Ordinal), sentence.Contains("..", StringComparison.Ordinal) || sentence.Contains('…', StringComparison.Ordinal),
            capitals > sentence.Length / 2 && n > 1, sentence.Contains('#', StringComparison.Ordinal), answers, answers && n <= 12, StartsWithVerb(words),
        ];
    }

    // "Order number: 1234", "Name - Holm"
    public static bool LooksLikeForm(string sentence, int words)
    {
        var colon = sentence.IndexOf(':', StringComparison.Ordinal);
        return words <= 8 && colon > 0 && colon < 25 && colon < sentence.Length - 1 && sentence.AsSpan(0, colon).Count(' ') <= 3;
    }

    public static bool LooksAsked(string before)
    {
        if (before.Contains('?', StringComparison.Ordinal)) return true;
        Span<bool> found = stackalloc bool[Cues.Names.Count];
        Cues.Find(PlainSpeech.Of(before), found);
        return found[Cue("wh-inversion")] || found[Cue("auxiliary-inversion")] || found[Cue("wh-start")] || found[Cue("asked-opinion")];
    }

    // An order or a wish in few words ("Add a filter"): the first word is a bare verb of making or changing.
    private static bool StartsWithVerb(string[] words) => words.Length > 1 && words[0] is "add" or "allow" or "make" or "provide" or "enable" or "include" or "give" or "support" or "fix" or "bring" or "let" or "change"
        or "remove" or "increase" or "improve" or "put" or "integrate" or "offer" or "consider" or "create" or "open" or "stop" or "use" or "show" or "keep" or "try" or "ask" or "go" or "get" or "take" or "bring" or "avoid" or "book";

    /// <summary>The place of a cue on the page.</summary>
    public static int Cue(string name)
    {
        for (var i = 0; i < Cues.Names.Count; i++)
            if (Cues.Names[i] == name) return i;
        throw new InvalidDataException($"cues.txt has no cue {name}.");
    }

    private static (string, int, int)[] Pair(params (string First, string Second)[] pairs) => [.. pairs.Select(pair => ($"{pair.First} & {pair.Second}", Cue(pair.First), Cue(pair.Second)))];

    private static string ReadPage(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
