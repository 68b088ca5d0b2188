using Firsthand.Formats.Frame;

namespace Firsthand.Formats.PlainText;

/// <summary>A text that names no speaker: its paragraphs. In Markdown notes only what is marked as quoted counts as somebody's words.</summary>
internal static class Paragraphs
{
    public static void Write(Source source, Draft draft, bool areNotes = false)
    {
        var lines = source.Lines;
        var kind = areNotes || IsMarkdown(source) || IsNotes(source.Name) ? TurnKind.Note : TurnKind.Speech;
        draft.Note(kind == TurnKind.Note
            ? "The file names no speaker and looks like notes: its paragraphs were kept as notes, only lines marked as quotes (>) as words."
            : "The file names no speaker: who says what has to be said by you.");
        // Notes are kept line by line, and so is a text without an empty line.
        var byLine = kind == TurnKind.Note || !Enumerable.Range(0, lines.Count).Any(lines.IsBlank);
        for (var at = lines.SkipBlank(0); at < lines.Count; at = lines.SkipBlank(at))
        {
            var end = at + 1;
            var quoted = IsQuote(lines[at]);
            var furniture = Furniture.Kind(lines[at]);
            while ((!byLine || quoted) && furniture is null && end < lines.Count && !lines.IsBlank(end) && IsQuote(lines[end]) == quoted && Furniture.Kind(lines[end]) is null)
            {
                end++;
            }
            if (furniture is not null && kind == TurnKind.Note)
            {
                draft.Aside(at + 1, furniture, lines.Line(at));
            }
            else if (quoted && kind == TurnKind.Note)
            {
                draft.Add(null, null, null, string.Join('\n', Enumerable.Range(at, end - at).Select(i => lines[i].TrimStart().TrimStart('>').TrimStart(' ').ToString())), at + 1);
            }
            else
            {
                draft.Add(null, null, null, lines.Join(at, end), at + 1, kind);
            }
            at = end;
        }
    }

    private static bool IsQuote(ReadOnlySpan<char> line) => line.TrimStart() is ['>', ..];

    private static bool IsMarkdown(Source source)
    {
        int headings = 0, bullets = 0, quotes = 0, written = 0;
        for (var i = 0; i < source.Lines.Count; i++)
        {
            var line = source.Lines[i].TrimStart();
            written += line.IsEmpty ? 0 : 1;
            headings += Furniture.Kind(line) == "heading" ? 1 : 0;
            bullets += line is ['-' or '*' or '•', ' ', ..] ? 1 : 0;
            quotes += line is ['>', ' ', ..] ? 1 : 0;
        }
        return !source.IsDocument && (headings > 0 && headings + bullets + quotes >= 3 || bullets >= 3 && bullets * 2 > written);
    }

    /// <summary>A name such as "P1_observer_notes.txt" says that an observer wrote, not that a customer spoke.</summary>
    private static bool IsNotes(string name) =>
        Path.GetFileNameWithoutExtension(name).Split('_', '-', ' ', '.', '(', ')').Any(word => word.Equals("notes", StringComparison.OrdinalIgnoreCase) || word.Equals("memo", StringComparison.OrdinalIgnoreCase));
}
