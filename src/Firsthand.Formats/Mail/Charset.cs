using System.Text;
using System.Text.Unicode;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Mail;

/// <summary>Charsets by the names that mails use; a wrong or unknown one is replaced by what the bytes look like, and that is said.</summary>
internal static class Charset
{
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf8"] = "utf-8", ["cp1252"] = "windows-1252", ["cp-1252"] = "windows-1252", ["iso-8859-1"] = "windows-1252", ["latin1"] = "windows-1252", ["latin-1"] = "windows-1252", ["iso8859-1"] = "windows-1252",
        ["iso-8859-8-i"] = "iso-8859-8", ["gb2312"] = "gb18030", ["gbk"] = "gb18030", ["cp1251"] = "windows-1251", ["cp1250"] = "windows-1250", ["ks_c_5601-1987"] = "ks_c_5601-1987", ["euc-kr"] = "euc-kr", ["cp932"] = "shift_jis", ["ms932"] = "shift_jis",
        ["unicode-1-1-utf-7"] = "", ["utf-7"] = "", ["ansi_x3.4-1968"] = "us-ascii", ["646"] = "us-ascii", ["iso-8859-15"] = "iso-8859-15", ["macintosh"] = "macintosh", ["x-mac-roman"] = "macintosh",
    };

    static Charset() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="bytes">The decoded bytes of a part.</param>
    /// <param name="name">The charset's name; null when the part names none.</param>
    /// <param name="note">What had to be assumed; null for nothing.</param>
    public static string Decode(byte[] bytes, string? name, out string? note)
    {
        note = null;
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0xEF, 0xBB, 0xBF, ..])
        {
            return DecodedText.Read(bytes, null).Text;
        }
        var wanted = name?.Trim(' ', '"', '\'') ?? "";
        if (Find(wanted) is { } encoding)
        {
            if (encoding.CodePage is not (65001 or 20127))
            {
                return encoding.GetString(bytes);
            }
            if (Utf8.IsValid(bytes))
            {
                if (encoding.CodePage == 20127 && !Ascii.IsValid(bytes))
                {
                    note = $"The mail says {wanted} but holds more; it was read as utf-8.";
                }
                return Encoding.UTF8.GetString(bytes);
            }
        }
        if (Utf8.IsValid(bytes))
        {
            note = wanted.Length == 0 ? null : $"The mail's charset “{wanted}” is not known; it was read as utf-8.";
            return Encoding.UTF8.GetString(bytes);
        }
        var guess = DecodedText.Read(bytes, null);
        note = $"The mail's charset {(wanted.Length == 0 ? "is not given" : $"“{wanted}” does not fit")}; it was read as {guess.Encoding}, which is a guess.";
        return guess.Text;
    }

    private static Encoding? Find(string name)
    {
        var known = Aliases.GetValueOrDefault(name, name);
        if (known.Length == 0)
        {
            return null;
        }
        try
        {
            return Encoding.GetEncoding(known);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
