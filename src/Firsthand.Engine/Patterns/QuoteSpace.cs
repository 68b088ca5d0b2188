using System.Numerics.Tensors;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Text;

namespace Firsthand.Engine.Patterns;

/// <summary>What each kind of evidence weighs when two quotes are compared: meaning (the encoder's vector), letters (runs inside words), stems.</summary>
internal sealed record EvidenceWeights(float Meaning, float Letters, float Stems)
{
    public static EvidenceWeights Default { get; } = new(.6f, 1.3f, 1.3f);
}

/// <summary>Quotes as points: the similarity of two is the inner product of their dense parts plus that of their lexical parts, and 1 with itself.</summary>
internal sealed class QuoteSpace
{
    private QuoteSpace(int dimensions, float[] dense, LexicalVectors letters, LexicalVectors stems)
    {
        (Dimensions, Dense, Letters, Stems) = (dimensions, dense, letters, stems);
    }

    public int Count => Letters.Count;
    public int Dimensions { get; }

    /// <summary>Quote i at i * Dimensions, scaled by its weight.</summary>
    public float[] Dense { get; }
    public LexicalVectors Letters { get; }
    public LexicalVectors Stems { get; }

    public static QuoteSpace Of(IReadOnlyList<QuoteItem> items, IReadOnlyList<string[]> contentWords, EvidenceWeights weights)
    {
        var dimensions = items.Count == 0 ? 0 : items[0].Vector.Length;
        var dense = Centred(items, dimensions);
        var letters = LexicalVectors.Of(items.Count, (i, into) => LexicalTerms.Grams(contentWords[i], into));
        var stems = LexicalVectors.Of(items.Count, (i, into) => LexicalTerms.Stems(contentWords[i], into));
        for (var i = 0; i < items.Count; i++)
        {
            var vector = dense.AsSpan(i * dimensions, dimensions);
            var norm = TensorPrimitives.Norm(vector);
            var self = (norm > 0 ? weights.Meaning * weights.Meaning : 0)
                + (contentWords[i].Length > 0 ? weights.Letters * weights.Letters + weights.Stems * weights.Stems : 0);
            if (self == 0) continue;
            var scale = 1 / MathF.Sqrt(self);
            if (norm > 0) TensorPrimitives.Multiply(vector, weights.Meaning * scale / norm, vector);
            letters.Scale(i, weights.Letters * scale);
            stems.Scale(i, weights.Stems * scale);
        }
        return new(dimensions, dense, letters, stems);
    }

    public ReadOnlySpan<float> DenseOf(int i) => Dense.AsSpan(i * Dimensions, Dimensions);

    public float Similarity(int a, int b) => TensorPrimitives.Dot(DenseOf(a), DenseOf(b)) + Letters.Dot(a, b) + Stems.Dot(a, b);

    // What all quotes have in common says nothing about which belong together.
    private static float[] Centred(IReadOnlyList<QuoteItem> items, int dimensions)
    {
        var dense = new float[items.Count * dimensions];
        var mean = new double[dimensions];
        for (var i = 0; i < items.Count; i++)
        {
            var vector = items[i].Vector.Span;
            vector.CopyTo(dense.AsSpan(i * dimensions, dimensions));
            for (var d = 0; d < dimensions; d++) mean[d] += vector[d];
        }
        var centre = Array.ConvertAll(mean, sum => (float)(sum / items.Count));
        for (var i = 0; i < items.Count; i++)
        {
            var vector = dense.AsSpan(i * dimensions, dimensions);
            TensorPrimitives.Subtract(vector, centre, vector);
        }
        return dense;
    }
}
