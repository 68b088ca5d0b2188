using System.Text;
using System.Xml;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Documents;

/// <summary>The text of a Word document: paragraphs in order, tables too, tracked deletions left out, nothing fetched from outside.</summary>
internal static class DocxText
{
    private const string MainPart = "word/document.xml";

    public static DocumentText Read(Archive archive)
    {
        if (archive.Find(MainPart) is not { } main)
        {
            throw new Refused("a Word document", $"a container without {MainPart}");
        }
        var document = new DocumentText();
        ReadPart(archive.Unpack(main), document, document.Paragraphs.Add);
        foreach (var (part, kind) in new[] { ("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"), ("word/comments.xml", "comment") })
        {
            if (archive.Find(part) is { } entry)
            {
                ReadPart(archive.Unpack(entry), document, text =>
                {
                    if (!string.IsNullOrWhiteSpace(text))
                    {
                        document.Aside.Add((kind, text));
                    }
                });
            }
        }
        return document;
    }

    private static void ReadPart(byte[] xml, DocumentText document, Action<string> add)
    {
        using var reader = SafeXml.Open(xml);
        Stack<StringBuilder> paragraphs = new();
        Stack<Row> rows = new();
        var inText = false;
        while (reader.Step())
        {
            // A skipped element leaves the reader on the node after it.
            while (reader.NodeType == XmlNodeType.Element && IsLeftOut(reader, document))
            {
                reader.Skip();
            }
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    inText = reader.LocalName == "t" && !reader.IsEmptyElement;
                    Open(reader, paragraphs, rows, add);
                    break;
                case XmlNodeType.EndElement:
                    inText = false;
                    Close(reader.LocalName, paragraphs, rows, document, add);
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA when inText && paragraphs.Count > 0:
                    paragraphs.Peek().Append(reader.Value);
                    break;
            }
        }
    }

    private static bool IsLeftOut(XmlReader reader, DocumentText document)
    {
        // The fallback of a drawing says the same again for old programs.
        if (reader.LocalName is "Fallback")
        {
            return true;
        }
        if (reader.LocalName is "ins" or "del" or "moveFrom" or "moveTo")
        {
            const string tracked = "The document has tracked changes: inserted words were taken, deleted ones left out.";
            if (!document.Notes.Contains(tracked))
            {
                document.Notes.Add(tracked);
            }
        }
        return reader.LocalName is "del" or "moveFrom";
    }

    private static void Open(XmlReader reader, Stack<StringBuilder> paragraphs, Stack<Row> rows, Action<string> add)
    {
        switch (reader.LocalName)
        {
            case "p" when reader.NamespaceURI.Contains("wordprocessingml", StringComparison.Ordinal):
                if (reader.IsEmptyElement)
                {
                    Add("", rows, add);
                }
                else
                {
                    paragraphs.Push(new StringBuilder());
                }
                break;
            case "br" or "cr" when paragraphs.Count > 0:
                paragraphs.Peek().Append('\n');
                break;
            case "tab" when paragraphs.Count > 0 && reader.AttributeCount == 0:
                paragraphs.Peek().Append('\t');
                break;
            case "noBreakHyphen" when paragraphs.Count > 0:
                paragraphs.Peek().Append('\u2011');
                break;
            case "tr" when !reader.IsEmptyElement:
                rows.Push(new Row());
                break;
            case "tc" when rows.Count > 0:
                rows.Peek().Cells.Add("");
                rows.Peek().IsFresh = true;
                break;
        }
    }

    private static void Close(string name, Stack<StringBuilder> paragraphs, Stack<Row> rows, DocumentText document, Action<string> add)
    {
        if (name == "p" && paragraphs.Count > 0)
        {
            Add(paragraphs.Pop().ToString(), rows, add);
        }
        else if (name == "tr" && rows.Count > 0)
        {
            var row = rows.Pop();
            // A table in a table's cell is part of that cell.
            if (rows.Count > 0)
            {
                Add(string.Join('\n', row.Cells.Where(cell => cell.Length > 0)), rows, add);
            }
            else
            {
                document.AddRow(row.Cells);
            }
        }
    }

    private static void Add(string text, Stack<Row> rows, Action<string> add)
    {
        if (rows.Count > 0 && rows.Peek().Cells.Count > 0)
        {
            rows.Peek().Append(text);
        }
        else
        {
            add(text);
        }
    }

    private sealed class Row
    {
        public List<string> Cells { get; } = [];

        public bool IsFresh { get; set; }

        public void Append(string text)
        {
            Cells[^1] = IsFresh ? text : Cells[^1] + "\n" + text;
            IsFresh = false;
        }
    }
}
