using System.Numerics.Tensors;

namespace Firsthand.Engine.Encoding;

/// <summary>
/// The network from token ids to one vector for each sentence: two layers of attention and feed-forward over the tokens, their mean, a tanh layer, length 1.
/// Sentences are laid one after another in one matrix, a row for each token, so that a matrix product serves many of them; only attention looks at them one by one.
/// </summary>
internal sealed class Transformer
{
    /// <summary>Tokens of a sentence that count; the rest is dropped.</summary>
    public const int LongestSentence = 128;

    private const int EmbeddingWidth = 256;
    private const int Width = SentenceEncoder.Dimensions;
    private const int FeedWidth = 1536;
    private const int Heads = 4;
    private const float SmallestNorm = 1e-12f;

    private readonly float[] embedding;
    private readonly float[] timing;
    private readonly Dense residual;
    private readonly Layer[] layers;
    private readonly Dense head;

    public Transformer(WeightsFile weights)
    {
        embedding = weights.Tensor("embedding", weights.Vocabulary.Count, EmbeddingWidth);
        timing = Timing(weights.Tensor("frequencies", EmbeddingWidth / 2));
        residual = new(weights, "layer0.residual", EmbeddingWidth, Width);
        layers = [new(weights, "layer0", EmbeddingWidth), new(weights, "layer1", Width)];
        head = new(weights, "head", Width, Width);
    }

    /// <summary>The vectors of sentences given as token ids, one after another.</summary>
    /// <param name="tokens">The ids of all sentences, one after another.</param>
    /// <param name="lengths">How many tokens each sentence has.</param>
    public void Encode(ReadOnlySpan<int> tokens, ReadOnlySpan<int> lengths, Span<float> vectors)
    {
        var embedded = new float[tokens.Length * EmbeddingWidth];
        var x = new float[tokens.Length * Width];
        Embed(tokens, lengths, embedded);
        residual.Apply(embedded, x);
        layers[0].Apply(embedded, lengths, x);
        layers[1].Apply([.. x], lengths, x);

        var means = new float[lengths.Length * Width];
        Average(x, lengths, means);
        head.Apply(means, vectors);
        TensorPrimitives.Tanh(vectors, vectors);
        for (var i = 0; i < lengths.Length; i++)
        {
            var vector = vectors.Slice(i * Width, Width);
            TensorPrimitives.Divide(vector, MathF.Sqrt(MathF.Max(TensorPrimitives.SumOfSquares(vector), SmallestNorm)), vector);
        }
    }

    /// <summary>Each token's row of the embedding, twice, and where in its sentence it stands.</summary>
    private void Embed(ReadOnlySpan<int> tokens, ReadOnlySpan<int> lengths, Span<float> rows)
    {
        var row = 0;
        foreach (var length in lengths)
        {
            for (var place = 0; place < length; place++, row++)
            {
                var from = embedding.AsSpan(tokens[row] * EmbeddingWidth, EmbeddingWidth);
                var at = timing.AsSpan(place * EmbeddingWidth, EmbeddingWidth);
                TensorPrimitives.MultiplyAdd(from, 2f, at, rows.Slice(row * EmbeddingWidth, EmbeddingWidth));
            }
        }
    }

    private static void Average(ReadOnlySpan<float> rows, ReadOnlySpan<int> lengths, Span<float> means)
    {
        for (var i = 0; i < lengths.Length; i++)
        {
            var mean = means.Slice(i * Width, Width);
            mean.Clear();
            for (var place = 0; place < lengths[i]; place++, rows = rows[Width..]) TensorPrimitives.Add(mean, rows[..Width], mean);
            TensorPrimitives.Divide(mean, Math.Max(lengths[i], 1), mean);
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

    private sealed class Layer(WeightsFile weights, string name, int width)
    {
        private readonly LayerNorm attentionNorm = new(weights, $"{name}.attention.norm", width);
        private readonly Dense attentionIn = new(weights, $"{name}.attention.in", width, 3 * width);
        private readonly Dense attentionOut = new(weights, $"{name}.attention.out", width, Width);
        private readonly LayerNorm feedNorm = new(weights, $"{name}.feed.norm", Width);
        private readonly Dense feedIn = new(weights, $"{name}.feed.in", Width, FeedWidth);
        private readonly Dense feedOut = new(weights, $"{name}.feed.out", FeedWidth, Width);

        /// <summary>Adds to <paramref name="x"/>, which holds the layer's residual, what attention and feed-forward make of <paramref name="rows"/>.</summary>
        public void Apply(ReadOnlySpan<float> rows, ReadOnlySpan<int> lengths, Span<float> x)
        {
            var count = rows.Length / width;
            var normal = new float[rows.Length];
            var projected = new float[3 * rows.Length];
            var context = new float[rows.Length];
            var sum = new float[x.Length];
            attentionNorm.Apply(rows, normal);
            attentionIn.Apply(normal, projected);
            var first = 0;
            foreach (var length in lengths)
            {
                Attend(projected.AsSpan(first * 3 * width, length * 3 * width), length, context.AsSpan(first * width, length * width));
                first += length;
            }
            attentionOut.Apply(context, sum);
            TensorPrimitives.Add(x, sum, x);

            var wide = new float[count * FeedWidth];
            feedNorm.Apply(x, sum);
            feedIn.Apply(sum, wide);
            TensorPrimitives.Max(wide, 0f, wide);
            feedOut.Apply(wide, sum);
            TensorPrimitives.Add(x, sum, x);
        }

        private void Attend(ReadOnlySpan<float> projected, int length, Span<float> context)
        {
            context.Clear();
            var headWidth = width / Heads;
            var scale = 1 / MathF.Sqrt(headWidth);
            var weights = new float[length];
            for (var head = 0; head < Heads; head++)
            {
                for (var i = 0; i < length; i++)
                {
                    var query = projected.Slice((i * 3 * width) + (head * headWidth), headWidth);
                    for (var j = 0; j < length; j++) weights[j] = scale * TensorPrimitives.Dot(query, projected.Slice((j * 3 * width) + width + (head * headWidth), headWidth));
                    TensorPrimitives.Subtract(weights, TensorPrimitives.Max<float>(weights), weights);
                    TensorPrimitives.Exp<float>(weights, weights);
                    TensorPrimitives.Divide(weights, TensorPrimitives.Sum<float>(weights), weights);
                    var into = context.Slice((i * width) + (head * headWidth), headWidth);
                    for (var j = 0; j < length; j++) TensorPrimitives.MultiplyAdd(projected.Slice((j * 3 * width) + (2 * width) + (head * headWidth), headWidth), weights[j], into, into);
                }
            }
        }
    }

    private sealed class Dense(WeightsFile weights, string name, int inputs, int outputs)
    {
        private readonly float[] kernel = weights.Tensor($"{name}.kernel", inputs, outputs);
        private readonly float[] bias = weights.Tensor($"{name}.bias", outputs);

        public void Apply(ReadOnlySpan<float> rows, Span<float> results)
        {
            for (var row = 0; row < rows.Length / inputs; row++)
            {
                var result = results.Slice(row * outputs, outputs);
                bias.CopyTo(result);
                for (var i = 0; i < inputs; i++) TensorPrimitives.MultiplyAdd(kernel.AsSpan(i * outputs, outputs), rows[(row * inputs) + i], result, result);
            }
        }
    }

    private sealed class LayerNorm(WeightsFile weights, string name, int width)
    {
        private const float Epsilon = 1e-6f;
        private readonly float[] scale = weights.Tensor($"{name}.scale", width);
        private readonly float[] bias = weights.Tensor($"{name}.bias", width);

        public void Apply(ReadOnlySpan<float> rows, Span<float> results)
        {
            for (var at = 0; at < rows.Length; at += width)
            {
                var result = results.Slice(at, width);
                TensorPrimitives.Subtract(rows.Slice(at, width), TensorPrimitives.Average(rows.Slice(at, width)), result);
                TensorPrimitives.Divide(result, MathF.Sqrt((TensorPrimitives.SumOfSquares<float>(result) / width) + Epsilon), result);
                TensorPrimitives.MultiplyAdd(result, scale, bias, result);
            }
        }
    }
}
