using Firsthand.Bench;

namespace Firsthand.Formats.Tests;

/// <summary>Seeded rubbish: every sample and page, cut, doubled, mixed and bitten; no input may throw, lose its way or take forever.</summary>
public sealed class FuzzTests
{
    // FIRSTHAND_FUZZ=n tries n times as much, and other damage; `bench fuzz` tries as long as one likes.
    private static readonly int Zeal = int.TryParse(Environment.GetEnvironmentVariable("FIRSTHAND_FUZZ"), out var zeal) ? zeal : 1;
    private static readonly int Seed = 20250303 + Zeal;
    private static readonly int Rounds = 12 * Zeal;
    private const int LongestSeed = 24_000;

    private static IEnumerable<(string Name, byte[] Bytes)> Seeds()
    {
        var pages = Path.Combine(Firsthand.Tests.Checkout.Root, "tests", "Firsthand.Formats.Tests", "Specs");
        foreach (var page in Directory.EnumerateFiles(pages, "*.spec.md").Order(StringComparer.Ordinal))
        {
            foreach (var example in Spec.Read(page))
            {
                yield return (Path.GetFileName(page), Spec.Bytes(example.Input));
            }
        }
        foreach (var file in Sample.Under("formats", "samples").Concat(Sample.Under("formats", "hostile")))
        {
            var bytes = File.ReadAllBytes(Path.Combine(Firsthand.Tests.Checkout.Shared, file));
            if (bytes.Length <= LongestSeed)
            {
                yield return (file, bytes);
            }
        }
    }

    [Fact]
    public void No_damage_makes_a_reader_throw()
    {
        var chance = new Random(Seed);
        var seeds = Seeds().ToList();
        foreach (var (name, bytes) in seeds)
        {
            for (var round = 0; round < Rounds; round++)
            {
                var damaged = Damage.Do(bytes, seeds[chance.Next(seeds.Count)].Bytes, chance);
                try
                {
                    var reading = TranscriptFile.Read(damaged, "file", ct: TestContext.Current.CancellationToken);
                    Assert.True(reading.Error is not null ^ reading.Value is not null);
                }
                catch (Exception problem) when (problem is not OperationCanceledException)
                {
                    Assert.Fail($"{name}, round {round}: {problem}\n{Convert.ToBase64String(damaged)}");
                }
            }
        }
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_reader_asked_for_by_name_refuses_or_reads_anything(string format)
    {
        var chance = new Random(Seed);
        var seeds = Seeds().Where(seed => seed.Bytes.Length < 3000).ToList();
        for (var round = 0; round < 120 * Zeal; round++)
        {
            var bytes = seeds[chance.Next(seeds.Count)].Bytes;
            var damaged = round % 3 == 0 ? bytes : Damage.Do(bytes, seeds[chance.Next(seeds.Count)].Bytes, chance);
            try
            {
                TranscriptFile.Read(damaged, "file", new ReadOptions { Format = format }, TestContext.Current.CancellationToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                Assert.Fail($"{format}, round {round}: {problem}\n{Convert.ToBase64String(damaged)}");
            }
        }
    }

    public static TheoryData<string> Formats => [.. TranscriptFile.Formats];
}
