using System.Text;

namespace Firsthand.Formats.Tests;

/// <summary>Seeded rubbish: every sample and page, cut, doubled, mixed and bitten; no input may throw, lose its way or take forever.</summary>
public sealed class FuzzTests
{
    // FIRSTHAND_FUZZ=n tries n times as much, and other damage.
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
                var damaged = Damage(bytes, seeds[chance.Next(seeds.Count)].Bytes, chance);
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
            var damaged = round % 3 == 0 ? bytes : Damage(bytes, seeds[chance.Next(seeds.Count)].Bytes, chance);
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

    private static byte[] Damage(byte[] bytes, byte[] other, Random chance)
    {
        var damaged = bytes.ToList();
        for (var bites = chance.Next(1, 6); bites > 0 && damaged.Count > 0; bites--)
        {
            var at = chance.Next(damaged.Count);
            var length = Math.Min(chance.Next(1, 40), damaged.Count - at);
            switch (chance.Next(8))
            {
                case 0:
                    damaged[at] = (byte)chance.Next(256);
                    break;
                case 1:
                    damaged.RemoveRange(at, length);
                    break;
                case 2:
                    damaged.InsertRange(at, damaged.GetRange(at, length));
                    break;
                case 3:
                    damaged.RemoveRange(at, damaged.Count - at);
                    break;
                case 4 when other.Length > 0:
                    var from = chance.Next(other.Length);
                    damaged.InsertRange(at, other.AsSpan(from, Math.Min(chance.Next(1, 200), other.Length - from)).ToArray());
                    break;
                case 5:
                    damaged.InsertRange(at, Encoding.UTF8.GetBytes(Tokens[chance.Next(Tokens.Length)]));
                    break;
                case 6:
                    damaged[at] ^= (byte)(1 << chance.Next(8));
                    break;
                default:
                    damaged.InsertRange(at, Enumerable.Repeat(damaged[at], chance.Next(1, 300)));
                    break;
            }
        }
        return [.. damaged];
    }

    // What readers look for, in places where they do not expect it.
    private static readonly string[] Tokens =
    [
        "\n", "\r", "\r\n\r\n", "\0", "\uFEFF", "\u2028", ":", ": ", "-->", "00:00:01.000 --> 00:00:02.000", "<v ", "</v>", "<", ">", "\"", "\"\"", ",", ";", "\t", "{", "}", "[", "]", "=?utf-8?q?", "?=", "--", "--x", "From ", "From: ", "BEGIN:VCARD\n", "END:VCARD\n",
        "[13/06/2018, 21:25:15] ", "99999999999999999999", "-1", "1e999", "null", "true", "\\u00", "\\ud83d", "&amp;", "&#x;", "<![CDATA[", "<!--", "<p>", "</p>", "PK\u0003\u0004", "PK\u0005\u0006", "٣", "😀", "a\u0301", "On Mon, wrote:", "> ", "(", ")", "0:00", "WEBVTT\n",
    ];
}
