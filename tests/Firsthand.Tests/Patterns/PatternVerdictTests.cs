using Firsthand.Engine.Statistics;
using Firsthand.Patterns;

namespace Firsthand.Tests.Patterns;

public sealed class PatternVerdictTests
{
    [Fact]
    public void Nobody_asked_is_not_nobody_says_it()
    {
        var verdict = PatternVerdict.Of(new Share(0, 0), 3);
        Assert.Equal("Nobody was asked yet.", verdict.Lead);
        Assert.Null(verdict.Range);
    }

    [Theory]
    [InlineData(1, 1, "4 more answers")]
    [InlineData(3, 4, "1 more answer ")]
    public void Below_five_people_asked_there_is_no_percentage(int said, int asked, string more)
    {
        var verdict = PatternVerdict.Of(new Share(said, asked), 2);
        Assert.Null(verdict.Range);
        Assert.DoesNotContain("%", verdict.Sentence, StringComparison.Ordinal);
        Assert.Contains(more, verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void From_five_on_the_range_is_Wilsons_and_the_sentence_says_it()
    {
        var verdict = PatternVerdict.Of(new Share(4, 6), 2);
        Assert.Equal(new Share(4, 6).Interval(), verdict.Range);
        Assert.Equal("Not enough yet to say whether it is most of them.", verdict.Lead);
        Assert.Contains("between 30% and 90%", verdict.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(19, 20, "It looks like most of them.")]
    [InlineData(1, 20, "It looks like fewer than half.")]
    public void What_gave_the_idea_never_proves_it(int said, int asked, string lead)
    {
        var verdict = PatternVerdict.Of(new Share(said, asked), 0);
        Assert.Equal(lead, verdict.Lead);
        Assert.Contains("cannot prove it", verdict.Sentence, StringComparison.Ordinal);
        Assert.Matches(@"about \d+ of them would settle", verdict.Sentence);
    }
}
