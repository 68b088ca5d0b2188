using System.Globalization;
using Firsthand.Formats.Frame;
using Firsthand.Formats.Tables;

namespace Firsthand.Formats.PlainText;

/// <summary>What people type and tools print: names before colons, names with times, indented interview notes, or just paragraphs. What the file does not say is said to be assumed.</summary>
internal sealed class PlainTextFormat : IFormat
{
    // Of arbitrary bytes one in ten is a control character; a text has a stray one where it was damaged.
    private const int FewestControls = 8, OneControlIn = 20;
    private const string UsualOrder = "mdy";

    public string Name => "txt-transcript";

    /// <summary>Anything that is text.</summary>
    public bool Recognises(Source source) => true;

    public Reading<FileReading> Read(Source source)
    {
        // Who names the format wants to see it all the same.
        if (source.Options.Format is null && !IsText(source.Text))
        {
            return new ReadingError(0, "a text, a table or a document with words", string.Create(CultureInfo.InvariantCulture, $"bytes that are no text: {Controls(source.Text):N0} of {source.Text.Length:N0} characters write nothing"));
        }
        var draft = new Draft(source);
        var heads = Heads(source, draft);
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

    private static TurnHead?[] Heads(Source source, Draft draft)
    {
        var (lines, names) = (source.Lines, new NamePool());
        var heads = new TurnHead?[lines.Count];
        void ReadAll(string order)
        {
            for (var i = 0; i < heads.Length; i++)
            {
                heads[i] = TurnHead.Read(lines[i], names, order);
            }
        }
        ReadAll(UsualOrder);
        var dates = heads.Index().Where(head => head.Item is { Start.Date: not null }).Select(head => FromDigit(lines[head.Index])).Where(text => text.AsSpan().IndexOfAny("/.-") is 1 or 2);
        if (DateOrder.Of(dates, source.Options.DateOrder, draft) is not UsualOrder and var order)
        {
            ReadAll(order);
        }
        for (var i = 1; i < heads.Length; i++)
        {
            // A document has an empty line between any two.
            var above = lines.IsBlank(i - 1) ? i - 2 : i - 1;
            if (heads[i] is { Form: HeadForm.Time } time && time.Words >= lines[i].TrimEnd().Length && above >= 0 && heads[above] is null)
            {
                heads[above] = TurnHead.Over(time, lines[above], i - above + 1, names);
            }
        }
        for (var i = 0; i < heads.Length; i++)
        {
            // What stands above a list or another heading is a heading.
            if (heads[i] is null && TurnHead.OfHeading(lines[i], names) is { } heading && lines.SkipBlank(i + 1) is var below && below < lines.Count && Furniture.Kind(lines[below]) is null && lines[below].TrimStart() is not ['-' or '*' or '•', ' ', ..])
            {
                heads[i] = heading;
            }
        }
        Exchanges.Find(lines, heads);
        return heads;
    }

    private static string FromDigit(ReadOnlySpan<char> line) => line[Math.Max(0, line.IndexOfAnyInRange('0', '9'))..].ToString();

    public static bool IsText(string text) => Controls(text) is var controls && (controls < FewestControls || controls * (long)OneControlIn <= text.Length);

    private static int Controls(string text)
    {
        var count = 0;
        foreach (var c in text) count += char.IsControl(c) && c is not ('\t' or '\n' or '\v' or '\f' or '\r' or '\e' or '\u0085') ? 1 : 0;
        return count;
    }
}
