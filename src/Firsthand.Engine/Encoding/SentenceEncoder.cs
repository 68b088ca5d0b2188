using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Firsthand.Engine.Encoding;

/// <summary>Sentence to vector: the transformer described in docs/guide. One instance serves all threads.</summary>
public sealed class SentenceEncoder
{
    /// <summary>Numbers in a vector.</summary>
    public const int Dimensions = 512;

    // A second core is woken for no fewer tokens than these.
    private const int FewestAtOnce = 48;

    private readonly Tokenizer tokenizer;
    private readonly Transformer transformer;
    private readonly ConcurrentBag<Scratch> scratches = [];

    private SentenceEncoder(WeightsFile weights)
    {
        Model = weights.Model;
        tokenizer = new(weights.Vocabulary);
        transformer = new(weights);
    }

    /// <summary>Tells these weights from any others: vectors of two models are never compared.</summary>
    public string Model { get; }

    /// <summary>Reads the weights that the build puts beside the program, in the file encoder.weights.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a weights file of this version.</exception>
    public static SentenceEncoder Read(Stream weights) => new(WeightsFile.Read(weights));

    /// <summary>The vectors of the texts, one after another: text i at i * Dimensions, each of length 1.</summary>
    /// <remarks>
    /// English; case and spaces count; about the first hundred words of a text are heard. A text's vector is the same, bit for bit, whatever texts stand beside it and however many cores there are.
    /// </remarks>
    public float[] Encode(IReadOnlyList<string> texts)
    {
        var vectors = new float[texts.Count * Dimensions];
        var firsts = new Dictionary<string, int>(texts.Count, StringComparer.Ordinal);
        var sentences = new List<int>(texts.Count); // each the first of its kind
        var lengths = new List<int>(texts.Count);
        var tokens = new List<int>();
        for (var i = 0; i < texts.Count; i++)
        {
            if (!firsts.TryAdd(texts[i], i)) continue;
            var before = tokens.Count;
            tokenizer.Encode(texts[i], tokens);
            CollectionsMarshal.SetCount(tokens, Math.Min(tokens.Count, before + Transformer.LongestSentence));
            sentences.Add(i);
            lengths.Add(tokens.Count - before);
        }

        var batches = Batches(lengths, tokens.Count);
        if (batches.Count == 1) EncodeBatch(batches[0]);
        else Parallel.ForEach(batches, EncodeBatch);

        for (var i = 0; i < texts.Count; i++)
        {
            if (firsts[texts[i]] is var first && first != i) vectors.AsSpan(first * Dimensions, Dimensions).CopyTo(vectors.AsSpan(i * Dimensions));
        }
        return vectors;

        void EncodeBatch(Batch batch)
        {
            if (!scratches.TryTake(out var scratch)) scratch = new();
            try
            {
                var results = scratch.Vectors.AsSpan(0, batch.Sentences * Dimensions);
                transformer.Encode(
                    CollectionsMarshal.AsSpan(tokens).Slice(batch.FirstToken, batch.Tokens),
                    CollectionsMarshal.AsSpan(lengths).Slice(batch.FirstSentence, batch.Sentences), scratch, results);
                for (var i = 0; i < batch.Sentences; i++)
                    results.Slice(i * Dimensions, Dimensions).CopyTo(vectors.AsSpan(sentences[batch.FirstSentence + i] * Dimensions));
            }
            finally
            {
                scratches.Add(scratch);
            }
        }
    }

    /// <summary>The ids of a text's pieces, before the network drops those past its longest sentence.</summary>
    internal IReadOnlyList<int> Tokens(string text)
    {
        var tokens = new List<int>();
        tokenizer.Encode(text, tokens);
        return tokens;
    }

    /// <summary>Sentences taken at once by one thread.</summary>
    private readonly record struct Batch(int FirstSentence, int Sentences, int FirstToken, int Tokens);

    private static List<Batch> Batches(List<int> lengths, int tokens)
    {
        var enough = Math.Clamp((tokens / Environment.ProcessorCount) + 1, FewestAtOnce, Transformer.MostAtOnce);
        var batches = new List<Batch>();
        var batch = new Batch();
        foreach (var length in lengths)
        {
            if (batch.Tokens >= enough || batch.Tokens + length > Transformer.MostAtOnce || batch.Sentences == Transformer.MostAtOnce)
            {
                batches.Add(batch);
                batch = new(batch.FirstSentence + batch.Sentences, 0, batch.FirstToken + batch.Tokens, 0);
            }
            batch = batch with { Sentences = batch.Sentences + 1, Tokens = batch.Tokens + length };
        }
        if (batch.Sentences > 0) batches.Add(batch);
        return batches;
    }
}
