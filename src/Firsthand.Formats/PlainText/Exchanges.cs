using Firsthand.Formats.Frame;

namespace Firsthand.Formats.PlainText;

/// <summary>Interviews whose turns begin "Q1:" and "A1:", "Q." and "A.", "Q)" and "A)": one asks and one answers, whatever the number.</summary>
internal static class Exchanges
{
    private const double MostlyInStep = 0.8;

    /// <summary>Makes such lines heads of "Q" and "A", where both come back and an answer has its question's number.</summary>
    public static void Find(Lines lines, TurnHead?[] heads)
    {
        List<(int Line, TurnHead Head)> found = [];
        int questions = 0, answers = 0, strays = 0;
        var asked = "";
        for (var i = 0; i < heads.Length; i++)
        {
            if (Mark(lines[i], heads[i], out var number) is not { Name: { } letter } head)
            {
                continue;
            }
            found.Add((i, head));
            (questions, answers, asked) = letter == "Q" ? (questions + 1, answers, number) : (questions, answers + 1, asked);
            // "A1", "A2", "A1" are two who answer; "A. Yes", "B. No" is what could be ticked.
            strays += letter == "B" || letter == "A" && number.Length > 0 && number != asked ? 1 : 0;
        }
        if (questions < 2 || answers - strays < Math.Max(2, answers * MostlyInStep))
        {
            return;
        }
        foreach (var (line, head) in found.Where(mark => mark.Head.Name != "B"))
        {
            heads[line] = head;
        }
    }

    private static TurnHead? Mark(ReadOnlySpan<char> line, TurnHead? read, out string number)
    {
        number = "";
        if (read is { Form: HeadForm.Label, Name: ['Q' or 'A', .. var digits] name } && !digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            number = digits;
            return read.Value with { Name = name[0] == 'Q' ? "Q" : "A" };
        }
        var at = read is { Form: HeadForm.Time, Words: var words } ? words : line.Length - line.TrimStart().TrimStart("*_").Length;
        var letter = at < line.Length ? line[at] switch { 'Q' => "Q", 'A' => "A", 'B' => "B", _ => null } : null;
        var sign = at + 1;
        while (sign < line.Length && char.IsAsciiDigit(line[sign]))
        {
            sign++;
        }
        if (letter is null || sign + 1 >= line.Length || line[sign] is not ('.' or ')') || line[(sign + 1)..].TrimStart("*_") is not [' ' or '\t', .. var said])
        {
            return null;
        }
        number = line[(at + 1)..sign].ToString();
        return new(HeadForm.Label, letter, read is { Form: HeadForm.Time } ? read.Value.Start : null, read is { Form: HeadForm.Time } ? read.Value.End : null, line.Length - said.TrimStart().Length);
    }
}
