namespace Firsthand.Engine.Encoding;

/// <summary>Sentence to vector: the transformer described in docs/guide. One instance serves all threads.</summary>
public sealed class SentenceEncoder
{
    /// <summary>Numbers in a vector.</summary>
    public const int Dimensions = 512;

    /// <summary>Reads the weights that the build puts beside the program.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a weights file of this version.</exception>
    public static SentenceEncoder Read(Stream weights) => throw new NotImplementedException();

    /// <summary>The vectors of the texts, one after another: text i at i * Dimensions, each of length 1.</summary>
    public float[] Encode(IReadOnlyList<string> texts) => throw new NotImplementedException();
}
