using Firsthand.Formats.Frame;

namespace Firsthand.Formats.PlainText;

/// <summary>What somebody wrote about a contact: only lines marked as quotes (>) are words of theirs, and nothing before a colon is a name. Read so only where it is asked for.</summary>
internal sealed class NotesFormat : IFormat
{
    public string Name => "notes";

    public bool Recognises(Source source) => false;

    public Reading<FileReading> Read(Source source)
    {
        var draft = new Draft(source);
        Paragraphs.Write(source, draft, areNotes: true);
        return draft.Finish(Name);
    }
}
