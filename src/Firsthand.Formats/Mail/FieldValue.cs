using System.Globalization;
using System.Text;

namespace Firsthand.Formats.Mail;

/// <summary>A structured field: "text/plain; charset=utf-8; name*0*=utf-8''a%20b". Comments and quotes are understood, parameters of RFC 2231 put together.</summary>
internal sealed class FieldValue
{
    private const int MostParameters = 200;

    private readonly Dictionary<string, string> parameters = new(StringComparer.OrdinalIgnoreCase);

    private FieldValue(string value) => Value = value;

    /// <summary>What stands before the first semicolon, in lower case.</summary>
    public string Value { get; }

    public string? this[string parameter] => parameters.GetValueOrDefault(parameter);

    public static FieldValue? Read(string? raw)
    {
        if (raw is null)
        {
            return null;
        }
        var parts = Split(raw);
        var field = new FieldValue(parts[0].Trim().ToLowerInvariant());
        Dictionary<string, SortedDictionary<int, (string Text, bool IsEncoded)>> pieces = new(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts.Skip(1).Take(MostParameters))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                continue;
            }
            var name = part[..equals].Trim();
            var value = Unquote(part[(equals + 1)..].Trim());
            var star = name.IndexOf('*', StringComparison.Ordinal);
            if (star < 0)
            {
                field.parameters.TryAdd(name, HeaderText.Decode(value));
                continue;
            }
            var encoded = name.EndsWith('*');
            var order = int.TryParse(name[(star + 1)..].TrimEnd('*'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            (pieces.TryGetValue(name[..star], out var list) ? list : pieces[name[..star]] = [])[order] = (value, encoded);
        }
        foreach (var (name, list) in pieces)
        {
            field.parameters[name] = Join(list.Values);
        }
        return field;
    }

    private static string Join(IEnumerable<(string Text, bool IsEncoded)> pieces)
    {
        using var bytes = new MemoryStream();
        string? charset = null;
        foreach (var (text, isEncoded) in pieces)
        {
            var rest = text;
            if (isEncoded && charset is null)
            {
                var parts = text.Split('\'', 3);
                (charset, rest) = parts.Length == 3 ? (parts[0], parts[2]) : ("utf-8", text);
            }
            bytes.Write(isEncoded ? Percent(rest) : Encoding.Latin1.GetBytes(rest));
        }
        return Charset.Decode(bytes.ToArray(), charset ?? "utf-8", out _);
    }

    private static byte[] Percent(string text)
    {
        var bytes = new byte[text.Length];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes[count++] = Convert.ToByte(text[(i + 1)..(i + 3)], 16);
                i += 2;
            }
            else
            {
                bytes[count++] = (byte)text[i];
            }
        }
        return bytes[..count];
    }

    /// <summary>Cuts at semicolons that stand in no quotes and no comment.</summary>
    private static List<string> Split(string raw)
    {
        List<string> parts = [];
        var part = new StringBuilder();
        var (quoted, comment) = (false, 0);
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (c == '\\' && quoted && i + 1 < raw.Length)
            {
                part.Append(c).Append(raw[++i]);
            }
            else if (c == '"' && comment == 0)
            {
                quoted = !quoted;
                part.Append(c);
            }
            else if (c == '(' && !quoted)
            {
                comment++;
            }
            else if (c == ')' && !quoted && comment > 0)
            {
                comment--;
            }
            else if (c == ';' && !quoted && comment == 0)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else if (comment == 0)
            {
                part.Append(c);
            }
        }
        parts.Add(part.ToString());
        return parts;
    }

    private static string Unquote(string value)
    {
        if (value is not ['"', ..])
        {
            return value.TrimEnd(';', ' ');
        }
        var text = new StringBuilder(value.Length);
        for (var i = 1; i < value.Length && value[i] != '"'; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length)
            {
                i++;
            }
            text.Append(value[i]);
        }
        return text.ToString();
    }
}
