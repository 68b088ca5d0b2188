using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Firsthand.Engine.Numerics;

namespace Firsthand.Engine.Encoding;

/// <summary>Brings each token's numbers to mean 0 and variance 1, then to the learned scale and bias.</summary>
internal sealed class LayerNorm(WeightsFile weights, string name, int width)
{
    private const float Epsilon = 1e-6f;

    private readonly float[] scale = weights.Tensor($"{name}.scale", width);
    private readonly float[] bias = weights.Tensor($"{name}.bias", width);

    /// <param name="tokens">Panels, a column for each token.</param>
    public void Apply(ReadOnlySpan<float> tokens, Span<float> results)
    {
        for (var at = 0; at < tokens.Length; at += width * Panels.Columns)
        {
            var panel = tokens.Slice(at, width * Panels.Columns);
            ApplyToPanel(MemoryMarshal.Cast<float, Vector512<float>>(panel), MemoryMarshal.Cast<float, Vector512<float>>(results[at..]));
        }
    }

    // A row of a panel is two vectors.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ApplyToPanel(ReadOnlySpan<Vector512<float>> panel, Span<Vector512<float>> results)
    {
        var (meanA, meanB) = (Vector512<float>.Zero, Vector512<float>.Zero);
        for (var rest = panel; rest.Length >= 2; rest = rest[2..]) (meanA, meanB) = (meanA + rest[0], meanB + rest[1]);
        (meanA, meanB) = (meanA / width, meanB / width);

        var (squaresA, squaresB) = (Vector512<float>.Zero, Vector512<float>.Zero);
        for (var rest = panel; rest.Length >= 2; rest = rest[2..])
        {
            var (a, b) = (rest[0] - meanA, rest[1] - meanB);
            (squaresA, squaresB) = (squaresA + (a * a), squaresB + (b * b));
        }

        var (steepA, steepB) = (Steepness(squaresA), Steepness(squaresB));
        for (var i = 0; i < width; i++)
        {
            var (factor, shift) = (Vector512.Create(scale[i]), Vector512.Create(bias[i]));
            results[2 * i] = ((panel[2 * i] - meanA) * steepA * factor) + shift;
            results[(2 * i) + 1] = ((panel[(2 * i) + 1] - meanB) * steepB * factor) + shift;
        }
    }

    private Vector512<float> Steepness(Vector512<float> squares) => Vector512<float>.One / Vector512.Sqrt((squares / width) + Vector512.Create(Epsilon));
}
