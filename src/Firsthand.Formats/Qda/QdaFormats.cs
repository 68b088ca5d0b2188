using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Qda;

/// <summary>What a project shows in a reading: its counts and lists under the names that tools use, and the project itself.</summary>
internal static class QdaItems
{
    private static readonly string[] Kinds = ["TextSource", "PDFSource", "PictureSource", "AudioSource", "VideoSource"];

    public static void Fill(Draft draft, QdaProject project, QdaReader reader)
    {
        var codes = project.AllCodes.ToList();
        draft.Items["project"] = project;
        draft.Items["origin"] = project.Origin ?? "";
        draft.Items["projectName"] = project.Name ?? "";
        draft.Items["users"] = project.Users.Count;
        draft.Items["codes"] = codes.Count;
        draft.Items["topLevelCodes"] = project.Codes.Count;
        if (codes.Count > 0)
        {
            draft.Items["firstCode"] = codes[0].Name;
            draft.Items["lastCode"] = codes[^1].Name;
            draft.Items["description"] = codes[0].Description ?? "";
        }
        draft.Items["sources"] = Kinds.ToDictionary(kind => kind, kind => project.Sources.Count(source => source.Kind == kind));
        draft.Items["selections"] = reader.Selections;
        draft.Items["codings"] = reader.Codings;
        draft.Items["sets"] = project.Sets.Count;
        draft.Items["notes"] = project.Notes.Count;
        draft.Items["links"] = reader.Links;
        draft.Items["quotes"] = project.Sources.SelectMany(source => source.Selections).Where(selection => selection.Start is not null).Select(selection => new { start = selection.Written!.Value.Start, end = selection.Written!.Value.End, quote = selection.Words }).ToList();
        var names = codes.GroupBy(code => code.Id).ToDictionary(group => group.Key, group => group.First().Name);
        draft.Items["setMembers"] = project.Sets.GroupBy(set => set.Name).ToDictionary(group => group.Key, group => group.SelectMany(set => set.Codes).Select(code => names.GetValueOrDefault(code, code)).ToList());
        if (reader.OffsetRuleName is { } rule)
        {
            draft.Items["offsetRule"] = rule;
            draft.Note($"Places in the texts are counted in {rule}, as the words beside them show.");
        }
        if (reader.MissingSources > 0)
        {
            draft.Note($"{reader.MissingSources} sources are missing: their codes and marks were kept, their text could not be.");
        }
    }

    /// <summary>Each text source as a conversation.</summary>
    public static void Conversations(Source source, Draft draft, QdaProject project)
    {
        foreach (var text in project.Sources.Where(text => !string.IsNullOrWhiteSpace(text.Text)))
        {
            using var inner = source.OfText(text.Text!);
            if (Registry.DetectText(inner).Read(inner).Value is not { } reading)
            {
                continue;
            }
            foreach (var conversation in reading.Conversations)
            {
                foreach (var turn in conversation.Turns)
                {
                    draft.Add(turn);
                }
                draft.Title = text.Name;
                draft.EndConversation();
            }
        }
    }
}

/// <summary>A project of REFI-QDA: a ZIP with project.qde and the sources, or the bare XML.</summary>
internal sealed class QdaProjectFormat : IFormat
{
    private const string Namespace = "urn:QDA-XML:project";
    private const string Internal = "internal://";

    public string Name => "refi-qda";

    public bool Recognises(Source source) => source.Archive is { } archive ? Project(archive) is not null : XmlRoot.Of(source) is { LocalName: "Project" } root && root.Namespace.StartsWith(Namespace, StringComparison.Ordinal);

    private static Archive.Entry? Project(Archive archive) => archive.Entries.FirstOrDefault(entry => entry.Name.EndsWith(".qde", StringComparison.OrdinalIgnoreCase) && !entry.Name.Contains('/', StringComparison.Ordinal));

    public Reading<FileReading> Read(Source source)
    {
        var draft = new Draft(source);
        if (source.Archive is not { } archive)
        {
            var bare = new QdaReader(_ => null, draft);
            using var xml = SafeXml.Open(source.Text);
            QdaItems.Fill(draft, bare.Read(xml), bare);
            return draft.Finish(Name);
        }
        if (Project(archive) is not { } entry)
        {
            return new ReadingError(0, "a file *.qde in the ZIP", "none");
        }
        List<Archive.Entry> taken = [entry];
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (var other in archive.Entries.Where(other => !other.IsFolder && other != entry))
        {
            if (Archive.Suspicious(other.Name) is { } reason)
            {
                draft.Aside(0, "refused entry", $"“{Archive.Shown(other.Name)}” {reason}");
            }
            else if (!names.Add(other.Name))
            {
                draft.Aside(0, "refused entry", $"“{Archive.Shown(other.Name)}” differs from another only in case");
            }
        }
        var reader = new QdaReader(path => SourceText(archive, path, draft), draft);
        QdaProject project;
        using (var xml = SafeXml.Open(archive.Unpack(entry)))
        {
            project = reader.Read(xml);
        }
        QdaItems.Fill(draft, project, reader);
        QdaItems.Conversations(source, draft, project);
        return draft.Finish(Name);
    }

    /// <summary>A path names an entry of this ZIP or nothing: no other file and no address is ever opened.</summary>
    private static string? SourceText(Archive archive, string path, Draft draft)
    {
        if (!path.StartsWith(Internal, StringComparison.OrdinalIgnoreCase) || Archive.Suspicious(path[Internal.Length..]) is not null || path.Contains('%', StringComparison.Ordinal))
        {
            return null;
        }
        var file = path[Internal.Length..];
        if ((archive.Find("Sources/" + file) ?? archive.Find(file)) is not { } entry)
        {
            return null;
        }
        var decoded = DecodedText.Read(archive.Unpack(entry), null);
        foreach (var note in decoded.Notes)
        {
            draft.Note($"{Archive.Shown(file)}: {note}");
        }
        return decoded.Text;
    }
}

/// <summary>A codebook of REFI-QDA.</summary>
internal sealed class QdaCodebookFormat : IFormat
{
    public string Name => "refi-qda-codebook";

    public bool Recognises(Source source) => XmlRoot.Of(source) is { LocalName: "CodeBook" } root && root.Namespace.StartsWith("urn:QDA-XML:codebook", StringComparison.Ordinal);

    public Reading<FileReading> Read(Source source)
    {
        var draft = new Draft(source);
        var reader = new QdaReader(_ => null, draft);
        using var xml = SafeXml.Open(source.Text);
        QdaItems.Fill(draft, reader.Read(xml), reader);
        return draft.Finish(Name);
    }
}
