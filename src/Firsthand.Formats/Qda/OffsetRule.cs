using System.Text;

namespace Firsthand.Formats.Qda;

/// <summary>How a tool counts places in a text: the standard says Unicode code points and LF; some count UTF-16 units, CRLF as two, or the byte order mark. Which one it was shows by the words that the tool wrote beside its numbers.</summary>
internal sealed record OffsetRule(bool IsCodePoints, bool CountsCarriageReturns, bool CountsMark)
{
    private static readonly OffsetRule[] All =
    [
        new(true, false, false), new(false, false, false), new(true, true, false), new(false, true, false), new(true, false, true), new(false, false, true), new(true, true, true), new(false, true, true),
    ];

    public string Name => (IsCodePoints ? "code points" : "UTF-16 code units") + (CountsCarriageReturns ? ", CRLF counted as two" : "") + (CountsMark ? ", byte order mark counted" : "");

    /// <summary>The rule under which most marks give the words that stand beside them; else most begin and end at words; in doubt the standard's.</summary>
    /// <param name="raw">The source as it is, with CR and mark.</param>
    /// <param name="marks">Start, end, and the words beside them (empty when there are none).</param>
    public static OffsetRule Of(string raw, IReadOnlyList<(long Start, long End, string Words)> marks)
    {
        var best = (Rule: All[0], Score: -1.0);
        foreach (var rule in All)
        {
            if (rule.CountsCarriageReturns && !raw.Contains('\r', StringComparison.Ordinal) || rule.CountsMark && !raw.StartsWith('\uFEFF'))
            {
                continue;
            }
            var map = rule.Map(raw);
            var score = marks.Sum(mark => Score(raw, map, mark));
            if (score > best.Score)
            {
                best = (rule, score);
            }
        }
        return best.Rule;
    }

    private static double Score(string raw, int[] map, (long Start, long End, string Words) mark)
    {
        if (mark.Start < 0 || mark.End < mark.Start || mark.End >= map.Length)
        {
            return -1;
        }
        var (start, end) = (map[mark.Start], map[mark.End]);
        if (mark.Words.Length > 0)
        {
            var words = Squeezed(mark.Words.TrimEnd('…'));
            return Squeezed(raw[start..end]) is var found && (found == words || words.Length >= 20 && found.StartsWith(words, StringComparison.Ordinal)) ? 10 : 0;
        }
        bool Border(int at) => at == 0 || at >= raw.Length || char.IsWhiteSpace(raw[at - 1]) || char.IsWhiteSpace(raw[at]) || char.IsPunctuation(raw[at - 1]) || char.IsPunctuation(raw[at]);
        return (Border(start) ? 0.5 : 0) + (Border(end) ? 0.5 : 0);
    }

    /// <summary>For each place as this rule counts it, the index into the raw text.</summary>
    public int[] Map(string raw)
    {
        List<int> map = new(raw.Length + 1);
        for (var i = 0; i < raw.Length; i++)
        {
            var isMark = i == 0 && raw[0] == '\uFEFF';
            var isReturn = raw[i] == '\r' && i + 1 < raw.Length && raw[i + 1] == '\n';
            if (isMark && !CountsMark || isReturn && !CountsCarriageReturns || IsCodePoints && i > 0 && char.IsLowSurrogate(raw[i]) && char.IsHighSurrogate(raw[i - 1]))
            {
                continue;
            }
            map.Add(i);
        }
        map.Add(raw.Length);
        return [.. map];
    }

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
