using Firsthand.Formats.Frame;

namespace Firsthand.Formats.PlainText;

/// <summary>Lines that no one said: headings, rules, a tool's own footer.</summary>
internal static class Furniture
{
    public static string? Kind(ReadOnlySpan<char> line)
    {
        var text = line.Trim();
        return text.IsEmpty ? null
            : text[0] == '#' && text.TrimStart('#') is var heading && heading.Length < text.Length && (heading.IsEmpty || heading[0] == ' ') ? "heading"
            : text.Length >= 3 && (text.IndexOfAnyExcept('-') < 0 || text.IndexOfAnyExcept('*') < 0 || text.IndexOfAnyExcept('_') < 0 || text.IndexOfAnyExcept('=') < 0) ? "rule"
            : text.Trim("*_") is var said && (said.StartsWith("Transcribed by http", StringComparison.OrdinalIgnoreCase) || said.StartsWith("Transcribed by Otter", StringComparison.OrdinalIgnoreCase)
                || said.StartsWith("Meeting ended after", StringComparison.OrdinalIgnoreCase) || said.StartsWith("Transcription ended after", StringComparison.OrdinalIgnoreCase)
                || said is "[END]" or "[End of transcript]" or "END OF TRANSCRIPT" or "[END OF TRANSCRIPT]" or "[End]") ? "footer"
            : null;
    }

    /// <summary>Sets aside what stands at the end of a turn and is not its words. Gives the end of the words.</summary>
    public static int TakeAside(Lines lines, int from, int to, Draft draft)
    {
        var end = lines.TrimEnd(from, to);
        var stop = end;
        while (stop > from && (IsEmpty(lines, stop - 1) || Kind(lines[stop - 1]) is not null))
        {
            stop--;
        }
        for (var i = stop; i < end; i++)
        {
            if (!IsEmpty(lines, i))
            {
                draft.Aside(i + 1, Kind(lines[i])!, lines.Line(i));
            }
        }
        return lines.TrimEnd(from, stop);
    }

    // A quote of Markdown goes on over an empty line with its mark alone.
    private static bool IsEmpty(Lines lines, int i) => lines[i].TrimStart('>').IsWhiteSpace();
}
