using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Firsthand.Engine.Detection;

/// <summary>
/// Units between what a sentence shows and its kinds, shared by all kinds: each is what is positive of a weighted sum, so that two things together can tell what neither tells alone.
/// </summary>
/// <param name="Features">For each feature a weight into every unit: feature f, unit u at f * units + u.</param>
/// <param name="Vector">For each unit a weight of every number of the vector, a multiple of 16 of them: unit u, number i at u * dimensions + i.</param>
/// <param name="Biases">One for each unit.</param>
/// <param name="Outputs">For each row of <see cref="KindModel.RowNames"/> a weight of every unit: row r, unit u at r * units + u.</param>
internal sealed record KindNetwork(float[] Features, float[] Vector, float[] Biases, float[] Outputs)
{
    public int Units => Biases.Length;

    /// <summary>Adds to each row's logit what the units tell of a sentence.</summary>
    /// <param name="features">Each 0 or 1.</param>
    public void AddTo(Span<float> logits, ReadOnlySpan<float> features, ReadOnlySpan<float> vector)
    {
        Span<float> sums = stackalloc float[Units];
        Biases.CopyTo(sums);
        for (var f = 0; f < features.Length; f++)
            if (features[f] != 0) TensorPrimitives.Add(sums, Features.AsSpan(f * Units, Units), sums);
        AddProducts(vector, Vector, sums);
        for (var u = 0; u < sums.Length; u++) sums[u] = Math.Max(0, sums[u]);
        for (var row = 0; row < logits.Length; row++) logits[row] += TensorPrimitives.Dot(sums, Outputs.AsSpan(row * Units, Units));
    }

    // Compiled at full effort at once: half a thousand products a sentence are hot from the first.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddProducts(ReadOnlySpan<float> vector, ReadOnlySpan<float> weights, Span<float> sums)
    {
        var numbers = MemoryMarshal.Cast<float, Vector512<float>>(vector);
        for (var u = 0; u < sums.Length; u++, weights = weights[vector.Length..])
        {
            var product = Vector512<float>.Zero;
            var row = MemoryMarshal.Cast<float, Vector512<float>>(weights);
            for (var i = 0; i < numbers.Length && i < row.Length; i++) product = Vector512.MultiplyAddEstimate(numbers[i], row[i], product);
            sums[u] += Vector512.Sum(product);
        }
    }
}
