using MathNet.Numerics.LinearAlgebra;

namespace Firsthand.Engine.Statistics;

/// <summary>A log-likelihood at one point: its value, its slope, and minus its curvature (the information).</summary>
internal readonly record struct Hill(double Height, Vector<double> Slope, Matrix<double> Information);

/// <summary>Climbs a hill that has one top (Newton's method, halving a step that would lead down).</summary>
internal static class Maximum
{
    private const int MostSteps = 100;

    /// <summary>The top, or null when there is none: the hill climbs on for ever, or is flat in a direction.</summary>
    public static (Vector<double> At, Hill Hill)? Find(Func<Vector<double>, Hill> hill, int dimensions)
    {
        var at = Vector<double>.Build.Dense(dimensions);
        var here = hill(at);
        for (var step = 0; step < MostSteps; step++)
        {
            var move = here.Information.Solve(here.Slope);
            if (!move.All(double.IsFinite)) return null;
            // Slope times move is twice the height still to gain.
            if (here.Slope.DotProduct(move) < 1e-18 * (1 + Math.Abs(here.Height))) return Steep(here) ? (at, here) : null;
            var length = 1.0;
            var there = hill(at + move);
            while (!(there.Height >= here.Height - 1e-12 * Math.Abs(here.Height)) && length > 1e-6)
            {
                length /= 2;
                there = hill(at + length * move);
            }
            at += length * move;
            here = there;
            // Log odds past 30 mean that the data never contradict: the maximum lies at infinity.
            if (at.AbsoluteMaximum() > 1e4) return null;
        }
        return null;
    }

    private static bool Steep(Hill hill) => hill.Information.Diagonal().All(value => value > 1e-10);
}
