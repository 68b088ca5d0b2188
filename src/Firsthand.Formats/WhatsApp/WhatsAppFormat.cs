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
        var dates = new ChatDates();
        List<int> starts = [];
        for (var i = 0; i < lines.Count; i++)
        {
            if (MessageHeader.Read(lines[i]) is { } header)
            {
                dates.Observe(header);
                starts.Add(i);
            }
        }
        if (starts.Count == 0)
        {
            return new ReadingError(1, "a message such as “[13/06/2018, 21:25:15] Ana: Hello”", lines.Count > 0 ? lines.Line(0)[..Math.Min(60, lines[0].Length)] : "nothing");
        }
        if (lines.SkipBlank(0) < starts[0])
        {
            draft.Strange(1, "a message with date and author", lines.Join(0, starts[0]));
        }
        var order = dates.Order(source.Options.DateOrder, draft);
        var names = new NamePool();
        var impossible = 0;
        for (var i = 0; i < starts.Count; i++)
        {
            var end = lines.TrimEnd(starts[i] + 1, i + 1 < starts.Count ? starts[i + 1] : lines.Count);
            var header = MessageHeader.Read(lines[starts[i]])!.Value;
            var at = ChatDates.Of(header, order);
            impossible += at is null ? 1 : 0;
            Message(lines, starts[i], end, header.Words, at, names, draft);
        }
        if (impossible > 0)
        {
            draft.Note($"{impossible} dates exist in no calendar; their messages were kept without a time.");
        }
        return draft.Finish(Name);
    }

    private static void Message(Lines lines, int from, int to, int skip, Moment? at, NamePool names, Draft draft)
    {
        var first = lines[from][skip..];
        var colon = first.IndexOf(": ");
        // A notice such as: Ana changed the subject to "Plan B: price".
        if (colon <= 0 || first[..colon].ContainsAny('"', '“', '„'))
        {
            draft.Aside(from + 1, "system", lines.Join(from, to, skip));
            return;
        }
        var author = names[first[..colon].TrimStart("\u200E\u202A").TrimEnd('\u202C')];
        var words = lines.Join(from, to, skip + colon + 2);
        var details = Details(words);
        // What the app itself says begins with a direction mark; so do attachments and "edited" notes. "<Media omitted>" alone, in whatever language, is no word of theirs; a caption below it is.
        var isNotice = details is null && words.StartsWith(LeftToRight) || details?.ContainsKey("attachment") == true && !words.Contains('\n', StringComparison.Ordinal) || words.StartsWith("Messages and calls are end-to-end encrypted", StringComparison.Ordinal);
        draft.Add(new Turn(author, at, null, words, isNotice ? TurnKind.Note : TurnKind.Speech, from + 1) { Details = details });
    }

    private static Dictionary<string, string>? Details(string words)
    {
        // Nearly every message is words alone.
        if (!words.AsSpan().ContainsAny('<', '(', LeftToRight))
        {
            return null;
        }
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
