using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Firsthand.Formats.Frame;

/// <summary>Bytes as text: what encoding they are in, and what had to be assumed.</summary>
internal sealed record DecodedText(string Text, string Encoding, IReadOnlyList<string> Notes)
{
    // Below this share of well-formed lines a file is in one legacy code page rather than UTF-8 with damaged lines.
    private const double MixedShare = 0.25;

    static DecodedText() => System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="wanted">The encoding's web name, when a person chose one.</param>
    public static DecodedText Read(ReadOnlySpan<byte> bytes, string? wanted)
    {
        if (wanted is not null)
        {
            return As(bytes, Named(wanted));
        }
        // UTF-32 before UTF-16: its little-endian mark begins with the other's.
        return bytes switch
        {
            [0xEF, 0xBB, 0xBF, .. var rest] => Utf8OrLegacy(rest, 3),
            [0xFF, 0xFE, 0, 0, .. var rest] => Wide(rest, new UTF32Encoding(false, false), 4),
            [0, 0, 0xFE, 0xFF, .. var rest] => Wide(rest, new UTF32Encoding(true, false), 4),
            [0xFF, 0xFE, .. var rest] => Wide(rest, System.Text.Encoding.Unicode, 2),
            [0xFE, 0xFF, .. var rest] => Wide(rest, System.Text.Encoding.BigEndianUnicode, 2),
            _ when WideWithoutMark(bytes) is { } wide => Unmarked(bytes, wide),
            _ => Utf8OrLegacy(bytes, 0),
        };
    }

    private static DecodedText Unmarked(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        var read = Wide(bytes, encoding, 2);
        return read with { Notes = [.. read.Notes, $"The file does not name its encoding; the zero bytes between the letters say {encoding.WebName}."] };
    }

    private static Encoding Named(string name)
    {
        try
        {
            return System.Text.Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            throw new Refused("an encoding such as utf-8 or windows-1252", name);
        }
    }

    private static DecodedText As(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        var preamble = encoding.Preamble;
        var text = encoding.GetString(preamble.Length > 0 && bytes.StartsWith(preamble) ? bytes[preamble.Length..] : bytes);
        return new(text, encoding.WebName, Replaced(text, encoding.WebName));
    }

    private static DecodedText Wide(ReadOnlySpan<byte> bytes, Encoding encoding, int unit)
    {
        var whole = bytes[..(bytes.Length - bytes.Length % unit)];
        var text = encoding.GetString(whole);
        List<string> notes = [.. Replaced(text, encoding.WebName)];
        if (whole.Length < bytes.Length)
        {
            notes.Add($"The file ends in the middle of a character: {bytes.Length - whole.Length} stray byte(s) ({Convert.ToHexString(bytes[whole.Length..])}) at the end were left out.");
        }
        return new(text, encoding.WebName, notes);
    }

    private static string[] Replaced(string text, string encoding) =>
        text.Contains('\uFFFD', StringComparison.Ordinal) ? [$"Some bytes are no characters in {encoding} and are shown as \uFFFD."] : [];

    private static UnicodeEncoding? WideWithoutMark(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length & ~1, 4096)];
        int even = 0, odd = 0;
        for (var i = 0; i < sample.Length; i += 2)
        {
            even += sample[i] == 0 ? 1 : 0;
            odd += sample[i + 1] == 0 ? 1 : 0;
        }
        var half = sample.Length / 2;
        return half < 4 ? null
            : odd > half * 0.7 && even == 0 ? new UnicodeEncoding(false, false)
            : even > half * 0.7 && odd == 0 ? new UnicodeEncoding(true, false)
            : null;
    }

    private static DecodedText Utf8OrLegacy(ReadOnlySpan<byte> bytes, int offset)
    {
        if (Utf8.IsValid(bytes))
        {
            return new(System.Text.Encoding.UTF8.GetString(bytes), "utf-8", []);
        }
        var broke = FirstBreak(bytes);
        var place = $"The file stops being UTF-8 at byte {offset + broke + 1} (0x{bytes[broke]:X2})";
        var (odd, oddLines, sound) = DamagedLines(bytes);
        var guess = CodePageGuess.Of(odd);
        if (sound < MixedShare * (sound + oddLines.Count))
        {
            var text = guess.GetString(bytes);
            return new(text, guess.WebName, [$"{place}; it was read as {guess.WebName}, which is a guess.", .. Replaced(text, guess.WebName)]);
        }
        var shown = string.Join(", ", oddLines.Take(10)) + (oddLines.Count > 10 ? " …" : "");
        return new(LineByLine(bytes, guess), "utf-8", [$"{place}; {(oddLines.Count == 1 ? "line" : "lines")} {shown} {(oddLines.Count == 1 ? "was" : "were")} read as {guess.WebName}, which is a guess, and the rest as UTF-8."]);
    }

    private static int FirstBreak(ReadOnlySpan<byte> bytes)
    {
        Span<char> scratch = stackalloc char[1024];
        for (var at = 0; at < bytes.Length;)
        {
            switch (Utf8.ToUtf16(bytes[at..], scratch, out var read, out _, replaceInvalidSequences: false))
            {
                case OperationStatus.InvalidData or OperationStatus.NeedMoreData: return at + read;
                default: at += read; break;
            }
        }
        return -1;
    }

    /// <summary>The lines that are not UTF-8: their bytes, one after the other, and their numbers; and how many lines are sound although they hold more than ASCII.</summary>
    private static (byte[] Bytes, List<int> Numbers, int Sound) DamagedLines(ReadOnlySpan<byte> bytes)
    {
        var damaged = new ArrayBufferWriter<byte>();
        List<int> numbers = [];
        int sound = 0, number = 0;
        foreach (var range in bytes.Split((byte)'\n'))
        {
            number++;
            var line = bytes[range];
            if (System.Text.Ascii.IsValid(line))
            {
                continue;
            }
            if (Utf8.IsValid(line))
            {
                sound++;
                continue;
            }
            numbers.Add(number);
            damaged.Write(line);
            damaged.Write("\n"u8);
        }
        return (damaged.WrittenSpan.ToArray(), numbers, sound);
    }

    private static string LineByLine(ReadOnlySpan<byte> bytes, Encoding legacy)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var range in bytes.Split((byte)'\n'))
        {
            if (range.Start.Value > 0)
            {
                text.Append('\n');
            }
            var line = bytes[range];
            text.Append((Utf8.IsValid(line) ? System.Text.Encoding.UTF8 : legacy).GetString(line));
        }
        return text.ToString();
    }
}
