using MathNet.Numerics.Integration;

namespace Firsthand.Engine.Statistics;

/// <summary>Integrals of smooth humps.</summary>
internal static class Quadrature
{
    /// <summary>The integral over the whole line of a hump near <paramref name="centre"/> that is about <paramref name="spread"/> wide and falls off at least exponentially.</summary>
    public static double OverLine(Func<double, double> hump, double centre, double spread)
    {
        // Fine near the top, wide in the tails; adaptive Gauss-Kronrod inside each piece.
        ReadOnlySpan<double> edges = [-400, -100, -40, -15, -6, -2, 0, 2, 6, 15, 40, 100, 400];
        double sum = 0;
        for (var i = 1; i < edges.Length; i++)
            sum += GaussKronrodRule.Integrate(hump, centre + edges[i - 1] * spread, centre + edges[i] * spread, out _, out _, 1e-11, 10, 15);
        return sum;
    }
}
