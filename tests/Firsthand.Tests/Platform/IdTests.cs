using Firsthand.Customers;
using Firsthand.Platform;

namespace Firsthand.Tests.Platform;

public sealed class IdTests
{
    // More than the lower part of the number holds, so that its upper part counts too.
    private const int Many = 40_000;

    [Fact]
    public void Ids_of_one_moment_sort_as_they_were_made()
    {
        var made = Enumerable.Range(0, Many).Select(_ => Id<Person>.New(new Stopped(DateTimeOffset.UnixEpoch.AddYears(56)))).ToList();
        Assert.Equal(made.Order(), made);
        Assert.Equal(made.OrderBy(id => id.ToString(), StringComparer.Ordinal), made);
        Assert.Equal(Many, made.Distinct().Count());
    }

    [Fact]
    public void Ids_of_a_later_moment_sort_after_those_of_an_earlier_one()
    {
        var later = Id<Person>.New(new Stopped(DateTimeOffset.UnixEpoch.AddYears(56).AddMilliseconds(1)));
        Assert.True(Id<Person>.New(new Stopped(DateTimeOffset.UnixEpoch.AddYears(56))) < later);
        Assert.Equal((7, 8), (later.Value.Version, later.Value.Variant & 0xc));
    }

    private sealed class Stopped(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
