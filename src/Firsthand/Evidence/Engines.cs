using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;

namespace Firsthand.Evidence;

/// <summary>The engine's models, read once for the whole process.</summary>
internal sealed class Engines
{
    private readonly Lazy<SentenceEncoder> encoder, requests;

    /// <param name="weights">Another file of weights than the one beside the program.</param>
    public Engines(string? weights = null)
    {
        var path = weights ?? Path.Combine(AppContext.BaseDirectory, "encoder.weights");
        encoder = new(() => Read(path, SentenceEncoder.Read));
        requests = new(() => Read(path, SentenceEncoder.ReadForRequests));
    }

    /// <summary>For what is said in conversations, in English: all vectors of quotes and sentences are its, and those of a model outside stand beside them.</summary>
    public SentenceEncoder Encoder => encoder.Value;

    /// <summary>What hears: the encoder, a stroke, and the weights of the kinds.</summary>
    public string Ears => EncoderOf(Encoder.Model) + KindDetector.ShippedPrint;

    /// <summary>How <see cref="Ears"/> with this encoder begin.</summary>
    public static string EncoderOf(string model) => model + "/";

    /// <summary>For lists of requests, which are sorted by what is asked for alone.</summary>
    public SentenceEncoder Requests => requests.Value;

    private static SentenceEncoder Read(string path, Func<Stream, SentenceEncoder> read)
    {
        using var weights = File.OpenRead(path);
        return read(weights);
    }
}
