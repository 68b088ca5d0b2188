using Firsthand.Formats.Frame;
using Firsthand.Formats.PlainText;

namespace Firsthand.Formats.MeetingNotes;

/// <summary>Otter: after an empty line "Name  0:16", then paragraphs up to the next such line; at the end the tool's own footer.</summary>
internal sealed class OtterFormat : IFormat
{
    public string Name => "otter-txt";

    public bool Recognises(Source source)
    {
        if (source.IsDocument)
        {
            return false;
        }
        int found = 0, written = 0;
        var names = new NamePool();
        for (var i = 0; i < source.Lines.Count && written < 400; i++)
        {
            written += source.Lines.IsBlank(i) ? 0 : 1;
            found += Head(source.Lines, i, names) is not null ? 1 : 0;
        }
        return found >= 2 && found * 8 >= written;
    }

    public Reading<FileReading> Read(Source source)
    {
        var lines = source.Lines;
        var draft = new Draft(source);
        var names = new NamePool();
        List<(int Line, TurnHead Head)> heads = [];
        for (var i = 0; i < lines.Count; i++)
        {
            if (Head(lines, i, names) is { } head)
            {
                heads.Add((i, head));
            }
        }
        if (heads.Count == 0)
        {
            return new ReadingError(1, "a line such as “Ana  0:16”", "none");
        }
        if (lines.TrimEnd(0, heads[0].Line) is > 0 and var frontEnd)
        {
            var from = lines.SkipBlank(0);
            draft.Aside(from + 1, "front matter", lines.Join(from, frontEnd));
        }
        for (var i = 0; i < heads.Count; i++)
        {
            var (line, head) = heads[i];
            var next = i + 1 < heads.Count ? heads[i + 1].Line : lines.Count;
            var end = Furniture.TakeAside(lines, line + 1, next, draft);
            var from = Math.Min(lines.SkipBlank(line + 1), end);
            draft.Add(head.Name, head.Start, head.End, lines.Join(from, end), line + 1);
        }
        return draft.Finish(Name);
    }

    /// <summary>A line of a name and a time, or of a time alone, that stands after an empty line with words below it.</summary>
    private static TurnHead? Head(Lines lines, int i, NamePool names)
    {
        if (i > 0 && !lines.IsBlank(i - 1) || lines[i].Length > 120 || i + 1 >= lines.Count || TurnHead.Read(lines[i], names) is not { } head)
        {
            return null;
        }
        return head.Form == HeadForm.Alone && head.Words == lines[i].Length && !lines.IsBlank(i + 1) ? head
            : head.Form == HeadForm.Time && head.Words >= lines[i].TrimEnd().Length && !lines.IsBlank(i + 1) ? head
            : null;
    }
}
