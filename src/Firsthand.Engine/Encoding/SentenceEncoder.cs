using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Firsthand.Engine.Encoding;

/// <summary>Sentence to vector: a small transformer (docs/decisions/0011). One instance serves all threads.</summary>
public sealed class SentenceEncoder
{
    /// <summary>Numbers in a vector.</summary>
    public const int Dimensions = 512;

    /// <summary>Texts encoded ahead that may wait to be asked for: 40 MB.</summary>
    public const int MostAhead = 20_000;

    private const string Requests = "requests.";

    private readonly Tokenizer tokenizer;
    private readonly Transformer transformer;
    private readonly ConcurrentBag<Scratch> scratches = [];
    private readonly ConcurrentDictionary<string, ReadOnlyMemory<float>> ahead = new(StringComparer.Ordinal);

    private SentenceEncoder(WeightsFile weights, string prefix)
    {
        Model = weights.Model + (prefix.Length > 0 ? $" {prefix.TrimEnd('.')}" : "");
        tokenizer = new(weights.Vocabulary);
        transformer = new(weights, prefix);
    }

    /// <summary>Tells these weights from any others: vectors of two models are never compared.</summary>
    public string Model { get; }

    internal int WaitingAhead => ahead.Count;

    /// <summary>The encoder for talk, where all that is said counts, from the file encoder.weights beside the program.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a weights file of this version.</exception>
    public static SentenceEncoder Read(Stream weights) => new(WeightsFile.Read(weights), "");

    /// <summary>The encoder for lists of requests, from the same file: it hears what somebody wants and ignores what stands around it. Where the file has none, the one for talk.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a weights file of this version.</exception>
    public static SentenceEncoder ReadForRequests(Stream weights) => ForRequests(WeightsFile.Read(weights));

    /// <summary>The encoder for talk as its description has it, in single precision throughout: what the product in eight bits is measured against.</summary>
    internal static SentenceEncoder ReadInSinglePrecision(Stream weights, bool forRequests = false) => WeightsFile.Read(weights).Widened() is var file && forRequests ? ForRequests(file) : new(file, "");

    private static SentenceEncoder ForRequests(WeightsFile weights) => new(weights, weights.Has($"{Requests}head.bias") ? Requests : "");

    /// <summary>The vectors of the texts, one after another: text i at i * Dimensions, each of length 1.</summary>
    /// <remarks>
    /// English; case and spaces count; about the first hundred words of a text are heard. All cores work on it, and of equal texts only one is worked on.
    /// A text's vector is the same, bit for bit, whatever texts stand beside it and however many cores there are.
    /// </remarks>
    public float[] Encode(IReadOnlyList<string> texts) => Encode(texts, Environment.ProcessorCount);

    /// <summary>Works on texts that somebody is about to ask for, on one core and beside other work: whoever asks for one of them next has it at once.</summary>
    public void EncodeAhead(IReadOnlyList<string> texts)
    {
        var news = texts.Where(text => !ahead.ContainsKey(text)).Distinct(StringComparer.Ordinal).Take(MostAhead - ahead.Count).ToList();
        var vectors = Encode(news, cores: 1);
        for (var i = 0; i < news.Count; i++) ahead[news[i]] = vectors.AsMemory(i * Dimensions, Dimensions);
    }

    private float[] Encode(IReadOnlyList<string> texts, int cores)
    {
        var vectors = new float[texts.Count * Dimensions];
        var firsts = new Dictionary<string, int>(texts.Count, StringComparer.Ordinal);
        var sentences = new List<int>(texts.Count); // texts, each the first of its kind
        var lengths = new List<int>(texts.Count);
        var starts = new List<int>(texts.Count);
        var tokens = new List<int>();
        for (var i = 0; i < texts.Count; i++)
        {
            if (!firsts.TryAdd(texts[i], i)) continue;
            if (ahead.TryRemove(texts[i], out var known))
            {
                known.CopyTo(vectors.AsMemory(i * Dimensions));
                continue;
            }
            sentences.Add(i);
            starts.Add(tokens.Count);
            tokenizer.Encode(texts[i], tokens);
            CollectionsMarshal.SetCount(tokens, Math.Min(tokens.Count, starts[^1] + Transformer.LongestSentence));
            lengths.Add(tokens.Count - starts[^1]);
        }

        var batches = new Batches(lengths, cores);
        if (batches.Count == 1) EncodeBatch(0);
        else Parallel.For(0, batches.Count, new() { MaxDegreeOfParallelism = cores }, EncodeBatch);

        for (var i = 0; i < texts.Count; i++)
        {
            if (firsts[texts[i]] is var first && first != i) vectors.AsSpan(first * Dimensions, Dimensions).CopyTo(vectors.AsSpan(i * Dimensions));
        }
        return vectors;

        void EncodeBatch(int number)
        {
            if (!scratches.TryTake(out var scratch)) scratch = new();
            var batch = batches[number];
            scratch.Ids.Clear();
            scratch.Lengths.Clear();
            foreach (var sentence in batch)
            {
                scratch.Ids.AddRange(CollectionsMarshal.AsSpan(tokens).Slice(starts[sentence], lengths[sentence]));
                scratch.Lengths.Add(lengths[sentence]);
            }
            var results = scratch.Vectors.AsSpan(0, batch.Length * Dimensions);
            transformer.Encode(CollectionsMarshal.AsSpan(scratch.Ids), CollectionsMarshal.AsSpan(scratch.Lengths), scratch, results);
            for (var i = 0; i < batch.Length; i++) results.Slice(i * Dimensions, Dimensions).CopyTo(vectors.AsSpan(sentences[batch[i]] * Dimensions));
            scratches.Add(scratch);
        }
    }

    /// <summary>The ids of a text's pieces, before the network drops those past its longest sentence.</summary>
    internal IReadOnlyList<int> Tokens(string text)
    {
        var tokens = new List<int>();
        tokenizer.Encode(text, tokens);
        return tokens;
    }
}
