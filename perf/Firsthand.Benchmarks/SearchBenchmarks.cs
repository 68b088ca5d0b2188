using BenchmarkDotNet.Attributes;
using Firsthand.Engine.Encoding;

namespace Firsthand.Benchmarks;

/// <summary>The nearest two hundred sentences by meaning, beside reading every one of them: what signs and a sample save.</summary>
public class SearchBenchmarks
{
    private const int Most = 200, Kinds = 1_000;
    private const float Related = .5f;
    private PackedVectors vectors = null!;
    private byte[][] packed = null!;
    private float[] query = null!;

    [Params(100_000, 1_000_000)]
    public int Sentences { get; set; }

    [GlobalSetup]
    public void Make()
    {
        var random = new Random(9);
        query = Unit(random, null, 0);
        // A thousand different ones, one in ten near enough, over and over: memory is read all the same.
        var kinds = Enumerable.Range(0, Kinds).Select(i => PackedVector.Pack(Unit(random, query, i % 10 == 0 ? .6f : .2f))).ToArray();
        packed = [.. Enumerable.Range(0, Sentences).Select(i => kinds[i % Kinds])];
        vectors = new PackedVectors(SentenceEncoder.Dimensions).With(packed);
    }

    [Benchmark]
    public int Nearest() => vectors.Near(query, Related, Most).Count;

    [Benchmark]
    public int AllRelated() => vectors.Near(query, Related).Count;

    [Benchmark(Baseline = true)]
    public int ReadingAll() => vectors.Near(query, float.MinValue).Count;

    private static float[] Unit(Random random, float[]? to, float cosine)
    {
        var noise = Enumerable.Range(0, SentenceEncoder.Dimensions).Select(_ => (float)(random.NextDouble() - .5)).ToArray();
        var length = MathF.Sqrt(noise.Sum(number => number * number));
        var unit = Array.ConvertAll(noise, number => number / length);
        return to is null ? unit : [.. unit.Zip(to, (a, b) => (MathF.Sqrt(1 - cosine * cosine) * a) + (cosine * b))];
    }
}
