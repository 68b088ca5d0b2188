using System.Globalization;
using System.Text;
using System.Xml;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Tables;

/// <summary>The sheets of an Excel workbook: shared, inline and rich strings, formulas by the value that was saved with them, dates by their number format.</summary>
internal sealed class XlsxSheets
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly DateTime Epoch1900 = new(1899, 12, 30), Epoch1904 = new(1904, 1, 1);

    private readonly Archive archive;
    private readonly Limits limits;
    private readonly List<string> shared = [];
    private readonly List<bool> isDate = [];
    private DateTime epoch = Epoch1900;

    public XlsxSheets(Archive archive, Limits limits)
    {
        (this.archive, this.limits) = (archive, limits);
        var targets = ReadTargets();
        ReadShared();
        ReadStyles();
        ReadSheets(targets);
    }

    public List<(string Name, List<GridRow> Rows)> Sheets { get; } = [];

    private XmlReader? Open(string part) => archive.Find(part) is { } entry ? SafeXml.Open(archive.Unpack(entry)) : null;

    private Dictionary<string, string> ReadTargets()
    {
        Dictionary<string, string> targets = [];
        using var reader = Open("xl/_rels/workbook.xml.rels");
        while (reader?.Step() == true)
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && reader.GetAttribute("Id") is { } id && reader.GetAttribute("Target") is { } target && reader.GetAttribute("TargetMode") != "External")
            {
                targets[id] = target.StartsWith('/') ? target[1..] : "xl/" + target;
            }
        }
        return targets;
    }

    private void ReadShared()
    {
        using var reader = Open("xl/sharedStrings.xml");
        StringBuilder? text = null;
        var phonetic = 0;
        while (reader?.Step() == true)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName == "si":
                    text = new StringBuilder();
                    if (reader.IsEmptyElement)
                    {
                        shared.Add("");
                    }
                    break;
                case XmlNodeType.Element when reader.LocalName == "rPh" && !reader.IsEmptyElement:
                    phonetic++;
                    break;
                case XmlNodeType.EndElement when reader.LocalName == "rPh":
                    phonetic--;
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA when text is not null && phonetic == 0:
                    text.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement when reader.LocalName == "si" && text is not null:
                    shared.Add(text.ToString());
                    break;
            }
        }
    }

    private void ReadStyles()
    {
        using var reader = Open("xl/styles.xml");
        Dictionary<int, bool> own = [];
        var inCells = false;
        while (reader?.Step() == true)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                switch (reader.LocalName)
                {
                    case "numFmt" when Int(reader.GetAttribute("numFmtId")) is { } id:
                        own[id] = LooksLikeDate(reader.GetAttribute("formatCode") ?? "");
                        break;
                    case "cellXfs":
                        inCells = true;
                        break;
                    case "xf" when inCells:
                        var format = Int(reader.GetAttribute("numFmtId")) ?? 0;
                        // 14 to 22 and 45 to 47 are the dates and times that need no code of their own.
                        isDate.Add(own.TryGetValue(format, out var date) ? date : format is >= 14 and <= 22 or >= 45 and <= 47);
                        break;
                }
            }
            else if (reader is { NodeType: XmlNodeType.EndElement, LocalName: "cellXfs" })
            {
                inCells = false;
            }
        }
    }

    private static bool LooksLikeDate(string code)
    {
        var quoted = false;
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '"':
                    quoted = !quoted;
                    break;
                case '\\':
                    i++;
                    break;
                case '[' when code.IndexOf(']', i) is > 0 and var end && !quoted && !"hms".Contains(char.ToLowerInvariant(code[Math.Min(i + 1, code.Length - 1)])):
                    i = end;
                    break;
                case 'y' or 'Y' or 'd' or 'D' or 'h' or 'H' or 's' or 'S' when !quoted:
                    return true;
            }
        }
        return false;
    }

    private void ReadSheets(Dictionary<string, string> targets)
    {
        List<(string Name, string Part)> sheets = [];
        using (var reader = Open("xl/workbook.xml") ?? throw new Refused("an Excel workbook", "a container without xl/workbook.xml"))
        {
            while (reader.Step())
            {
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" } && reader.GetAttribute("date1904") is "1" or "true")
                {
                    epoch = Epoch1904;
                }
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "sheet" } && targets.TryGetValue(reader.GetAttribute("id", Relations) ?? "", out var part))
                {
                    sheets.Add((reader.GetAttribute("name") ?? "", part));
                }
            }
        }
        foreach (var (name, part) in sheets)
        {
            using var reader = Open(part);
            if (reader is not null)
            {
                Sheets.Add((name, ReadSheet(reader)));
            }
        }
    }

    private List<GridRow> ReadSheet(XmlReader reader)
    {
        List<GridRow> rows = [];
        List<string> cells = [];
        var value = new StringBuilder();
        int row = 0, column = -1, style = 0;
        string? type = null;
        bool inValue = false, skipped = false;
        while (reader.Step())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName == "row":
                    row = Int(reader.GetAttribute("r")) ?? row + 1;
                    column = -1;
                    cells.Clear();
                    break;
                case XmlNodeType.Element when reader.LocalName == "c":
                    column = Column(reader.GetAttribute("r")) ?? column + 1;
                    if (column >= limits.Columns)
                    {
                        throw new Refused(new ReadingError(row, $"at most {limits.Columns} columns", "more"));
                    }
                    (type, style) = (reader.GetAttribute("t"), Int(reader.GetAttribute("s")) ?? 0);
                    value.Clear();
                    break;
                case XmlNodeType.Element when reader.LocalName is "v" or "t":
                    inValue = !skipped && !reader.IsEmptyElement;
                    break;
                case XmlNodeType.Element when reader.LocalName is "rPh":
                    skipped = !reader.IsEmptyElement;
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA when inValue:
                    value.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement when reader.LocalName is "v" or "t":
                    inValue = false;
                    break;
                case XmlNodeType.EndElement when reader.LocalName is "rPh":
                    skipped = false;
                    break;
                case XmlNodeType.EndElement when reader.LocalName == "c" && column >= 0:
                    while (cells.Count <= column)
                    {
                        cells.Add("");
                    }
                    cells[column] = Show(value.ToString(), type, style);
                    break;
                case XmlNodeType.EndElement when reader.LocalName == "row":
                    rows.Add(new(row, [.. cells]));
                    break;
            }
        }
        return rows;
    }

    private string Show(string value, string? type, int style) => type switch
    {
        "s" => Int(value) is { } index && index < shared.Count ? Escapes(shared[index]) : "",
        "b" => value == "1" ? "TRUE" : "FALSE",
        "str" or "inlineStr" => Escapes(value),
        null or "n" when style < isDate.Count && isDate[style] && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial) => Date(serial),
        _ => value,
    };

    private string Date(double serial)
    {
        if (serial is < -600_000 or > 2_900_000)
        {
            return serial.ToString(CultureInfo.InvariantCulture);
        }
        var seconds = Math.Round(serial * 86_400);
        // A time of day without a date is no date of 1899.
        if (serial is >= 0 and < 1)
        {
            return TimeSpan.FromSeconds(seconds).ToString("hh\\:mm\\:ss", CultureInfo.InvariantCulture);
        }
        var date = epoch.AddSeconds(seconds);
        return date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>Excel writes characters that XML forbids, and carriage returns, as _x000D_.</summary>
    private static string Escapes(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal))
        {
            return text.Replace("\r\n", "\n", StringComparison.Ordinal);
        }
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && i + 6 < text.Length && text[i + 1] == 'x' && text[i + 6] == '_' && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append((char)code);
                i += 6;
            }
            else
            {
                plain.Append(text[i]);
            }
        }
        return JsonReading.Sound(plain.ToString()).Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private static int? Int(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static int? Column(string? reference)
    {
        var column = 0;
        foreach (var c in reference ?? "")
        {
            if (!char.IsAsciiLetterUpper(c))
            {
                break;
            }
            column = column * 26 + (c - 'A' + 1);
            if (column > 20_000)
            {
                return column;
            }
        }
        return column == 0 ? null : column - 1;
    }
}
