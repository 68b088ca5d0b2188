using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Speaking;

/// <summary>Captions with "Name: " in front: on nearly every cue, as Zoom writes them, or only where the speaker changes.</summary>
internal sealed class CueLabels
{
    // Zoom writes a name on each cue; below this share names have to prove themselves by coming back.
    private const double OnEveryCue = 0.6;
    private const int LongestName = 80;

    private readonly HashSet<string>? accepted;
    private readonly bool goOn;
    private string? last;

    private CueLabels(HashSet<string>? accepted, bool goOn) => (this.accepted, this.goOn) = (accepted, goOn);

    /// <summary>The labels of these captions; null when they carry none.</summary>
    public static CueLabels? In(IEnumerable<string> texts, Draft draft)
    {
        Dictionary<string, int> counts = new(StringComparer.OrdinalIgnoreCase);
        int labelled = 0, all = 0, inSentence = 0;
        var before = "";
        foreach (var text in texts)
        {
            all++;
            if (Candidate(text) is { Length: > 0 } name)
            {
                labelled++;
                if (SpeakerName.IsPlausible(name))
                {
                    counts[name] = counts.GetValueOrDefault(name) + 1;
                }
            }
            else
            {
                inSentence += IsUnfinished(before) ? 1 : 0;
            }
            before = text;
        }
        if (labelled > 0 && labelled >= all * OnEveryCue)
        {
            return new CueLabels(null, draft.Options.NamesGoOn && inSentence * 2 > all - labelled);
        }
        var names = counts.Where(pair => pair.Value >= 2 && SpeakerName.IsWrittenAsName(pair.Key)).Select(pair => pair.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (names.Count == 0)
        {
            return null;
        }
        // Among names that come back, one that stands once is a guest who says one thing.
        names.UnionWith(counts.Keys.Where(name => SpeakerName.IsWrittenAsName(name)));
        draft.Note($"Names stand only where the speaker changes: {string.Join(", ", names.Order(StringComparer.Ordinal).Take(20))}. Cues without a name were {(draft.Options.NamesGoOn ? "taken for words of whoever was named before" : "left without one")}.");
        return new CueLabels(names, draft.Options.NamesGoOn);
    }

    /// <summary>The name and the words of one caption; captions come in their order.</summary>
    public (string? Speaker, string Text) Split(string text) =>
        Candidate(text) is { } name && (accepted is null || accepted.Contains(name))
            ? (last = name, text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart(' '))
            : (goOn ? last : null, text);

    private static bool IsUnfinished(string text) => text.AsSpan().TrimEnd(" \t\n\"'”’»)]") is [.., not ('.' or '?' or '!' or '…' or '。' or '？' or '！')];

    private static string? Candidate(string text)
    {
        var colon = text.AsSpan(0, Math.Min(text.Length, LongestName + 1)).IndexOfAny(':', '\n');
        return colon > 0 && text[colon] == ':' && (colon + 1 == text.Length || text[colon + 1] is ' ' or '\n') && text.AsSpan(0, colon) is var label && (label.StartsWith(">>") ? label.TrimStart('>') : label).Trim() is { IsEmpty: false } name && !name.ContainsAny('<', '>')
            ? name.ToString()
            : null;
    }
}
