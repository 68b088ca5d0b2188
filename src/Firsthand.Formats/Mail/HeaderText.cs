using System.Text;
using System.Text.Unicode;

namespace Firsthand.Formats.Mail;

/// <summary>The text of a header: encoded words (RFC 2047) decoded, neighbours of one charset put together before decoding, raw bytes taken as UTF-8 or else as Windows-1252.</summary>
internal static class HeaderText
{
    private const int LongestWord = 8000;

    /// <param name="raw">The unfolded field, Latin-1 of its bytes.</param>
    public static string Decode(string raw)
    {
        if (!raw.Contains("=?", StringComparison.Ordinal))
        {
            return Plain(raw).Trim();
        }
        var text = new StringBuilder(raw.Length);
        var pending = new MemoryStream();
        string? charset = null;
        var at = 0;

        void Flush()
        {
            if (charset is not null)
            {
                text.Append(Charset.Decode(pending.ToArray(), charset, out _));
                pending.SetLength(0);
                charset = null;
            }
        }

        while (at < raw.Length)
        {
            var start = raw.IndexOf("=?", at, StringComparison.Ordinal);
            if (start < 0 || Word(raw, start) is not var (name, bytes, end))
            {
                var stop = start < 0 ? raw.Length : start + 2;
                Flush();
                text.Append(Plain(raw[at..stop]));
                at = stop;
                continue;
            }
            // White space between two encoded words is folding, not text.
            var between = raw.AsSpan(at, start - at);
            if (charset is null || !between.IsWhiteSpace())
            {
                Flush();
                text.Append(Plain(between.ToString()));
            }
            else if (!charset.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                Flush();
            }
            charset = name;
            pending.Write(bytes);
            at = end;
        }
        Flush();
        return text.ToString().Trim();
    }

    /// <summary>Raw bytes of a header or a parameter as text.</summary>
    public static string Plain(string latin1)
    {
        if (Ascii.IsValid(latin1))
        {
            return latin1;
        }
        var bytes = Encoding.Latin1.GetBytes(latin1);
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Charset.Decode(bytes, "windows-1252", out _);
    }

    /// <summary>"=?charset?Q?words?=": the charset, the bytes, and where it ends; null when it is broken.</summary>
    private static (string Charset, byte[] Bytes, int End)? Word(string raw, int start)
    {
        var name = raw.IndexOf('?', start + 2, Math.Min(60, raw.Length - start - 2));
        if (name < 0 || name + 2 >= raw.Length || raw[name + 2] != '?')
        {
            return null;
        }
        // The standard allows 75 characters; the bound keeps a broken header from being searched again and again.
        var close = raw.IndexOf("?=", name + 3, Math.Min(raw.Length - name - 3, LongestWord), StringComparison.Ordinal);
        if (close < 0)
        {
            return null;
        }
        var charset = raw[(start + 2)..name];
        // A language may follow the charset after a star (RFC 2231).
        charset = charset.Split('*')[0];
        var encoded = raw[(name + 3)..close];
        return char.ToUpperInvariant(raw[name + 1]) switch
        {
            'B' => (charset, TransferEncoding.Base64(encoded), close + 2),
            'Q' => (charset, TransferEncoding.QuotedPrintable(encoded.Replace('_', ' '), isHeader: true), close + 2),
            _ => null,
        };
    }
}
