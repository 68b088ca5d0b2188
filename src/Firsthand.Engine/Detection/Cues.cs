using System.Reflection;

namespace Firsthand.Engine.Detection;

/// <summary>The cues of a sentence in its context.</summary>
internal static class Cues
{
    private static readonly CuePage Page = new(Read("cues.txt"));

    public static IReadOnlyDictionary<QuoteKind, float> Guess(string sentence, string? before)
    {
        var found = Found(sentence);
        var asked = before is null ? new() : Found(before);
        var kinds = new Dictionary<QuoteKind, float>();
        if (found.Contains("greeting") || found.Contains("backchannel") || found.Contains("agent")) return kinds;
        void Put(QuoteKind kind, float probability, params string[] any) { if (any.Any(found.Contains)) kinds[kind] = probability; }
        if (!found.Contains("narrating"))
        {
            Put(QuoteKind.Pain, 0.6f, "broken", "hard", "cannot", "time-lost", "again", "waiting", "unclear");
            if (!found.Contains("negation")) Put(QuoteKind.Praise, 0.6f, "praise-subject");
            Put(QuoteKind.Motivation, 0.5f, "motivation");
        }
        Put(QuoteKind.Desire, 0.65f, "wish", "want", "suggest");
        Put(QuoteKind.Pressure, 0.55f, "pressure");
        Put(QuoteKind.Objection, 0.6f, "objection");
        if (sentence.Contains('?', StringComparison.Ordinal)) kinds[QuoteKind.Question] = 0.9f;
        else Put(QuoteKind.Question, 0.7f, "auxiliary-inversion", "indirect-question");
        if (asked.Contains("asked-keep")) kinds[QuoteKind.KeepOne] = 0.7f; else Put(QuoteKind.KeepOne, 0.6f, "keep");
        if (asked.Contains("asked-drop")) kinds[QuoteKind.DropOne] = 0.7f; else Put(QuoteKind.DropOne, 0.6f, "drop");
        Put(QuoteKind.Promise, 0.7f, "promise");
        return kinds;
    }

    private static HashSet<string> Found(string text)
    {
        Span<bool> found = stackalloc bool[Page.Names.Count];
        Page.Find(PlainSpeech.Of(text), found);
        var names = new HashSet<string>();
        for (var i = 0; i < found.Length; i++) if (found[i]) names.Add(Page.Names[i]);
        return names;
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
