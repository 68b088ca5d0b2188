using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Zoom;

/// <summary>Zoom's chat: saved with the recording ("00:05:41⇥Name:⇥text", offsets) or by a participant ("09:15:02 From Ana to Everyone : text", the clock).</summary>
internal sealed class ZoomChatFormat : IFormat
{
    public string Name => "zoom-chat";

    public bool Recognises(Source source)
    {
        var first = source.Lines.SkipBlank(0);
        return first < source.Lines.Count && Record(source.Lines[first]) is not null;
    }

    public Reading<FileReading> Read(Source source)
    {
        var lines = source.Lines;
        var draft = new Draft(source);
        var at = Next(lines, 0);
        if (lines.TrimEnd(0, at) is > 0 and var end)
        {
            draft.Strange(1, "a time, a name and a message", lines.Join(0, end));
        }
        for (int next; at < lines.Count; at = next)
        {
            next = Next(lines, at + 1);
            Say(lines, at, lines.TrimEnd(at + 1, next), Record(lines[at])!.Value, draft);
        }
        return draft.Finish(Name);
    }

    private static void Say(Lines lines, int at, int end, ChatRecord record, Draft draft)
    {
        // Since 2022 the words of a saved chat stand on indented lines of their own.
        var text = record.Words >= lines[at].Length && end > at + 1
            ? string.Join('\n', Enumerable.Range(at + 1, end - at - 1).Select(i => lines[i] is ['\t', .. var words] ? words.ToString() : lines.Line(i)))
            : lines.Join(at, end, record.Words);
        Dictionary<string, string> details = [];
        if (record.To is { } to && !to.Equals("Everyone", StringComparison.OrdinalIgnoreCase))
        {
            details["to"] = to;
        }
        if (record.IsPrivate)
        {
            details["private"] = "yes";
        }
        if (text.StartsWith("Replying to \"", StringComparison.Ordinal))
        {
            details["reply-to"] = text[13..].Split('\n')[0].TrimEnd('"', ' ');
        }
        var isReaction = text.StartsWith("Reacted to ", StringComparison.Ordinal) && text.Contains(" with ", StringComparison.Ordinal) || text.StartsWith("Removed a ", StringComparison.Ordinal) && text.Contains(" reaction", StringComparison.Ordinal);
        draft.Add(new Turn(record.Name, record.At, null, text, isReaction ? TurnKind.Reaction : TurnKind.Speech, at + 1) { Details = details.Count > 0 ? details : null });
    }

    private static int Next(Lines lines, int from)
    {
        while (from < lines.Count && Record(lines[from]) is null)
        {
            from++;
        }
        return from;
    }

    private readonly record struct ChatRecord(Moment At, string Name, string? To, bool IsPrivate, int Words);

    private static ChatRecord? Record(ReadOnlySpan<char> line)
    {
        if (line.Length < 12 || !(line[2] == ':' && line[5] == ':') || Clock.Read(line[..8]) is not { } seconds || line[8] is not (' ' or '\t'))
        {
            return null;
        }
        var rest = line[8..].TrimStart();
        var offset = line.Length - rest.Length;
        if (rest.StartsWith("From "))
        {
            return From(line, rest, offset);
        }
        if (line[8] != '\t')
        {
            return null;
        }
        var colon = rest.IndexOf(":\t");
        return colon <= 0 ? null : new(Moment.At(seconds), rest[..colon].Trim().ToString(), null, false, offset + colon + 2);
    }

    private static ChatRecord? From(ReadOnlySpan<char> line, ReadOnlySpan<char> rest, int offset)
    {
        var clock = Moment.On(line[..8].ToString());
        var colon = rest.IndexOf(" : ");
        var width = 3;
        if (colon < 0)
        {
            if (rest is not [.. var head, ':'])
            {
                return null;
            }
            (colon, width) = (head.Length, 1);
        }
        if (colon < 5)
        {
            return null;
        }
        var who = rest[5..colon].Trim();
        const string direct = "(Direct Message)";
        var isPrivate = who.EndsWith(direct) || who.Contains("(Privately)", StringComparison.Ordinal);
        who = who.EndsWith(direct) ? who[..^direct.Length].Trim() : who;
        var to = who.LastIndexOf(" to ");
        return new(clock, (to < 0 ? who : who[..to]).Trim().ToString(), to < 0 ? null : who[(to + 4)..].Trim().ToString(), isPrivate, Math.Min(line.Length, offset + colon + width));
    }
}
