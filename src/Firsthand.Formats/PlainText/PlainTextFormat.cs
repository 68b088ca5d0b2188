using System.Globalization;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.PlainText;

/// <summary>What people type and tools print: names before colons, names with times, indented interview notes, or just paragraphs. What the file does not say is said to be assumed.</summary>
internal sealed class PlainTextFormat : IFormat
{
    // Of arbitrary bytes one in ten is a control character; a text has a stray one where it was damaged.
    private const int FewestControls = 8, OneControlIn = 20;

    public string Name => "txt-transcript";

    /// <summary>Anything that is text.</summary>
    public bool Recognises(Source source) => true;

    public Reading<FileReading> Read(Source source)
    {
        // Who names the format wants to see it all the same.
        if (source.Options.Format is null && Controls(source.Text) is >= FewestControls and var controls && controls * (long)OneControlIn > source.Text.Length)
        {
            return new ReadingError(0, "a text, a table or a document with words", string.Create(CultureInfo.InvariantCulture, $"bytes that are no text: {controls:N0} of {source.Text.Length:N0} characters write nothing"));
        }
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

    private static int Controls(string text)
    {
        var count = 0;
        foreach (var c in text) count += char.IsControl(c) && c is not ('\t' or '\n' or '\v' or '\f' or '\r' or '\e' or '\u0085') ? 1 : 0;
        return count;
    }
}
