using System.Text;
using Firsthand.Formats.Frame;
using Firsthand.Formats.Speaking;

namespace Firsthand.Formats.Subtitles;

/// <summary>Captions of SRT and SBV as turns, their text as in the file; where it carries marks of style, the detail "display" is the text without them.</summary>
internal static class CaptionWriter
{
    // No tag of style is longer; without the bound a text of many "<" would be searched again and again.
    private const int LongestTag = 200;

    private static readonly string[] Tags = ["i", "b", "u", "s", "font", "v", "c", "span", "br", "em", "strong"];

    public static void Write(Source source, List<Caption> captions, Draft draft)
    {
        var texts = captions.ConvertAll(caption => source.Lines.Join(caption.From, source.Lines.TrimEnd(caption.From, caption.To)));
        var labels = CueLabels.In(texts, draft);
        for (var i = 0; i < captions.Count; i++)
        {
            var (speaker, text) = labels?.Split(texts[i]) ?? (null, texts[i]);
            var turn = new Turn(speaker, Clock.Offset(captions[i].Timing.Start), Clock.Offset(captions[i].Timing.End), text, TurnKind.Speech, captions[i].At + 1);
            draft.Add(Plain(text) is var plain && plain.Length < text.Length ? turn with { Details = new Dictionary<string, string> { ["display"] = plain } } : turn);
        }
    }

    /// <summary>The words without &lt;i&gt;, &lt;font ...&gt; and {\an8}; any other "&lt;" is text.</summary>
    public static string Plain(string text)
    {
        if (!text.AsSpan().ContainsAny('<', '{'))
        {
            return text;
        }
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var end = text[at] switch
            {
                '<' => TagEnd(text, at),
                '{' when at + 1 < text.Length && text[at + 1] == '\\' => text.IndexOf('}', at, Math.Min(text.Length - at, LongestTag)),
                _ => -1,
            };
            if (end < 0)
            {
                plain.Append(text[at]);
            }
            else
            {
                at = end;
            }
        }
        return plain.ToString();
    }

    private static int TagEnd(string text, int at)
    {
        var window = text.AsSpan(at, Math.Min(text.Length - at, LongestTag));
        var end = window.IndexOf('>');
        if (end < 2)
        {
            return -1;
        }
        var name = window[1..end].TrimStart('/');
        var stop = name.IndexOfAny(" =/.");
        name = stop < 0 ? name : name[..stop];
        foreach (var tag in Tags)
        {
            if (name.Equals(tag, StringComparison.OrdinalIgnoreCase))
            {
                return at + end;
            }
        }
        return -1;
    }
}
