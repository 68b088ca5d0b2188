using Firsthand.Engine.Patterns;

namespace Firsthand.Tests.Patterns;

public class ContinuityTests
{
    [Fact]
    public void A_group_continues_the_one_it_shares_most_quotes_with() =>
        Assert.Equal([3, null], Continuity.Earlier([Quote(3), Quote(3), Quote(7), Quote(null)], [Group(0, 1, 2), Group(3)]));

    [Fact]
    public void What_a_person_made_goes_on_however_many_came_to_it_from_elsewhere() =>
        Assert.Equal([7, 3], Continuity.Earlier([Quote(7, pin: 7), Quote(3), Quote(3), Quote(3)], [Group(0, 1, 2), Group(3)]));

    private static QuoteItem Quote(int? earlier, int? pin = null) => new("", null, null, default, pin, earlier);

    private static QuoteGroup Group(params int[] members) => new(members, [.. members.Select(_ => 0f)], [], null);
}
