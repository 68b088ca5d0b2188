using Firsthand.Engine.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Interval = Firsthand.Engine.Statistics.Interval;

namespace Firsthand.Engine.Tests.Statistics;

public sealed class ShareTests
{
    [Theory]
    [InlineData(3, 4)]
    [InlineData(0, 1)]
    [InlineData(2, 2)]
    public void No_percentage_is_shown_below_five_customers(int count, int total)
    {
        var share = new Share(count, total);
        Assert.Equal($"{count} of {total}", share.ToString());
        Assert.Null(share.Percent);
        Assert.DoesNotContain("%", share.Sentence(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_share_is_read_as_a_sentence_with_its_range() =>
        Assert.Equal("4 of 11 customers said this. Of all such customers it is somewhere between 15% and 65%.", new Share(4, 11).Sentence());

    [Fact]
    public void Nobody_asked_is_not_nobody_said()
    {
        var share = new Share(0, 0);
        Assert.Null(share.Value);
        Assert.Equal(new Interval(0, 1), share.Interval());
        Assert.Equal("No customers yet.", share.Sentence());
    }

    [Fact]
    public void Almost_all_is_not_written_as_all() => Assert.Equal("999 of 1000 (over 99%)", new Share(999, 1000).ToString());

    [Fact]
    public void More_than_all_cannot_be_held() => Assert.Throws<ArgumentOutOfRangeException>(() => new Share(5, 4));

    [Fact]
    public void A_share_lies_inside_its_interval() => Prop.ForAll<byte, byte>((a, b) =>
    {
        var share = new Share(Math.Min(a, b), Math.Max(a, b));
        return share.Total == 0 || share.Interval().Contains(share.Value!.Value);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_was_brought_up_unasked_stands_beside_what_was_asked()
    {
        var prevalence = new Prevalence(new Share(4, 6), Unasked: 2, NotAsked: 2);
        Assert.Equal("4 of 6 people you asked said this. 2 more brought it up unasked. 2 not asked yet.", prevalence.Sentence());
        Assert.Equal(6, prevalence.Said);
    }
}
