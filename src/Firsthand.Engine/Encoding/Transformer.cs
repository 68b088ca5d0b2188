using System.Numerics.Tensors;
using Firsthand.Engine.Numerics;

namespace Firsthand.Engine.Encoding;

/// <summary>
/// The network from token ids to one vector for each sentence: two layers of attention and feed-forward over the tokens, their mean, a tanh layer, length 1.
/// Sentences are laid one after another in one matrix, a row for each token, so that a matrix product serves many of them; only attention looks at them one by one.
/// </summary>
internal sealed class Transformer
{
    /// <summary>Tokens of a sentence that count; the rest is dropped.</summary>
    public const int LongestSentence = 128;

    /// <summary>Tokens, and sentences, that are taken at once: enough rows for the matrix products to run at full speed, few enough to stay in the cache.</summary>
    public const int MostAtOnce = 256;

    private const int EmbeddingWidth = 256;
    private const int Width = SentenceEncoder.Dimensions;
    private const int FeedWidth = 1536;
    private const float SmallestNorm = 1e-12f;

    private readonly float[] embedding;
    private readonly float[] timing;
    private readonly Dense residual;
    private readonly TransformerLayer first;
    private readonly TransformerLayer second;
    private readonly Dense head;

    public Transformer(WeightsFile weights)
    {
        embedding = weights.Tensor("embedding", weights.Vocabulary.Count, EmbeddingWidth);
        timing = Timing(weights.Tensor("frequencies", EmbeddingWidth / 2));
        residual = new(weights, "layer0.residual", EmbeddingWidth, Width);
        first = new(weights, "layer0", EmbeddingWidth, Width, FeedWidth);
        second = new(weights, "layer1", Width, Width, FeedWidth);
        head = new(weights, "head", Width, Width);
    }

    /// <summary>The vectors of sentences given as token ids, one after another.</summary>
    /// <param name="tokens">The ids of all sentences, one after another; at most <see cref="MostAtOnce"/>.</param>
    /// <param name="lengths">How many tokens each sentence has, at most <see cref="LongestSentence"/>; at most <see cref="MostAtOnce"/> sentences.</param>
    public void Encode(ReadOnlySpan<int> tokens, ReadOnlySpan<int> lengths, Scratch scratch, Span<float> vectors)
    {
        var embedded = scratch.Embedded.AsSpan(0, tokens.Length * EmbeddingWidth);
        var x = scratch.Rows.AsSpan(0, tokens.Length * Width);
        Embed(tokens, lengths, embedded);
        residual.Apply(embedded, tokens.Length, scratch.Left, x);
        first.Apply(embedded, lengths, scratch, x);
        second.Apply(x, lengths, scratch, x);

        var means = scratch.Normal.AsSpan(0, lengths.Length * Width);
        Average(x, lengths, means);
        head.Apply(means, lengths.Length, scratch.Left, vectors);
        TensorPrimitives.Tanh(vectors, vectors);
        for (var at = 0; at < vectors.Length; at += Width)
        {
            var vector = vectors.Slice(at, Width);
            TensorPrimitives.Divide(vector, MathF.Sqrt(MathF.Max(TensorPrimitives.SumOfSquares<float>(vector), SmallestNorm)), vector);
        }
    }

    /// <summary>Each token's row of the embedding, twice, and where in its sentence it stands.</summary>
    private void Embed(ReadOnlySpan<int> tokens, ReadOnlySpan<int> lengths, Span<float> rows)
    {
        foreach (var length in lengths)
        {
            for (var place = 0; place < length; place++, rows = rows[EmbeddingWidth..])
            {
                var values = embedding.AsSpan(tokens[place] * EmbeddingWidth, EmbeddingWidth);
                TensorPrimitives.MultiplyAdd(values, 2f, timing.AsSpan(place * EmbeddingWidth, EmbeddingWidth), rows);
            }
            tokens = tokens[length..];
        }
    }

    private static void Average(ReadOnlySpan<float> rows, ReadOnlySpan<int> lengths, Span<float> means)
    {
        means.Clear();
        foreach (var length in lengths)
        {
            var mean = means[..Width];
            for (var place = 0; place < length; place++, rows = rows[Width..]) TensorPrimitives.Add(mean, rows[..Width], mean);
            TensorPrimitives.Divide(mean, Math.Max(length, 1), mean);
            means = means[Width..];
        }
    }

    /// <summary>For each place in a sentence the sines, then the cosines, of the place times each frequency.</summary>
    private static float[] Timing(ReadOnlySpan<float> frequencies)
    {
        var signal = new float[LongestSentence * EmbeddingWidth];
        for (var place = 0; place < LongestSentence; place++)
        {
            for (var i = 0; i < frequencies.Length; i++)
            {
                var (sine, cosine) = Math.SinCos((double)place * frequencies[i]);
                signal[(place * EmbeddingWidth) + i] = (float)sine;
                signal[(place * EmbeddingWidth) + frequencies.Length + i] = (float)cosine;
            }
        }
        return signal;
    }

    /// <summary>Room for what the network writes down on its way; used by one thread at a time, then again by the next.</summary>
    public sealed class Scratch
    {
        public readonly float[] Embedded = new float[MostAtOnce * EmbeddingWidth];
        public readonly float[] Rows = new float[MostAtOnce * Width];
        public readonly float[] Normal = new float[MostAtOnce * Width];
        public readonly float[] Wide = new float[MostAtOnce * FeedWidth];
        public readonly float[] Left = new float[MatrixProduct.StripsLength(MostAtOnce, FeedWidth)];
        public readonly float[] Right = new float[MatrixProduct.PanelsLength(LongestSentence, LongestSentence)];
        public readonly float[] Vectors = new float[MostAtOnce * Width];
        public readonly float[] Scores = new float[LongestSentence * LongestSentence];
    }
}
