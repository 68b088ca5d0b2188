using System.Numerics;
using System.Runtime.InteropServices;
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
        var from = MemoryMarshal.Cast<float, Vector<float>>(tokens);
        var to = MemoryMarshal.Cast<float, Vector<float>>(results);
        var across = Panels.Columns / Vector<float>.Count;
        for (var panel = 0; panel < from.Length; panel += width * across)
        {
            for (var lane = 0; lane < across; lane++) Apply(from[(panel + lane)..], to[(panel + lane)..], across);
        }
    }

    private void Apply(ReadOnlySpan<Vector<float>> from, Span<Vector<float>> to, int across)
    {
        var sum = Vector<float>.Zero;
        for (var i = 0; i < width; i++) sum += from[i * across];
        var mean = sum / width;
        var squares = Vector<float>.Zero;
        for (var i = 0; i < width; i++) squares = Vector.MultiplyAddEstimate(from[i * across] - mean, from[i * across] - mean, squares);
        var steepness = Vector<float>.One / Vector.SquareRoot((squares / width) + new Vector<float>(Epsilon));
        for (var i = 0; i < width; i++) to[i * across] = ((from[i * across] - mean) * steepness * scale[i]) + new Vector<float>(bias[i]);
    }
}
