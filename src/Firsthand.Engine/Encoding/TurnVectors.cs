using System.Numerics.Tensors;
using Firsthand.Engine.Text;

namespace Firsthand.Engine.Encoding;

/// <summary>One vector for a whole turn: the mean of its sentences' vectors, in which those that ask or need count most and greetings hardly.</summary>
public static class TurnVectors
{
    /// <returns>The vectors of the texts, one after another, each of length 1.</returns>
    public static float[] Encode(SentenceEncoder encoder, IReadOnlyList<string> texts)
    {
        var sentences = new List<string>();
        var parts = new List<(int Text, float Weight)>();
        for (var i = 0; i < texts.Count; i++)
        {
            foreach (var (sentence, weight) in Emphasis.Of(texts[i]))
            {
                var words = sentence.In(texts[i]).ToString();
                sentences.Add(words);
                parts.Add((i, weight * MathF.Sqrt(Math.Max(1, Words.Spans(words).Count))));
            }
        }
        var encoded = encoder.Encode(sentences);
        const int Width = SentenceEncoder.Dimensions;
        var vectors = new float[texts.Count * Width];
        for (var s = 0; s < parts.Count; s++)
        {
            var vector = vectors.AsSpan(parts[s].Text * Width, Width);
            TensorPrimitives.MultiplyAdd(encoded.AsSpan(s * Width, Width), parts[s].Weight, vector, vector);
        }
        for (var i = 0; i < texts.Count; i++)
        {
            var vector = vectors.AsSpan(i * Width, Width);
            var norm = TensorPrimitives.Norm(vector);
            if (norm > 0) TensorPrimitives.Divide(vector, norm, vector);
        }
        return vectors;
    }
}
