using System.Text.Json;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Numerics;

namespace Firsthand.Benchmarks;

/// <summary>One side of perf/encoder/compare.mjs: how fast this encoder is, beside how fast this core can multiply at all.</summary>
internal static class EncoderSpeed
{
    // What is computed, not what the network's description would ask for: its last product is done once for a sentence.
    private const double OperationsPerToken = 2 * 3_866_624.0;
    private const double OperationsPerSentence = 2 * 1_048_576.0;
    private const int Repeats = 20;

    /// <summary>Writes the token ids of all sentences and the vectors of a few, in single precision, to a file for the peer, and the figures to standard output.</summary>
    public static void Run(string idsFile)
    {
        var encoder = Read(weights => SentenceEncoder.ReadInSinglePrecision(weights));
        var inBytes = Read(SentenceEncoder.Read);
        var sentences = EncoderSentences.All;
        var ids = sentences.Select(encoder.Tokens).ToArray();
        File.WriteAllText(idsFile, JsonSerializer.Serialize(new { ids, vectors = sentences.Take(8).Select(sentence => encoder.Encode([sentence])) }));

        var operations = (OperationsPerToken * ids.Sum(list => list.Count)) + (OperationsPerSentence * sentences.Length);
        var encode = new Stopwatches();
        var encodeInBytes = new Stopwatches();
        var kernel = new Stopwatches();
        var product = InCache();
        for (var i = 0; i < Repeats; i++)
        {
            kernel.Time(product.Run);
            encode.Time(() => encoder.Encode(sentences));
            encodeInBytes.Time(() => inBytes.Encode(sentences));
        }
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            cores = Environment.ProcessorCount,
            tokensPerSentence = ids.Average(list => list.Count),
            sentencesPerCoreSecond = sentences.Length / encode.Cpu,
            sentencesPerSecond = sentences.Length / encode.Wall,
            gigaflops = operations / encode.Cpu / 1e9,
            sentencesInBytesPerCoreSecond = sentences.Length / encodeInBytes.Cpu,
            sentencesInBytesPerSecond = sentences.Length / encodeInBytes.Wall,
            kernelGigaflops = product.Operations / kernel.Cpu / 1e9,
        }));
    }

    private static SentenceEncoder Read(Func<Stream, SentenceEncoder> read)
    {
        using var weights = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "encoder.weights"));
        return read(weights);
    }

    /// <summary>The kernel alone, on one strip and one panel that never leave the nearest cache: the most that this code can ask of a core.</summary>
    private static (double Operations, Action Run) InCache()
    {
        const int Depth = 128, Times = 20_000;
        var strip = Aligned.Floats(MatrixProduct.StripsLength(MatrixProduct.StripRows, Depth));
        var panel = Aligned.Floats(Panels.Length(Depth, Panels.Columns));
        var tile = Aligned.Floats(Panels.Length(MatrixProduct.StripRows, Panels.Columns));
        return (2.0 * MatrixProduct.StripRows * Depth * Panels.Columns * Times, () =>
        {
            for (var i = 0; i < Times; i++) MatrixProduct.AddProduct(strip.Span, panel.Span, Panels.Columns, tile.Span);
        });
    }

    /// <summary>The shortest of several times, on the wall and in the processor: the latter does not grow when others use the machine.</summary>
    private sealed class Stopwatches
    {
        public double Wall { get; private set; } = double.MaxValue;

        public double Cpu { get; private set; } = double.MaxValue;

        public void Time(Action action)
        {
            var (wall, cpu) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
            action();
            Cpu = Math.Min(Cpu, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
            Wall = Math.Min(Wall, TimeProvider.System.GetElapsedTime(wall).TotalSeconds);
        }
    }
}
