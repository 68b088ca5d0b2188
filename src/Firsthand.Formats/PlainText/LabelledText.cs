using Firsthand.Formats.Frame;

namespace Firsthand.Formats.PlainText;

/// <summary>A text whose turns begin with a name. Lines before the first name are front matter; lines after a name without one of their own continue its turn.</summary>
internal sealed class LabelledText(Lines lines, TurnHead?[] heads, Labels labels)
{
    public void Write(Draft draft)
    {
        foreach (var name in labels.Once)
        {
            draft.Note($"“{name}” stands before a colon once only; it was taken for a speaker, as the other names are.");
        }
        var first = Next(0);
        if (lines.TrimEnd(0, first) is > 0 and var frontEnd)
        {
            var from = lines.SkipBlank(0);
            draft.Aside(from + 1, "front matter", lines.Join(from, frontEnd));
        }
        for (int at = first, next; at < lines.Count; at = next)
        {
            next = Next(at + 1);
            var end = Furniture.TakeAside(lines, at + 1, next == lines.Count ? Closing(at + 1, draft) : next, draft);
            var head = heads[at]!.Value;
            var words = head.IsAbove || lines[at].Length <= head.Words ? lines.SkipBlank(at + head.Rows) : at;
            var text = words >= end ? "" : words == at ? lines.Join(at, end, head.Words) : lines.Join(words, end);
            Say(head, text, at + 1, draft);
        }
    }

    /// <summary>What stands below a rule after the last name is nobody's turn. Gives the end of the turns.</summary>
    private int Closing(int from, Draft draft)
    {
        var rule = Enumerable.Range(from, lines.Count - from).FirstOrDefault(i => Furniture.Kind(lines[i]) == "rule", lines.Count);
        if (lines.SkipBlank(rule + 1) < lines.Count)
        {
            draft.Aside(rule + 1, "closing matter", lines.Join(rule, lines.TrimEnd(rule, lines.Count)));
            return rule;
        }
        return lines.Count;
    }

    private void Say(TurnHead head, string text, int line, Draft draft)
    {
        var (start, end) = (head.Start, head.End);
        var from = 0;
        var speaker = head.Name;
        for (var colon = text.IndexOf(": ", StringComparison.Ordinal); colon >= 0; colon = text.IndexOf(": ", colon + 2, StringComparison.Ordinal))
        {
            var space = text.LastIndexOf(' ', colon, Math.Min(colon + 1, 40));
            if (space > from && labels.IsShouted(text.AsSpan(space + 1, colon - space - 1)))
            {
                draft.Add(speaker, start, end, text[from..space].TrimEnd(' '), line);
                draft.Note($"Line {line} holds two speakers; it was cut before “{text[(space + 1)..(colon + 1)]}”.");
                (speaker, start, end, from) = (text[(space + 1)..colon], null, null, colon + 2);
            }
        }
        draft.Add(speaker, start, end, from == 0 ? text : text[from..], line);
    }

    private int Next(int from)
    {
        while (from < heads.Length && !(heads[from] is { } head && labels.Accepts(head)))
        {
            from++;
        }
        return from;
    }
}
