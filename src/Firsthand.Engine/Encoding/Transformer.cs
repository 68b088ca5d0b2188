using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Firsthand.Engine.Numerics;

namespace Firsthand.Engine.Encoding;

/// <summary>
/// The network from token ids to one vector for each sentence: two layers of attention and feed-forward over the tokens, their mean, a tanh layer, length 1.
/// The tokens of many sentences stand side by side as columns of one matrix, so that a matrix product serves them all; only attention looks at sentences one by one.
/// </summary>
internal sealed class Transformer
{
    /// <summary>Tokens of a sentence that count; the rest is dropped.</summary>
    public const int LongestSentence = 128;

    /// <summary>Tokens, and sentences, that are taken at once: enough for the weights to be worth fetching, few enough to stay in the cache.</summary>
    public const int MostAtOnce = 256;

    public const int EmbeddingWidth = 256;
    public const int Width = SentenceEncoder.Dimensions;
    public const int FeedWidth = 1536;
    public const int WidestHead = 128;

    private const float SmallestNorm = 1e-12f;

    private readonly float[] embedding;
    private readonly float[] timing;
    private readonly Dense residual;
    private readonly TransformerLayer first;
    private readonly TransformerLayer second;
    private readonly Dense head;

    /// <param name="prefix">What the names of this network's tensors begin with; how positions are told is one for all.</param>
    public Transformer(WeightsFile weights, string prefix)
    {
        embedding = weights.Tensor($"{prefix}embedding", weights.Vocabulary.Count, EmbeddingWidth);
        timing = Timing(weights.Tensor("frequencies", EmbeddingWidth / 2));
        residual = new(weights, $"{prefix}layer0.residual", EmbeddingWidth, Width);
        first = new(weights, $"{prefix}layer0", EmbeddingWidth);
        second = new(weights, $"{prefix}layer1", Width, isLast: true);
        head = new(weights, $"{prefix}head", Width, Width, ofMeans: true);
    }

    /// <summary>The vectors of sentences given as token ids, one after another.</summary>
    /// <param name="tokens">The ids of all sentences, one after another; at most <see cref="MostAtOnce"/>.</param>
    /// <param name="lengths">How many tokens each sentence has, at most <see cref="LongestSentence"/>; at most <see cref="MostAtOnce"/> sentences.</param>
    public void Encode(ReadOnlySpan<int> tokens, ReadOnlySpan<int> lengths, Scratch scratch, Span<float> vectors)
    {
        var embedded = scratch.Embedded.Span[..Panels.Length(EmbeddingWidth, tokens.Length)];
        var x = scratch.Tokens.Span[..Panels.Length(Width, tokens.Length)];
        Embed(tokens, lengths, embedded);
        residual.Apply(embedded, tokens.Length, scratch.Rounded, x);
        first.Apply(embedded, tokens.Length, lengths, scratch, x);
        var means = scratch.Means.Span[..Panels.Length(Width, lengths.Length)];
        second.ApplyForMeans(lengths, tokens.Length, scratch, x, means);

        var results = scratch.Sentences.Span[..Panels.Length(Width, lengths.Length)];
        head.Apply(means, lengths.Length, scratch.Rounded, results);
        Bend(results);
        for (var sentence = 0; sentence < lengths.Length; sentence++)
        {
            var vector = vectors.Slice(sentence * Width, Width);
            var column = results[Panels.At(Width, 0, sentence)..];
            for (var i = 0; i < Width; i++) vector[i] = column[i * Panels.Columns];
            TensorPrimitives.Divide(vector, MathF.Sqrt(MathF.Max(TensorPrimitives.SumOfSquares<float>(vector), SmallestNorm)), vector);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Bend(Span<float> panels)
    {
        foreach (ref var values in MemoryMarshal.Cast<float, Vector512<float>>(panels)) values = Curves.Tanh(values);
    }

    /// <summary>For each token its numbers in the embedding, twice, and where in its sentence it stands.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Embed(ReadOnlySpan<int> tokens, ReadOnlySpan<int> lengths, Span<float> panels)
    {
        var token = 0;
        foreach (var length in lengths)
        {
            for (var place = 0; place < length; place++, token++)
            {
                var values = embedding.AsSpan(tokens[token] * EmbeddingWidth, EmbeddingWidth);
                var at = timing.AsSpan(place * EmbeddingWidth, EmbeddingWidth);
                var column = panels[Panels.At(EmbeddingWidth, 0, token)..];
                for (var i = 0; i < values.Length; i++) column[i * Panels.Columns] = (2 * values[i]) + at[i];
            }
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
}
