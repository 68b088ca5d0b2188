using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Tables;

/// <summary>A table whose columns are known by their names, written with or without blanks and in any case.</summary>
internal sealed class NamedColumns
{
    private readonly Dictionary<string, int> places = [];

    private NamedColumns(IReadOnlyList<GridRow> rows)
    {
        Rows = rows;
        var header = rows.Count > 0 ? rows[0].Cells : [];
        for (var i = 0; i < header.Length; i++)
        {
            places.TryAdd(Column.Plain(header[i]), i);
        }
    }

    /// <summary>Header and data.</summary>
    public IReadOnlyList<GridRow> Rows { get; }

    public IEnumerable<GridRow> Data => Rows.Skip(1).Where(row => !row.IsBlank);

    /// <summary>The first of these columns that the table has.</summary>
    public int? Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (places.TryGetValue(name, out var place))
            {
                return place;
            }
        }
        return null;
    }

    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!places.ContainsKey(name))
            {
                return false;
            }
        }
        return true;
    }

    public static NamedColumns Open(Source source, Draft draft) => new(TableFile.Rows(source, draft));

    /// <summary>The header alone, or the first rows, for recognising; null when the source is no text table.</summary>
    public static NamedColumns? Peek(Source source, int rows = 1)
    {
        if (source.Archive is not null || source.IsDocument)
        {
            return null;
        }
        try
        {
            return new([.. CsvText.Open(source.Text, source.Options.Limits.Columns).Rows().SkipWhile(row => row.IsBlank).Take(rows)]);
        }
        catch (Refused)
        {
            return null;
        }
    }
}
