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
            return [.. CsvText.Open(source.Text, source.Options.Limits.Columns).Rows().SkipWhile(row => row.IsBlank)];
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
}
