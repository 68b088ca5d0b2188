using MathNet.Numerics;

namespace Firsthand.Engine.Statistics;

/// <summary>Who is first among independent gamma variables: the same as which share of a Dirichlet is the largest.</summary>
internal static class Race
{
    // What is left out on either side of the integral.
    private const double Negligible = 1e-18;

    /// <summary>P(variable j is the largest) for each shape, all of scale 1.</summary>
    /// <remarks>∫ f_j(x) ∏ F_k(x) dx over x = e^t: the hump is smooth and falls off on both sides, where equal steps (the trapezoid rule) converge faster than any power of the step.</remarks>
    public static double[] ChanceFirst(double[] shapes)
    {
        // Only the stretch where the largest shape has its mass counts: below it nobody can be first but by beating it, above it nobody is.
        var largest = shapes.Max();
        var step = 0.3 / Math.Sqrt(largest + 1);
        var from = Math.Log(largest + 1);
        while (SpecialFunctions.GammaLowerRegularized(largest, Math.Exp(from)) > Negligible) from -= 5 * step;
        var to = Math.Log(largest + 1);
        while (SpecialFunctions.GammaUpperRegularized(largest, Math.Exp(to)) > Negligible) to += step;

        var chances = new double[shapes.Length];
        double[] below = new double[shapes.Length], lnGamma = [.. shapes.Select(Distributions.LnGamma)];
        for (var t = from; t <= to; t += step)
        {
            var x = Math.Exp(t);
            for (var j = 0; j < shapes.Length; j++) below[j] = SpecialFunctions.GammaLowerRegularized(shapes[j], x);
            for (var j = 0; j < shapes.Length; j++)
            {
                var hump = Math.Exp(shapes[j] * t - x - lnGamma[j]);
                for (var k = 0; k < shapes.Length; k++)
                    if (k != j) hump *= below[k];
                chances[j] += hump * step;
            }
        }
        return chances;
    }
}
