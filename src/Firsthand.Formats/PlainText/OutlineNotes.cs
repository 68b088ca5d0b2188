using Firsthand.Formats.Frame;
using Firsthand.Formats.Speaking;

namespace Firsthand.Formats.PlainText;

/// <summary>
/// Interview records in outline form: numbered lines ("3", "3.a") are the questions, the deeper lines under them what the participant said, "MODERATOR:" and its like the other side, a line in parentheses what was seen.
/// </summary>
internal sealed class OutlineNotes
{
    private const int FewestQuestions = 4;
    private const string Participant = "Participant";

    private readonly Lines lines;
    private readonly bool[] isQuestion;

    private OutlineNotes(Lines lines, bool[] isQuestion) => (this.lines, this.isQuestion) = (lines, isQuestion);

    /// <summary>The outline of a text; null when it is none.</summary>
    public static OutlineNotes? In(Lines lines)
    {
        var isQuestion = new bool[lines.Count];
        int top = 0, questions = 0, deeper = 0, spoken = 0, outmost = int.MaxValue;
        for (var i = 0; i < lines.Count; i++)
        {
            if (!lines.IsBlank(i))
            {
                outmost = Math.Min(outmost, Indent(lines[i]));
            }
        }
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines.IsBlank(i))
            {
                continue;
            }
            var number = OutlineNumber.Read(lines[i].TrimStart());
            var indent = Indent(lines[i]);
            // "3 days" deep in the outline is speech; a question's number stands outmost and goes on from the last, or has a letter.
            isQuestion[i] = number is { IsSub: true, Top: var of } && (of == 0 || Math.Abs(of - top) <= 1) || number is { IsSub: false, Top: var next } && indent == outmost && next > top && next <= top + 2;
            if (isQuestion[i])
            {
                questions++;
                top = number!.Value.Top > 0 ? number.Value.Top : top;
            }
            else if (questions > 0)
            {
                spoken++;
                deeper += indent > outmost ? 1 : 0;
            }
        }
        return questions >= FewestQuestions && spoken >= questions && deeper >= spoken * 0.9 ? new(lines, isQuestion) : null;
    }

    public void Write(Draft draft)
    {
        draft.Note($"The file is an outline: numbered lines were kept as questions (notes, not words), lines in parentheses as what was seen, and lines without a name were taken to be the participant's words (“{Participant}”).");
        var question = "";
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Trim();
            if (line.IsEmpty)
            {
                continue;
            }
            if (isQuestion[i])
            {
                var (asked, answer) = Cut(line);
                question = asked.ToString();
                draft.Add(null, null, null, question, i + 1, TurnKind.Note);
                line = answer;
            }
            Say(line, question, i + 1, draft);
        }
    }

    /// <summary>A question ends at its question mark; what follows on the line is the answer.</summary>
    private static (string Asked, string Answer) Cut(ReadOnlySpan<char> line)
    {
        var mark = line.IndexOf("? ");
        return mark < 0 ? (line.ToString(), "") : (line[..(mark + 1)].ToString(), line[(mark + 2)..].Trim().ToString());
    }

    private static void Say(ReadOnlySpan<char> line, string question, int number, Draft draft)
    {
        while (!line.IsEmpty)
        {
            if (line[0] == '(' && line.IndexOf(')') is > 0 and var close)
            {
                draft.Add(null, null, null, line[..(close + 1)].ToString(), number, TurnKind.Note);
                line = line[(close + 1)..].TrimStart();
                continue;
            }
            var speaker = Label(line, out var words) ?? Participant;
            line = line[words..];
            var end = NextLabel(line);
            var text = line[..end].TrimEnd();
            if (!text.IsEmpty)
            {
                draft.Add(new Turn(speaker, null, null, text.ToString(), TurnKind.Speech, number) { Details = question.Length > 0 && speaker == Participant ? new Dictionary<string, string> { ["question"] = question } : null });
            }
            line = line[end..];
        }
    }

    /// <summary>A role in capitals with its colon, here.</summary>
    private static string? Label(ReadOnlySpan<char> line, out int words)
    {
        words = 0;
        var colon = line[..Math.Min(line.Length, 40)].IndexOf(':');
        if (colon < 2 || colon + 1 < line.Length && line[colon + 1] != ' ')
        {
            return null;
        }
        var name = line[..colon];
        if (!(IsShouted(name) && SpeakerName.IsPlausible(name)) && !SpeakerName.IsRole(name.ToString()))
        {
            return null;
        }
        words = Math.Min(line.Length, colon + 2);
        return name.ToString();
    }

    /// <summary>Where in a line the next speaker's label stands; its length when none does.</summary>
    private static int NextLabel(ReadOnlySpan<char> line)
    {
        for (var at = 0; line[at..].IndexOf(": ") is >= 0 and var found; at += found + 2)
        {
            var colon = at + found;
            var space = line[..colon].LastIndexOf(' ');
            if (space > 0 && colon - space > 4 && IsShouted(line[(space + 1)..colon]) && SpeakerName.IsRole(line[(space + 1)..colon].ToString()))
            {
                return space + 1;
            }
        }
        return line.Length;
    }

    private static bool IsShouted(ReadOnlySpan<char> name)
    {
        var letters = 0;
        foreach (var c in name)
        {
            if (char.IsLower(c))
            {
                return false;
            }
            letters += char.IsUpper(c) ? 1 : 0;
        }
        return letters >= 3;
    }

    private static int Indent(ReadOnlySpan<char> line)
    {
        var width = 0;
        foreach (var c in line)
        {
            if (c is not (' ' or '\t' or '\u00A0'))
            {
                break;
            }
            width += c == '\t' ? 8 : 1;
        }
        return width;
    }
}
