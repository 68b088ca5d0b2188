using Firsthand.Engine.Numerics;

namespace Firsthand.Engine.Encoding;

/// <summary>A matrix of weights, laid out once for the product, and the biases of what it gives.</summary>
internal sealed class Dense
{
    private readonly int inputs;
    private readonly ByteMatrix? bytes;
    private readonly Memory<float> strips;
    private readonly float[] bias;

    /// <param name="ofMeans">Multiplied with sentences' means only: there are few, and all that is lost in them is lost in the end, so they are never rounded.</param>
    public Dense(WeightsFile weights, string name, int inputs, int outputs, bool ofMeans = false)
    {
        this.inputs = inputs;
        if (!ofMeans && weights.TryBytes($"{name}.kernel", inputs, outputs, out var numbers, out var scales)) bytes = new(numbers, scales, outputs, inputs);
        else
        {
            strips = Aligned.Floats(MatrixProduct.StripsLength(outputs, inputs));
            MatrixProduct.LayOutColumns(weights.Tensor($"{name}.kernel", inputs, outputs), outputs, inputs, strips.Span);
        }
        bias = weights.Tensor($"{name}.bias", outputs);
    }

    /// <summary>Multiplies columns by the weights.</summary>
    /// <param name="columns">Panels, as are the results.</param>
    /// <param name="rounded">Room for columns in eight bits, which weights in eight bits are multiplied with.</param>
    public void Apply(ReadOnlySpan<float> columns, int count, RoundedPanel rounded, Span<float> results, Beginning beginning = Beginning.Bias, bool rectified = false)
    {
        if (bytes is not null) bytes.Multiply(columns, count, beginning, bias, rectified, rounded, results);
        else MatrixProduct.Multiply(strips.Span, columns, bias.Length, inputs, count, beginning, bias, rectified, results);
    }
}
