using Firsthand.Engine.Patterns;

namespace Firsthand.Tests.Patterns;

public class ThemeMeasuresTests
{
    // Highlights 0 to 8 of participants 0 to 2, in turn.
    private static readonly int[] Participants = [0, 1, 2, 0, 1, 2, 0, 1, 2];

    private static HashSet<int> Set(params int[] highlights) => [.. highlights];

    [Fact]
    public void Patterns_that_are_the_codes_are_found_without_error()
    {
        var measures = ThemeMeasures.Of(Participants, [Set(0, 1, 2), Set(3, 4, 5)], [Set(3, 4, 5), Set(0, 1, 2)]);
        Assert.Equal((2, 1.0, 0.0), (measures.Codes, measures.Recall, measures.PrevalenceError));
    }

    [Fact]
    public void A_code_of_fewer_than_three_participants_is_not_counted() => Assert.Equal(1, ThemeMeasures.Of(Participants, [Set(0, 1, 2), Set(3, 4, 6)], [Set(0, 1, 2)]).Codes);

    [Fact]
    public void One_pattern_stands_for_one_code_only()
    {
        var measures = ThemeMeasures.Of(Participants, [Set(0, 1, 2), Set(3, 4, 5)], [Set(0, 1, 2, 3, 4, 5)]);
        Assert.Equal(.5, measures.Recall);
        Assert.Equal(.5, measures.PrevalenceError);
    }

    [Fact]
    public void A_pattern_that_shares_less_than_three_in_ten_has_not_found_the_code()
    {
        Assert.Equal(1, ThemeMeasures.Of(Participants, [Set(0, 1, 2)], [Set(0)]).Recall);
        Assert.Equal(0, ThemeMeasures.Of(Participants, [Set(0, 1, 2)], [Set(0, 3, 4)]).Recall);
    }

    [Fact]
    public void A_code_without_a_pattern_has_no_participants_found() => Assert.Equal(1, ThemeMeasures.Of(Participants, [Set(0, 1, 2)], []).PrevalenceError);

    [Fact]
    public void Ranks_agree_where_more_participants_are_found_for_codes_that_have_more()
    {
        int[] people = [0, 1, 2, 3, 0, 1, 2];
        var (four, three) = (Set(0, 1, 2, 3), Set(4, 5, 6));
        Assert.Equal(1, ThemeMeasures.Of(people, [four, three], [four, three]).RankAgreement, 1e-12);
        Assert.Equal(-1, ThemeMeasures.Of(people, [four, three], [Set(0, 1), three]).RankAgreement, 1e-12);
        Assert.True(double.IsNaN(ThemeMeasures.Of(people, [four], [four]).RankAgreement));
    }
}
