using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Firsthand.Formats;

namespace Firsthand.Bench;

/// <summary>Throws damaged files at every reader: none may throw, and none may take long.</summary>
internal static class FuzzBench
{
    // Larger files add time and no places to break.
    private const int LongestSeed = 24_000;

    // A reader that needs longer for some thousand bytes is lost in them.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="Number">With the same seed and files, the input that comes back.</param>
    public sealed record Broken(long Number, string File, string? Format, string Problem, byte[] Bytes);

    /// <param name="Slowest">The longest that one input took.</param>
    public sealed record Result(long Inputs, long Refused, IReadOnlyDictionary<string, long> ReadAs, TimeSpan Slowest, long SlowestNumber, IReadOnlyList<Broken> Failures);

    /// <summary>The whole files below a folder that are short enough.</summary>
    public static List<(string Name, byte[] Bytes)> Seeds(IEnumerable<string> folders) =>
        [.. folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            .Where(file => !file.EndsWith(".expected.json", StringComparison.Ordinal) && new FileInfo(file).Length is > 0 and <= LongestSeed).Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)))];

    /// <param name="seeds">What is damaged; the same in the same order gives the same inputs.</param>
    /// <param name="seed">Another one gives other damage.</param>
    /// <param name="first">The number of the first input.</param>
    /// <param name="most">How many inputs at most.</param>
    public static Result Run(IReadOnlyList<(string Name, byte[] Bytes)> seeds, int seed, long first, long most, TimeSpan time, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var (readAs, failures) = (new ConcurrentDictionary<string, long>(), new ConcurrentQueue<Broken>());
        var (next, inputs, refused) = (first - 1, 0L, 0L);
        var (gate, slowest, slowestNumber) = (new Lock(), TimeSpan.Zero, 0L);
        Parallel.For(0, Environment.ProcessorCount, new ParallelOptions { CancellationToken = ct }, _ =>
        {
            while (!ct.IsCancellationRequested && Stopwatch.GetElapsedTime(began) < time && Interlocked.Increment(ref next) is var number && number < first + most)
            {
                var (name, format, bytes) = Input(seeds, seed, number);
                var at = Stopwatch.GetTimestamp();
                using var late = new CancellationTokenSource(Patience);
                try
                {
                    var reading = TranscriptFile.Read(bytes, "file", format is null ? null : new ReadOptions { Format = format }, late.Token);
                    if (reading.Value is { } read) readAs.AddOrUpdate(read.Format, 1, (_, count) => count + 1);
                    else Interlocked.Increment(ref refused);
                    if (reading.Value is null == reading.Error is null) failures.Enqueue(new(number, name, format, "neither read nor refused", bytes));
                }
#pragma warning disable CA1031 // Whatever is thrown is what is looked for.
                catch (Exception problem)
#pragma warning restore CA1031
                {
                    failures.Enqueue(new(number, name, format, problem is OperationCanceledException ? $"took longer than {Patience.TotalSeconds} s" : problem.ToString(), bytes));
                }
                Interlocked.Increment(ref inputs);
                var took = Stopwatch.GetElapsedTime(at);
                lock (gate) if (took > slowest) (slowest, slowestNumber) = (took, number);
            }
        });
        return new(inputs, refused, readAs, slowest, slowestNumber, [.. failures.OrderBy(failure => failure.Number)]);
    }

    // Its number alone decides what it is, whatever core takes it: every third is read by a reader that did not recognise it.
    private static (string Name, string? Format, byte[] Bytes) Input(IReadOnlyList<(string Name, byte[] Bytes)> seeds, int seed, long number)
    {
        var chance = new Random(HashOf(seed, number));
        var (name, bytes) = seeds[(int)(number % seeds.Count)];
        var format = number % 3 == 0 ? TranscriptFile.Formats[chance.Next(TranscriptFile.Formats.Count)] : null;
        return (name, format, Damage.Do(bytes, seeds[chance.Next(seeds.Count)].Bytes, chance));
    }

    // The finisher of MurmurHash3: neighbours give other numbers.
    private static int HashOf(int seed, long number)
    {
        var hash = unchecked((ulong)number * 0x9E3779B97F4A7C15UL ^ (uint)seed);
        hash = unchecked((hash ^ hash >> 33) * 0xff51afd7ed558ccdUL);
        return unchecked((int)(hash ^ hash >> 33));
    }

    public static void Write(Result result, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Inputs:N0} inputs: {result.Inputs - result.Refused - result.Failures.Count:N0} read by {result.ReadAs.Count} of {TranscriptFile.Formats.Count} readers, {result.Refused:N0} refused, {result.Failures.Count} broken; the slowest (number {result.SlowestNumber}) took {result.Slowest.TotalMilliseconds:N0} ms"));
        foreach (var failure in result.Failures) output.WriteLine($"\nnumber {failure.Number}, {failure.File}{(failure.Format is null ? "" : $" as {failure.Format}")}: {failure.Problem}\n{Convert.ToBase64String(failure.Bytes)}");
    }
}
