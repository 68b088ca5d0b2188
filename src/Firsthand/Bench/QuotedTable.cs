using System.Text;

namespace Firsthand.Bench;

/// <summary>A row of a table.</summary>
/// <param name="Line">Where it begins in the file, from 1.</param>
internal sealed record TableRow(int Line, string[] Cells);

/// <summary>Rows of a table as programs write them (RFC 4180): a quoted cell holds separators, line breaks and doubled quotes.</summary>
internal static class QuotedTable
{
    /// <summary>Rows by the first of these separators that the first line holds: a tab, a semicolon before any comma, a comma.</summary>
    public static IEnumerable<TableRow> Rows(string path, string text)
    {
        var first = text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length);
        return Rows(path, text, first.Contains('\t') ? '\t' : first.IndexOfAny(';', ',') is >= 0 and var place ? first[place] : ',');
    }

    /// <summary>Rows that hold something, all with as many cells as the first.</summary>
    /// <exception cref="SetRefused">A row has more cells or fewer, or a quote is not closed.</exception>
    private static IEnumerable<TableRow> Rows(string path, string text, char separator)
    {
        var columns = 0;
        foreach (var row in Split(path, text, separator))
        {
            if (row.Cells is [var only] && string.IsNullOrWhiteSpace(only)) continue;
            if (columns == 0) columns = row.Cells.Length;
            if (row.Cells.Length != columns) throw new SetRefused(path, row.Line, $"{columns} columns, as in the lines before, and found {row.Cells.Length}");
            yield return row;
        }
    }

    private static IEnumerable<TableRow> Split(string path, string text, char separator)
    {
        var (cells, cell) = (new List<string>(), new StringBuilder());
        var (line, begun, opened) = (1, 1, 0); // where we are, where the row began, where the quote was opened that we are in
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var next = i + 1 < text.Length ? text[i + 1] : '\n';
            if (c == '\n') line++;
            if (opened > 0)
            {
                if (c != '"') cell.Append(c);
                else if (next == '"') cell.Append(text[i++]);
                else if (next == separator || next is '\n' or '\r') opened = 0;
                // A quote that neither ends the cell nor is doubled: within a line it is the writer's own, further down the cell was never closed and would swallow rows.
                else if (opened != line) break;
                else
                {
                    cell.Insert(0, c).Append(c);
                    opened = 0;
                }
            }
            else if (c == '"' && cell.Length == 0) opened = line;
            else if (c != separator && c is not ('\n' or '\r')) cell.Append(c);
            else if (c != '\r')
            {
                cells.Add(cell.ToString());
                cell.Clear();
                if (c == separator) continue;
                yield return new(begun, [.. cells]);
                cells.Clear();
                begun = line;
            }
        }
        if (opened > 0) throw new SetRefused(path, opened, "the quote that is opened here to be closed at the end of its column");
        if (cells.Count > 0 || cell.Length > 0) yield return new(begun, [.. cells, cell.ToString()]);
    }
}
