using System.Text;

namespace Firsthand.Formats.Mail;

/// <summary>The header fields of a message or a part, unfolded. Text is Latin-1 of the bytes, so that nothing is lost before its charset is known.</summary>
internal sealed class MimeHeaders
{
    // Beyond this many fields a header is an attack; the rest is passed over, the body stays.
    private const int MostFields = 100_000;
    private const int LongestField = 1 << 20;

    private readonly List<(string Name, string Value)> fields = [];
    private readonly Dictionary<string, string> first = new(StringComparer.OrdinalIgnoreCase);

    private MimeHeaders()
    {
    }

    /// <summary>Where the body begins, as an index into the text read.</summary>
    public int BodyStart { get; private set; }

    public int Count => fields.Count;

    public IEnumerable<(string Name, string Value)> All => fields;

    /// <summary>The first field of this name, unfolded; null when there is none.</summary>
    public string? this[string name] => first.GetValueOrDefault(name);

    /// <summary>Reads fields up to the empty line, or to a line that is none.</summary>
    public static MimeHeaders Read(string text, int from, int to)
    {
        var headers = new MimeHeaders();
        var at = from;
        string? name = null;
        var value = new StringBuilder();

        void Close()
        {
            if (name is not null && headers.fields.Count < MostFields)
            {
                headers.fields.Add((name, value.ToString()));
                headers.first.TryAdd(name, value.ToString());
            }
            name = null;
            value.Clear();
        }

        while (at < to)
        {
            var end = MailLines.End(text, at, to, out var next);
            if (end == at)
            {
                at = next;
                break;
            }
            if (text[at] is ' ' or '\t' && name is not null)
            {
                if (value.Length < LongestField)
                {
                    value.Append(text, at, end - at);
                }
            }
            else if (FieldName(text, at, end) is var nameEnd and > 0)
            {
                Close();
                name = text[at..nameEnd].TrimEnd();
                var colon = text.IndexOf(':', nameEnd, end - nameEnd);
                value.Append(text, colon + 1, Math.Min(end - colon - 1, LongestField));
            }
            else if (name is null && headers.fields.Count == 0 && (text.AsSpan(at, end - at).StartsWith("From ") || text.AsSpan(at, end - at).StartsWith(">From ") || text.AsSpan(at, end - at).IsWhiteSpace()))
            {
                // The separator of a mailbox, left on a message of its own.
            }
            else if (headers.fields.Count == 0 && name is null || !GoesOn(text, next, to))
            {
                break;
            }
            at = next;
        }
        Close();
        headers.BodyStart = at;
        return headers;
    }

    /// <summary>Whether after a damaged line the header goes on: with a folded line or another field.</summary>
    private static bool GoesOn(string text, int at, int to)
    {
        var end = MailLines.End(text, at, to, out _);
        return end > at && (text[at] is ' ' or '\t' || FieldName(text, at, end) > 0);
    }

    /// <summary>Where a field's name ends in a line "Name: value" or, of old, "Name  : value"; 0 when the line is no field.</summary>
    public static int FieldName(string text, int from, int to)
    {
        var at = from;
        while (at < to && text[at] is > ' ' and < '\u007F' and not ':')
        {
            at++;
        }
        var end = at;
        while (at < to && text[at] is ' ' or '\t')
        {
            at++;
        }
        return end > from && at < to && text[at] == ':' ? end : 0;
    }
}

/// <summary>Lines of a mail, which end at CRLF, LF or CR.</summary>
internal static class MailLines
{
    /// <summary>Where the line that begins here ends, and where the next begins.</summary>
    public static int End(string text, int from, int to, out int next)
    {
        var length = text.AsSpan(from, to - from).IndexOfAny('\r', '\n');
        if (length < 0)
        {
            next = to;
            return to;
        }
        var end = from + length;
        next = end + (text[end] == '\r' && end + 1 < to && text[end + 1] == '\n' ? 2 : 1);
        return end;
    }
}
