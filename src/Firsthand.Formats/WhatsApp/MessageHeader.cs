using System.Globalization;

namespace Firsthand.Formats.WhatsApp;

/// <summary>The start of a message in any of WhatsApp's languages: "[13/06/2018, 21:25:15] ", "1/23/23, 3:19 PM - ", "2024. 1. 5. 오후 3:22 - ". Whether day or month comes first is for the whole file to say.</summary>
/// <param name="A">The first number of the date, as many digits as it has in <paramref name="ADigits"/>.</param>
/// <param name="Half">'a' or 'p' for a clock of twelve hours; '\0' for one of twenty-four.</param>
/// <param name="Words">Where author and text begin.</param>
internal readonly record struct MessageHeader(int A, int ADigits, int B, int C, int CDigits, int Hour, int Minute, int Second, char Half, int Words)
{
    // Words of one to four letters that stand before the time, and those of them that say which half of the day.
    private static readonly (string Word, char Half)[] Before =
        [("klo", '\0'), ("kl.", '\0'), ("às", '\0'), ("um", '\0'), ("at", '\0'), ("a las", '\0'), ("à", '\0'), ("오전", 'a'), ("오후", 'p'), ("上午", 'a'), ("下午", 'p'), ("午前", 'a'), ("午後", 'p'), ("凌晨", 'a'), ("晚上", 'p'), ("中午", 'p'), ("早上", 'a')];

    private static readonly (string Word, char Half)[] After =
        [("AM", 'a'), ("PM", 'p'), ("A.M.", 'a'), ("P.M.", 'p'), ("A. M.", 'a'), ("P. M.", 'p'), ("A M", 'a'), ("P M", 'p'), ("ص", 'a'), ("م", 'p'), ("μ.μ.", 'p'), ("π.μ.", 'a'), ("पूर्वाह्न", 'a'), ("अपराह्न", 'p'), ("Uhr", '\0'), ("ч.", '\0')];

    public static MessageHeader? Read(ReadOnlySpan<char> line)
    {
        var at = 0;
        while (at < line.Length && line[at] is '\u200E' or '\u200F' or '\u202A' or '\u202B' or '\u202C' or '\uFEFF')
        {
            at++;
        }
        // Most lines of a chat are no header: a digit or a bracket says no at once.
        if (at >= line.Length || line[at] != '[' && !char.IsDigit(line[at]))
        {
            return null;
        }
        var bracket = line[at] == '[';
        at += bracket ? 1 : 0;
        if (Number(line, ref at, 4) is not var (a, aDigits) || !DateMark(line, ref at) || Number(line, ref at, 2) is not var (b, _) || !DateMark(line, ref at) || Number(line, ref at, 4) is not var (c, cDigits))
        {
            return null;
        }
        if (at < line.Length && line[at] is '.' or '일' or '日')
        {
            at++;
        }
        if (line[at..].StartsWith(" г."))
        {
            at += 3;
        }
        if (at < line.Length && line[at] is ',' or '،' or '、')
        {
            at++;
        }
        if (Blanks(line, ref at) == 0)
        {
            return null;
        }
        var half = Word(line, ref at, Before);
        Blanks(line, ref at);
        if (Number(line, ref at, 2) is not var (hour, _) || !Take(line, ref at, ':', '.') || Number(line, ref at, 2) is not (var minute, 2))
        {
            return null;
        }
        var second = 0;
        var mark = at;
        if (Take(line, ref at, ':', '.'))
        {
            if (Number(line, ref at, 2) is (var seconds, 2))
            {
                second = seconds;
            }
            else
            {
                at = mark;
            }
        }
        mark = at;
        Blanks(line, ref at);
        var after = Word(line, ref at, After);
        if (after is null)
        {
            at = mark;
        }
        if (bracket ? !Take(line, ref at, ']', ']') : !Separator(line, ref at))
        {
            return null;
        }
        if (at < line.Length && line[at] is ' ')
        {
            at++;
        }
        return new(a, aDigits, b, c, cDigits, hour, minute, second, after is 'a' or 'p' ? after.Value : half ?? '\0', at);
    }

    private static (int Value, int Digits)? Number(ReadOnlySpan<char> line, ref int at, int most)
    {
        int value = 0, digits = 0;
        while (at < line.Length && digits < most && CharUnicodeInfo.GetDecimalDigitValue(line[at]) is >= 0 and var digit)
        {
            value = value * 10 + digit;
            digits++;
            at++;
        }
        return digits == 0 || at < line.Length && char.IsDigit(line[at]) ? null : (value, digits);
    }

    private static bool DateMark(ReadOnlySpan<char> line, ref int at)
    {
        while (at < line.Length && line[at] is '\u200E' or '\u200F')
        {
            at++;
        }
        if (!(at < line.Length && line[at] is '/' or '.' or '-' or '년' or '월' or '年' or '月'))
        {
            return false;
        }
        at++;
        while (at < line.Length && line[at] is '\u200E' or '\u200F' or ' ')
        {
            at++;
        }
        return true;
    }

    /// <summary>" - " or ": " between the time and the author.</summary>
    private static bool Separator(ReadOnlySpan<char> line, ref int at)
    {
        var rest = line[at..];
        if (rest is [' ' or '\u202F' or '\u00A0', '-' or '–', ' ', ..])
        {
            at += 2;
            return true;
        }
        if (rest is [':', ' ', ..])
        {
            at++;
            return true;
        }
        return false;
    }

    private static char? Word(ReadOnlySpan<char> line, ref int at, (string Word, char Half)[] words)
    {
        foreach (var (word, half) in words)
        {
            var rest = line[at..];
            if (rest.StartsWith(word, StringComparison.OrdinalIgnoreCase) || word.Contains(' ', StringComparison.Ordinal) && rest.Length >= word.Length && rest[..word.Length].ToString().Replace('\u00A0', ' ').Replace('\u202F', ' ').Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                at += word.Length;
                // "a.m." may lack its last full stop.
                return half;
            }
        }
        return null;
    }

    private static int Blanks(ReadOnlySpan<char> line, ref int at)
    {
        var from = at;
        while (at < line.Length && line[at] is ' ' or '\u202F' or '\u00A0' or '\u200E' or '\u200F' or '_')
        {
            at++;
        }
        return at - from;
    }

    private static bool Take(ReadOnlySpan<char> line, ref int at, char one, char other)
    {
        if (at >= line.Length || line[at] != one && line[at] != other)
        {
            return false;
        }
        at++;
        return true;
    }
}
