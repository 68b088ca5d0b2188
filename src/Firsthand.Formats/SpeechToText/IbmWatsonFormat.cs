using System.Text.Json;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.SpeechToText;

/// <summary>IBM Watson: words with times, speakers in a list of their own, matched by the word's start.</summary>
internal sealed class IbmWatsonFormat : JsonFormat
{
    public override string Name => "stt-ibm";

    protected override bool Is(JsonElement root) => Body(root) is var body && body.At("results").Items.Any(result => result.At("alternatives").First.Has("transcript") && (result.Has("final") || body.Has("speaker_labels")));

    // A job's answer holds the same one level down.
    private static JsonElement Body(JsonElement root) => root.At("results").First is var first && first.At("results").IsArray ? first : root;

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        var body = Body(root);
        Dictionary<double, string> speakers = [];
        foreach (var label in body.At("speaker_labels").Items)
        {
            if (label.At("from").Number is { } from && label.At("speaker").Scalar is { } speaker)
            {
                speakers[from] = $"Speaker {speaker}";
            }
        }
        var words = new SpokenWords(draft);
        var number = 0;
        string? last = null;
        foreach (var best in body.At("results").Items.Select(result => result.At("alternatives").First))
        {
            number++;
            var timestamps = best.At("timestamps").Items.ToList();
            if (speakers.Count == 0)
            {
                draft.Add(null, timestamps.Count > 0 ? timestamps[0].Items.ElementAtOrDefault(1).Seconds() : null, timestamps.Count > 0 ? timestamps[^1].Items.ElementAtOrDefault(2).Seconds() : null, best.At("transcript").Text?.Trim() ?? "", number);
                continue;
            }
            foreach (var stamp in timestamps)
            {
                var parts = stamp.Items.ToList();
                if (parts is [var word, var from, var to, ..] && word.Text is { } text)
                {
                    last = from.Number is { } start && speakers.TryGetValue(start, out var speaker) ? speaker : last;
                    words.Add(last, from.Number, to.Number, text);
                }
            }
        }
        words.Flush();
        return null;
    }
}
