using Firsthand.Engine.Numerics;

namespace Firsthand.Engine.Encoding;

/// <summary>A matrix of weights, laid out once for the product, and the biases of what it gives.</summary>
internal sealed class Dense
{
    private readonly int inputs;
    private readonly Memory<float> strips;
    private readonly float[] bias;

    public Dense(WeightsFile weights, string name, int inputs, int outputs)
    {
        this.inputs = inputs;
        strips = Aligned.Floats(MatrixProduct.StripsLength(outputs, inputs));
        MatrixProduct.LayOutColumns(weights.Tensor($"{name}.kernel", inputs, outputs), outputs, inputs, strips.Span);
        bias = weights.Tensor($"{name}.bias", outputs);
    }

    /// <summary>Multiplies columns by the weights.</summary>
    /// <param name="columns">Panels, as are the results.</param>
    public void Apply(ReadOnlySpan<float> columns, int count, Span<float> results, Beginning beginning = Beginning.Bias, bool rectified = false) =>
        MatrixProduct.Multiply(strips.Span, columns, bias.Length, inputs, count, beginning, bias, rectified, results);
}
