namespace Firsthand.Formats.Mail;

/// <summary>Bytes out of the ways in which mails carry them: base64 with junk, quoted-printable with mistakes, uuencode, or as they are.</summary>
internal static class TransferEncoding
{
    /// <param name="body">The part's body, Latin-1 of its bytes.</param>
    /// <param name="encoding">The field's value; blanks and case do not matter, an unknown one means "as it is".</param>
    public static byte[] Decode(string body, string? encoding) => (encoding ?? "").Trim(' ', '\t', '"', ';').ToUpperInvariant() switch
    {
        "BASE64" => Base64(body),
        "QUOTED-PRINTABLE" => QuotedPrintable(body, isHeader: false),
        "X-UUENCODE" or "UUENCODE" or "X-UUE" => UuDecode(body),
        _ => System.Text.Encoding.Latin1.GetBytes(body),
    };

    public static byte[] Base64(string text)
    {
        var bytes = new byte[text.Length / 4 * 3 + 3];
        int count = 0, bits = 0, held = 0;
        foreach (var c in text)
        {
            var value = c switch
            {
                >= 'A' and <= 'Z' => c - 'A',
                >= 'a' and <= 'z' => c - 'a' + 26,
                >= '0' and <= '9' => c - '0' + 52,
                '+' or '-' => 62,
                '/' or '_' => 63,
                _ => -1,
            };
            if (value < 0)
            {
                // Padding ends a run; some mailers put runs one after the other.
                if (c == '=')
                {
                    (bits, held) = (0, 0);
                }
                continue;
            }
            held = (held << 6 | value) & 0xFFFFFF;
            bits += 6;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[count++] = (byte)(held >> bits);
            }
        }
        return bytes[..count];
    }

    public static byte[] QuotedPrintable(string text, bool isHeader)
    {
        var bytes = new byte[text.Length];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '=' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes[count++] = Convert.ToByte(text[(i + 1)..(i + 3)], 16);
                i += 2;
            }
            else if (c == '=' && !isHeader && SoftBreak(text, i + 1) is >= 0 and var next)
            {
                i = next - 1;
            }
            else
            {
                bytes[count++] = (byte)c;
            }
        }
        return bytes[..count];
    }

    /// <summary>Where the next line begins when only blanks stand between here and the line's end; -1 otherwise.</summary>
    private static int SoftBreak(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }
        return at >= text.Length ? at
            : text[at] == '\r' ? at + (at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1)
            : text[at] == '\n' ? at + 1 : -1;
    }

    private static byte[] UuDecode(string text)
    {
        using var bytes = new MemoryStream();
        var inside = false;
        foreach (var line in text.Split('\n'))
        {
            if (!inside)
            {
                inside = line.StartsWith("begin ", StringComparison.Ordinal);
                continue;
            }
            if (line.StartsWith("end", StringComparison.Ordinal) || line.Length == 0)
            {
                break;
            }
            var length = (line[0] - 32) & 63;
            for (var (i, left) = (1, length); left > 0 && i < line.Length; i += 4, left -= 3)
            {
                int Six(int at) => at < line.Length ? (line[at] - 32) & 63 : 0;

                var group = Six(i) << 18 | Six(i + 1) << 12 | Six(i + 2) << 6 | Six(i + 3);
                for (var k = 0; k < Math.Min(3, left); k++)
                {
                    bytes.WriteByte((byte)(group >> (16 - 8 * k)));
                }
            }
        }
        return bytes.ToArray();
    }
}
