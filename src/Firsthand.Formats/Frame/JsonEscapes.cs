namespace Firsthand.Formats.Frame;

/// <summary>Escapes in JSON that name half of a surrogate pair: no text, and the parser throws on them when asked for a name or a string.</summary>
internal static class JsonEscapes
{
    private const int Length = 6;

    /// <summary>The same bytes, or a copy in which each such half is written as U+FFFD.</summary>
    public static ReadOnlyMemory<byte> Sound(ReadOnlyMemory<byte> utf8)
    {
        var span = utf8.Span;
        byte[]? copy = null;
        for (var at = span.IndexOf((byte)'\\'); at >= 0 && at < span.Length;)
        {
            if (Surrogate(span, at) is { } first)
            {
                if (first == Half.High && Surrogate(span, at + Length) == Half.Low)
                {
                    at += 2 * Length;
                }
                else
                {
                    copy ??= utf8.ToArray();
                    "\\uFFFD"u8.CopyTo(copy.AsSpan(at));
                    at += Length;
                }
            }
            else
            {
                // A backslash takes the character after it along.
                at += 2;
            }
            var next = at < span.Length ? span[at..].IndexOf((byte)'\\') : -1;
            at = next < 0 ? -1 : at + next;
        }
        return copy ?? utf8;
    }

    private enum Half
    {
        High, Low,
    }

    private static Half? Surrogate(ReadOnlySpan<byte> utf8, int at) =>
        at + Length <= utf8.Length && utf8[at] == '\\' && utf8[at + 1] == 'u' && utf8[at + 2] is (byte)'d' or (byte)'D' && char.IsAsciiHexDigit((char)utf8[at + 4]) && char.IsAsciiHexDigit((char)utf8[at + 5])
            ? (char)utf8[at + 3] switch
            {
                '8' or '9' or 'a' or 'b' or 'A' or 'B' => Half.High,
                'c' or 'd' or 'e' or 'f' or 'C' or 'D' or 'E' or 'F' => Half.Low,
                _ => null,
            }
            : null;
}
