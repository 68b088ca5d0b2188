using Firsthand.Engine.Detection;

namespace Firsthand.Engine.Patterns;

/// <summary>A quote as grouping sees it.</summary>
/// <param name="Person">Who said it: any number, the same for the same person; null when unknown (then each such quote is a person of its own).</param>
/// <param name="Vector">The encoder's numbers for the quote's sentence, as <see cref="Encoding.PackedVector"/> packs them; empty where there are none, and then its words alone count.</param>
/// <param name="Pin">Set by a person's decision: quotes with the same pin are always together, quotes with different pins never, and a pin that is the number of an earlier group keeps that group.</param>
/// <param name="Earlier">The group it was in after the last run, so that ids stay where they were; null when new or alone.</param>
/// <param name="Probability">How likely it is of its kind, 0 to 1; 1 where a person said so.</param>
public sealed record QuoteItem(string Text, int? Person, QuoteKind? Kind, ReadOnlyMemory<byte> Vector, int? Pin = null, int? Earlier = null, float Probability = 1)
{
    /// <summary>The same among what is said around it, as <see cref="Patterns.Passage"/> makes it; empty where nothing is, or nobody looked.</summary>
    public ReadOnlyMemory<byte> Passage { get; init; }

    internal ReadOnlyMemory<byte> InPassage => Passage.IsEmpty ? Vector : Passage;

    internal bool IsInPassage => !Passage.IsEmpty && !Passage.Equals(Vector);
}

/// <summary>Quotes that say the same.</summary>
/// <param name="Members">Indexes of the items, the most typical first.</param>
/// <param name="Typicality">For each member, how well it stands for the group, 0 to 1: how central it is, and less where it says hardly anything, or hardly what the group says.</param>
/// <param name="Words">The words that tell this group from the others, the most telling first.</param>
/// <param name="Earlier">The group of the last run that this one continues; null when it is new.</param>
public sealed record QuoteGroup(IReadOnlyList<int> Members, IReadOnlyList<float> Typicality, IReadOnlyList<string> Words, int? Earlier)
{
    /// <summary>The most typical quote: its words are the group's name.</summary>
    public int Typical => Members[0];

    /// <summary>The kind that its quotes most likely are; null where nobody said what kinds they are.</summary>
    public QuoteKind? Kind { get; init; }
}

/// <summary>All that grouping gave: the groups, largest first, and the quotes that stay alone.</summary>
public sealed record QuoteGrouping(IReadOnlyList<QuoteGroup> Groups, IReadOnlyList<int> Alone);

/// <summary>Puts quotes that say the same together, without being told how many groups there are. Same quotes, same groups, on any number of threads.</summary>
public static class PatternFinder
{
    /// <summary>Groups of quotes that several people said.</summary>
    /// <param name="k">The number of groups, when somebody knows it (benchmarks): then every quote is in one of them. Otherwise found.</param>
    /// <param name="granularity">1 gives themes; 2, 4, 8 ever smaller groups, down to single questions.</param>
    /// <param name="tight">As in conversations, with the encoder for talk: inside of themes keep together only what says nearly the same. Otherwise whole themes, as in lists of requests, with the encoder for those.</param>
    public static QuoteGrouping Find(IReadOnlyList<QuoteItem> items, int? k = null, double granularity = 1, bool tight = false)
    {
        var substance = Substance.Of(items);
        var words = substance.Words;
        // Quotes without substance take no part, unless a person put them somewhere.
        int[] heard = [.. Enumerable.Range(0, items.Count).Where(i => words[i].Length > 0 || items[i].Pin is not null || k is not null)];
        if (heard.Length == 0) return new([], [.. Enumerable.Range(0, items.Count)]);
        var space = QuoteSpace.Of(Array.ConvertAll(heard, i => items[i].InPassage), Array.ConvertAll(heard, i => words[i]), substance.Lexicon, Array.ConvertAll(heard, i => items[i].IsInPassage ? items[i].Person : null));
        var (nodeOf, pins) = Pinned(Array.ConvertAll(heard, i => items[i].Pin));
        var consensus = new Consensus(space, nodeOf, pins, ofRequests: !tight);
        var communities = k is int count ? consensus.Groups(count) : consensus.Groups(granularity);
        var groups = new List<int[]>();
        var alone = Enumerable.Range(0, items.Count).Except(heard).ToList();
        foreach (var community in heard.Select((_, h) => h).GroupBy(h => communities[nodeOf[h]]))
        {
            int[] theme = [.. community];
            foreach (var members in tight && k is null ? Tightened.Parts(space, theme, Array.ConvertAll(theme, h => items[heard[h]])) : [theme])
                if (k is not null || IsPattern(items, Array.ConvertAll(members, h => heard[h]))) groups.Add(members);
                else alone.AddRange(members.Select(h => heard[h]));
        }
        alone.Sort();
        return new(Described(items, substance, heard, space, groups), alone);
    }

    // Quotes with the same pin are one node, so that they cannot part; nodes with pins never share a community.
    private static (int[] NodeOf, int[] Pins) Pinned(int?[] pinOf)
    {
        var nodes = new Dictionary<int, int>();
        var nodeOf = new int[pinOf.Length];
        var pins = new List<int>();
        for (var i = 0; i < pinOf.Length; i++)
        {
            if (pinOf[i] is int known && nodes.TryGetValue(known, out nodeOf[i])) continue;
            nodeOf[i] = pins.Count;
            pins.Add(pinOf[i] is null ? -1 : nodes.Count);
            if (pinOf[i] is int pin) nodes.Add(pin, nodeOf[i]);
        }
        return (nodeOf, [.. pins]);
    }

    // What one person says, however often, is no pattern, unless somebody decided that it is.
    private static bool IsPattern(IReadOnlyList<QuoteItem> items, int[] members) => members.Any(i => items[i].Pin is not null) || People(items, members) > 1;

    private static int People(IReadOnlyList<QuoteItem> items, int[] members) =>
        members.Count(i => items[i].Person is null) + members.Where(i => items[i].Person is not null).Select(i => items[i].Person).Distinct().Count();

    /// <summary>How well a quote that came later stands for its group, as <see cref="QuoteGroup.Typicality"/> says it.</summary>
    /// <param name="closeness">How close it is to the group, 0 to 1.</param>
    /// <param name="kind">The group's.</param>
    public static float Typical(float closeness, QuoteItem quote, QuoteKind kind) => closeness * Says(Substance.Content(quote.Text).Length) * Carries(quote, kind);

    // "E-mail." is in the middle of all that is said about e-mail, and tells nobody what was said about it.
    private static float Says(int contentWords) => contentWords switch { <= 1 => .6f, 2 => .85f, _ => 1 };

    // "Then, we got time window lag." is in the middle of all who do not understand the lag, and does not say that it is not understood.
    private static float Carries(QuoteItem item, QuoteKind? kind) => .5f + (.5f * item.Probability * (item.Kind == kind ? 1 : .5f));

    private static QuoteKind? Likeliest(IEnumerable<QuoteItem> quotes) =>
        quotes.GroupBy(quote => quote.Kind).OrderByDescending(same => same.Sum(quote => quote.Probability)).ThenBy(same => same.Key).First().Key;

    private static List<QuoteGroup> Described(IReadOnlyList<QuoteItem> items, Substance substance, int[] heard, QuoteSpace space, List<int[]> groups)
    {
        var telling = new TellingWords(substance);
        var described = groups.Select(inSpace =>
        {
            var members = Array.ConvertAll(inSpace, h => heard[h]);
            var kind = Likeliest(members.Select(member => items[member]));
            var ranked = members.Zip(Typicality.Of(space, inSpace), (Member, Value) => (Member, Value: Value * Says(substance.Words[Member].Length) * Carries(items[Member], kind)))
                // Of equals the shorter one names the group better.
                .OrderByDescending(entry => MathF.Round(entry.Value, 4)).ThenBy(entry => items[entry.Member].Text.Length).ThenBy(entry => entry.Member).ToArray();
            var group = new QuoteGroup(Array.ConvertAll(ranked, entry => entry.Member), Array.ConvertAll(ranked, entry => entry.Value), telling.Of(members), null) { Kind = kind };
            return (Group: group, People: People(items, members));
        }).OrderByDescending(entry => entry.People).ThenByDescending(entry => entry.Group.Members.Count).ThenBy(entry => entry.Group.Members.Min()).Select(entry => entry.Group).ToList();
        var earlier = Continuity.Earlier(items, described);
        return [.. described.Select((group, g) => group with { Earlier = earlier[g] })];
    }
}
