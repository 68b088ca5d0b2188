using Firsthand.Engine.Patterns;

namespace Firsthand.Tests.Patterns;

public class LinkageTests
{
    [Fact]
    public void Cut_low_all_is_one_cut_high_nothing_is()
    {
        var tree = new Linkage(Similarities(20, 5), [.. Enumerable.Repeat(1, 20)]);
        Assert.Single(tree.Cut(-2f).Distinct());
        Assert.Equal(20, tree.Cut(2f).Distinct().Count());
    }

    // The textbook: look at all pairs of groups, merge the two that are most alike on average, again and again.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_cut_is_the_one_that_the_textbook_gives(int seed)
    {
        const int Count = 40;
        var similarities = Similarities(Count, seed);
        var groups = Enumerable.Range(0, Count).Select(i => new List<int> { i }).ToList();
        while (true)
        {
            var best = (from a in groups from b in groups where groups.IndexOf(a) < groups.IndexOf(b) select (a, b, Mean: Mean(a, b))).MaxBy(pair => pair.Mean);
            if (groups.Count == 1 || best.Mean <= .2f) break;
            best.a.AddRange(best.b);
            groups.Remove(best.b);
        }
        var expected = new int[Count];
        for (var g = 0; g < groups.Count; g++) foreach (var member in groups[g]) expected[member] = g;
        Membership.Renumber(expected);
        Assert.Equal(expected, new Linkage([.. similarities], [.. Enumerable.Repeat(1, Count)]).Cut(.2f));

        float Mean(List<int> a, List<int> b) => a.Average(i => b.Average(j => similarities[i * Count + j]));
    }

    [Fact]
    public void As_many_groups_as_asked() => Assert.Equal(7, new Linkage(Similarities(30, 4), [.. Enumerable.Repeat(1, 30)]).Cut(7).Distinct().Count());

    [Fact]
    public void What_must_never_merge_does_not()
    {
        var similarities = Similarities(12, 6);
        similarities[0 * 12 + 1] = similarities[1 * 12 + 0] = Linkage.Never;
        var groups = new Linkage(similarities, [.. Enumerable.Repeat(1, 12)]).Cut(-.9f);
        Assert.NotEqual(groups[0], groups[1]);
    }

    private static float[] Similarities(int count, int seed)
    {
        var random = new Random(seed);
        var similarities = new float[count * count];
        for (var a = 0; a < count; a++)
            for (var b = 0; b < a; b++) similarities[a * count + b] = similarities[b * count + a] = (float)random.NextDouble() - (a / 8 == b / 8 ? 0 : .5f);
        return similarities;
    }
}
