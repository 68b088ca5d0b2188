using Firsthand.Engine.Detection;

namespace Firsthand.Tests.Detection;

public class LogisticRegressionTests
{
    [Fact]
    public void A_bias_alone_finds_the_share()
    {
        var weights = LogisticRegression.Fit([0, 0, 0, 0], 1, [1, 0, 0, 0], [1, 1, 1, 1], [], [1]);
        Assert.Equal(0.25, LogisticRegression.Probability(weights[^1]), 3);
    }

    [Fact]
    public void The_slope_is_where_its_derivative_is_zero()
    {
        float[] rows = [-2, -1, 0, 1, 2, 3], labels = [0, 0, 1, 0, 1, 1], ones = [1, 1, 1, 1, 1, 1];
        const float Precision = 0.5f;
        var weights = LogisticRegression.Fit(rows, 1, labels, ones, [], [Precision]);
        var derivative = Precision * weights[0] + rows.Zip(labels).Sum(pair => (LogisticRegression.Probability(pair.First * weights[0] + weights[1]) - pair.Second) * pair.First);
        Assert.Equal(0, derivative, 0.01);
    }

    [Fact]
    public void Offsets_are_not_learned_again()
    {
        var weights = LogisticRegression.Fit([0, 0], 1, [1, 0], [1, 1], [2, 2], [1]);
        Assert.Equal(-2, weights[^1], 2);
    }

    [Fact]
    public void Importance_counts_like_repetition()
    {
        var repeated = LogisticRegression.Fit([1, 1, 1, -1], 1, [1, 1, 0, 0], [1, 1, 1, 1], [], [1]);
        var weighed = LogisticRegression.Fit([1, 1, -1], 1, [1, 0, 0], [2, 1, 1], [], [1]);
        Assert.Equal(repeated[0], weighed[0], 2);
    }
}
