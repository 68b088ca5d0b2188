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

    // The folders are named for the formats; these hold more than one, or one under another name.
    private static readonly Dictionary<string, string[]> Families = new()
    {
        ["slack"] = ["slack", "slack-channel"], ["email-reply"] = ["email"], ["docx-transcript"] = ["docx-transcript", "odt-transcript", "teams-document", "google-meet", "otter-txt"],
    };

    [Fact]
    public void The_content_alone_tells_what_a_file_is_for_97_of_100_samples()
    {
        // A mail's bare body has nothing to be told by: it is read as one only when somebody says so.
        var samples = Sample.Under("formats", "samples").Select(Sample.Open).Where(sample => sample.Folder != "email-reply" || sample.Name.EndsWith(".eml", StringComparison.Ordinal)).ToList();
        Assert.SkipWhen(samples.Count == 0, "The samples are not beside the project.");
        var wrong = new List<string>();
        foreach (var sample in samples)
        {
            var reading = TranscriptFile.Read(sample.Bytes, "file", ct: TestContext.Current.CancellationToken);
            var families = Families.GetValueOrDefault(sample.Folder) ?? [sample.Folder];
            if (reading.Value is { } read ? families.Any(family => family == read.Format || family.StartsWith(read.Format + "-", StringComparison.Ordinal)) : sample.Expected.TryGetProperty("error", out _)) continue;
            wrong.Add($"{sample.Folder}/{sample.Name}: {reading.Value?.Format ?? reading.Error?.ToString()}");
        }
        var right = samples.Count - wrong.Count;
        TestContext.Current.SendDiagnosticMessage("{0} of {1} samples told by content alone. Not: {2}", right, samples.Count, string.Join("; ", wrong));
        Assert.True(right >= 0.97 * samples.Count, $"{right} of {samples.Count}. Not: {string.Join("\n", wrong)}");
    }
}
