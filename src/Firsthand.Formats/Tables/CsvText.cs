using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Tables;

/// <summary>Values with separators (RFC 4180, and what programs really write): comma, semicolon or tab, "sep=", line ends and doubled quotes inside quotes.</summary>
internal sealed class CsvText
{
    private const int RowsToLook = 200;

    private readonly string text;
    private readonly int start;
    private readonly int maxColumns;

    private CsvText(string text, int start, char separator, int maxColumns) => (this.text, this.start, Separator, this.maxColumns) = (text, start, separator, maxColumns);

    public char Separator { get; }

    /// <summary>Chooses the separator: the file's own "sep=" line, else the one that cuts the first rows into most equal parts.</summary>
    public static CsvText Open(string text, int maxColumns)
    {
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 5 && text[5] is '\r' or '\n')
        {
            return new(text, text[5] == '\r' && text.Length > 6 && text[6] == '\n' ? 7 : 6, text[4], maxColumns);
        }
        var best = new CsvText(text, 0, ',', maxColumns);
        var most = 0.0;
        foreach (var separator in new[] { ',', ';', '\t', '|' })
        {
            var csv = new CsvText(text, 0, separator, int.MaxValue);
            var evenness = csv.Evenness();
            if (evenness > most)
            {
                (best, most) = (new CsvText(text, 0, separator, maxColumns), evenness);
            }
        }
        return best;
    }

    /// <summary>How well the separator fits: columns of the commonest width, weighed by the share of rows that have it; 0 when it cuts nothing.</summary>
    private double Evenness()
    {
        var widths = Widths();
        if (widths.Count == 0)
        {
            return 0;
        }
        var common = widths.GroupBy(width => width).MaxBy(group => (group.Count(), group.Key))!;
        return common.Key < 2 ? 0 : Math.Pow((double)common.Count() / widths.Count, 2) * Math.Log2(1 + Math.Min(common.Key, 64));
    }

    /// <summary>Whether content alone says that this is a table: a first row and others of equal width, and no prose between the separators.</summary>
    public bool IsTable(int leastColumns, int leastRows)
    {
        if (start > 0)
        {
            return true;
        }
        var widths = Widths();
        if (widths.Count < leastRows || widths[0] < leastColumns)
        {
            return false;
        }
        // A last row may have been cut off, or a note may stand under the table.
        return widths.Count(width => width == widths[0]) >= widths.Count * 0.9 && !IsProse();
    }

    // After a comma in prose stands a blank, in a table hardly ever.
    private bool IsProse()
    {
        if (Separator != ',')
        {
            return false;
        }
        int separators = 0, blanks = 0;
        var quoted = false;
        for (var i = 0; i < Math.Min(text.Length, 20_000); i++)
        {
            quoted ^= text[i] == '"';
            if (text[i] == ',' && !quoted)
            {
                separators++;
                blanks += i + 1 < text.Length && text[i + 1] == ' ' ? 1 : 0;
            }
        }
        return blanks > separators * 0.3;
    }

    private List<int> Widths()
    {
        List<int> widths = [];
        try
        {
            foreach (var row in Rows())
            {
                if (!row.IsBlank)
                {
                    widths.Add(row.Cells.Length);
                }
                if (widths.Count == RowsToLook)
                {
                    break;
                }
            }
        }
        catch (Refused)
        {
            return [];
        }
        return widths;
    }

    /// <summary>The rows. Refused when a quote never closes or a row has more columns than the limit.</summary>
    public IEnumerable<GridRow> Rows()
    {
        List<string> cells = [];
        var line = start > 0 ? 2 : 1;
        var rowLine = line;
        for (var at = start; at < text.Length || cells.Count > 0;)
        {
            var (cell, next, lines) = Cell(at, line);
            cells.Add(cell);
            line += lines;
            if (cells.Count > maxColumns)
            {
                throw new Refused(new ReadingError(rowLine, $"at most {maxColumns} columns", "more"));
            }
            if (next < text.Length && text[next] == Separator)
            {
                at = next + 1;
                continue;
            }
            yield return new(rowLine, [.. cells]);
            cells.Clear();
            at = next < text.Length && text[next] == '\r' && next + 1 < text.Length && text[next + 1] == '\n' ? next + 2 : next + 1;
            rowLine = ++line;
        }
    }

    /// <summary>One cell, where it ends, and how many line ends it holds.</summary>
    private (string Cell, int Next, int Lines) Cell(int at, int line)
    {
        if (at >= text.Length || text[at] != '"')
        {
            var plain = EndOfPlain(at);
            return (text[Math.Min(at, text.Length)..plain], plain, 0);
        }
        var from = at + 1;
        var doubled = false;
        var close = from;
        while (true)
        {
            close = close < text.Length ? text.IndexOf('"', close) : -1;
            if (close < 0)
            {
                throw new Refused(new ReadingError(line, "a closing quote", "none up to the end of the file: the quote opened in this line never closes"));
            }
            if (close + 1 >= text.Length || text[close + 1] != '"')
            {
                break;
            }
            doubled = true;
            close += 2;
        }
        var inner = text.AsSpan(from, close - from);
        var lines = LineEnds(inner);
        var cell = doubled ? inner.ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : inner.ToString();
        var end = EndOfPlain(close + 1);
        // Text after a closing quote belongs to the cell, quotes and all, as spreadsheets read it.
        return (LineFeeds(end > close + 1 ? cell + text[(close + 1)..end] : cell), end, lines);
    }

    private int EndOfPlain(int at)
    {
        if (at >= text.Length)
        {
            return text.Length;
        }
        var length = text.AsSpan(at).IndexOfAny(Separator, '\r', '\n');
        return length < 0 ? text.Length : at + length;
    }

    private static string LineFeeds(string cell) => cell.Contains('\r', StringComparison.Ordinal) ? cell.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : cell;

    private static int LineEnds(ReadOnlySpan<char> text) => text.ContainsAny('\r', '\n') ? text.Count('\n') + (text.Count('\r') - text.Count("\r\n")) : 0;
}
