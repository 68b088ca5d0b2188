using Firsthand.Engine.Numerics;

namespace Firsthand.Engine.Encoding;

/// <summary>One layer of the transformer: attention among a sentence's tokens, then a feed-forward step on each token, both upon what was there before.</summary>
/// <param name="inner">Numbers in a token that comes in.</param>
/// <param name="isLast">Only means are wanted of it.</param>
internal sealed class TransformerLayer(WeightsFile weights, string name, int inner, bool isLast = false)
{
    private const int Heads = 4;

    private readonly LayerNorm attentionNorm = new(weights, $"{name}.attention.norm", inner);
    private readonly Dense attentionIn = new(weights, $"{name}.attention.in", inner, 3 * inner);
    private readonly Dense attentionOut = new(weights, $"{name}.attention.out", inner, Transformer.Width);
    private readonly LayerNorm feedNorm = new(weights, $"{name}.feed.norm", Transformer.Width);
    private readonly Dense feedIn = new(weights, $"{name}.feed.in", Transformer.Width, Transformer.FeedWidth);
    private readonly Dense feedOut = new(weights, $"{name}.feed.out", Transformer.FeedWidth, Transformer.Width, ofMeans: isLast);

    /// <summary>Adds to <paramref name="x"/>, which holds what the layer builds upon, what it makes of <paramref name="tokens"/>. Both may be the same.</summary>
    public void Apply(ReadOnlySpan<float> tokens, int count, ReadOnlySpan<int> lengths, Scratch scratch, Span<float> x)
    {
        Attend(tokens, count, lengths, scratch, x);
        FeedIn(count, scratch, x);
        feedOut.Apply(scratch.Between.Span, count, scratch.Rounded, x, Beginning.BiasAndResult);
    }

    /// <summary>The same, of which only each sentence's mean is wanted: the last product is of means then, which is a sixth of all arithmetic less.</summary>
    /// <param name="means">A column for each sentence; zeros for one without tokens.</param>
    public void ApplyForMeans(ReadOnlySpan<int> lengths, int count, Scratch scratch, Span<float> x, Span<float> means)
    {
        Attend(x, count, lengths, scratch, x);
        FeedIn(count, scratch, x);
        Panels.Average(scratch.Between.Span, Transformer.FeedWidth, lengths, scratch.Fed.Span);
        Panels.Average(x, Transformer.Width, lengths, means);
        feedOut.Apply(scratch.Fed.Span, lengths.Length, scratch.Rounded, means, Beginning.BiasAndResult);
        for (var sentence = 0; sentence < lengths.Length; sentence++)
            if (lengths[sentence] == 0) Panels.Clear(means, Transformer.Width, sentence);
    }

    private void Attend(ReadOnlySpan<float> tokens, int count, ReadOnlySpan<int> lengths, Scratch scratch, Span<float> x)
    {
        var normal = scratch.Normal.Span[..Panels.Length(inner, count)];
        attentionNorm.Apply(tokens, normal);
        attentionIn.Apply(normal, count, scratch.Rounded, scratch.Between.Span);
        var answers = normal;
        var first = 0;
        foreach (var length in lengths)
        {
            for (var row = 0; row < inner && length > 0; row += inner / Heads) Attention.Apply(scratch.Between.Span, inner, row, inner / Heads, first, length, scratch, answers);
            first += length;
        }
        attentionOut.Apply(answers, count, scratch.Rounded, x, Beginning.BiasAndResult);
    }

    private void FeedIn(int count, Scratch scratch, Span<float> x)
    {
        var normal = scratch.Normal.Span[..Panels.Length(Transformer.Width, count)];
        feedNorm.Apply(x, normal);
        feedIn.Apply(normal, count, scratch.Rounded, scratch.Between.Span, rectified: true);
    }
}
