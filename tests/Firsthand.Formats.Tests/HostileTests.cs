using System.Diagnostics;
using Firsthand.Tests;

namespace Firsthand.Formats.Tests;

/// <summary>Files made to do harm: each ends as its expectation says, and none ends the process.</summary>
public sealed class HostileTests
{
    public static TheoryData<string> Files => [.. Sample.Under("formats", "hostile").DefaultIfEmpty("formats/hostile")];

    [Theory, MemberData(nameof(Files))]
    public void A_hostile_file_ends_as_expected(string file)
    {
        var sample = Sample.Open(file);
        var before = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        var reading = TranscriptFile.Read(sample.Bytes, sample.Name, ct: TestContext.Current.CancellationToken);
        watch.Stop();

        // A bound on the machine's worst day, not a timed test: the expectation's own limit, ten times over.
        Assert.True(watch.Elapsed.TotalSeconds < 10 * sample.Expected.GetProperty("maxSeconds").GetDouble(), $"took {watch.Elapsed}");
        var expect = sample.Expected.GetProperty("expect").GetString();
        if (expect == "error")
        {
            Assert.True(reading.Error is not null, $"{file} was read as {reading.Value?.Format}");
            Assert.NotEmpty(reading.Error!.Found);
        }
        else if (expect == "accept")
        {
            Assert.True(reading.Error is null, $"{reading.Error}");
        }
        Assert.True(GC.GetTotalAllocatedBytes() - before < 4L << 30);
    }

    [Fact]
    public void A_bomb_is_refused_before_it_is_unpacked()
    {
        var bomb = Checkout.SharedPath("formats", "hostile", "zip", "bomb-whatsapp-256mib.zip");
        var bytes = File.ReadAllBytes(bomb);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = TranscriptFile.Read(bytes, "chat.zip", ct: TestContext.Current.CancellationToken);
        Assert.Contains("times its packed size", reading.Error?.ToString(), StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64 << 20);
    }
}
