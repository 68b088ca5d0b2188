using Firsthand.Formats.Frame;

namespace Firsthand.Formats.WhatsApp;

/// <summary>A WhatsApp chat exported as text, from Android or an iPhone, in any language.</summary>
internal sealed class WhatsAppFormat : IFormat
{
    private const char LeftToRight = '\u200E';
    private static readonly string[] FileMarks = ["(file attached)", "(Datei angehängt)", "(archivo adjunto)", "(fichier joint)", "(file allegato)", "(arquivo anexado)", "(bestand bijgevoegd)", "(файл добавлен)", "(ملف مرفق)", "(dosya ekli)"];

    public string Name => "whatsapp";

    public bool Recognises(Source source)
    {
        var first = source.Lines.SkipBlank(0);
        return first < source.Lines.Count && MessageHeader.Read(source.Lines[first]) is not null;
    }

    public Reading<FileReading> Read(Source source)
    {
        var lines = source.Lines;
        var draft = new Draft(source);
        List<MessageHeader> headers = [];
        List<int> starts = [];
        for (var i = 0; i < lines.Count; i++)
        {
            if (MessageHeader.Read(lines[i]) is { } header)
            {
                headers.Add(header);
                starts.Add(i);
            }
        }
        if (headers.Count == 0)
        {
            return new ReadingError(1, "a message such as “[13/06/2018, 21:25:15] Ana: Hello”", lines.Count > 0 ? lines.Line(0)[..Math.Min(60, lines[0].Length)] : "nothing");
        }
        if (lines.SkipBlank(0) < starts[0])
        {
            draft.Strange(1, "a message with date and author", lines.Join(0, starts[0]));
        }
        var order = ChatDates.Order(headers, source.Options.DateOrder, draft);
        var impossible = 0;
        for (var i = 0; i < headers.Count; i++)
        {
            var end = lines.TrimEnd(starts[i] + 1, i + 1 < starts.Count ? starts[i + 1] : lines.Count);
            var at = ChatDates.Of(headers[i], order);
            impossible += at is null ? 1 : 0;
            Message(lines.Join(starts[i], end, headers[i].Words), at, starts[i] + 1, draft);
        }
        if (impossible > 0)
        {
            draft.Note($"{impossible} dates exist in no calendar; their messages were kept without a time.");
        }
        return draft.Finish(Name);
    }

    private static void Message(string text, Moment? at, int line, Draft draft)
    {
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        var newline = text.IndexOf('\n', StringComparison.Ordinal);
        // A notice such as: Ana changed the subject to "Plan B: price".
        if (colon <= 0 || newline >= 0 && newline < colon || text.AsSpan(0, colon).ContainsAny('"', '“', '„'))
        {
            draft.Aside(line, "system", text);
            return;
        }
        var author = text[..colon].TrimStart(LeftToRight, '\u202A').TrimEnd('\u202C');
        var words = text[(colon + 2)..];
        var details = Details(words);
        // What the app itself says begins with a direction mark; so do attachments and "edited" notes.
        var isNotice = details is null && words.StartsWith(LeftToRight) || words.StartsWith("Messages and calls are end-to-end encrypted", StringComparison.Ordinal);
        draft.Add(new Turn(author, at, null, words, isNotice ? TurnKind.Note : TurnKind.Speech, line) { Details = details });
    }

    private static Dictionary<string, string>? Details(string words)
    {
        var bare = words.TrimStart(LeftToRight, ' ');
        Dictionary<string, string> details = [];
        if (bare.StartsWith('<') && bare.Split('\n')[0] is var first && first.EndsWith('>'))
        {
            var colon = first.IndexOf(": ", StringComparison.Ordinal);
            details["attachment"] = colon > 0 ? first[(colon + 2)..^1] : first[1..^1];
        }
        else if (Array.Find(FileMarks, mark => bare.Split('\n')[0].TrimEnd().EndsWith(mark, StringComparison.OrdinalIgnoreCase)) is { } mark)
        {
            details["attachment"] = bare.Split('\n')[0].Replace(mark, "", StringComparison.OrdinalIgnoreCase).Trim();
        }
        else if (words.StartsWith(LeftToRight) && bare.EndsWith(" omitted", StringComparison.Ordinal))
        {
            details["attachment"] = $"({bare})";
        }
        if (words.Contains($"{LeftToRight}<This message was edited>", StringComparison.Ordinal))
        {
            details["edited"] = "yes";
        }
        return details.Count == 0 ? null : details;
    }
}
