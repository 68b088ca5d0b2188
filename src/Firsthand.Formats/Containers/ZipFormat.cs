using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Containers;

/// <summary>A ZIP of files: a WhatsApp export with its pictures, or a folder of transcripts. What reads on its own reads in it, and a ZIP inside is opened once.</summary>
internal sealed class ZipFormat : IFormat
{
    // Names that promise words; under another a text is taken only for what names who speaks: not a licence, a style sheet, a machine's log.
    private static readonly string[] Promising = [".TXT", ".TEXT", ".MD", ".MARKDOWN", ".VTT", ".SRT", ".SBV", ".TTML", ".XML", ".JSON", ".JSONL", ".NDJSON", ".CSV", ".TSV", ".HTML", ".HTM", ".EML", ".MBOX", ".VCF", ".ICS", ".DOCX", ".ODT", ".XLSX", ".QDE", ".QDC", ".ZIP"];

    // As much of a file as tells a text from a picture.
    private const int BytesToLook = 4096;

    private const string CopyMark = "data/firsthand.json";

    public string Name => "zip";

    public bool Recognises(Source source) => source.Archive is { } archive && Files(archive, source).Any();

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
        List<Archive.Entry> files = chat is not null ? [chat] : [.. Files(archive, source)];
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
            var reading = ReadEntry(source, archive, entry);
            if (reading.Value is { } value && (Promises(entry) || NamesSpeakers(value)))
            {
                read.Add((entry, value));
            }
            else if (reading.Error is { } error)
            {
                last = error with { Expected = $"{error.Expected} in “{Archive.Shown(entry.Name)}”" };
                draft.Strange(last.Line, last.Expected, error.Found);
            }
            else
            {
                draft.Aside(0, "text that names no speaker", Archive.Shown(entry.Name));
            }
        }
        foreach (var entry in archive.Entries.Where(entry => !entry.IsFolder && !files.Contains(entry)))
        {
            draft.Aside(0, "attachment", Archive.Shown(entry.Name));
        }
        if (read.Count == 0)
        {
            return last ?? new ReadingError(0, "a ZIP with a transcript in it", "none");
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
            SetAside = [.. read.SelectMany(file => file.Reading.SetAside.Select(aside => aside with { Text = $"{Archive.Shown(file.Entry.FileName)}: {aside.Text}" })), .. report.SetAside],
            NotUnderstood = [.. read.SelectMany(file => file.Reading.NotUnderstood.Select(strange => strange with { Expected = $"{strange.Expected} in “{Archive.Shown(file.Entry.FileName)}”" })), .. report.NotUnderstood],
            Notes = [.. read.SelectMany(file => file.Reading.Notes.Select(note => $"{Archive.Shown(file.Entry.FileName)}: {note}"))],
        };
    }

    private static Reading<FileReading> ReadEntry(Source source, Archive archive, Archive.Entry entry)
    {
        try
        {
            using var inner = source.OfEntry(archive.Unpack(entry), entry.FileName, archive.Left);
            var reading = TranscriptFile.ReadInner(inner);
            archive.Spend(inner.Unpacked);
            return reading;
        }
        catch (Refused refused)
        {
            return refused.Error;
        }
    }

    private static IEnumerable<Archive.Entry> Files(Archive archive, Source source) =>
        archive.Entries.Where(entry => !entry.IsFolder && entry.Size > 0 && Archive.Suspicious(entry.Name) is null && !entry.FileName.StartsWith('.') && (Promises(entry) || MayHoldWords(archive.Peek(entry, BytesToLook), source)));

    private static bool MayHoldWords(byte[] start, Source source) =>
        Archive.LooksLike(start) || Medium.Of(start) is null && PlainText.PlainTextFormat.IsText(DecodedText.Read(start, source.Options.Encoding).Text);

    private static bool Promises(Archive.Entry entry) => Promising.Contains(Path.GetExtension(entry.FileName).ToUpperInvariant());

    private static bool NamesSpeakers(FileReading reading) => reading.Turns.Count(turn => turn.Speaker is { } name && Speaking.SpeakerName.IsWrittenAsName(name)) * 2 > reading.Turns.Count;
}
