using System.Text.Json;

namespace Firsthand.Formats.Tests;

/// <summary>Every sample file that lies beside the project, held to its oracle; detected by content alone.</summary>
public sealed class SamplesTests
{
    public static TheoryData<string> Files => [.. Sample.Under("formats", "samples").DefaultIfEmpty("formats/samples")];

    [Theory, MemberData(nameof(Files))]
    public void A_sample_is_read_as_its_oracle_says(string file)
    {
        var sample = Sample.Open(file);
        var differences = Oracle.Compare(sample);
        Assert.True(differences.Count == 0, $"{file}:\n{string.Join('\n', differences)}");
    }
}
