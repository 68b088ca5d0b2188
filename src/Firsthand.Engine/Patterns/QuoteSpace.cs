using System.Numerics.Tensors;
using Firsthand.Engine.Encoding;

namespace Firsthand.Engine.Patterns;

/// <summary>
/// Quotes as points, compared by meaning (the encoder's vectors, measured from their middle) and by words (runs of letters and stems,
/// half and half). How much each counts is the balance: 0 words alone, 1 meaning alone. Every quote is 1 with itself.
/// </summary>
internal sealed class QuoteSpace
{
    // The mean of a few quotes is mostly those quotes themselves: it is trusted as they grow in number.
    private const float QuotesForHalfTrust = 10;

    private QuoteSpace(int dimensions, float[] meaning, LexicalVectors words) => (Dimensions, Meaning, Words) = (dimensions, meaning, words);

    public int Count => Words.Count;
    public int Dimensions { get; }

    /// <summary>Quote i at i * Dimensions, each of length 1.</summary>
    public float[] Meaning { get; }
    public LexicalVectors Words { get; }

    public static QuoteSpace Of(IReadOnlyList<ReadOnlyMemory<float>> vectors, IReadOnlyList<ContentWord[]> words)
    {
        var dimensions = vectors.Count == 0 ? 0 : vectors[0].Length;
        var letters = LexicalVectors.Of(words.Count, (i, into) => Array.ForEach(words[i], word => LexicalTerms.Grams(word.Text, word.Weight, into)));
        var stems = LexicalVectors.Of(words.Count, (i, into) => Array.ForEach(words[i], word => LexicalTerms.Stem(word.Text, word.Weight, into)));
        return new(dimensions, Centred(vectors, dimensions), letters.Beside(stems));
    }

    public ReadOnlySpan<float> MeaningOf(int i) => Meaning.AsSpan(i * Dimensions, Dimensions);

    public float Similarity(int a, int b, float balance) =>
        balance * TensorPrimitives.Dot(MeaningOf(a), MeaningOf(b)) + (1 - balance) * Words.Dot(a, b);

    // What all quotes have in common says nothing about which belong together.
    private static float[] Centred(IReadOnlyList<ReadOnlyMemory<float>> vectors, int dimensions)
    {
        var sums = new double[dimensions];
        foreach (var vector in vectors)
        {
            var span = vector.Span;
            for (var d = 0; d < dimensions; d++) sums[d] += span[d];
        }
        var centre = Array.ConvertAll(sums, sum => (float)(sum / (vectors.Count + QuotesForHalfTrust)));
        var centred = new float[vectors.Count * dimensions];
        Parallel.For(0, vectors.Count, i =>
        {
            var vector = centred.AsSpan(i * dimensions, dimensions);
            TensorPrimitives.Subtract(vectors[i].Span, centre, vector);
            var norm = TensorPrimitives.Norm(vector);
            if (norm > 0) TensorPrimitives.Divide(vector, norm, vector);
        });
        return centred;
    }
}
