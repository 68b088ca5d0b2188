using System.Text;

namespace Firsthand.Formats.Tables;

/// <summary>Writes CSV (RFC 4180) that no spreadsheet runs: a cell that would be taken for a formula gets an apostrophe in front, which <see cref="Plain"/> takes off again.</summary>
public static class CsvWriter
{
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create(",\"\r\n;\t");

    private const string FormulaSigns = "=+-@\t\r";

    /// <summary>The rows as text with CRLF line ends.</summary>
    public static string Write(IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Count; i++)
            {
                if (i > 0)
                {
                    text.Append(',');
                }
                Cell(text, Neutral(row[i]));
            }
            text.Append("\r\n");
        }
        return text.ToString();
    }

    /// <summary>A cell as it may be shown to a spreadsheet. One that begins with an apostrophe gets another, so that the way back is certain.</summary>
    public static string Neutral(string cell) => cell.Length > 0 && (cell[0] == '\'' || FormulaSigns.Contains(cell[0], StringComparison.Ordinal)) ? "'" + cell : cell;

    /// <summary>The cell that <see cref="Neutral"/> was given.</summary>
    public static string Plain(string cell) => cell.Length > 1 && cell[0] == '\'' && (cell[1] == '\'' || FormulaSigns.Contains(cell[1], StringComparison.Ordinal)) ? cell[1..] : cell;

    private static void Cell(StringBuilder text, string cell)
    {
        if (!cell.AsSpan().ContainsAny(Special) && !(cell.Length > 0 && (cell[0] == ' ' || cell[^1] == ' ')))
        {
            text.Append(cell);
            return;
        }
        text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
