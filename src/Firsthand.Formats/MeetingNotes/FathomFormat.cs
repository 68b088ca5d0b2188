using Firsthand.Formats.Frame;

namespace Firsthand.Formats.MeetingNotes;

/// <summary>Fathom: a title, "VIEW RECORDING - ...", a rule, then "0:15 - Name (Company)" with indented words below.</summary>
internal sealed class FathomFormat : IFormat
{
    private const int LinesToLook = 40;

    public string Name => "fathom";

    public bool Recognises(Source source)
    {
        for (var i = 0; i < Math.Min(source.Lines.Count, LinesToLook); i++)
        {
            if (source.Lines[i].Contains("VIEW RECORDING - ", StringComparison.Ordinal) || source.Lines[i].Contains("fathom.video", StringComparison.OrdinalIgnoreCase))
            {
                return Next(source.Lines, 0) < source.Lines.Count;
            }
        }
        return false;
    }

    public Reading<FileReading> Read(Source source)
    {
        var lines = source.Lines;
        var draft = new Draft(source);
        var at = Next(lines, 0);
        for (var i = 0; i < at; i++)
        {
            if (!lines.IsBlank(i))
            {
                draft.Title ??= lines.Line(i).Trim('#', ' ', '*');
                draft.Aside(i + 1, "header", lines.Line(i));
            }
        }
        for (int next; at < lines.Count; at = next)
        {
            next = Next(lines, at + 1);
            var (start, name) = Head(lines[at])!.Value;
            var end = lines.TrimEnd(at + 1, next);
            var from = Math.Min(lines.SkipBlank(at + 1), end);
            draft.Add(name, Clock.Offset(start), null, string.Join('\n', Enumerable.Range(from, end - from).Select(i => lines[i].StartsWith("  ") ? lines[i][2..].ToString() : lines.Line(i))), at + 1);
        }
        return draft.Finish(Name);
    }

    private static int Next(Lines lines, int from)
    {
        while (from < lines.Count && Head(lines[from]) is null)
        {
            from++;
        }
        return from;
    }

    /// <summary>"0:15 - Bo Beck", or pasted as Markdown "**@0:15** - **Bo Beck**".</summary>
    private static (double Start, string Name)? Head(ReadOnlySpan<char> line)
    {
        var text = line.Trim();
        var dash = text.IndexOf(" - ");
        if (dash is < 4 or > 16 || line is [' ', ' ', ..])
        {
            return null;
        }
        var name = text[(dash + 3)..].Trim("* ");
        return Clock.Read(text[..dash].Trim("*@[] ")) is { } start && name.Length is > 0 and <= 120 ? (start, name.ToString()) : null;
    }
}
