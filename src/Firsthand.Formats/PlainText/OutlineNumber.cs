using System.Globalization;

namespace Firsthand.Formats.PlainText;

/// <summary>The number of a question in an outline: "3", "3.", "Q3", "Task 3", "3.a", "c.ii".</summary>
/// <param name="Top">The first number; 0 when the number begins with a letter, as "c.ii" does.</param>
internal readonly record struct OutlineNumber(int Top, bool IsSub)
{
    public static OutlineNumber? Read(ReadOnlySpan<char> line)
    {
        var rest = line.StartsWith("Task ", StringComparison.OrdinalIgnoreCase) ? line[5..] : line is ['Q' or 'T', >= '0' and <= '9', ..] ? line[1..] : line;
        var end = rest.IndexOfAny(' ', '\t');
        // A number alone heads notes, it asks nothing.
        var token = end < 0 ? "" : rest[..end].TrimEnd(".):");
        if (token.IsEmpty || token.Length > 8)
        {
            return null;
        }
        var dot = token.IndexOf('.');
        var first = dot < 0 ? token : token[..dot];
        if (first.Length is > 0 and <= 3 && !first.ContainsAnyExceptInRange('0', '9'))
        {
            var top = int.Parse(first, NumberStyles.None, CultureInfo.InvariantCulture);
            return dot < 0 ? new(top, false) : IsSubNumber(token[(dot + 1)..]) ? new(top, true) : null;
        }
        // "c.i": a letter and what hangs on it.
        return dot == 1 && char.IsAsciiLetterLower(first[0]) && token[2..].IndexOfAnyExcept("ivx") < 0 && token.Length > 2 ? new(0, true) : null;
    }

    private static bool IsSubNumber(ReadOnlySpan<char> text) => text.Length is > 0 and <= 4 && (text.Length == 1 && char.IsAsciiLetterLower(text[0]) || !text.ContainsAnyExceptInRange('0', '9') || text[1..] is ['.', ..]);
}
