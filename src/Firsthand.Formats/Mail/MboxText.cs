using System.Buffers.Text;

namespace Firsthand.Formats.Mail;

/// <summary>Where the mails of a mailbox begin and end. "From Russia with love" is text; a separator is followed by a header field.</summary>
internal static class MboxText
{
    private const int LongestHeader = 1 << 16;

    private static ReadOnlySpan<byte> Mark => "From "u8;

    /// <summary>Each mail, without its separator line.</summary>
    public static List<(int From, int To)> Split(ReadOnlySpan<byte> bytes)
    {
        List<(int From, int To)> mails = [];
        var start = -1;
        var afterBlank = true;
        for (var at = 0; at < bytes.Length;)
        {
            var length = bytes[at..].IndexOf((byte)'\n');
            var next = length < 0 ? bytes.Length : at + length + 1;
            if (bytes[at..].StartsWith(Mark) && IsSeparator(bytes, at, out var headers) && (afterBlank || IsMailField(bytes[headers..])))
            {
                if (start >= 0)
                {
                    mails.Add((start, at));
                }
                start = next;
                // A length that is right, for a separator follows, spares the search inside.
                if (DeclaredEnd(bytes, next) is { } end)
                {
                    at = end;
                    afterBlank = true;
                    continue;
                }
            }
            afterBlank = bytes[at..next].TrimEnd("\r\n"u8).IsEmpty;
            at = next;
        }
        if (start >= 0)
        {
            mails.Add((start, bytes.Length));
        }
        return mails;
    }

    /// <summary>"From -", "From somebody@somewhere", or "From somebody ... 2025", and a header field on the next line.</summary>
    public static bool IsSeparator(ReadOnlySpan<byte> bytes, int at, out int next)
    {
        var length = bytes[at..].IndexOf((byte)'\n');
        next = length < 0 ? bytes.Length : at + length + 1;
        var line = bytes[at..(length < 0 ? bytes.Length : at + length)].TrimEnd((byte)'\r');
        if (!line.StartsWith(Mark))
        {
            return false;
        }
        var rest = line[Mark.Length..].Trim((byte)' ');
        var word = rest.IndexOf((byte)' ') is >= 0 and var space ? rest[..space] : rest;
        return (word.SequenceEqual("-"u8) || word.Contains((byte)'@') || HasYear(rest)) && IsField(bytes, next);
    }

    /// <summary>One "&gt;" taken off lines "&gt;From ", which the writer put there.</summary>
    public static ReadOnlySpan<byte> Unquote(ReadOnlySpan<byte> mail)
    {
        if (mail.IndexOf("\n>From "u8) < 0 && mail.IndexOf("\n>>"u8) < 0)
        {
            return mail;
        }
        var plain = new byte[mail.Length];
        var count = 0;
        for (var at = 0; at < mail.Length;)
        {
            var length = mail[at..].IndexOf((byte)'\n');
            var next = length < 0 ? mail.Length : at + length + 1;
            var line = mail[at..next];
            line = line.StartsWith(">"u8) && line.TrimStart((byte)'>').StartsWith(Mark) ? line[1..] : line;
            line.CopyTo(plain.AsSpan(count));
            count += line.Length;
            at = next;
        }
        return plain.AsSpan(0, count);
    }

    // Some writers leave the empty line out; then only a field that mails begin with will do.
    private static bool IsMailField(ReadOnlySpan<byte> line) =>
        line.StartsWith("From:"u8) || line.StartsWith("Return-Path:"u8) || line.StartsWith("Received:"u8) || line.StartsWith("Date:"u8) || line.StartsWith("Message-I"u8) || line.StartsWith("X-Mozilla"u8) || line.StartsWith("Delivered-To:"u8) || line.StartsWith("X-GM-"u8);

    private static bool HasYear(ReadOnlySpan<byte> text)
    {
        for (var i = text.IndexOf((byte)' '); i >= 0 && i + 4 < text.Length; i++)
        {
            if (text[i] == ' ' && text[i + 1] is (byte)'1' or (byte)'2' && Utf8Parser.TryParse(text.Slice(i + 1, 4), out int year, out var used) && used == 4 && year is > 1969 and < 2100 && (i + 5 == text.Length || text[i + 5] == ' '))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsField(ReadOnlySpan<byte> bytes, int at)
    {
        var rest = bytes[at..];
        if (rest.StartsWith(">From "u8))
        {
            return true;
        }
        var end = 0;
        while (end < rest.Length && end < 80 && rest[end] is > 32 and < 127 and not (byte)':')
        {
            end++;
        }
        return end > 0 && end < rest.Length && (rest[end] == ':' || rest[end] is (byte)' ' or (byte)'\t' && rest[end..].TrimStart(" \t"u8) is [(byte)':', ..]);
    }

    /// <summary>The end that Content-Length gives, if the file goes on there as a mailbox does.</summary>
    private static int? DeclaredEnd(ReadOnlySpan<byte> bytes, int headers)
    {
        // The bound keeps a mailbox without the one kind of empty line from being searched to its end for every mail.
        var window = bytes.Slice(headers, Math.Min(LongestHeader, bytes.Length - headers));
        var blank = window.IndexOf("\n\n"u8);
        var crlf = window.IndexOf("\r\n\r\n"u8);
        var (end, width) = blank >= 0 && (crlf < 0 || blank < crlf) ? (blank, 2) : (crlf, 4);
        if (end < 0)
        {
            return null;
        }
        var field = bytes.Slice(headers, end).IndexOf("\nContent-Length:"u8);
        if (field < 0 || !Utf8Parser.TryParse(bytes[(headers + field + 16)..].TrimStart((byte)' '), out int length, out _) || length < 0)
        {
            return null;
        }
        var at = (long)headers + end + width + length;
        while (at < bytes.Length && bytes[(int)at] is (byte)'\n' or (byte)'\r')
        {
            at++;
        }
        return at == bytes.Length || at < bytes.Length && bytes[(int)at - 1] == '\n' && IsSeparator(bytes, (int)at, out _) ? (int)at : null;
    }
}
