using Firsthand.Formats.Frame;
using Firsthand.Formats.Speaking;

namespace Firsthand.Formats.PlainText;

/// <summary>Which of the names at line starts are speakers, judged over the whole file, and in which form they stand.</summary>
internal sealed class Labels
{
    // Where nearly every line begins with a label, each is one; elsewhere a name has to come back.
    private const double NearlyAll = 0.75;
    private const double EnoughOfFile = 0.04;
    private const double MostLines = 0.5;

    private readonly HashSet<string> accepted;

    private Labels(HeadForm form, HashSet<string> accepted) => (Form, this.accepted) = (form, accepted);

    public HeadForm Form { get; }

    /// <summary>Names that stand once only and were taken for speakers because others come back.</summary>
    public IReadOnlyList<string> Once { get; private init; } = [];

    public bool Accepts(TurnHead head) => head.Form == Form && head.Name is { } name && accepted.Contains(name);

    /// <summary>Whether a name in capitals in the middle of a line cuts it: "... the mean MODERATOR: Could you ...".</summary>
    public bool IsShouted(ReadOnlySpan<char> name) =>
        name.Length >= 3 && Form == HeadForm.Label && name.IndexOfAnyInRange('a', 'z') < 0 && accepted.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);

    public static Labels? In(Lines lines, TurnHead?[] heads)
    {
        Labels? best = null;
        var most = 0;
        foreach (var form in new[] { HeadForm.Label, HeadForm.Alone, HeadForm.Bracket, HeadForm.Heading })
        {
            if (Of(form, lines, heads) is var (labels, count) && count > most)
            {
                (best, most) = (labels, count);
            }
        }
        return best;
    }

    private static (Labels Labels, int Count)? Of(HeadForm form, Lines lines, TurnHead?[] heads)
    {
        Dictionary<string, int> counts = new(StringComparer.OrdinalIgnoreCase);
        var layout = new Layout(lines);
        int written = 0, headed = 0, setOff = 0;
        for (var i = 0; i < heads.Length; i++)
        {
            if (heads[i] is { Name: { } name } head && head.Form == form && (!head.IsAbove || IsSetOff(lines, heads, i)))
            {
                headed++;
                written++;
                setOff += layout.BeginsBlock(i) ? 1 : 0;
                counts[name] = counts.GetValueOrDefault(name) + 1;
            }
            else
            {
                written += layout.Counts(i) ? 1 : 0;
            }
        }
        if (headed == 0)
        {
            return null;
        }
        var all = form is HeadForm.Label or HeadForm.Bracket && headed >= written * NearlyAll;
        var accepted = counts.Where(pair => all || pair.Value >= 2 || form == HeadForm.Label && IsCertain(pair.Key)).Select(pair => pair.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var count = counts.Where(pair => accepted.Contains(pair.Key)).Sum(pair => pair.Value);
        if (count == 0 || form == HeadForm.Heading && accepted.Count < 2 || !all && count < written * EnoughOfFile || form == HeadForm.Bracket && !all && count < written * 0.4)
        {
            return null;
        }
        // Where turns are set off by empty lines, or most lines are turns, a name that stands once is a guest's.
        var others = !all && (setOff >= headed * NearlyAll || headed >= written * MostLines);
        List<string> once = [];
        for (var i = 0; others && i < heads.Length; i++)
        {
            if (heads[i] is { Name: { } name } head && head.Form == form && !accepted.Contains(name) && SpeakerName.IsWrittenAsName(name) && (setOff < headed * NearlyAll || layout.BeginsBlock(i)))
            {
                once.Add(name);
            }
        }
        accepted.UnionWith(once);
        return (new Labels(form, accepted) { Once = once }, count);
    }

    /// <summary>A role or a number after a role is a speaker even where it speaks once.</summary>
    private static bool IsCertain(string name) => SpeakerName.IsRole(name) && (name.Length > 1 || name is "Q" or "A");

    /// <summary>A name with a time on a line of its own begins a paragraph, and has words below it: "0:06 Okay" above "0:09 Right" are words.</summary>
    private static bool IsSetOff(Lines lines, TurnHead?[] heads, int i)
    {
        var next = i + heads[i]!.Value.Rows;
        var below = lines.SkipBlank(next);
        return (i == 0 || lines.IsBlank(i - 1) || next < lines.Count && !lines.IsBlank(next)) && (below == lines.Count || heads[below] is not ({ Start: not null } or { Form: HeadForm.Heading }));
    }

    /// <summary>Whether a text is in blocks between empty lines, of which then only the first line counts, or line by line.</summary>
    private sealed class Layout
    {
        private readonly Lines lines;
        private readonly bool inBlocks;

        public Layout(Lines lines)
        {
            this.lines = lines;
            int written = 0, blocks = 0;
            for (var i = 0; i < lines.Count; i++)
            {
                written += lines.IsBlank(i) ? 0 : 1;
                blocks += BeginsBlock(i) ? 1 : 0;
            }
            inBlocks = blocks > 1 && blocks * 4 >= written;
        }

        public bool BeginsBlock(int i) => !lines.IsBlank(i) && (i == 0 || lines.IsBlank(i - 1));

        public bool Counts(int i) => inBlocks ? BeginsBlock(i) : !lines.IsBlank(i);
    }
}
