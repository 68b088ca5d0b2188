using Firsthand.Bench;
using Firsthand.Formats;
using Firsthand.Today;

namespace Firsthand.Tests.Bench;

public sealed class FuzzTests
{
    private const int Seed = 20261122;
    private const int Inputs = 200_000;

    // Not how long it takes, but when something is lost: it needs a fifth of it.
    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(15);

    private static List<(string Name, byte[] Bytes)> Seeds() =>
        FuzzBench.Seeds([Path.Combine(Checkout.Root, "tests", "Firsthand.Formats.Tests", "Specs"), SampleCompany.Folder, Path.Combine(Checkout.Shared, "formats")]);

    [Fact]
    public void Two_hundred_thousand_damaged_files_break_no_reader()
    {
        var result = FuzzBench.Run(Seeds(), Seed, 0, Inputs, Enough, TestContext.Current.CancellationToken);
        Assert.Empty(result.Failures);
        Assert.Equal(Inputs, result.Inputs);
        Assert.InRange(result.Refused, 1, Inputs - 1);
    }

    [Fact]
    public void An_input_is_known_by_its_number()
    {
        var seeds = Seeds();
        var (one, same) = (FuzzBench.Run(seeds, Seed, 77, 30, Enough, TestContext.Current.CancellationToken), FuzzBench.Run(seeds, Seed, 77, 30, Enough, TestContext.Current.CancellationToken));
        Assert.Equal(30, one.Inputs);
        Assert.Equal(one.Refused, same.Refused);
        Assert.Equal(one.ReadAs.OrderBy(pair => pair.Key, StringComparer.Ordinal), same.ReadAs.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.All(one.ReadAs.Keys, format => Assert.Contains(format, TranscriptFile.Formats));
        var (a, b) = (Damage.Do("WEBVTT and words"u8, "others"u8, new Random(4)), Damage.Do("WEBVTT and words"u8, "others"u8, new Random(4)));
        Assert.Equal(a, b);
        Assert.NotEqual("WEBVTT and words"u8.ToArray(), a);
    }
}
