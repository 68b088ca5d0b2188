using System.Xml;

namespace Firsthand.Formats.Frame;

/// <summary>XML that cannot reach out of itself: no DOCTYPE, no entities of its own, a stated depth.</summary>
internal static class SafeXml
{
    public const int DeepestXml = 256;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true, IgnoreComments = true, IgnoreProcessingInstructions = true,
    };

    public static XmlReader Open(ReadOnlyMemory<byte> bytes) => XmlReader.Create(new MemoryStream(bytes.ToArray()), Settings);

    public static XmlReader Open(string text) => XmlReader.Create(new StringReader(text), Settings);

    /// <summary>The next node; refused beyond the depth.</summary>
    public static bool Step(this XmlReader reader)
    {
        if (!reader.Read())
        {
            return false;
        }
        return reader.Depth <= DeepestXml ? true : throw new Refused(new ReadingError((reader as IXmlLineInfo)?.LineNumber ?? 0, $"XML nested at most {DeepestXml} deep", "deeper nesting"));
    }
}
