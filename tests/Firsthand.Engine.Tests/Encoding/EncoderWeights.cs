using Firsthand.Engine.Encoding;

namespace Firsthand.Tests.Encoding;

/// <summary>The encoder with the weights that the build put beside the tests, read once.</summary>
internal static class EncoderWeights
{
    public static string Location { get; } = Path.Combine(AppContext.BaseDirectory, "encoder.weights");

    private static readonly Lazy<SentenceEncoder> Once = new(() =>
    {
        using var file = File.OpenRead(Location);
        return SentenceEncoder.Read(file);
    });

    public static SentenceEncoder Encoder => Once.Value;
}
