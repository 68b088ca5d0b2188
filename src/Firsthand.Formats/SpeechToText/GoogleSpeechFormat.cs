using System.Text.Json;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.SpeechToText;

/// <summary>Google Speech-to-Text: results[].alternatives[0]; with speakers only the last result counts, for it repeats the whole file with a tag on each word.</summary>
internal sealed class GoogleSpeechFormat : JsonFormat
{
    public override string Name => "stt-google";

    protected override bool Is(JsonElement root) => Results(root).Items.Any(result => result.At("alternatives").First.Has("transcript"));

    // What an operation returns is the same one level down.
    private static JsonElement Results(JsonElement root) => root.At("results") is { IsArray: true } results ? results : root.At("response").At("results");

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        var results = Results(root).Items.ToList();
        var tagged = results.FindLast(result => result.At("alternatives").First.At("words").Items.Any(word => Tag(word) is not null));
        if (tagged.IsObject)
        {
            ReadTagged(tagged, draft);
            return null;
        }
        var number = 0;
        foreach (var result in results)
        {
            number++;
            var best = result.At("alternatives").First;
            if (best.At("transcript").Text is { } text)
            {
                var words = best.At("words").Items.ToList();
                draft.Add(null, Clock.Offset(words.Count > 0 ? Seconds(words[0], "start") : null), Clock.Offset(words.Count > 0 ? Seconds(words[^1], "end") : Seconds(result, "resultEnd")), text.Trim(), number);
            }
        }
        return null;
    }

    private static void ReadTagged(JsonElement result, Draft draft)
    {
        var words = new SpokenWords(draft);
        foreach (var word in result.At("alternatives").First.At("words").Items)
        {
            if (word.At("word").Text is { } text)
            {
                words.Add(Tag(word) is { } tag ? $"Speaker {tag}" : null, Seconds(word, "start"), Seconds(word, "end"), text);
            }
        }
        words.Flush();
    }

    private static string? Tag(JsonElement word) =>
        (word.At("speakerTag").Scalar ?? word.At("speaker_tag").Scalar ?? word.At("speakerLabel").Scalar) is { } tag && tag is not ("0" or "") ? tag : null;

    /// <summary>"1.300s", or seconds and nanos apart.</summary>
    private static double? Seconds(JsonElement element, string edge)
    {
        var time = new[] { edge + "Time", edge + "_time", edge + "Offset", edge + "_offset" }.Select(name => element.At(name)).FirstOrDefault(value => value.ValueKind != JsonValueKind.Undefined);
        if (time.IsObject)
        {
            return (time.At("seconds").Number ?? 0) + (time.At("nanos").Number ?? 0) / 1e9;
        }
        return time.Text is { } text ? double.TryParse(text.TrimEnd('s'), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? seconds : null : time.Number;
    }
}
