using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Tables;

/// <summary>The rows of a table, whichever kind of file holds them.</summary>
internal static class TableFile
{
    public static bool Recognises(Source source)
    {
        if (source.Archive is { } archive)
        {
            return archive.Find("xl/workbook.xml") is not null;
        }
        var csv = CsvText.Open(source.Text, int.MaxValue);
        return source.Extension is ".CSV" or ".TSV" || csv.IsTable(leastColumns: 3, leastRows: 2) || csv.IsTable(leastColumns: 2, leastRows: 4);
    }

    public static List<GridRow> Rows(Source source, Draft draft)
    {
        if (source.Archive is null)
        {
            List<GridRow> read = [.. CsvText.Open(source.Text, source.Options.Limits.Columns).Rows().SkipWhile(row => row.IsBlank)];
            return read.Count > 1 && IsRule(read[1]) ? [.. read.Where(row => !IsRule(row)).Select(row => row with { Cells = Array.ConvertAll(row.Cells, cell => cell.Trim()) })] : read;
        }
        var sheets = new XlsxSheets(source.Archive, source.Options.Limits).Sheets;
        var (name, rows) = sheets.Find(sheet => sheet.Rows.Count > 1) is { Rows: not null } filled ? filled : sheets.FirstOrDefault();
        foreach (var other in sheets.Where(sheet => sheet.Name != name && sheet.Rows.Count > 0))
        {
            draft.Aside(0, "sheet", $"{other.Name}: {other.Rows.Count} rows");
            draft.Note($"The workbook has more than one sheet; “{name}” was read, “{other.Name}” was not.");
        }
        return rows is null ? [] : [.. rows.SkipWhile(row => row.IsBlank)];
    }

    /// <summary>The line under the header of a Markdown table: "|---|:---:|".</summary>
    private static bool IsRule(GridRow row) => !row.IsBlank && Array.TrueForAll(row.Cells, cell => cell.AsSpan().Trim().Trim(':').Trim('-').IsEmpty) && Array.Exists(row.Cells, cell => cell.Contains("--", StringComparison.Ordinal));
}
