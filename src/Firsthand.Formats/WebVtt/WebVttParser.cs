using Firsthand.Formats.Frame;

namespace Firsthand.Formats.WebVtt;

/// <summary>One cue: its id line (empty when it has none), its times, and the lines of its text, from one to before another.</summary>
internal readonly record struct Cue(int Line, string Id, CueTiming Timing, int From, int To);

/// <summary>The W3C "WebVTT parser" algorithm over lines; timing is the one thing that differs between strict and lenient.</summary>
internal sealed class WebVttParser(Lines lines, Func<string, CueTiming?> timing)
{
    /// <summary>A block that is no cue.</summary>
    public readonly record struct Block(int Line, string Kind, string Text);

    public List<Cue> Cues { get; } = [];

    public List<Block> Blocks { get; } = [];

    /// <summary>Blocks that look like cues but whose times cannot be read, and text outside any cue.</summary>
    public List<Block> Rejected { get; } = [];

    /// <summary>A cue's text as it stands, tags and all. Made when asked for: a long file would else stand in memory twice.</summary>
    public string Text(Cue cue) => Clean(lines.Join(cue.From, cue.To));

    /// <summary>Whether a text begins as WebVTT must.</summary>
    public static bool HasSignature(ReadOnlySpan<char> text) =>
        text.TrimStart('\uFEFF') is var start && start.StartsWith("WEBVTT") && (start.Length == 6 || start[6] is ' ' or '\t' or '\n' or '\r');

    public void Read()
    {
        var at = ReadHeader();
        while (at < lines.Count)
        {
            at = lines[at].IsEmpty ? at + 1 : ReadBlock(at);
        }
    }

    private int ReadHeader()
    {
        if (lines.Count > 0 && lines[0].TrimStart('\uFEFF')[6..].Trim() is { IsEmpty: false } title)
        {
            Blocks.Add(new(1, "header", title.ToString()));
        }
        var at = 1;
        while (at < lines.Count && !lines[at].IsEmpty && !lines[at].Contains(CueTiming.Arrow, StringComparison.Ordinal))
        {
            at++;
        }
        if (at > 1)
        {
            Blocks.Add(new(2, "header", lines.Join(1, at)));
        }
        return at;
    }

    private int ReadBlock(int from)
    {
        var at = from;
        var arrow = -1;
        for (; at < lines.Count && !lines[at].IsEmpty; at++)
        {
            if (lines[at].Contains(CueTiming.Arrow, StringComparison.Ordinal))
            {
                if (arrow >= 0 || at > from + 1)
                {
                    break;
                }
                arrow = at;
            }
        }
        if (arrow < 0)
        {
            Sort(from, at);
        }
        else if (timing(lines.Line(arrow)) is { } times)
        {
            Cues.Add(new(arrow + 1, arrow > from ? Clean(lines.Line(from)) : "", times, arrow + 1, at));
        }
        else
        {
            Rejected.Add(new(from + 1, "cue", lines.Join(from, at)));
        }
        return at;
    }

    private void Sort(int from, int to)
    {
        var first = lines[from];
        var text = lines.Join(from, to);
        if (first.StartsWith("NOTE") && (first.Length == 4 || first[4] is ' ' or '\t'))
        {
            Blocks.Add(new(from + 1, "note", text));
        }
        // Only before the first cue; and, as in the algorithm, only when a second line follows.
        else if (Cues.Count == 0 && to > from + 1 && (first.TrimEnd() is "STYLE" or "REGION"))
        {
            Blocks.Add(new(from + 1, first.TrimEnd() is "STYLE" ? "style" : "region", text));
        }
        else
        {
            Rejected.Add(new(from + 1, "text", text));
        }
    }

    // The algorithm takes NUL for a character that could not be read.
    private static string Clean(string text) => text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\uFFFD') : text;
}
