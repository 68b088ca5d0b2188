using System.Text.Json;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.SpeechToText;

/// <summary>Deepgram: utterances, else runs of words by speaker within a channel, else the channel.</summary>
internal sealed class DeepgramFormat : JsonFormat
{
    public override string Name => "stt-deepgram";

    protected override bool Is(JsonElement root) => root.At("results").At("channels").IsArray;

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        var results = root.At("results");
        var channels = results.At("channels").Items.ToList();
        if (results.At("utterances").Items.Any())
        {
            var number = 0;
            foreach (var utterance in results.At("utterances").Items)
            {
                draft.Add(Speaker(utterance) ?? Channel(channels.Count, utterance.At("channel").Scalar), utterance.At("start").Seconds(), utterance.At("end").Seconds(), utterance.At("transcript").Text?.Trim() ?? "", ++number);
            }
            return null;
        }
        for (var i = 0; i < channels.Count; i++)
        {
            ReadChannel(channels[i].At("alternatives").First, Channel(channels.Count, $"{i}"), draft);
        }
        return null;
    }

    private static void ReadChannel(JsonElement best, string? channel, Draft draft)
    {
        var words = best.At("words").Items.ToList();
        if (!words.Exists(word => word.Has("speaker")))
        {
            if (best.At("transcript").Text is { Length: > 0 } text)
            {
                draft.Add(channel, words.Count > 0 ? words[0].At("start").Seconds() : null, words.Count > 0 ? words[^1].At("end").Seconds() : null, text.Trim(), draft.Turns.Count + 1);
            }
            return;
        }
        var spoken = new SpokenWords(draft);
        foreach (var word in words)
        {
            spoken.Add(Speaker(word) ?? channel, word.At("start").Number, word.At("end").Number, word.At("punctuated_word").Text ?? word.At("word").Text ?? "");
        }
        spoken.Flush();
    }

    private static string? Speaker(JsonElement element) => element.At("speaker").Scalar is { } speaker ? $"Speaker {speaker}" : null;

    private static string? Channel(int count, string? number) => count > 1 && number is not null ? $"Channel {number}" : null;
}
