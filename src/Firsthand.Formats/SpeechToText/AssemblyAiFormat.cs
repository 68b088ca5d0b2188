using System.Text.Json;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.SpeechToText;

/// <summary>AssemblyAI: utterances[] in milliseconds, else the whole text.</summary>
internal sealed class AssemblyAiFormat : JsonFormat
{
    public override string Name => "stt-assemblyai";

    protected override bool Is(JsonElement root) => root.Has("audio_url") && (root.At("words").IsArray || root.At("utterances").IsArray) || root.At("utterances").IsArray && root.Has("acoustic_model");

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        var number = 0;
        foreach (var utterance in root.At("utterances").Items)
        {
            var speaker = utterance.At("speaker").Scalar;
            draft.Add(speaker is null ? null : speaker.Length <= 2 ? $"Speaker {speaker}" : speaker, utterance.At("start").Seconds(0.001), utterance.At("end").Seconds(0.001), utterance.At("text").Text?.Trim() ?? "", ++number);
        }
        if (number == 0 && root.At("text").Text is { Length: > 0 } text)
        {
            var words = root.At("words").Items.ToList();
            draft.Add(null, words.Count > 0 ? words[0].At("start").Seconds(0.001) : null, words.Count > 0 ? words[^1].At("end").Seconds(0.001) : null, text.Trim(), 1);
        }
        return null;
    }
}
