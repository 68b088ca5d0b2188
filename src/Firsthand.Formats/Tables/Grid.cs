namespace Firsthand.Formats.Tables;

/// <summary>Cells in rows, as a file has them: rows may differ in length.</summary>
/// <param name="Line">Where the row begins: a line of a text file, a row of a sheet.</param>
internal readonly record struct GridRow(int Line, string[] Cells)
{
    public string this[int column] => column < Cells.Length ? Cells[column] : "";

    public bool IsBlank => Array.TrueForAll(Cells, string.IsNullOrWhiteSpace);
}
