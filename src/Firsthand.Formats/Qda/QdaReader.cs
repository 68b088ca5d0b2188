using System.Globalization;
using System.Xml;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Qda;

/// <summary>Reads a project or a codebook of REFI-QDA: lenient with what tools write, strict with what could reach outside.</summary>
/// <param name="text">Gives a source's text by its path; null when it is missing or refused.</param>
internal sealed class QdaReader(Func<string, string?> text, Draft draft)
{
    private readonly List<QdaUser> users = [];
    private readonly List<QdaSource> sources = [];
    private readonly List<QdaSet> sets = [];
    private readonly List<QdaNote> notes = [];
    private readonly List<(QdaCode Code, List<QdaCode> Below)> openCodes = [];
    private readonly List<QdaCode> codes = [];
    private string? name, origin;

    public int Links { get; private set; }

    public int Codings { get; private set; }

    public int Selections { get; private set; }

    public string? OffsetRuleName { get; private set; }

    public int MissingSources { get; private set; }

    public QdaProject Read(XmlReader reader)
    {
        PendingSource? source = null;
        PendingSelection? selection = null;
        PendingNote? note = null;
        (string Name, List<string> Codes)? set = null;
        string? open = null;
        var content = new System.Text.StringBuilder();
        while (reader.Step())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var (element, isEmpty) = (reader.LocalName, reader.IsEmptyElement);
                    if (element is "Description" or "PlainTextContent")
                    {
                        open = element;
                        content.Clear();
                        continue;
                    }
                    switch (element)
                    {
                        case "Project" or "CodeBook" when reader.GetAttribute("origin") is not null || element == "Project":
                            (name, origin) = (reader.GetAttribute("name") ?? name, reader.GetAttribute("origin") ?? origin);
                            break;
                        case "User":
                            users.Add(new(Guid(reader, "guid"), reader.GetAttribute("name") ?? ""));
                            break;
                        case "Code":
                            openCodes.Add((new(Guid(reader, "guid"), reader.GetAttribute("name") ?? "", null, reader.GetAttribute("color"), reader.GetAttribute("isCodable") is "true" or "1"), []));
                            if (isEmpty)
                            {
                                CloseCode();
                            }
                            break;
                        case "TextSource" or "PDFSource" or "PictureSource" or "AudioSource" or "VideoSource":
                            source = new(Guid(reader, "guid"), reader.GetAttribute("name") ?? "", element, reader.GetAttribute("plainTextPath") ?? reader.GetAttribute("path"));
                            if (isEmpty)
                            {
                                CloseSource(ref source);
                            }
                            break;
                        case "Coding":
                            Codings++;
                            break;
                        case "CodeRef" when selection is not null:
                            selection.Codes.Add(Guid(reader, "targetGUID"));
                            break;
                        case "Set":
                            set = (reader.GetAttribute("name") ?? "", []);
                            if (isEmpty)
                            {
                                CloseSet(ref set);
                            }
                            break;
                        case "MemberCode" when set is not null:
                            set.Value.Codes.Add(Guid(reader, reader.GetAttribute("guid") is null ? "targetGUID" : "guid"));
                            break;
                        case "Note":
                            note = new(Guid(reader, "guid"), reader.GetAttribute("name"), reader.GetAttribute("plainTextPath"));
                            if (isEmpty)
                            {
                                CloseNote(ref note);
                            }
                            break;
                        case "Link":
                            Links++;
                            break;
                        case var other when other.EndsWith("Selection", StringComparison.Ordinal):
                            Selections++;
                            selection = new(Guid(reader, "guid"), reader.GetAttribute("name") ?? "", Number(reader, "startPosition"), Number(reader, "endPosition"));
                            if (isEmpty)
                            {
                                CloseSelection(source, ref selection);
                            }
                            break;
                    }
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when open is not null:
                    content.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    switch (reader.LocalName)
                    {
                        case "Description" when openCodes.Count > 0:
                            openCodes[^1] = (openCodes[^1].Code with { Description = content.ToString() }, openCodes[^1].Below);
                            break;
                        case "PlainTextContent" when note is not null:
                            note = note with { Text = content.ToString() };
                            break;
                        case "PlainTextContent" when source is not null:
                            source.Text = content.ToString();
                            break;
                        case "Code":
                            CloseCode();
                            break;
                        case "TextSource" or "PDFSource" or "PictureSource" or "AudioSource" or "VideoSource":
                            CloseSource(ref source);
                            break;
                        case "Set":
                            CloseSet(ref set);
                            break;
                        case "Note":
                            CloseNote(ref note);
                            break;
                        case var other when other.EndsWith("Selection", StringComparison.Ordinal):
                            CloseSelection(source, ref selection);
                            break;
                    }
                    open = null;
                    break;
            }
        }
        return new(name, origin) { Users = users, Codes = codes, Sources = sources, Sets = sets, Notes = notes, Links = Links };
    }

    private void CloseCode()
    {
        if (openCodes.Count == 0)
        {
            return;
        }
        var (code, below) = openCodes[^1];
        openCodes.RemoveAt(openCodes.Count - 1);
        (openCodes.Count > 0 ? openCodes[^1].Below : codes).Add(code with { Below = below });
    }

    private void CloseSet(ref (string Name, List<string> Codes)? set)
    {
        if (set is var (setName, members))
        {
            sets.Add(new(setName, members));
        }
        set = null;
    }

    private void CloseNote(ref PendingNote? note)
    {
        if (note is not null)
        {
            notes.Add(new(note.Id, note.Name, note.Text ?? (note.Path is { } path ? text(path) : null)));
        }
        note = null;
    }

    private static void CloseSelection(PendingSource? source, ref PendingSelection? selection)
    {
        if (selection is not null)
        {
            source?.Selections.Add(selection);
        }
        selection = null;
    }

    private void CloseSource(ref PendingSource? pending)
    {
        if (pending is not { } source)
        {
            return;
        }
        pending = null;
        var raw = source.Text ?? (source.Kind == "TextSource" && source.Path is { } path ? text(path) : null);
        if (raw is null)
        {
            MissingSources++;
            draft.Strange(0, "the source's file in the project", $"“{source.Name}” ({Archive.Shown(source.Path ?? "no path")})");
        }
        List<QdaSelection> selections = [];
        var marks = source.Selections.Where(mark => mark.Start is not null && mark.End is not null).ToList();
        var (rule, map) = (default(OffsetRule), Array.Empty<int>());
        if (raw is not null && marks.Count > 0)
        {
            rule = OffsetRule.Of(raw, [.. marks.Select(mark => (mark.Start!.Value, mark.End!.Value, mark.Name))]);
            map = rule.Map(raw);
            OffsetRuleName ??= rule.Name;
        }
        var plain = raw?.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal);
        foreach (var mark in source.Selections)
        {
            (long, long)? written = mark.Start is { } from && mark.End is { } to ? (from, to) : null;
            if (rule is not null && mark.Start is >= 0 and var start && mark.End is { } end && end >= start && end < map.Length)
            {
                var (a, b) = (Plain(raw!, map[start]), Plain(raw!, map[end]));
                selections.Add(new(mark.Id, a, b, plain![a..b], mark.Codes) { Written = written });
            }
            else
            {
                selections.Add(new(mark.Id, null, null, mark.Name, mark.Codes) { Written = written });
            }
        }
        sources.Add(new(source.Id, source.Name, source.Kind, plain) { Selections = selections });
    }

    /// <summary>A place in the raw text as one in the text with LF and without a mark.</summary>
    private static int Plain(string raw, int at)
    {
        var before = raw.AsSpan(0, at);
        return at - (before.StartsWith("\uFEFF") ? 1 : 0) - before.Count("\r\n") - (at > 0 && at < raw.Length && raw[at - 1] == '\r' && raw[at] == '\n' ? 1 : 0);
    }

    private static string Guid(XmlReader reader, string attribute) => (reader.GetAttribute(attribute) ?? "").ToUpperInvariant();

    private static long? Number(XmlReader reader, string attribute) => long.TryParse(reader.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed class PendingSource(string id, string name, string kind, string? path)
    {
        public string Id { get; } = id;

        public string Name { get; } = name;

        public string Kind { get; } = kind;

        public string? Path { get; } = path;

        public string? Text { get; set; }

        public List<PendingSelection> Selections { get; } = [];
    }

    private sealed record PendingSelection(string Id, string Name, long? Start, long? End)
    {
        public List<string> Codes { get; } = [];
    }

    private sealed record PendingNote(string Id, string? Name, string? Path)
    {
        public string? Text { get; init; }
    }
}
