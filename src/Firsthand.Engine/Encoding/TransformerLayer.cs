using System.Numerics.Tensors;
using Firsthand.Engine.Numerics;

namespace Firsthand.Engine.Encoding;

/// <summary>One layer of the transformer: attention among a sentence's tokens, then a feed-forward step on each token, both upon what was there before.</summary>
/// <param name="inner">Numbers in a row that comes in.</param>
/// <param name="outer">Numbers in a row that goes out.</param>
/// <param name="wide">Numbers in a row between the two halves of the feed-forward step.</param>
internal sealed class TransformerLayer(WeightsFile weights, string name, int inner, int outer, int wide)
{
    private const int Heads = 4;

    private readonly int headWidth = inner / Heads;
    private readonly LayerNorm attentionNorm = new(weights, $"{name}.attention.norm", inner);
    private readonly Dense attentionIn = new(weights, $"{name}.attention.in", inner, 3 * inner);
    private readonly Dense attentionOut = new(weights, $"{name}.attention.out", inner, outer);
    private readonly LayerNorm feedNorm = new(weights, $"{name}.feed.norm", outer);
    private readonly Dense feedIn = new(weights, $"{name}.feed.in", outer, wide);
    private readonly Dense feedOut = new(weights, $"{name}.feed.out", wide, outer);

    /// <summary>Adds to <paramref name="x"/>, which holds what the layer builds upon, what it makes of <paramref name="rows"/>. Both may be the same.</summary>
    public void Apply(ReadOnlySpan<float> rows, ReadOnlySpan<int> lengths, Transformer.Scratch scratch, Span<float> x)
    {
        var count = rows.Length / inner;
        var normal = scratch.Normal.AsSpan(0, count * inner);
        attentionNorm.Apply(rows, normal);
        var asked = scratch.Wide.AsSpan(0, count * 3 * inner);
        attentionIn.Apply(normal, count, scratch.Left, asked);
        var answers = normal;
        foreach (var length in lengths)
        {
            if (length == 0) continue;
            for (var head = 0; head < Heads; head++) Attend(asked[(head * headWidth)..], length, scratch, answers[(head * headWidth)..]);
            asked = asked[(length * 3 * inner)..];
            answers = answers[(length * inner)..];
        }
        attentionOut.Apply(normal, count, scratch.Left, x, Beginning.BiasAndResult);

        normal = scratch.Normal.AsSpan(0, count * outer);
        feedNorm.Apply(x, normal);
        var between = scratch.Wide.AsSpan(0, count * wide);
        feedIn.Apply(normal, count, scratch.Left, between, rectified: true);
        feedOut.Apply(between, count, scratch.Left, x, Beginning.BiasAndResult);
    }

    /// <summary>One head over one sentence: each token's answer is the mean of all tokens' values, weighted by how well their keys meet its query.</summary>
    /// <param name="asked">Rows of queries, keys and values.</param>
    private void Attend(ReadOnlySpan<float> asked, int length, Transformer.Scratch scratch, Span<float> answers)
    {
        var stride = 3 * inner;
        var scores = scratch.Scores.AsSpan(0, length * length);
        MatrixProduct.LayOutLeft(asked, stride, length, headWidth, scratch.Left);
        MatrixProduct.LayOutRightTransposed(asked[inner..], stride, headWidth, length, scratch.Right);
        MatrixProduct.Multiply(scratch.Left, scratch.Right, length, headWidth, length, Beginning.Zero, default, rectified: false, scores, length);

        TensorPrimitives.Multiply(scores, 1 / MathF.Sqrt(headWidth), scores);
        for (var i = 0; i < length; i++)
        {
            var row = scores.Slice(i * length, length);
            TensorPrimitives.Subtract(row, TensorPrimitives.Max<float>(row), row);
            TensorPrimitives.Exp(row, row);
            TensorPrimitives.Divide(row, TensorPrimitives.Sum<float>(row), row);
        }

        MatrixProduct.LayOutLeft(scores, length, length, length, scratch.Left);
        MatrixProduct.LayOutRight(asked[(2 * inner)..], stride, length, headWidth, scratch.Right);
        MatrixProduct.Multiply(scratch.Left, scratch.Right, length, length, headWidth, Beginning.Zero, default, rectified: false, answers, inner);
    }
}
