using System.Xml;

namespace Firsthand.Formats.Frame;

/// <summary>The outermost element of a text, if it is XML.</summary>
internal sealed record XmlRoot(string LocalName, string Namespace)
{
    public static XmlRoot? Of(Source source)
    {
        var start = source.Text.AsSpan().TrimStart().TrimStart('\uFEFF');
        if (!start.StartsWith("<") || start.Length < 4 || !(start[1] is '?' or '!' || char.IsLetter(start[1])) || start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        try
        {
            using var reader = SafeXml.Open(source.Text.Trim());
            return reader.MoveToContent() == XmlNodeType.Element ? new(reader.LocalName, reader.NamespaceURI) : null;
        }
        catch (XmlException problem) when (!problem.Message.Contains("DTD", StringComparison.Ordinal))
        {
            return null;
        }
    }
}
