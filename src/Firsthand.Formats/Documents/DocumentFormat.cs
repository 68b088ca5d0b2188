using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Documents;

/// <summary>A word processor's file: its text is read as a text file's is, in whatever transcript format it is written.</summary>
internal abstract class DocumentFormat : IFormat
{
    public abstract string Name { get; }

    public abstract bool Recognises(Source source);

    protected abstract DocumentText Text(Archive archive);

    public Reading<FileReading> Read(Source source)
    {
        if (source.Archive is not { } archive)
        {
            return new ReadingError(0, $"a document ({Name})", "a file that is no ZIP container");
        }
        var document = Text(archive);
        if (document.Paragraphs.TrueForAll(string.IsNullOrWhiteSpace))
        {
            return new ReadingError(0, "some text", "a document without text");
        }
        var (text, places) = document.Join();
        using var inner = source.OfDocument(text, places, [.. document.Notes]);
        var reading = Registry.DetectText(inner).Read(inner);
        return reading.Value is not { } value ? reading : value with
        {
            Format = Name,
            Encoding = null,
            SetAside = [.. value.SetAside, .. document.Aside.Select(aside => new SetAside(0, aside.Kind, aside.Text))],
        };
    }
}

/// <summary>Word (.docx), with the ways in which Teams writes its transcripts.</summary>
internal sealed class DocxFormat : DocumentFormat
{
    public override string Name => "docx-transcript";

    public override bool Recognises(Source source) => source.Archive is { } archive && (archive.Find("word/document.xml") is not null || archive.Find("[Content_Types].xml") is not null && archive.Find("_rels/.rels") is not null && archive.Find("xl/workbook.xml") is null);

    protected override DocumentText Text(Archive archive) => DocxText.Read(archive);
}

/// <summary>OpenDocument text (.odt).</summary>
internal sealed class OdtFormat : DocumentFormat
{
    private static readonly byte[] Kind = [.. "application/vnd.oasis.opendocument.text"u8];

    public override string Name => "odt-transcript";

    public override bool Recognises(Source source) =>
        source.Archive is { } archive && archive.Find("mimetype") is { Size: < 100 } kind && archive.Unpack(kind).AsSpan().StartsWith(Kind);

    protected override DocumentText Text(Archive archive) => OdtText.Read(archive);
}
