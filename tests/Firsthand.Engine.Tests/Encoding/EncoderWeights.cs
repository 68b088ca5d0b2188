using Firsthand.Engine.Encoding;

namespace Firsthand.Tests.Encoding;

/// <summary>The weights that ship, and those that their training began with, read once.</summary>
internal static class EncoderWeights
{
    private static readonly Lazy<SentenceEncoder> Shipped = new(() => Read("encoder.weights", SentenceEncoder.Read)), ForRequests = new(() => Read("encoder.weights", SentenceEncoder.ReadForRequests)), Single = new(() => Read("encoder.weights", file => SentenceEncoder.ReadInSinglePrecision(file))), SingleForRequests = new(() => Read("encoder.weights", file => SentenceEncoder.ReadInSinglePrecision(file, forRequests: true))), Untrained = new(() => Read("base.weights", SentenceEncoder.Read)), UntrainedForRequests = new(() => Read("base.weights", SentenceEncoder.ReadForRequests));

    private static readonly Lazy<WeightsFile> OneFile = new(() =>
    {
        using var file = Open("encoder.weights");
        return WeightsFile.Read(file);
    });

    public static SentenceEncoder Encoder => Shipped.Value;

    public static SentenceEncoder Requests => ForRequests.Value;

    public static SentenceEncoder InSinglePrecision => Single.Value;

    public static SentenceEncoder RequestsInSinglePrecision => SingleForRequests.Value;

    public static SentenceEncoder Base => Untrained.Value;

    public static SentenceEncoder BaseForRequests => UntrainedForRequests.Value;

    public static WeightsFile Weights => OneFile.Value;

    private static SentenceEncoder Read(string name, Func<Stream, SentenceEncoder> read)
    {
        using var file = Open(name);
        return read(file);
    }

    private static FileStream Open(string name) => File.OpenRead(Path.Combine(AppContext.BaseDirectory, name));
}
