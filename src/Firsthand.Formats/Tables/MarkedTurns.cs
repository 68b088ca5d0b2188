namespace Firsthand.Formats.Tables;

/// <summary>A whole thread in one cell, each turn between marks of who speaks: "&lt;cust__ words __cust> &lt;rep__ words __rep>", "&lt;user>words&lt;/user>".</summary>
internal static class MarkedTurns
{
    private const int CellsToLook = 200;
    private const int LongestMark = 24;

    /// <summary>Whether nearly all filled cells consist of marked turns.</summary>
    public static bool Are(IEnumerable<string> cells)
    {
        var filled = cells.Where(cell => !string.IsNullOrWhiteSpace(cell)).Take(CellsToLook).ToList();
        return filled.Count > 0 && filled.Count(cell => Turns(cell).Last().End >= cell.TrimEnd().Length) >= filled.Count * 0.8;
    }

    /// <summary>The turns of a cell; what stands outside any mark is nobody's.</summary>
    public static IEnumerable<(string? Speaker, string Words)> Read(string cell) =>
        Turns(cell).Where(turn => !string.IsNullOrWhiteSpace(turn.Words)).Select(turn => (turn.Speaker, turn.Words));

    private static IEnumerable<(string? Speaker, string Words, int End)> Turns(string cell)
    {
        var at = 0;
        while (at < cell.Length)
        {
            while (at < cell.Length && char.IsWhiteSpace(cell[at]))
            {
                at++;
            }
            if (Mark(cell, at) is not var (name, words, close) || cell.IndexOf(close, words, StringComparison.Ordinal) is not (>= 0 and var end))
            {
                break;
            }
            yield return (name, cell[words..end].Trim(), end + close.Length);
            at = end + close.Length;
        }
        // Words without a mark end the reading: the cell is not made of marked turns alone.
        yield return (null, at < cell.Length ? cell[at..].Trim() : "", at);
    }

    /// <summary>An opening mark: its name, where its words begin, and the mark that closes it.</summary>
    private static (string Name, int Words, string Close)? Mark(string cell, int at)
    {
        if (at >= cell.Length || cell[at] != '<')
        {
            return null;
        }
        var end = at + 1;
        while (end < cell.Length && end - at <= LongestMark && char.IsAsciiLetterOrDigit(cell[end]))
        {
            end++;
        }
        if (end == at + 1)
        {
            return null;
        }
        var name = cell[(at + 1)..end];
        return cell.AsSpan(end) is ['_', '_', ..] ? (name, end + 2, $"__{name}>")
            : end < cell.Length && cell[end] == '>' ? (name, end + 1, $"</{name}>")
            : null;
    }
}
