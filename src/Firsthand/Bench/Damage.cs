using System.Text;

namespace Firsthand.Bench;

/// <summary>Rubbish with a number: the same number makes the same rubbish, out of files that were whole.</summary>
internal static class Damage
{
    private const int MostBites = 6, LongestBite = 40, LongestGraft = 200, LongestRun = 300;

    /// <param name="bytes">What is bitten.</param>
    /// <param name="other">What is grafted into it.</param>
    public static byte[] Do(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> other, Random chance)
    {
        var damaged = new List<byte>(bytes.Length + LongestRun * MostBites);
        damaged.AddRange(bytes);
        for (var bites = chance.Next(1, MostBites); bites > 0 && damaged.Count > 0; bites--)
        {
            var at = chance.Next(damaged.Count);
            var length = Math.Min(chance.Next(1, LongestBite), damaged.Count - at);
            switch (chance.Next(8))
            {
                case 0:
                    damaged[at] = (byte)chance.Next(256);
                    break;
                case 1:
                    damaged.RemoveRange(at, length);
                    break;
                case 2:
                    damaged.InsertRange(at, damaged.GetRange(at, length));
                    break;
                case 3:
                    damaged.RemoveRange(at, damaged.Count - at);
                    break;
                case 4 when other.Length > 0:
                    var from = chance.Next(other.Length);
                    damaged.InsertRange(at, other.Slice(from, Math.Min(chance.Next(1, LongestGraft), other.Length - from)));
                    break;
                case 5:
                    damaged.InsertRange(at, Encoding.UTF8.GetBytes(Tokens[chance.Next(Tokens.Length)]));
                    break;
                case 6:
                    damaged[at] ^= (byte)(1 << chance.Next(8));
                    break;
                default:
                    damaged.InsertRange(at, Enumerable.Repeat(damaged[at], chance.Next(1, LongestRun)));
                    break;
            }
        }
        return [.. damaged];
    }

    // What readers look for, in places where they do not expect it.
    private static readonly string[] Tokens =
    [
        "\n", "\r", "\r\n\r\n", "\0", "\uFEFF", "\u2028", ":", ": ", "-->", "00:00:01.000 --> 00:00:02.000", "<v ", "</v>", "<", ">", "\"", "\"\"", ",", ";", "\t", "{", "}", "[", "]", "=?utf-8?q?", "?=", "--", "--x", "From ", "From: ", "BEGIN:VCARD\n", "END:VCARD\n",
        "[13/06/2018, 21:25:15] ", "99999999999999999999", "-1", "1e999", "null", "true", "\\u00", "\\ud83d", "&amp;", "&#x;", "<![CDATA[", "<!--", "<p>", "</p>", "PK\u0003\u0004", "PK\u0005\u0006", "٣", "😀", "a\u0301", "On Mon, wrote:", "> ", "(", ")", "0:00", "WEBVTT\n",
    ];
}
