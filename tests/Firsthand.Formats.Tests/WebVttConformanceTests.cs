using System.Text.Json;
using Firsthand.Formats.Frame;
using Firsthand.Formats.WebVtt;

namespace Firsthand.Formats.Tests;

/// <summary>The strict parser against the W3C's and vtt.js' own suites: ids, times and raw texts of all cues.</summary>
public sealed class WebVttConformanceTests
{
    public static TheoryData<string> Files =>
        [.. Sample.Under("formats", "samples").Where(file => Sample.Open(file).Expected.TryGetProperty("cues", out var cues) && cues.ValueKind == JsonValueKind.Array).DefaultIfEmpty("formats/samples")];

    [Theory, MemberData(nameof(Files))]
    public void The_strict_parser_gives_the_cues_of_the_standard(string file)
    {
        var sample = Sample.Open(file);
        var text = DecodedText.Read(sample.Bytes, null).Text;
        List<(string? Id, double Start, double End, string? Text)> cues = [];
        if (WebVttParser.HasSignature(text))
        {
            var parser = new WebVttParser(new Lines(text), line => CueTiming.Strict(line));
            parser.Read();
            cues = parser.Cues.ConvertAll(cue => ((string?)cue.Id, cue.Timing.Start, cue.Timing.End, (string?)parser.Text(cue)));
        }
        Assert.Equal(
            sample.Expected.GetProperty("cues").EnumerateArray().Select(cue => (cue.GetProperty("id").GetString(), cue.GetProperty("start").GetDouble(), cue.GetProperty("end").GetDouble(), cue.GetProperty("text").GetString())),
            cues);
    }
}
