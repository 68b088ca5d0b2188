using Firsthand.Engine.Encoding;

namespace Firsthand.Evidence;

/// <summary>The engine's models, read once for the whole process.</summary>
internal sealed class Engines
{
    private readonly Lazy<SentenceEncoder> encoder = new(() =>
    {
        using var weights = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "encoder.weights"));
        return SentenceEncoder.Read(weights);
    });

    public SentenceEncoder Encoder => encoder.Value;
}
