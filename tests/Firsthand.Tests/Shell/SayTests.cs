using Firsthand.Shell;

namespace Firsthand.Tests.Shell;

public sealed class SayTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "00:00")]
    [InlineData(842, "14:02")]
    [InlineData(3800, "1:03:20")]
    public void A_place_in_a_recording_reads_like_a_clock(int seconds, string says) => Assert.Equal(says, Say.Clock(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "today")]
    [InlineData(-1, "yesterday")]
    [InlineData(1, "tomorrow")]
    [InlineData(-10, "14 November")]
    [InlineData(-400, "20 October 2025")]
    public void A_day_is_said_as_people_say_it(int days, string says) => Assert.Equal(says, Say.Day(Now.AddDays(days), Now));

    [Theory]
    [InlineData(.21, "1 in 5")]
    [InlineData(.5, "1 in 2")]
    [InlineData(.7, "7 in 10")]
    [InlineData(.004, "less than 1 in 100")]
    public void A_chance_is_said_in_people(double chance, string says) => Assert.Equal(says, Say.Chance(chance));

    [Fact]
    public void Below_five_people_nobody_sees_a_percentage()
    {
        Assert.Equal("3 of 4", Say.Share(3, 4));
        Assert.Equal("3 of 5 (60%)", Say.Share(3, 5));
    }

    [Fact]
    public void A_narrow_column_breaks_an_address_after_its_signs_and_a_name_between_its_words()
    {
        Assert.Equal(["anna.", "petrova@", "long-", "firm.", "example"], Say.Parts("anna.petrova@long-firm.example"));
        Assert.Equal(["Ada Quist"], Say.Parts("Ada Quist"));
    }

    [Fact]
    public void One_is_not_many()
    {
        Assert.Equal("1 quote", Say.Count(1, "quote"));
        Assert.Equal("0 people", Say.Count(0, "person", "people"));
        Assert.Equal("1,204 quotes", Say.Count(1204, "quote"));
    }
}
