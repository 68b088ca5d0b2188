using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;
using Firsthand.Platform.Storage;

namespace Firsthand.Evidence;

/// <summary>The engine's models, read once for the whole process.</summary>
internal sealed class Engines
{
    private readonly Lazy<SentenceEncoder> encoder = new(() =>
    {
        using var weights = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "encoder.weights"));
        return SentenceEncoder.Read(weights);
    });

    private KindDetector? detector;

    public SentenceEncoder Encoder => encoder.Value;

    /// <summary>The detector for a workspace: what ships, until the workspace has decided enough.</summary>
#pragma warning disable IDE0060 // The workspace's own decisions are read from the database as soon as the learner takes them.
    public Task<KindDetector> DetectorAsync(FirsthandDb db, CancellationToken ct) => Task.FromResult(detector ??= new KindDetector(Encoder));
#pragma warning restore IDE0060
}
