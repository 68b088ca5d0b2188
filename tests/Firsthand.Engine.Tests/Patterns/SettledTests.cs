using Firsthand.Engine.Patterns;

namespace Firsthand.Tests.Patterns;

public class SettledTests
{
    private static readonly QuoteItem[] Items;
    private static readonly int[] Gold, Nodes, Free;
    private static readonly QuoteSpace Space;

    static SettledTests()
    {
        (Items, Gold) = Quotes.Agency();
        var substance = Substance.Of(Items);
        Space = QuoteSpace.Of(Array.ConvertAll(Items, item => item.Vector), substance.Words, substance.Lexicon);
        Nodes = [.. Enumerable.Range(0, Items.Length)];
        Free = [.. Enumerable.Repeat(-1, Items.Length)];
    }

    [Fact]
    public void A_quote_in_the_wrong_group_goes_to_the_one_that_it_belongs_to()
    {
        var groups = Gold.ToArray();
        groups[0] = Gold[^1];
        Assert.Equal(Gold, Renumbered(Settled.Of(Space, Nodes, Free, groups)));
    }

    [Fact]
    public void Where_a_person_put_it_it_stays()
    {
        var (groups, pins) = (Gold.ToArray(), Free.ToArray());
        (groups[0], pins[0]) = (Gold[^1], 7);
        var settled = Settled.Of(Space, Nodes, pins, groups);
        Assert.Equal(settled[^1], settled[0]);
    }

    [Fact]
    public void What_is_alone_joins_no_group_though_others_may_join_it()
    {
        var groups = Gold.ToArray();
        groups[0] = Gold.Max() + 1;
        var settled = Settled.Of(Space, Nodes, Free, groups);
        Assert.NotEqual(settled[1], settled[0]);
    }

    [Fact]
    public void Words_that_nobody_else_says_drive_nobody_out()
    {
        // Two whose login fails, each with a story of their own, beside many whose login is slow; by their words alone.
        string[] lines =
        [
            "login fails zeppelin moored Friedrichshafen harbour", "login fails accordion squeaks Ljubljana grandfather",
            .. Enumerable.Repeat("login slow breakfast", 4), .. Enumerable.Repeat("login slow lunch", 4), .. Enumerable.Repeat("login slow supper", 4),
        ];
        QuoteItem[] items = [.. lines.Select(line => new QuoteItem(line, null, null, default))];
        var substance = Substance.Of(items);
        var space = QuoteSpace.Of(Array.ConvertAll(items, item => item.Vector), substance.Words, substance.Lexicon);
        int[] groups = [0, 0, .. Enumerable.Repeat(1, items.Length - 2)];
        Assert.Equal(groups, Settled.Of(space, [.. Enumerable.Range(0, items.Length)], [.. Enumerable.Repeat(-1, items.Length)], groups));
        int[] alone = [0, .. Enumerable.Repeat(1, items.Length - 1)];
        var settled = Settled.Of(space, [.. Enumerable.Range(0, items.Length)], [.. Enumerable.Repeat(-1, items.Length)], alone);
        Assert.NotEqual(settled[^1], settled[0]);
    }

    private static int[] Renumbered(int[] groups)
    {
        Membership.Renumber(groups);
        return groups;
    }
}
