namespace Firsthand.Engine.Patterns;

/// <summary>
/// In conversations most sentences are said once, and what they share with others is a word. Inside a theme only what says nearly the same stays
/// together: average linkage over meaning and words, cut high. The rest stays alone, which is what it is.
/// </summary>
internal static class Tightened
{
    // Two sentences with one word in common are not yet two voices for one thing.
    internal const float Balance = .75f;
    private const float Cut = .15f;

    // What stands around two quotes speaks for them; where nothing stands around one, or nobody knows its meaning, the two must be so much more alike.
    private const float Lone = .15f, Unknown = .1f;

    // "And I had nothing to show." is like a hundred others by chance: below this many characters a sentence of a talk must be the more alike, the less it says.
    private const float Short = .4f, SaysEnough = 60;

    // What a person put together takes in others less readily: they meant those.
    private const float NearDecided = .2f;

    // Of a theme too large for every pair: how near to its middle a quote must be, and where nothing stands around it.
    private const float Near = .1f, NearAlone = .15f;

    // A pain and a question about one matter share its words and do not say the same: so much less alike, by how sure both kinds are. Of themes that people wrote down for the sample company, 54 in 100 pairs in a pattern share one with this, and 46 without.
    private const float OtherKind = .1f;

    // Beyond this many quotes every pair is too much; so large a theme is cut by how near its quotes are to its middle.
    private const int MostLinked = 1_000;

    /// <param name="members">A theme's quotes in the space.</param>
    /// <param name="quotes">The same, as grouping sees them.</param>
    /// <returns>The parts of the theme that hold together, and the quotes left over as parts of one.</returns>
    public static IEnumerable<int[]> Parts(QuoteSpace space, int[] members, QuoteItem[] quotes)
    {
        if (Array.TrueForAll(quotes, quote => quote.Pin is null)) return Linked(space, members, quotes);
        // A person said that these belong together: others join them where they are near, and else go their own way.
        int[] pins = [.. Enumerable.Range(0, members.Length).Where(i => quotes[i].Pin is not null)];
        var near = Enumerable.Range(0, members.Length).Where(i => quotes[i].Pin is null).ToLookup(i => pins.Average(other => space.Similarity(members[i], members[other], Balance) - Apart(quotes[i], quotes[other])) > NearDecided);
        return Linked(space, [.. near[false].Select(i => members[i])], [.. near[false].Select(i => quotes[i])]).Prepend([.. pins.Select(i => members[i]), .. near[true].Select(i => members[i])]);
    }

    private static float Apart(QuoteItem a, QuoteItem b) => Math.Max(Apart(a), Apart(b));

    // What nobody knows the meaning of is compared by its words, wherever it stands.
    private static float Apart(QuoteItem quote) => quote.Vector.IsEmpty ? Unknown : quote.IsInPassage ? Thin(quote) : Lone;

    /// <summary>How much more alike than others a quote must be to what it is put with, for it says little. An answer to a form says what it says.</summary>
    internal static float Thin(QuoteItem quote) => quote.IsInPassage ? Short * Math.Max(0, 1 - quote.Text.Length / SaysEnough) : 0;

    private static IEnumerable<int[]> Linked(QuoteSpace space, int[] members, QuoteItem[] quotes)
    {
        if (members.Length > MostLinked)
        {
            var sums = space.SumsWithin(members, Balance);
            var near = members.Select((member, i) => (member, Near: sums[i] / members.Length > (quotes[i].IsInPassage ? Near + Thin(quotes[i]) / 2 : quotes[i].Vector.IsEmpty ? (Near + NearAlone) / 2 : NearAlone))).ToLookup(pair => pair.Near, pair => pair.member);
            return near[false].Select(member => new[] { member }).Prepend([.. near[true]]);
        }
        var stances = Array.ConvertAll(quotes, Stance.Of);
        var similarities = new float[members.Length * members.Length];
        Parallel.For(0, members.Length, a =>
        {
            for (var b = 0; b <= a; b++)
            {
                var apart = (stances[a] * stances[b] < 0 ? Stance.Opposed : 0) + (quotes[a].Kind == quotes[b].Kind ? 0 : OtherKind * MathF.Sqrt(quotes[a].Probability * quotes[b].Probability)) + Apart(quotes[a], quotes[b]);
                similarities[a * members.Length + b] = similarities[b * members.Length + a] = space.Similarity(members[a], members[b], Balance) - apart;
            }
        });
        var parts = new Linkage(similarities, [.. members.Select(_ => 1)]).Cut(Cut);
        return members.Zip(parts).GroupBy(pair => pair.Second, pair => pair.First).Select(part => part.ToArray());
    }
}
