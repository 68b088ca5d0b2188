using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Containers;

/// <summary>A ZIP of files: a WhatsApp export with its pictures, or a folder of transcripts. What can be read is read; a ZIP inside is not opened, a document is.</summary>
internal sealed class ZipFormat : IFormat
{
    private static readonly string[] Readable = [".TXT", ".MD", ".VTT", ".SRT", ".SBV", ".TTML", ".XML", ".JSON", ".JSONL", ".NDJSON", ".CSV", ".TSV", ".HTML", ".HTM", ".EML", ".MBOX", ".VCF", ".ICS", ".DOCX", ".ODT", ".XLSX", ".QDE", ".QDC"];

    private const string CopyMark = "data/firsthand.json";

    public string Name => "zip";

    public bool Recognises(Source source) => source.Archive is { } archive && Files(archive).Any();

    public Reading<FileReading> Read(Source source)
    {
        if (source.Archive is not { } archive)
        {
            return new ReadingError(0, "a ZIP", "another file");
        }
        if (IsCopy(archive))
        {
            return new ReadingError(0, "conversations", "a copy of a whole Firsthand: one that is still empty takes it under “Take everything with you” (/export), or by `firsthand import` of this file");
        }
        // A chat export holds its text and what was sent along; the text is the chat.
        var chat = archive.Entries.FirstOrDefault(entry => entry.FileName.Equals("_chat.txt", StringComparison.OrdinalIgnoreCase));
        List<Archive.Entry> files = chat is not null ? [chat] : [.. Files(archive)];
        if (files.Count == 0)
        {
            return new ReadingError(0, "a ZIP with a transcript in it", "none");
        }
        var draft = new Draft(source);
        List<(Archive.Entry Entry, FileReading Reading)> read = [];
        ReadingError? last = null;
        foreach (var entry in files)
        {
            source.Cancellation.ThrowIfCancellationRequested();
            using var inner = source.OfEntry(archive.Unpack(entry), entry.FileName);
            var reading = TranscriptFile.ReadInner(inner);
            if (reading.Value is { } value)
            {
                read.Add((entry, value));
            }
            else
            {
                last = reading.Error;
                draft.Strange(0, reading.Error!.Expected, $"“{Archive.Shown(entry.Name)}”: {reading.Error}");
            }
        }
        foreach (var entry in archive.Entries.Where(entry => !entry.IsFolder && !files.Contains(entry)))
        {
            draft.Aside(0, Path.GetExtension(entry.Name).Equals(".zip", StringComparison.OrdinalIgnoreCase) ? "zip inside a zip" : "attachment", Archive.Shown(entry.Name));
        }
        if (read.Count == 0)
        {
            return last is { } error ? error with { Found = $"{error.Found} (in the ZIP's “{Archive.Shown(files[^1].Name)}”)" } : new ReadingError(0, "a ZIP with a transcript in it", "none");
        }
        return Merge(read, draft);
    }

    /// <summary>Whether it is what Firsthand itself writes to be brought back whole.</summary>
    public static bool IsCopy(Archive archive) => archive.Entries.Any(entry => entry.Name == CopyMark || entry.Name.EndsWith("/" + CopyMark, StringComparison.Ordinal));

    private FileReading Merge(List<(Archive.Entry Entry, FileReading Reading)> read, Draft draft)
    {
        var report = draft.Finish(Name);
        if (read is [var only])
        {
            return only.Reading with
            {
                SetAside = [.. only.Reading.SetAside, .. report.SetAside], NotUnderstood = [.. only.Reading.NotUnderstood, .. report.NotUnderstood], Notes = [.. only.Reading.Notes, .. report.Notes],
            };
        }
        return report with
        {
            Conversations = [.. read.SelectMany(file => file.Reading.Conversations.Select(conversation => conversation with { Title = conversation.Title ?? Archive.Shown(file.Entry.FileName) }))],
            SetAside = [.. read.SelectMany(file => file.Reading.SetAside), .. report.SetAside],
            NotUnderstood = [.. read.SelectMany(file => file.Reading.NotUnderstood), .. report.NotUnderstood],
            Notes = [.. read.SelectMany(file => file.Reading.Notes.Select(note => $"{Archive.Shown(file.Entry.FileName)}: {note}"))],
        };
    }

    private static IEnumerable<Archive.Entry> Files(Archive archive) =>
        archive.Entries.Where(entry => !entry.IsFolder && entry.Size > 0 && Archive.Suspicious(entry.Name) is null && !entry.FileName.StartsWith("._", StringComparison.Ordinal) && Readable.Contains(Path.GetExtension(entry.FileName).ToUpperInvariant()));
}
