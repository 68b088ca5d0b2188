using System.Xml;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats;

/// <summary>Bytes to conversations: detects what a file is by its content and reads it.</summary>
public static class TranscriptFile
{
    /// <summary>The readers' names, for a person to choose from.</summary>
    public static IReadOnlyList<string> Formats { get; } = [.. Registry.All.Select(format => format.Name)];

    /// <param name="bytes">The file as it is.</param>
    /// <param name="name">The file's name; its extension only breaks ties.</param>
    /// <param name="options">What a person overruled; null for nothing.</param>
    /// <param name="ct">Ends the reading of a long file.</param>
    /// <returns>The file read as far as it can be, or why not at all. Never throws on what a file holds.</returns>
    public static Reading<FileReading> Read(ReadOnlyMemory<byte> bytes, string name, ReadOptions? options = null, CancellationToken ct = default)
    {
        options ??= new ReadOptions();
        using var source = new Source(bytes, name, options, ct);
        if (bytes.Length > options.Limits.FileBytes)
        {
            return new ReadingError(0, $"a file of at most {options.Limits.FileBytes} bytes", $"{bytes.Length} bytes");
        }
        return ReadInner(source);
    }

    /// <summary>Reads a file, which may stand in a container.</summary>
    internal static Reading<FileReading> ReadInner(Source source)
    {
        if (Medium.Of(source.Bytes.Span) is { } medium && source.Options.Format is null)
        {
            return new ReadingError(0, "a text, a table or a document with words", medium);
        }
        try
        {
            return Read(source);
        }
        catch (Refused refused)
        {
            return refused.Error;
        }
        catch (XmlException problem)
        {
            return Explain(problem);
        }
    }

    private static Reading<FileReading> Read(Source source)
    {
        if (source.Archive is null && source.Text.AsSpan().Trim().Trim('\uFEFF').IsWhiteSpace())
        {
            return new ReadingError(0, "some text", source.Bytes.Length == 0 || source.Text.Length == 0 ? "an empty file" : "a file that is empty but for white space");
        }
        if (source.Options.Format is not { } wanted)
        {
            return Registry.Detect(source).Read(source);
        }
        return Registry.Named(wanted) is { } format ? format.Read(source) : new ReadingError(0, $"one of the formats {string.Join(", ", Formats)}", wanted);
    }

    private static ReadingError Explain(XmlException problem) =>
        problem.Message.Contains("DTD", StringComparison.Ordinal)
            ? new(problem.LineNumber, "XML without a DOCTYPE (it could pull in other files)", "a DOCTYPE")
            : new(problem.LineNumber, "whole XML", problem.Message);
}
