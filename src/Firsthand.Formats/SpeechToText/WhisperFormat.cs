using System.Text.Json;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.SpeechToText;

/// <summary>Whisper, WhisperX, whisper-timestamped, faster-whisper: segments[] with text, times, perhaps a speaker.</summary>
internal sealed class WhisperFormat : JsonFormat
{
    public override string Name => "stt-whisper";

    protected override bool Is(JsonElement root) => root.At("segments") is { IsArray: true } segments && segments.Items.All(segment => segment.IsObject) && (segments.GetArrayLength() == 0 ? root.Has("text") : segments.Items.Any(segment => segment.Has("text")));

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        var number = 0;
        foreach (var segment in root.At("segments").Items)
        {
            number++;
            if (segment.At("text").Text is not { } text)
            {
                draft.Strange(number, "a segment with text", segment.GetRawText());
                continue;
            }
            // The blank that leads every segment is how the model marks a new word.
            draft.Add(segment.At("speaker").Scalar, segment.At("start").Seconds(), segment.At("end").Seconds(), text.Trim(), number);
        }
        return null;
    }
}

/// <summary>whisper.cpp: transcription[] with offsets in milliseconds.</summary>
internal sealed class WhisperCppFormat : JsonFormat
{
    public override string Name => "stt-whispercpp";

    protected override bool Is(JsonElement root) => root.At("transcription").IsArray;

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        var number = 0;
        foreach (var segment in root.At("transcription").Items)
        {
            number++;
            var text = segment.At("text").Text?.Trim() ?? "";
            var offsets = segment.At("offsets");
            var speaker = segment.At("speaker").Scalar is { } label ? char.IsAsciiDigit(label.FirstOrDefault()) ? $"Speaker {label}" : label : null;
            var turn = new Turn(speaker is "Speaker ?" or "?" ? null : speaker, offsets.At("from").Seconds(0.001), offsets.At("to").Seconds(0.001), text, TurnKind.Speech, number);
            // "[BLANK_AUDIO]" and its like are the machine's words for silence.
            draft.Add(text is ['[', .. var inside, ']'] && inside.AsSpan().IndexOfAnyExceptInRange('A', '_') < 0 ? turn with { Kind = TurnKind.Note } : turn);
        }
        return null;
    }
}

/// <summary>The transcripts of the podcast namespace: segments[] with a body, often one word each.</summary>
internal sealed class PodcastFormat : JsonFormat
{
    public override string Name => "stt-podcast";

    protected override bool Is(JsonElement root) => root.At("segments").Items.Any(segment => segment.Has("body"));

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        var number = 0;
        foreach (var segment in root.At("segments").Items)
        {
            number++;
            if (segment.At("body").Text is { } body)
            {
                draft.Add(segment.At("speaker").Scalar, segment.At("startTime").Seconds(), segment.At("endTime").Seconds(), body.Trim(), number);
            }
            else
            {
                draft.Strange(number, "a segment with a body", segment.GetRawText());
            }
        }
        return null;
    }
}
