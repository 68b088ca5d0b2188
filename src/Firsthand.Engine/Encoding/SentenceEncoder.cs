namespace Firsthand.Engine.Encoding;

/// <summary>Sentence to vector: the transformer described in docs/guide. One instance serves all threads.</summary>
public sealed class SentenceEncoder
{
    /// <summary>Numbers in a vector.</summary>
    public const int Dimensions = 512;

    // Enough rows for the matrix products to run at full speed, few enough to stay in the cache.
    private const int TokensAtOnce = 512;

    private readonly Tokenizer tokenizer;
    private readonly Transformer transformer;

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
    /// <remarks>English; case and spaces count; about the first hundred words of a text are heard. The vector of a text does not depend on the texts beside it.</remarks>
    public float[] Encode(IReadOnlyList<string> texts)
    {
        var vectors = new float[texts.Count * Dimensions];
        var tokens = new List<int>();
        var lengths = new List<int>();
        for (var i = 0; i < texts.Count; i++)
        {
            var ids = Tokens(texts[i]);
            ids = ids.Length > Transformer.LongestSentence ? ids[..Transformer.LongestSentence] : ids;
            tokens.AddRange(ids);
            lengths.Add(ids.Length);
            if (tokens.Count < TokensAtOnce && i + 1 < texts.Count) continue;
            transformer.Encode([.. tokens], [.. lengths], vectors.AsSpan((i + 1 - lengths.Count) * Dimensions, lengths.Count * Dimensions));
            tokens.Clear();
            lengths.Clear();
        }
        return vectors;
    }

    /// <summary>The ids of a text's pieces, before the network drops those past its longest sentence.</summary>
    internal int[] Tokens(string text) => tokenizer.Encode(text);
}
