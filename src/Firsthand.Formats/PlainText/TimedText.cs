using Firsthand.Formats.Frame;

namespace Firsthand.Formats.PlainText;

/// <summary>Lines that begin with their time and name no one: "00:01:02 words".</summary>
internal static class TimedText
{
    private const double MostParagraphs = 0.4;

    public static bool Is(Lines lines, TurnHead?[] heads)
    {
        int timed = 0, written = 0;
        for (var i = 0; i < heads.Length; i++)
        {
            written += lines.IsBlank(i) ? 0 : 1;
            timed += IsTimed(heads[i]) ? 1 : 0;
        }
        return timed >= 2 && timed >= written * MostParagraphs;
    }

    public static void Write(Lines lines, TurnHead?[] heads, Draft draft)
    {
        var at = Next(heads, 0);
        if (lines.TrimEnd(0, at) is > 0 and var frontEnd)
        {
            var from = lines.SkipBlank(0);
            draft.Aside(from + 1, "front matter", lines.Join(from, frontEnd));
        }
        for (int next; at < lines.Count; at = next)
        {
            next = Next(heads, at + 1);
            var head = heads[at]!.Value;
            var end = lines.TrimEnd(at, next);
            var words = lines[at].Length <= head.Words ? lines.SkipBlank(at + 1) : at;
            draft.Add(null, head.Start, head.End, words >= end ? "" : words == at ? lines.Join(at, end, head.Words) : lines.Join(words, end), at + 1);
        }
    }

    private static int Next(TurnHead?[] heads, int from)
    {
        while (from < heads.Length && !IsTimed(heads[from]))
        {
            from++;
        }
        return from;
    }

    private static bool IsTimed(TurnHead? head) => head is { Start: not null, Rows: 1 } and ({ Form: HeadForm.Time } or { Form: HeadForm.Alone });
}
