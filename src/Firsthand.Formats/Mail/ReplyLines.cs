using System.Text.RegularExpressions;

namespace Firsthand.Formats.Mail;

/// <summary>What a line of a mail's body is.</summary>
internal enum LineKind
{
    Empty, Text, Quote,

    /// <summary>"On ... wrote:", "-----Original Message-----".</summary>
    Marker,

    /// <summary>"From: ...", "Sent: ..." of a quoted mail.</summary>
    Header,

    /// <summary>"Sent from my phone".</summary>
    Signature,

    /// <summary>"-- ", a line of dashes.</summary>
    Delimiter,
}

internal readonly record struct ReplyLine(string Text, LineKind Kind);

/// <summary>The lines of a body, each told what it is; a marker that is wrapped over lines is one.</summary>
internal static partial class ReplyLines
{
    private const string DelimiterSigns = "-_,=+~#*ᐧ—–";
    private const int MostWrapped = 7;
    private const int LongestMarker = 600;
    private const int LongLine = 60;

    public static List<ReplyLine> Read(string body)
    {
        var raw = body.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        List<ReplyLine> lines = new(raw.Length);
        var fenced = false;
        for (var i = 0; i < raw.Length; i++)
        {
            var line = raw[i].TrimEnd();
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                fenced = !fenced && HasClosingFence(raw, i);
                lines.Add(new(line, LineKind.Text));
                continue;
            }
            if (fenced)
            {
                lines.Add(new(line, LineKind.Text));
                continue;
            }
            if (Wrapped(raw, i) is var (marker, last))
            {
                lines.Add(new(marker, LineKind.Marker));
                i = last;
                continue;
            }
            if (ReplyHeaders.Wrapped(raw, i) is { } headerEnd)
            {
                for (; i <= headerEnd; i++)
                {
                    lines.Add(new(raw[i].TrimEnd(), LineKind.Header));
                }
                i--;
                continue;
            }
            var kind = Kind(line);
            if (kind == LineKind.Text && IsWrappedQuote(raw, i))
            {
                kind = LineKind.Quote;
            }
            lines.Add(new(kind == LineKind.Quote ? OneSign(line) : line, kind));
        }
        return lines;
    }

    private static bool HasClosingFence(string[] raw, int from)
    {
        for (var i = from + 1; i < raw.Length; i++)
        {
            if (raw[i].StartsWith("```", StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    private static LineKind Kind(string line)
    {
        var text = line.AsSpan().Trim();
        return text.IsEmpty ? LineKind.Empty
            : text[0] == '>' || text[0] == '|' && (text.Length == 1 || text[1] == ' ') ? LineKind.Quote
            : text.IndexOfAnyExcept(DelimiterSigns + " ") < 0 ? LineKind.Delimiter
            : ReplyMarkers.IsBanner(line) ? LineKind.Marker
            : ReplySignatures.Is(line) ? LineKind.Signature
            : ReplyHeaders.Is(line) ? LineKind.Header
            : LineKind.Text;
    }

    /// <summary>The end of a long quoted line that a mailer broke without a sign: between a long quoted line and an empty one.</summary>
    private static bool IsWrappedQuote(string[] raw, int i) =>
        i > 0 && i + 1 < raw.Length && raw[i - 1].TrimEnd() is { Length: >= LongLine } before && before[0] == '>' && raw[i + 1].AsSpan().Trim() is ">";

    /// <summary>A quote marked with bars as one marked with angles.</summary>
    private static string OneSign(string line)
    {
        var at = line.AsSpan().IndexOfAnyExcept(" |>");
        at = at < 0 ? line.Length : at;
        return line[..at].Replace('|', '>') + line[at..];
    }

    /// <summary>"On ... wrote:" that begins here, over as many lines as it takes.</summary>
    private static (string Text, int Last)? Wrapped(string[] raw, int from)
    {
        if (!ReplyMarkers.MayBegin(raw[from]))
        {
            return null;
        }
        var joined = raw[from].Trim();
        for (var i = from; i < raw.Length && i < from + MostWrapped; i++)
        {
            if (i > from)
            {
                var next = raw[i].Trim();
                // An empty line breaks the marker unless the address stands below it.
                if (next.Length == 0 && !(i + 1 < raw.Length && raw[i + 1].AsSpan().TrimStart() is ['<', ..]) || next.StartsWith('>') && !next.StartsWith("> wrote", StringComparison.Ordinal) && next is not (">:" or ">"))
                {
                    return null;
                }
                joined = next.Length == 0 ? joined : $"{joined} {next}";
            }
            if (joined.Length > LongestMarker)
            {
                return null;
            }
            if (ReplyMarkers.Is(joined))
            {
                return (joined, i);
            }
        }
        return null;
    }
}
