using Firsthand.Engine.Numerics;

namespace Firsthand.Engine.Encoding;

/// <summary>A matrix of weights, laid out once for the product, and a bias for each column.</summary>
internal sealed class Dense
{
    private readonly int inputs;
    private readonly int outputs;
    private readonly float[] panels;
    private readonly float[] bias;

    public Dense(WeightsFile weights, string name, int inputs, int outputs)
    {
        (this.inputs, this.outputs) = (inputs, outputs);
        panels = new float[MatrixProduct.PanelsLength(inputs, outputs)];
        MatrixProduct.LayOutRight(weights.Tensor($"{name}.kernel", inputs, outputs), outputs, inputs, outputs, panels);
        bias = weights.Tensor($"{name}.bias", outputs);
    }

    /// <summary>Multiplies rows by the weights.</summary>
    /// <param name="strips">Room for the rows as the product wants them.</param>
    public void Apply(ReadOnlySpan<float> rows, int count, Span<float> strips, Span<float> results, Beginning beginning = Beginning.Bias, bool rectified = false)
    {
        MatrixProduct.LayOutLeft(rows, inputs, count, inputs, strips);
        MatrixProduct.Multiply(strips, panels, count, inputs, outputs, beginning, bias, rectified, results, outputs);
    }
}
