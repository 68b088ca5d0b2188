using System.Text;

namespace Firsthand.Formats.Frame;

/// <summary>A line of a vCard or a calendar: "item1.EMAIL;TYPE=home:ana@example.com", unfolded, its value decoded.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Name">In capitals, without its group.</param>
/// <param name="Parameters">As written, with the semicolon in front; empty when there are none.</param>
internal readonly record struct ContentLine(int Line, string Name, string Parameters, string Value)
{
    private const int LongestValue = 1 << 20;

    /// <summary>The lines of a text. Folded lines are joined; in vCard 2.1 also those that quoted-printable breaks with "=".</summary>
    public static IEnumerable<ContentLine> Read(Lines lines)
    {
        for (var at = 0; at < lines.Count;)
        {
            var start = at;
            var joined = new StringBuilder().Append(lines[at++]);
            while (at < lines.Count && (IsFolded(lines[at]) || IsSoftBroken(joined)))
            {
                if (IsSoftBroken(joined))
                {
                    joined.Length--;
                    joined.Append(lines[at] is ['\t' or ' ', ..] ? lines[at][1..] : lines[at]);
                }
                else if (joined.Length < LongestValue)
                {
                    joined.Append(lines[at][1..]);
                }
                at++;
            }
            if (Parse(joined.ToString(), start + 1) is { } line)
            {
                yield return line;
            }
        }
    }

    /// <summary>A parameter's value, without quotes; null when it is not there. "TYPE" finds the bare words of vCard 2.1 as well.</summary>
    public string? Parameter(string name)
    {
        foreach (var part in Parameters.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && part.AsSpan(0, equals).Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return part[(equals + 1)..].Trim('"', ' ');
            }
        }
        return null;
    }

    /// <summary>The value cut at semicolons that are not escaped, each part plain.</summary>
    public string[] Parts()
    {
        List<string> parts = [];
        var from = 0;
        for (var i = 0; i < Value.Length; i++)
        {
            if (Value[i] == '\\')
            {
                i++;
            }
            else if (Value[i] == ';')
            {
                parts.Add(Plain(Value[from..i]));
                from = i + 1;
            }
        }
        parts.Add(Plain(Value[Math.Min(from, Value.Length)..]));
        return [.. parts];
    }

    /// <summary>A value without its escapes: \n is a line end, \, and \; are themselves.</summary>
    public static string Plain(string value)
    {
        if (!value.Contains('\\', StringComparison.Ordinal))
        {
            return value;
        }
        var plain = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\' || i + 1 == value.Length)
            {
                plain.Append(value[i]);
                continue;
            }
            var next = value[++i];
            _ = next is 'n' or 'N' ? plain.Append('\n') : next is ',' or ';' or ':' or '\\' or '"' ? plain.Append(next) : plain.Append('\\').Append(next);
        }
        return plain.ToString();
    }

    private static bool IsFolded(ReadOnlySpan<char> line) => line is [' ' or '\t', ..];

    private static bool IsSoftBroken(StringBuilder joined) =>
        joined.Length is > 0 and < LongestValue && joined[^1] == '=' && joined.ToString(0, Math.Min(joined.Length, 200)).Contains("QUOTED-PRINTABLE", StringComparison.OrdinalIgnoreCase);

    private static ContentLine? Parse(string text, int line)
    {
        var quoted = false;
        var colon = -1;
        for (var i = 0; i < text.Length; i++)
        {
            quoted ^= text[i] == '"';
            if (text[i] == ':' && !quoted)
            {
                colon = i;
                break;
            }
        }
        if (colon <= 0)
        {
            return null;
        }
        var head = text[..colon];
        var semicolon = head.IndexOf(';', StringComparison.Ordinal);
        var name = (semicolon < 0 ? head : head[..semicolon]).Trim();
        name = name[(name.LastIndexOf('.') + 1)..].ToUpperInvariant();
        var parsed = new ContentLine(line, name, semicolon < 0 ? "" : head[semicolon..], text[(colon + 1)..]);
        return parsed.IsQuotedPrintable ? parsed with { Value = Mail.Charset.Decode(Mail.TransferEncoding.QuotedPrintable(parsed.Value, isHeader: false), parsed.Parameter("CHARSET") ?? "utf-8", out _).Replace("\r\n", "\n", StringComparison.Ordinal) } : parsed;
    }

    private bool IsQuotedPrintable => Parameters.Contains("QUOTED-PRINTABLE", StringComparison.OrdinalIgnoreCase);
}
