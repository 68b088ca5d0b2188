using System.Text;

namespace Firsthand.Bench;

/// <summary>Rows of a table as programs write them (RFC 4180): a quoted cell holds separators, line breaks and doubled quotes.</summary>
internal static class QuotedTable
{
    public static IEnumerable<string[]> Rows(string text, char separator)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
            else if (c == '"') quoted = !quoted;
            else if (quoted || (c != separator && c is not ('\n' or '\r'))) cell.Append(c);
            else if (c != '\r')
            {
                cells.Add(cell.ToString());
                cell.Clear();
                if (c == separator) continue;
                yield return [.. cells];
                cells.Clear();
            }
        }
        if (cells.Count > 0 || cell.Length > 0) yield return [.. cells, cell.ToString()];
    }
}
