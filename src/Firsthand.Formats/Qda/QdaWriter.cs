using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Firsthand.Formats.Qda;

/// <summary>Writes REFI-QDA as the standard asks: valid by its schema, offsets in code points, LF, guids in capitals.</summary>
public static class QdaWriter
{
    private const string ProjectNamespace = "urn:QDA-XML:project:1.0";
    private const string CodebookNamespace = "urn:QDA-XML:codebook:1.0";

    /// <summary>A project with its sources, as .qdpx.</summary>
    /// <param name="project">Offsets of its selections are UTF-16 units of the source's text.</param>
    /// <param name="now">When it is written.</param>
    public static byte[] Project(QdaProject project, DateTimeOffset now)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Entry(zip, "project.qde", now, Xml(writer => ProjectXml(writer, project)));
            foreach (var source in project.Sources.Where(source => source is { Kind: "TextSource", Text: not null }))
            {
                Entry(zip, $"Sources/{source.Id}.txt", now, Encoding.UTF8.GetBytes(Lf(source.Text!)));
            }
        }
        return stream.ToArray();
    }

    /// <summary>The codes alone, as .qdc.</summary>
    public static byte[] Codebook(QdaProject project) => Xml(writer =>
    {
        writer.WriteStartElement("CodeBook", CodebookNamespace);
        writer.WriteAttributeString("origin", project.Origin ?? "Firsthand");
        Codes(writer, project.Codes, CodebookNamespace);
        if (project.Sets.Count > 0)
        {
            writer.WriteStartElement("Sets", CodebookNamespace);
            foreach (var set in project.Sets)
            {
                Set(writer, set, CodebookNamespace);
            }
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
    });

    private static void ProjectXml(XmlWriter writer, QdaProject project)
    {
        writer.WriteStartElement("Project", ProjectNamespace);
        writer.WriteAttributeString("name", project.Name ?? "Firsthand");
        writer.WriteAttributeString("origin", project.Origin ?? "Firsthand");
        if (project.Users.Count > 0)
        {
            writer.WriteStartElement("Users", ProjectNamespace);
            foreach (var user in project.Users)
            {
                writer.WriteStartElement("User", ProjectNamespace);
                writer.WriteAttributeString("guid", user.Id.ToUpperInvariant());
                writer.WriteAttributeString("name", user.Name);
                writer.WriteEndElement();
            }
            writer.WriteEndElement();
        }
        if (project.Codes.Count > 0)
        {
            writer.WriteStartElement("CodeBook", ProjectNamespace);
            Codes(writer, project.Codes, ProjectNamespace);
            writer.WriteEndElement();
        }
        var texts = project.Sources.Where(source => source is { Kind: "TextSource", Text: not null }).ToList();
        if (texts.Count > 0)
        {
            writer.WriteStartElement("Sources", ProjectNamespace);
            foreach (var source in texts)
            {
                SourceXml(writer, source);
            }
            writer.WriteEndElement();
        }
        if (project.Sets.Count > 0)
        {
            writer.WriteStartElement("Sets", ProjectNamespace);
            foreach (var set in project.Sets)
            {
                Set(writer, set, ProjectNamespace);
            }
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
    }

    private static void Codes(XmlWriter writer, IReadOnlyList<QdaCode> codes, string space)
    {
        writer.WriteStartElement("Codes", space);
        foreach (var code in codes)
        {
            Code(writer, code, space);
        }
        writer.WriteEndElement();
    }

    private static void Code(XmlWriter writer, QdaCode code, string space)
    {
        writer.WriteStartElement("Code", space);
        writer.WriteAttributeString("guid", code.Id.ToUpperInvariant());
        writer.WriteAttributeString("name", code.Name);
        writer.WriteAttributeString("isCodable", code.IsCodable ? "true" : "false");
        if (code.Color is { } color)
        {
            writer.WriteAttributeString("color", color);
        }
        if (!string.IsNullOrEmpty(code.Description))
        {
            writer.WriteElementString("Description", space, code.Description);
        }
        foreach (var below in code.Below)
        {
            Code(writer, below, space);
        }
        writer.WriteEndElement();
    }

    private static void SourceXml(XmlWriter writer, QdaSource source)
    {
        writer.WriteStartElement("TextSource", ProjectNamespace);
        writer.WriteAttributeString("guid", source.Id.ToUpperInvariant());
        writer.WriteAttributeString("name", source.Name);
        writer.WriteAttributeString("plainTextPath", $"internal://{source.Id}.txt");
        var text = source.Text!;
        foreach (var selection in source.Selections.Where(selection => selection is { Start: >= 0, End: not null } && selection.End <= text.Length && selection.Start <= selection.End))
        {
            writer.WriteStartElement("PlainTextSelection", ProjectNamespace);
            writer.WriteAttributeString("guid", selection.Id.ToUpperInvariant());
            writer.WriteAttributeString("name", Clip(selection.Words));
            writer.WriteAttributeString("startPosition", Text(CodePoints(text, selection.Start!.Value)));
            writer.WriteAttributeString("endPosition", Text(CodePoints(text, selection.End!.Value)));
            var number = 0;
            foreach (var code in selection.Codes)
            {
                writer.WriteStartElement("Coding", ProjectNamespace);
                writer.WriteAttributeString("guid", Derived(selection.Id, ++number));
                writer.WriteStartElement("CodeRef", ProjectNamespace);
                writer.WriteAttributeString("targetGUID", code.ToUpperInvariant());
                writer.WriteEndElement();
                writer.WriteEndElement();
            }
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
    }

    private static void Set(XmlWriter writer, QdaSet set, string space)
    {
        writer.WriteStartElement("Set", space);
        writer.WriteAttributeString("guid", Derived(set.Name, 0));
        writer.WriteAttributeString("name", set.Name);
        foreach (var code in set.Codes)
        {
            writer.WriteStartElement("MemberCode", space);
            writer.WriteAttributeString(space == ProjectNamespace ? "targetGUID" : "guid", code.ToUpperInvariant());
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
    }

    /// <summary>How many code points stand before a UTF-16 offset; a CR before LF, which is not written, does not count.</summary>
    private static int CodePoints(string text, int offset)
    {
        var count = 0;
        for (var i = 0; i < offset; i++)
        {
            count += char.IsLowSurrogate(text[i]) && i > 0 && char.IsHighSurrogate(text[i - 1]) || text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 0 : 1;
        }
        return count;
    }

    /// <summary>A guid that is the same each time for the same thing, so that a second export is equal to the first.</summary>
    private static string Derived(string from, int number)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes($"{from}\n{number}"));
        // Version 8 (RFC 9562): made by our own rule.
        hash[6] = (byte)(hash[6] & 0x0F | 0x80);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString().ToUpperInvariant();
    }

    private static string Clip(string words) => words.Length <= 100 ? Lf(words) : string.Concat(words.EnumerateRunes().Take(99).Select(rune => rune.ToString())) + "…";

    private static string Lf(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static byte[] Xml(Action<XmlWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, CheckCharacters = true }))
        {
            writer.WriteStartDocument();
            write(writer);
            writer.WriteEndDocument();
        }
        return stream.ToArray();
    }

    private static void Entry(ZipArchive zip, string name, DateTimeOffset now, byte[] bytes)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = now;
        using var stream = entry.Open();
        stream.Write(bytes);
    }
}
