using Firsthand.Formats.Frame;

namespace Firsthand.Formats.PlainText;

/// <summary>How a line of a transcript gives its speaker.</summary>
internal enum HeadForm
{
    /// <summary>A time and then words, without a name: "00:01:02 words".</summary>
    Time,

    /// <summary>"Name: words", with or without a time before or after the name.</summary>
    Label,

    /// <summary>"[Name] words".</summary>
    Bracket,

    /// <summary>A name with a time and nothing else: "Name (1:02)"; the words follow on the next lines.</summary>
    Alone,

    /// <summary>A name as Markdown's heading or in bold, alone on its line: "### Name", "**Name**"; the words follow on the next lines.</summary>
    Heading,
}

/// <summary>What stands at the start of a line before the words: time, name, both.</summary>
/// <param name="Words">Where in the line the words begin.</param>
internal readonly record struct TurnHead(HeadForm Form, string? Name, Moment? Start, Moment? End, int Words)
{
    /// <summary>Whether the words begin on a line below.</summary>
    public bool IsAbove => Form is HeadForm.Alone or HeadForm.Heading;

    /// <summary>How many lines the head takes: a time may stand below the name.</summary>
    public int Rows { get; init; } = 1;

    private const int LongestTime = 40;
    private const string Blank = " \t\u00A0\u202F";

    /// <summary>The head of a line, if it has one in any form; whether its name is one is for the whole file to say.</summary>
    /// <param name="line">The line.</param>
    /// <param name="names">Where names are kept.</param>
    /// <param name="order">How dates in digits are to be read.</param>
    public static TurnHead? Read(ReadOnlySpan<char> line, NamePool names, string order = "mdy")
    {
        var at = 0;
        while (at < line.Length && Speaking.SpeakerName.IsDirection(line[at]))
        {
            at++;
        }
        Blanks(line, ref at);
        // Captions mark a change of speaker so, Markdown a quote: ">> Ana: words", "> **Ana:** words".
        while (at < line.Length && line[at] == '>')
        {
            at++;
            Blanks(line, ref at);
        }
        var bold = Stars(line, ref at);
        // "- **Ana:** words", "* Ana: words"
        if (!bold && at + 1 < line.Length && line[at] is '-' or '*' or '•' && line[at + 1] == ' ')
        {
            at += 2;
            Blanks(line, ref at);
            bold = Stars(line, ref at);
        }
        var time = Time(line, order, ref at);
        if (time is not null)
        {
            Separator(line, ref at);
            bold |= Stars(line, ref at);
        }
        var rest = line[at..];
        if (Colon(rest, out var nameEnd, out var words))
        {
            var name = rest[..nameEnd];
            var after = TimeAtEnd(ref name, order);
            name = name.Trim(" \t*_");
            if (Speaking.SpeakerName.IsPlausible(name))
            {
                words += at;
                // "**Ana:** words": the stars close after the colon.
                if (Stars(line, ref words))
                {
                    Blanks(line, ref words);
                }
                return new(HeadForm.Label, names[name], (time ?? after)?.Start, (time ?? after)?.End, words);
            }
        }
        if (time is null && rest is ['[' or '<', ..] && rest.IndexOfAny(']', '>') is > 1 and < 42 and var close && close + 1 < rest.Length && rest[close + 1] is ' ' or '\t')
        {
            var name = rest[1..close].Trim();
            if (Speaking.SpeakerName.IsPlausible(name))
            {
                var start = at + close + 1;
                Blanks(line, ref start);
                return new(HeadForm.Bracket, names[name], null, null, start);
            }
        }
        var alone = rest;
        if ((time ?? TimeAtEnd(ref alone, order)) is { } stamp && (alone = alone.Trim(" \t*_-|–—,")).Length > 0 && Speaking.SpeakerName.IsPlausible(alone) && Speaking.SpeakerName.IsWrittenAsName(alone) && alone[^1] is not ('.' or ','))
        {
            return new(HeadForm.Alone, names[alone], stamp.Start, stamp.End, time is null ? line.Length : at);
        }
        return time is { } when ? new(HeadForm.Time, null, when.Start, when.End, at) : null;
    }

    /// <summary>A line that is a name as a heading, or in bold.</summary>
    public static TurnHead? OfHeading(ReadOnlySpan<char> line, NamePool names) =>
        line.Trim() is ['#', ..] or ['*', '*', .., '*', '*'] && line.Trim(" \t#*") is { Length: > 0 } name && Speaking.SpeakerName.IsPlausible(name) && Speaking.SpeakerName.IsWrittenAsName(name) && name[^1] is not ('.' or ',' or ':')
            ? new(HeadForm.Heading, names[name], null, null, line.Length)
            : null;

    /// <summary>A line that is a name and nothing else, with the time that stands alone below it.</summary>
    public static TurnHead? Over(TurnHead time, ReadOnlySpan<char> line, int rows, NamePool names) =>
        line.Trim(" \t*_") is { Length: > 0 } name && Speaking.SpeakerName.IsPlausible(name) && Speaking.SpeakerName.IsWrittenAsName(name) && name[^1] is not ('.' or ',' or ':')
            ? new(HeadForm.Alone, names[name], time.Start, time.End, line.Length) { Rows = rows }
            : null;

    /// <summary>The first colon that ends a label: followed by white space or the end of the line, or the wide colon of Chinese and Japanese.</summary>
    private static bool Colon(ReadOnlySpan<char> text, out int nameEnd, out int words)
    {
        var window = text[..Math.Min(text.Length, 90)];
        for (var from = 0; window[from..].IndexOfAny(':', '：') is >= 0 and var found; from += found + 1)
        {
            var colon = from + found;
            var next = colon + 1;
            while (next < text.Length && text[next] is '*' or '_')
            {
                next++;
            }
            if (text[colon] == '：' || next == text.Length || char.IsWhiteSpace(text[next]))
            {
                words = colon + 1;
                Blanks(text, ref words);
                nameEnd = colon;
                return colon > 0;
            }
            // "Ana (00:12:03): words": colons inside a time are none.
            if (!(colon > 0 && char.IsAsciiDigit(text[colon - 1]) && colon + 1 < text.Length && char.IsAsciiDigit(text[colon + 1])))
            {
                break;
            }
        }
        (nameEnd, words) = (0, 0);
        return false;
    }

    /// <summary>"[00:01:02.5]", "(1:02)", "00:01:02", "@1:02", "[0:01 --> 0:04]", "9:10 AM", "2024-03-12 09:10:00" at this place.</summary>
    private static (Moment Start, Moment? End)? Time(ReadOnlySpan<char> line, string order, ref int at)
    {
        if (at >= line.Length || !(line[at] is '[' or '(' or '<' or '{' or '@' || char.IsAsciiDigit(line[at])))
        {
            return null;
        }
        var window = line[at..Math.Min(line.Length, at + LongestTime)];
        if (window[0] is '[' or '(' or '<' or '{')
        {
            var close = window.IndexOfAny("])>}");
            // "[0:01 --> 0:04]" holds a ">" of its own.
            if (close > 0 && window[close] == '>' && window[close - 1] == '-')
            {
                close = window[(close + 1)..].IndexOfAny("])}") is >= 0 and var later ? close + 1 + later : -1;
            }
            if (close < 0 || Span(window[1..close], order) is not { } inside)
            {
                return null;
            }
            at += close + 1;
            return inside;
        }
        var start = window[0] == '@' ? 1 : 0;
        // The longest that is a time, up to a blank: "9:10 AM" rather than "9:10".
        for (var end = window.Length; end > start; end = window[..end].LastIndexOfAny(Blank))
        {
            var text = window[start..end].TrimEnd(":.,");
            if (Span(text, order) is { } span)
            {
                at += start + text.Length;
                return span;
            }
        }
        var digits = window[start..];
        digits = digits[..^digits.TrimStart("0123456789:.,").Length].TrimEnd(":.,");
        if (Stamp(digits, order) is not { } stamp || start + digits.Length is var after && after < window.Length && char.IsLetter(window[after]))
        {
            return null;
        }
        at += start + digits.Length;
        return (stamp, null);
    }

    private static (Moment Start, Moment? End)? Span(ReadOnlySpan<char> text, string order)
    {
        var arrow = text.IndexOf("-->");
        var width = 3;
        if (arrow < 0)
        {
            (arrow, width) = (text.IndexOf(" - "), 3);
        }
        return arrow < 0
            ? Stamp(text.Trim(), order) is { } one ? (one, null) : null
            : Stamp(text[..arrow].Trim(), order) is { } start && Stamp(text[(arrow + width)..].Trim(), order) is { } end ? (start, end) : null;
    }

    /// <summary>A time, or a date with or without one.</summary>
    private static Moment? Stamp(ReadOnlySpan<char> text, string order) =>
        text.IndexOfAnyInRange('0', '9') < 0 ? null : Clock.Read(text) is { } seconds ? Clock.Offset(seconds) : DateText.Read(text.ToString(), order);

    /// <summary>Takes a time off the end of a name: "Ana (1:02)", "Ana [00:01:02]", "Ana 1:02", "Ana - 9:10 AM".</summary>
    private static (Moment Start, Moment? End)? TimeAtEnd(ref ReadOnlySpan<char> name, string order)
    {
        var trimmed = name.TrimEnd(" \t*_");
        if (trimmed.Length < 4)
        {
            return null;
        }
        if (trimmed[^1] is ')' or ']' or '}')
        {
            var open = trimmed.LastIndexOfAny("([{");
            var inside = open < 0 ? null : Span(trimmed[(open + 1)..^1], order);
            name = inside is null ? name : trimmed[..open].TrimEnd(" \t*_-|–—,");
            return inside;
        }
        // The longest that is a time, from a blank on.
        for (var at = Math.Max(0, trimmed.Length - LongestTime); trimmed[at..].IndexOfAny(Blank) is >= 0 and var blank; at += blank + 1)
        {
            var text = trimmed[(at + blank + 1)..].TrimStart('@');
            if (!text.IsEmpty && char.IsAsciiDigit(text[0]) && Stamp(text, order) is { } stamp)
            {
                name = trimmed[..(at + blank)].TrimEnd(" \t*_-|–—,");
                return (stamp, null);
            }
        }
        return null;
    }

    private static void Blanks(ReadOnlySpan<char> line, ref int at)
    {
        while (at < line.Length && (line[at] is ' ' or '\t' or '\u00A0' or '\u3000' || at == 0 && line[at] == '\uFEFF'))
        {
            at++;
        }
    }

    /// <summary>The marks of bold or italic at this place: two or three stars or underscores.</summary>
    private static bool Stars(ReadOnlySpan<char> line, ref int at)
    {
        var end = at;
        while (end < line.Length && end - at < 3 && line[end] is '*' or '_')
        {
            end++;
        }
        if (end - at < 2)
        {
            return false;
        }
        at = end;
        return true;
    }

    private static void Separator(ReadOnlySpan<char> line, ref int at)
    {
        Stars(line, ref at);
        Blanks(line, ref at);
        if (at < line.Length && line[at] is '-' or '–' or '—' or '|' or ':' && at + 1 < line.Length && line[at + 1] is ' ' or '\t')
        {
            at++;
            Blanks(line, ref at);
        }
    }
}
