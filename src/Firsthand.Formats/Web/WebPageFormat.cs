using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Web;

/// <summary>A web page that no known tool exported: its text, read as a text file's is.</summary>
internal sealed class WebPageFormat : IFormat
{
    public string Name => "html";

    public bool Recognises(Source source)
    {
        var start = source.Text.AsSpan().TrimStart();
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    public Reading<FileReading> Read(Source source)
    {
        var text = HtmlText.Of(source.Text);
        if (string.IsNullOrWhiteSpace(text))
        {
            return new ReadingError(0, "some text", "a web page without any");
        }
        using var inner = source.OfText(text, "The file is a web page; its text was read, its layout was not.");
        var reading = Registry.DetectText(inner).Read(inner);
        return reading.Value is { } value ? value with { Format = Name } : reading;
    }
}
