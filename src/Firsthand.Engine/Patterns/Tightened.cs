namespace Firsthand.Engine.Patterns;

/// <summary>
/// In conversations most sentences are said once, and what they share with others is a word. Inside a theme only what says nearly the same stays
/// together: average linkage over meaning and words, cut high. The rest stays alone, which is what it is.
/// </summary>
internal static class Tightened
{
    // Meaning counts more here than in finding themes: two sentences with one word in common are not yet two voices for one thing.
    private const float Balance = .6f, Cut = .25f;

    // Beyond this many quotes every pair is too much; so large a theme is cut by how near its quotes are to its middle.
    private const int MostLinked = 1_000;

    /// <param name="members">A theme's quotes in the space.</param>
    /// <param name="pins">For each member what a person pinned it to; null for nothing.</param>
    /// <param name="stances">For each member whether it speaks well (1) or badly (-1) of what it is about, or neither (0).</param>
    /// <returns>The parts of the theme that hold together, and the quotes left over as parts of one.</returns>
    public static IEnumerable<int[]> Parts(QuoteSpace space, int[] members, int?[] pins, int[] stances)
    {
        if (Array.TrueForAll(pins, pin => pin is null)) return Linked(space, members, stances);
        // A person said that these belong together: others join them where they are near, and else go their own way.
        int[] pinned = [.. members.Where((_, i) => pins[i] is not null)];
        var near = Enumerable.Range(0, members.Length).Where(i => pins[i] is null).ToLookup(i => pinned.Average(other => space.Similarity(members[i], other, Balance)) > Cut);
        return Linked(space, [.. near[false].Select(i => members[i])], [.. near[false].Select(i => stances[i])]).Prepend([.. pinned, .. near[true].Select(i => members[i])]);
    }

    private static IEnumerable<int[]> Linked(QuoteSpace space, int[] members, int[] stances)
    {
        if (members.Length > MostLinked)
        {
            var sums = space.SumsWithin(members, Balance);
            var near = members.Zip(sums, (member, sum) => (member, Near: sum / members.Length > Cut / 2)).ToLookup(pair => pair.Near, pair => pair.member);
            return near[false].Select(member => new[] { member }).Prepend([.. near[true]]);
        }
        var similarities = new float[members.Length * members.Length];
        Parallel.For(0, members.Length, a =>
        {
            for (var b = 0; b <= a; b++) similarities[a * members.Length + b] = similarities[b * members.Length + a] = space.Similarity(members[a], members[b], Balance) - (stances[a] * stances[b] < 0 ? Stance.Opposed : 0);
        });
        var parts = new Linkage(similarities, [.. members.Select(_ => 1)]).Cut(Cut);
        return members.Zip(parts).GroupBy(pair => pair.Second, pair => pair.First).Select(part => part.ToArray());
    }
}
