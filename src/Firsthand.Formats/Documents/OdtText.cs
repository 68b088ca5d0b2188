using System.Globalization;
using System.Text;
using System.Xml;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Documents;

/// <summary>The text of an OpenDocument text: paragraphs and headings in order, tables too, deletions left out.</summary>
internal static class OdtText
{
    // A run of blanks may be written as a count.
    private const int MostBlanks = 1000;

    public static DocumentText Read(Archive archive)
    {
        if (archive.Find("content.xml") is not { } content)
        {
            throw new Refused("an OpenDocument text", "a container without content.xml");
        }
        var document = new DocumentText();
        using var reader = SafeXml.Open(archive.Unpack(content));
        Stack<StringBuilder> paragraphs = new();
        List<string>? row = null;
        var inCell = false;
        while (reader.Step())
        {
            while (reader.NodeType == XmlNodeType.Element && reader.LocalName is "tracked-changes" or "sequence-decls" or "forms" or "annotation" or "note-citation")
            {
                if (reader.LocalName == "tracked-changes" && document.Notes.Count == 0)
                {
                    document.Notes.Add("The document has tracked changes: inserted words were taken, deleted ones left out.");
                }
                reader.Skip();
            }
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName is "p" or "h" && IsText(reader):
                    if (reader.IsEmptyElement)
                    {
                        Add("");
                    }
                    else
                    {
                        paragraphs.Push(new StringBuilder());
                    }
                    break;
                case XmlNodeType.Element when paragraphs.Count > 0 && IsText(reader):
                    paragraphs.Peek().Append(reader.LocalName switch
                    {
                        "s" => new string(' ', int.TryParse(reader.GetAttribute("c", reader.NamespaceURI), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Min(count, MostBlanks) : 1),
                        "tab" => "\t",
                        "line-break" => "\n",
                        _ => "",
                    });
                    break;
                case XmlNodeType.Element when reader.LocalName is "table-row" && !reader.IsEmptyElement:
                    row = [];
                    break;
                case XmlNodeType.Element when reader.LocalName is "table-cell" && row is not null:
                    row.Add("");
                    inCell = !reader.IsEmptyElement;
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA when paragraphs.Count > 0:
                    AppendCollapsed(paragraphs.Peek(), reader.Value);
                    break;
                case XmlNodeType.EndElement when reader.LocalName is "p" or "h" && IsText(reader) && paragraphs.Count > 0:
                    Add(paragraphs.Pop().ToString());
                    break;
                case XmlNodeType.EndElement when reader.LocalName is "table-cell":
                    inCell = false;
                    break;
                case XmlNodeType.EndElement when reader.LocalName is "table-row" && row is not null:
                    document.AddRow(row);
                    row = null;
                    break;
            }
        }
        return document;

        void Add(string text)
        {
            if (row is { Count: > 0 } && inCell)
            {
                row[^1] = row[^1].Length == 0 ? text : row[^1] + "\n" + text;
            }
            else
            {
                document.Paragraphs.Add(text);
            }
        }
    }

    private static bool IsText(XmlReader reader) => reader.NamespaceURI.EndsWith(":text:1.0", StringComparison.Ordinal);

    // White space in the XML counts as one blank; blanks that matter are elements.
    private static void AppendCollapsed(StringBuilder paragraph, string text)
    {
        foreach (var c in text)
        {
            if (c is ' ' or '\t' or '\n' or '\r')
            {
                if (paragraph.Length == 0 || paragraph[^1] is not ' ')
                {
                    paragraph.Append(' ');
                }
            }
            else
            {
                paragraph.Append(c);
            }
        }
    }
}
