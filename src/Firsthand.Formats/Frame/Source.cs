using System.Text;

namespace Firsthand.Formats.Frame;

/// <summary>A file as its readers see it: bytes, and, when asked for, text, lines, JSON or a container's entries. Each is made once.</summary>
internal sealed class Source(ReadOnlyMemory<byte> bytes, string name, ReadOptions options, CancellationToken cancellation) : IDisposable
{
    private DecodedText? decoded;
    private string? text;
    private int[]? places;
    private Archive? opened;

    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    public string Name { get; } = name;

    public ReadOptions Options { get; } = options;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>The text of a document (a paragraph, an empty line, a paragraph ...) to be read as a text file is; places give each line's paragraph.</summary>
    public Source OfDocument(string document, int[] lineToParagraph, params string[] documentNotes) =>
        new(Bytes, Name, Options, Cancellation) { text = document, places = lineToParagraph, extraNotes = documentNotes };

    /// <summary>Text taken out of a file, such as a web page's, to be read as a text file is.</summary>
    public Source OfText(string inner, params string[] innerNotes) =>
        new(Bytes, Name, Options, Cancellation) { text = inner, decoded = decoded, extraNotes = innerNotes };

    /// <summary>A file inside a container, to be read as a file of its own, within what the container may still unpack.</summary>
    public Source OfEntry(ReadOnlyMemory<byte> entry, string entryName, long mayUnpack) =>
        new(entry, entryName, Options with { Format = null, Limits = Options.Limits with { UnpackedBytes = mayUnpack } }, Cancellation) { Depth = Depth + 1 };

    /// <summary>How many containers the file stands in.</summary>
    public int Depth { get; private init; }

    /// <summary>What was unpacked of the file, if it is a container and was opened.</summary>
    public long Unpacked => opened?.Unpacked ?? 0;

    private IReadOnlyList<string> extraNotes = [];

    /// <summary>A document's paragraphs rather than a text file's lines.</summary>
    public bool IsDocument => places is not null;

    public string Extension => Path.GetExtension(Name).ToUpperInvariant();

    private DecodedText Decoded => decoded ??= DecodedText.Read(Bytes.Span, Options.Encoding);

    public string Text => text ??= Decoded.Text;

    /// <summary>The encoding's web name; null while only the bytes were looked at.</summary>
    public string? Encoding => decoded?.Encoding;

    public IReadOnlyList<string> Notes => [.. decoded?.Notes ?? [], .. extraNotes];

    public Lines Lines => field ??= new Lines(Text);

    public Json? Json => field ??= Frame.Json.LooksLike(Text) ? new Json(this) : null;

    public Archive? Archive => opened ??= Frame.Archive.LooksLike(Bytes.Span) ? new Archive(Bytes, Options.Limits) : null;

    /// <summary>The place that a report names for a line: itself, or the paragraph of a document.</summary>
    public int Place(int line) => places is null || line < 1 || line > places.Length ? line : places[line - 1];

    /// <summary>The text as UTF-8, which is the bytes themselves when the file is in it.</summary>
    public ReadOnlyMemory<byte> Utf8
    {
        get
        {
            var isUtf8 = text is null || decoded is not null && ReferenceEquals(text, decoded.Text);
            return isUtf8 && Decoded is { Encoding: "utf-8", Notes.Count: 0 }
                ? Bytes.Span.StartsWith("\uFEFF"u8) ? Bytes[3..] : Bytes
                : System.Text.Encoding.UTF8.GetBytes(Text);
        }
    }

    public void Dispose() => Json?.Dispose();
}
