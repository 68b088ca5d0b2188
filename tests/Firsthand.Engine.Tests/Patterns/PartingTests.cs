using Firsthand.Engine.Patterns;

namespace Firsthand.Tests.Patterns;

public class PartingTests
{
    private const int Half = 10, Few = 2;
    private static readonly int[] OneCommunity = new int[2 * Half];

    [Fact]
    public void A_community_of_two_things_that_the_views_keep_apart_is_parted()
    {
        var parted = Parting.Of(OneCommunity, [Halves(), Halves(), Halves(), Halves(), OneCommunity], Ones(2 * Half));
        Assert.Equal(Halves(), parted);
    }

    [Fact]
    public void What_a_third_of_the_views_hold_together_stays_together() =>
        Assert.Equal(OneCommunity, Parting.Of(OneCommunity, [Halves(), Halves(), OneCommunity], Ones(2 * Half)));

    [Fact]
    public void A_few_that_no_view_holds_with_the_rest_are_no_part_and_go_where_they_were_held_most()
    {
        // Two quotes at the end, now and then with the second half.
        int[] community = new int[2 * Half + Few], apart = [.. Halves(), .. Enumerable.Repeat(2, Few)], together = [.. Halves(), .. Enumerable.Repeat(1, Few)];
        var parted = Parting.Of(community, [apart, apart, apart, apart, apart, together], Ones(community.Length));
        Assert.Equal(together, parted);
        Assert.Equal(new int[Half + Few], Parting.Of(new int[Half + Few], [[.. new int[Half], .. Enumerable.Repeat(1, Few)]], Ones(Half + Few)));
    }

    [Fact]
    public void Of_very_many_quotes_a_part_needs_more()
    {
        // Ten quotes are no part of two thousand.
        const int Many = 2_000;
        int[] community = new int[2 * Half], others = [.. Enumerable.Repeat(1, Many)];
        var parted = Parting.Of([.. community, .. others], [[.. Halves(), .. Enumerable.Repeat(2, Many)]], Ones((2 * Half) + Many));
        Assert.Equal([.. community, .. others], parted);
    }

    [Fact]
    public void Quotes_that_must_stay_together_count_as_many()
    {
        // A node of ten quotes and one of ten: each is a thing of its own.
        Assert.Equal([0, 1], Parting.Of([0, 0], [[0, 1]], [Half, Half]));
        Assert.Equal([0, 0], Parting.Of([0, 0], [[0, 1]], [Half, 1]));
    }

    private static int[] Halves() => [.. new int[Half], .. Enumerable.Repeat(1, Half)];

    private static int[] Ones(int count) => [.. Enumerable.Repeat(1, count)];
}
