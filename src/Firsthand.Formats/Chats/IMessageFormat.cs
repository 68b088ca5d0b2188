using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Firsthand.Formats.Frame;
using Firsthand.Formats.Web;

namespace Firsthand.Formats.Chats;

/// <summary>iMessage by imessage-exporter: text (a date line, a name, the words, an empty line) or a web page of the same.</summary>
internal sealed class IMessageFormat : IFormat
{
    private const string Deleted = "This message was deleted from the conversation!";
    private const string Responded = "This message responded to an earlier message.";
    private const string DateForm = "MMM d, yyyy h:mm:ss tt";

    public string Name => "imessage";

    public bool Recognises(Source source)
    {
        if (IsPage(source.Text))
        {
            return true;
        }
        var first = source.Lines.SkipBlank(0);
        return first < source.Lines.Count && DateLine(source.Lines[first]) is { } date && (date.Tail.Length > 0 || first + 1 < source.Lines.Count && !source.Lines.IsBlank(first + 1));
    }

    public Reading<FileReading> Read(Source source)
    {
        var draft = new Draft(source);
        if (IsPage(source.Text))
        {
            ReadPage(source.Text, draft);
        }
        else
        {
            ReadText(source.Lines, draft);
        }
        return draft.Finish(Name);
    }

    private static bool IsPage(string text) => text.Contains("class=\"message\"", StringComparison.Ordinal) && text.Contains("class=\"timestamp\"", StringComparison.Ordinal) && text.Contains('<', StringComparison.Ordinal);

    private static void ReadText(Lines lines, Draft draft)
    {
        List<(Turn Turn, bool IsIndented)> turns = [];
        for (var at = lines.SkipBlank(0); at < lines.Count; at = lines.SkipBlank(at))
        {
            var start = at;
            if (DateLine(lines[at]) is not var (moment, rest, indent))
            {
                var stray = at;
                while (at < lines.Count && DateLine(lines[at]) is null)
                {
                    at++;
                }
                draft.Strange(stray + 1, "a date, a name and a message", lines.Join(stray, lines.TrimEnd(stray, at)));
                continue;
            }
            at++;
            if (rest.Length > 0)
            {
                draft.Aside(start + 1, "system", rest);
                continue;
            }
            var end = at;
            // An empty line ends a message only when the next one's date follows it.
            while (end < lines.Count && !(DateLine(lines[end]) is not null && (end == at || lines.IsBlank(end - 1) || Indent(lines[end]) > indent)))
            {
                end++;
            }
            turns.Add((Message(lines, at, lines.TrimEnd(at, end), indent, moment, start + 1, draft), indent > 0));
            at = end;
        }
        // A reply stands under the message it answers, and again at its own time.
        var outer = turns.Where(turn => !turn.IsIndented).Select(turn => (turn.Turn.Speaker, turn.Turn.Start, turn.Turn.Text)).ToHashSet();
        foreach (var (turn, indented) in turns)
        {
            if (indented && outer.Contains((turn.Speaker, turn.Start, turn.Text)))
            {
                draft.Aside(turn.Line, "reply, told again at its own time", turn.Text);
            }
            else
            {
                draft.Add(turn);
            }
        }
    }

    private static Turn Message(Lines lines, int from, int to, int indent, Moment at, int line, Draft draft)
    {
        string Bare(int i) => lines[i].Length >= indent && lines[i][..indent].IsWhiteSpace() ? lines[i][indent..].ToString() : lines.Line(i);

        Dictionary<string, string> details = [];
        List<string> words = [], reactions = [];
        var inReactions = false;
        for (var i = from + 1; i < to; i++)
        {
            var text = Bare(i);
            if (text is "Reactions:" or "Tapbacks:")
            {
                inReactions = true;
            }
            else if (inReactions && text.StartsWith("    ", StringComparison.Ordinal))
            {
                reactions.Add(text.Trim());
                draft.Aside(i + 1, "reaction", text.Trim());
            }
            else if (text == Deleted)
            {
                details["deleted"] = "yes";
            }
            else if (text == Responded)
            {
                details["reply-to"] = "an earlier message";
            }
            else
            {
                inReactions = false;
                words.Add(text);
            }
        }
        if (reactions.Count > 0)
        {
            details["reactions"] = string.Join(", ", reactions);
        }
        return new Turn(from < to ? Bare(from).Trim() : null, at, null, string.Join('\n', words).TrimEnd('\n'), TurnKind.Speech, line) { Details = details.Count > 0 ? details : null };
    }

    /// <summary>"May 17, 2022  5:29:42 PM (Read by you after ...)"; what else stands on the line is an event.</summary>
    private static (Moment At, string Tail, int Indent)? DateLine(ReadOnlySpan<char> line)
    {
        var indent = Indent(line);
        var text = line[indent..];
        var end = text.IndexOf("M");
        end = text.Length > 10 ? text[10..].IndexOfAny("M") + 10 : end;
        if (end < 20 || end > 27 || text[end - 1] is not ('A' or 'P'))
        {
            return null;
        }
        var date = text[..(end + 1)].ToString().Replace("  ", " ", StringComparison.Ordinal).Replace('\u202F', ' ');
        if (!DateTime.TryParseExact(date, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return null;
        }
        var rest = text[(end + 1)..].Trim();
        if (rest is ['(', ..] && rest.IndexOf(')') is > 0 and var close)
        {
            rest = rest[(close + 1)..].Trim();
        }
        return (Moment.On(local.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)), rest.ToString(), indent);
    }

    private static int Indent(ReadOnlySpan<char> line) => line.Length - line.TrimStart(' ').Length;

    private static void ReadPage(string html, Draft draft)
    {
        using var document = new HtmlParser().ParseDocument(html);
        var number = 0;
        foreach (var message in document.QuerySelectorAll("div.message, div.announcement"))
        {
            number++;
            // A reply inside the message it answers stands again at its own time.
            if (message.ParentElement?.Closest("div.replies") is not null)
            {
                draft.Aside(number, "reply, told again at its own time", HtmlText.Of(message));
                continue;
            }
            var stamp = message.QuerySelector(".timestamp")?.TextContent.Trim() ?? "";
            var date = DateLine(stamp.AsSpan());
            if (message.ClassList.Contains("announcement"))
            {
                draft.Aside(number, "system", message.TextContent.Trim());
                continue;
            }
            var words = string.Join('\n', message.QuerySelectorAll(".bubble").Where(bubble => bubble.Closest("div.replies") is null).Select(HtmlText.Of));
            draft.Add(message.QuerySelector(".sender")?.TextContent.Trim(), date?.At, null, words, number);
        }
    }
}
