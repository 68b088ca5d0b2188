using Firsthand.Formats.Frame;

namespace Firsthand.Formats.PlainText;

/// <summary>What people type and tools print: names before colons, names with times, indented interview notes, or just paragraphs. What the file does not say is said to be assumed.</summary>
internal sealed class PlainTextFormat : IFormat
{
    public string Name => "txt-transcript";

    /// <summary>Anything that is text.</summary>
    public bool Recognises(Source source) => true;

    public Reading<FileReading> Read(Source source)
    {
        var draft = new Draft(source);
        var names = new NamePool();
        var heads = new TurnHead?[source.Lines.Count];
        for (var i = 0; i < heads.Length; i++)
        {
            heads[i] = TurnHead.Read(source.Lines[i], names);
        }
        if (OutlineNotes.In(source.Lines) is { } outline)
        {
            outline.Write(draft);
        }
        else if (Labels.In(source.Lines, heads) is { } labels)
        {
            new LabelledText(source.Lines, heads, labels).Write(draft);
        }
        else if (TimedText.Is(source.Lines, heads))
        {
            TimedText.Write(source.Lines, heads, draft);
        }
        else
        {
            Paragraphs.Write(source, draft);
        }
        return draft.Finish(Name);
    }
}
