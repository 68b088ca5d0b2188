using System.Diagnostics;
using System.Globalization;
using Firsthand.Formats;

namespace Firsthand.Bench;

/// <summary>How fast each reader is, beside a plain copy of the same file line by line: no reader can be faster than that.</summary>
internal static class ReaderBench
{
    // Long enough that one pause does not decide.
    private static readonly TimeSpan Each = TimeSpan.FromMilliseconds(300);
    private const int Best = 3;
    private const int BigBytes = 16 << 20;

    /// <param name="folders">Where whole files of many formats are; the largest that each reader recognises is read.</param>
    /// <param name="keep">A folder for the large generated files, so that other programs read the same; null for none.</param>
    public static void Run(IReadOnlyList<string> folders, string? keep, TextWriter output, CancellationToken ct)
    {
        output.WriteLine($"{Processor()}, {Environment.ProcessorCount} cores, .NET {Environment.Version}; one thread, the best of {Best}.\n");
        output.WriteLine("| reader | file | size | read | copied line by line | times the copy |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var kind in BigFile.Kinds.Keys)
        {
            using var stream = new MemoryStream();
            BigFile.Kinds[kind](new Head(stream, BigBytes));
            // Cut at a line's end, as a file of that size would be.
            var whole = stream.ToArray();
            var bytes = whole[..(whole.AsSpan().LastIndexOf((byte)'\n') + 1)];
            if (keep is not null) File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(keep).FullName, BigFile.NameOf(kind)), bytes);
            Row(BigFile.NameOf(kind), "generated", bytes, output, ct);
        }
        foreach (var (name, bytes) in Largest(folders, ct)) Row(name, "a sample", bytes, output, ct);
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Largest(IReadOnlyList<string> folders, CancellationToken ct) =>
        folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)).Where(file => !file.EndsWith(".expected.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(file => (Name: Path.GetFileName(file), Bytes: File.ReadAllBytes(file)))
            .Select(file => (file, Format: TranscriptFile.Read(file.Bytes, file.Name, ct: ct).Value?.Format)).Where(read => read.Format is not null)
            .GroupBy(read => read.Format).OrderBy(same => same.Key, StringComparer.Ordinal).Select(same => same.MaxBy(read => read.file.Bytes.Length).file);

    private static void Row(string name, string kind, byte[] bytes, TextWriter output, CancellationToken ct)
    {
        var format = TranscriptFile.Read(bytes, name, ct: ct).Value?.Format ?? "refused";
        var (read, copied) = (Speed(bytes, () => TranscriptFile.Read(bytes, name, ct: ct)), Speed(bytes, () => Copy(bytes)));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {format} | {kind} | {(bytes.Length >= 1e6 ? $"{bytes.Length / 1e6:0.0} MB" : $"{bytes.Length / 1e3:0.0} kB")} | {read:0.0} MB/s | {copied:0.0} MB/s | {copied / read:0.0} |"));
    }

    private static double Speed(byte[] bytes, Action work)
    {
        var best = 0.0;
        for (var run = 0; run < Best; run++)
        {
            var (began, times) = (Stopwatch.GetTimestamp(), 0);
            do
            {
                work();
                times++;
            }
            while (Stopwatch.GetElapsedTime(began) < Each);
            best = Math.Max(best, bytes.Length * (double)times / 1e6 / Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
        return best;
    }

    private static void Copy(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes));
        using var writer = new StreamWriter(new MemoryStream(bytes.Length));
        while (reader.ReadLine() is { } line) writer.WriteLine(line);
    }

    private static string Processor() =>
        (File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() : null) ?? "unnamed processor";

    /// <summary>Takes the first bytes, and lets the rest go.</summary>
    private sealed class Head(MemoryStream to, int most) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();

        // Writers ask how far they are.
        public override long Position { get; set; }
        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Position += buffer.Length;
            if (to.Length < most) to.Write(buffer[..(int)Math.Min(buffer.Length, most - to.Length)]);
        }

        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
