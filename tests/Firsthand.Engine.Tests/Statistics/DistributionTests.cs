using Firsthand.Engine.Statistics;

namespace Firsthand.Engine.Tests.Statistics;

public sealed class DistributionTests
{
    [Fact]
    public void A_quantile_leads_back_to_its_probability()
    {
        var chance = new Random(5);
        for (var round = 0; round < 4_000; round++)
        {
            // Shapes from 0.02 to 160,000, probabilities down to one in a million.
            double a = Math.Exp(16 * chance.NextDouble() - 4), b = Math.Exp(16 * chance.NextDouble() - 4), p = Math.Pow(10, -6 * chance.NextDouble());
            var x = Distributions.BetaQuantile(p, a, b);
            // Next to 1 the number itself has no more digits.
            if (x is < 1e-290 or > 1 - 1e-6) continue;
            Assert.Equal(p, Distributions.BetaLower(x, a, b), 1e-9 * Math.Max(1, p));
        }
    }

    [Theory]
    [InlineData(0.5, 40, 1)]
    [InlineData(0.01, 1, 200)]
    [InlineData(0.3, 900, 20)]
    public void The_two_tails_make_one(double x, double a, double b)
    {
        var (lower, upper) = Distributions.LnBetaTails(x, a, b, Distributions.LnBeta(a, b));
        Assert.Equal(1, Math.Exp(lower) + Math.Exp(upper), 1e-12);
        Assert.Equal(Distributions.BetaLower(x, a, b), Math.Exp(lower), 1e-12);
    }

    [Fact]
    public void A_tail_too_small_for_a_number_still_has_its_logarithm()
    {
        // P(X <= x) of Beta(a, 1) is x^a.
        var (lower, _) = Distributions.LnBetaTails(0.001, 2_000, 1, Distributions.LnBeta(2_000, 1));
        Assert.Equal(2_000 * Math.Log(0.001), lower, 1e-6);
        Assert.Equal(0, Math.Exp(lower));
    }

    [Fact]
    public void Student_comes_close_to_normal_and_keeps_its_tables()
    {
        Assert.Equal(12.7062047361747, Distributions.StudentDeviate(0.95, 1), 1e-9);
        Assert.Equal(2.26215716279820, Distributions.StudentDeviate(0.95, 9), 1e-9);
        Assert.Equal(2.00487928818806, Distributions.StudentDeviate(0.95, 54), 1e-8);
        Assert.Equal(Distributions.NormalDeviate(0.95), Distributions.StudentDeviate(0.95, 1e7), 1e-6);
        // The two ways to compute it meet where one gives over to the other.
        Assert.Equal(Distributions.StudentDeviate(0.95, 43.999), Distributions.StudentDeviate(0.95, 44.001), 1e-5);
        Assert.Equal(0.05, 2 * Distributions.StudentUpper(Distributions.StudentDeviate(0.95, 44.001), 44.001), 1e-9);
    }

    [Fact]
    public void The_race_of_equals_is_even() =>
        Assert.All(Race.ChanceFirst([2.5, 2.5, 2.5, 2.5]), chance => Assert.Equal(0.25, chance, 1e-12));

    [Fact]
    public void Two_in_a_race_are_a_beta()
    {
        // P(gamma(a) > gamma(b)) = P(Beta(b, a) < 1/2).
        double[] chances = Race.ChanceFirst([0.3, 1.7]);
        Assert.Equal(Distributions.BetaLower(0.5, 1.7, 0.3), chances[0], 1e-10);
        Assert.Equal(Distributions.BetaLower(0.5, 900, 850), Race.ChanceFirst([850, 900])[0], 1e-10);
    }
}
