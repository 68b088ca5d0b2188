using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Chats;

/// <summary>Signal, by its two exporters: signal-export ("[2019-12-24, 12:23] Jane: Hello") and sigtop (records of From, Type, Sent, an empty line, the words).</summary>
internal sealed class SignalFormat : IFormat
{
    public string Name => "signal";

    public bool Recognises(Source source)
    {
        var first = source.Lines.SkipBlank(0);
        return first < source.Lines.Count && (Header(source.Lines[first]) is not null || source.Lines[first].StartsWith("Conversation: ") && NextRecord(source.Lines, first) < source.Lines.Count);
    }

    public Reading<FileReading> Read(Source source)
    {
        var draft = new Draft(source);
        var first = source.Lines.SkipBlank(0);
        if (first < source.Lines.Count && source.Lines[first].StartsWith("Conversation: "))
        {
            ReadRecords(source.Lines, first, draft);
        }
        else
        {
            ReadMessages(source.Lines, draft);
        }
        return draft.Finish(Name);
    }

    private static void ReadMessages(Lines lines, Draft draft)
    {
        int Next(int from)
        {
            while (from < lines.Count && Header(lines[from]) is null)
            {
                from++;
            }
            return from;
        }

        var at = Next(0);
        if (lines.TrimEnd(0, at) is > 0 and var end)
        {
            draft.Strange(1, "a message such as “[2019-12-24, 12:23] Jane: Hello”", lines.Join(0, end));
        }
        for (int next; at < lines.Count; at = next)
        {
            next = Next(at + 1);
            var (moment, words) = Header(lines[at])!.Value;
            var text = lines.Join(at, lines.TrimEnd(at + 1, next), words);
            var colon = text.IndexOf(": ", StringComparison.Ordinal);
            if (colon <= 0 || text.AsSpan(0, colon).Contains('\n'))
            {
                draft.Aside(at + 1, "system", text);
                continue;
            }
            draft.Add(text[..colon], moment, null, text[(colon + 2)..], at + 1);
        }
    }

    /// <summary>"[2019-12-24, 12:23] ".</summary>
    private static (Moment At, int Words)? Header(ReadOnlySpan<char> line)
    {
        var close = line.IndexOf(']');
        return line is ['[', ..] && close is 18 or 21 && line[5] == '-' && line[8] == '-' && line[11] == ',' && close + 1 < line.Length && line[close + 1] == ' '
            && DateText.Read(line[1..close].ToString()) is { } at ? (at, close + 2) : null;
    }

    private static void ReadRecords(Lines lines, int first, Draft draft)
    {
        draft.Title = lines[first]["Conversation: ".Length..].Trim().ToString();
        draft.Aside(first + 1, "header", lines.Line(first));
        var at = NextRecord(lines, first + 1);
        for (int next; at < lines.Count; at = next)
        {
            var body = at;
            Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);
            for (; body < lines.Count && !lines.IsBlank(body); body++)
            {
                var line = lines[body];
                var colon = line.IndexOf(": ");
                if (colon > 0)
                {
                    var name = line[..colon].ToString();
                    fields[name] = fields.TryGetValue(name, out var before) ? before + ", " + line[(colon + 2)..].ToString() : line[(colon + 2)..].ToString();
                }
            }
            next = NextRecord(lines, body);
            var from = lines.SkipBlank(body);
            var text = lines.Join(Math.Min(from, next), lines.TrimEnd(Math.Min(from, next), next));
            var (own, quoted) = Quoted(text);
            Dictionary<string, string> details = [];
            foreach (var (field, detail) in new[] { ("Attachment", "attachment"), ("Reaction", "reactions"), ("Edited", "edited") })
            {
                if (fields.TryGetValue(field, out var value))
                {
                    details[detail] = value;
                }
            }
            if (quoted.Length > 0)
            {
                details["reply-to"] = quoted;
            }
            var moment = fields.TryGetValue("Sent", out var sent) ? DateText.Read(sent) : null;
            draft.Add(new Turn(fields.GetValueOrDefault("From"), moment, null, own, TurnKind.Speech, at + 1) { Details = details.Count > 0 ? details : null });
        }
    }

    /// <summary>Lines that quote another message, at the top, are not this one's words.</summary>
    private static (string Own, string Quoted) Quoted(string text)
    {
        var lines = text.Split('\n');
        var quoted = lines.TakeWhile(line => line.StartsWith('>')).Count();
        return (string.Join('\n', lines.Skip(quoted)).TrimStart('\n'), string.Join('\n', lines.Take(quoted).Select(line => line.TrimStart('>', ' '))));
    }

    /// <summary>A record begins with From after an empty line, and its second line is Type: a body may well look like a header.</summary>
    private static int NextRecord(Lines lines, int from)
    {
        for (var i = Math.Max(from, 1); i + 1 < lines.Count; i++)
        {
            if (lines[i].StartsWith("From: ") && lines.IsBlank(i - 1) && lines[i + 1].StartsWith("Type: "))
            {
                return i;
            }
        }
        return lines.Count;
    }
}
