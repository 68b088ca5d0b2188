using System.Globalization;
using Firsthand.Formats.Frame;
using Firsthand.Formats.WebVtt;

namespace Firsthand.Formats.Documents;

/// <summary>
/// Microsoft Teams in a document. 2022: a paragraph of times, name and words on three lines. Since 2023: title, date, length, "X started transcription", then paragraphs of name and time, and the words under them.
/// </summary>
internal sealed class TeamsDocument : IFormat
{
    private static readonly string[] SystemEnds = [" started transcription", " stopped transcription", " joined the meeting", " left the meeting"];

    public string Name => "teams-document";

    public bool Recognises(Source source)
    {
        if (!source.IsDocument)
        {
            return false;
        }
        var blocks = Blocks(source.Lines);
        var timed = blocks.Count(block => Times(source.Lines, block) is not null);
        var headed = blocks.Count(block => block.To > block.From + 1 && Head(source.Lines[block.From]) is not null);
        return timed > 0 && timed * 2 >= blocks.Count || headed > 0 && (headed * 2 >= blocks.Count || blocks.Exists(block => IsSystem(source.Lines, block)));
    }

    public Reading<FileReading> Read(Source source)
    {
        var lines = source.Lines;
        var draft = new Draft(source);
        foreach (var block in Blocks(lines))
        {
            var (from, to) = block;
            if (Times(lines, block) is { } timing)
            {
                draft.Add(lines.Line(from + 1).Trim(), Clock.Offset(timing.Start), Clock.Offset(timing.End), lines.Join(from + 2, to), from + 1);
            }
            else if (to > from + 1 && Head(lines[from]) is var (name, start))
            {
                draft.Add(name, Clock.Offset(start), null, lines.Join(from + 1, to), from + 1);
            }
            else if (IsSystem(lines, block))
            {
                draft.Aside(from + 1, "system", lines.Line(from));
            }
            else if (draft.Turns.Count > 0)
            {
                // A paragraph without a head of its own goes on with the turn before.
                draft.Turns.Last = draft.Turns.Last with { Text = draft.Turns.Last.Text + "\n" + lines.Join(from, to) };
            }
            else
            {
                Preamble(lines.Join(from, to), from + 1, draft);
            }
        }
        return draft.Finish(Name);
    }

    private static void Preamble(string text, int line, Draft draft)
    {
        if (DateTime.TryParseExact(text.Trim(), ["MMMM d, yyyy, h:mmtt", "MMMM d, yyyy, h:mm tt", "d MMMM yyyy, HH:mm", "d MMMM yyyy, h:mmtt"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var held))
        {
            draft.HeldAt = Moment.On(held.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        }
        else if (draft.Title is null)
        {
            draft.Title = text.Trim();
        }
        draft.Aside(line, "header", text);
    }

    private static List<(int From, int To)> Blocks(Lines lines)
    {
        List<(int, int)> blocks = [];
        for (var at = lines.SkipBlank(0); at < lines.Count; at = lines.SkipBlank(at))
        {
            var end = at;
            while (end < lines.Count && !lines.IsBlank(end))
            {
                end++;
            }
            blocks.Add((at, end));
            at = end;
        }
        return blocks;
    }

    private static CueTiming? Times(Lines lines, (int From, int To) block) =>
        block.To > block.From + 2 && lines[block.From].Contains(CueTiming.Arrow, StringComparison.Ordinal) ? CueTiming.Lenient(lines[block.From]) : null;

    /// <summary>"Ana Díaz   0:03".</summary>
    private static (string Name, double Start)? Head(ReadOnlySpan<char> line)
    {
        var text = line.Trim();
        var gap = text.LastIndexOfAny(' ', '\u00A0', '\t');
        return gap > 0 && Clock.Read(text[(gap + 1)..]) is { } start && char.IsWhiteSpace(text[gap - 1]) && text[..gap].Trim() is { IsEmpty: false, Length: < 120 } name ? (name.ToString(), start) : null;
    }

    private static bool IsSystem(Lines lines, (int From, int To) block) =>
        block.To == block.From + 1 && Array.Exists(SystemEnds, end => lines[block.From].TrimEnd().EndsWith(end, StringComparison.Ordinal));
}
