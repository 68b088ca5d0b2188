using BenchmarkDotNet.Attributes;
using Firsthand.Engine.Encoding;

namespace Firsthand.Benchmarks;

/// <summary>What a search, a page of a transcript and an import wait for.</summary>
[MemoryDiagnoser]
public class EncoderBenchmarks
{
    private SentenceEncoder encoder = null!;

    [Params(1, 32, 512)]
    public int Sentences { get; set; }

    [GlobalSetup]
    public void Read()
    {
        using var weights = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "encoder.weights"));
        encoder = SentenceEncoder.Read(weights);
    }

    [Benchmark]
    public float[] Encode() => encoder.Encode(EncoderSentences.All[..Sentences]);
}
