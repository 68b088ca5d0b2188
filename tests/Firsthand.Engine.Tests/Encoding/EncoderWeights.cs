using Firsthand.Engine.Encoding;

namespace Firsthand.Tests.Encoding;

/// <summary>The weights that the build put beside the tests, read once.</summary>
internal static class EncoderWeights
{
    private static readonly Lazy<SentenceEncoder> OneEncoder = new(() =>
    {
        using var file = Open();
        return SentenceEncoder.Read(file);
    });

    private static readonly Lazy<WeightsFile> OneFile = new(() =>
    {
        using var file = Open();
        return WeightsFile.Read(file);
    });

    public static SentenceEncoder Encoder => OneEncoder.Value;

    public static WeightsFile Weights => OneFile.Value;

    public static FileStream Open() => File.OpenRead(Path.Combine(AppContext.BaseDirectory, "encoder.weights"));
}
