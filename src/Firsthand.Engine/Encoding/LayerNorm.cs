using System.Numerics.Tensors;

namespace Firsthand.Engine.Encoding;

/// <summary>Brings each row to mean 0 and variance 1, then to the learned scale and bias.</summary>
internal sealed class LayerNorm(WeightsFile weights, string name, int width)
{
    private const float Epsilon = 1e-6f;

    private readonly float[] scale = weights.Tensor($"{name}.scale", width);
    private readonly float[] bias = weights.Tensor($"{name}.bias", width);

    public void Apply(ReadOnlySpan<float> rows, Span<float> results)
    {
        for (var at = 0; at < rows.Length; at += width)
        {
            var result = results.Slice(at, width);
            TensorPrimitives.Subtract(rows.Slice(at, width), TensorPrimitives.Average(rows.Slice(at, width)), result);
            TensorPrimitives.Divide(result, MathF.Sqrt((TensorPrimitives.SumOfSquares<float>(result) / width) + Epsilon), result);
            TensorPrimitives.MultiplyAdd(result, scale, bias, result);
        }
    }
}
