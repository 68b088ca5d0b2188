using System.Runtime.Intrinsics;
using Firsthand.Engine.Numerics;

namespace Firsthand.Tests.Numerics;

public sealed class CurvesTests
{
    [Fact]
    public void The_exponential_is_within_two_units_in_the_last_place()
    {
        for (var x = -87f; x < 88f; x += 0.00371f)
        {
            var meant = Math.Exp(x);
            var unit = (double)MathF.BitIncrement((float)meant) - (float)meant;
            Assert.InRange(Curves.Exp(Vector512.Create(x))[7], meant - 2 * unit, meant + 2 * unit);
        }
    }

    [Theory]
    [InlineData(float.NegativeInfinity, 0)]
    [InlineData(-1000, 0)]
    [InlineData(0, 1)]
    public void Far_below_zero_nothing_is_left_and_at_zero_it_is_one(float x, float meant) => Assert.Equal(meant, Curves.Exp(Vector512.Create(x))[0], 1e-37f);

    [Fact]
    public void Far_above_it_stays_a_number() => Assert.True(float.IsFinite(Curves.Exp(Vector512.Create(float.PositiveInfinity))[0]));

    [Fact]
    public void The_hyperbolic_tangent_is_within_a_few_ten_millionths_and_never_beyond_one()
    {
        for (var x = -60f; x < 60f; x += 0.00137f)
        {
            var found = Curves.Tanh(Vector512.Create(x))[3];
            Assert.InRange(found, Math.Tanh(x) - 2e-7, Math.Tanh(x) + 2e-7);
            Assert.InRange(found, -1, 1);
        }
    }
}
