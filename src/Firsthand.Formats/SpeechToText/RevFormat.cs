using System.Text.Json;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.SpeechToText;

/// <summary>Rev: monologues[] of elements, joined as they are, for blanks are elements too.</summary>
internal sealed class RevFormat : JsonFormat
{
    public override string Name => "stt-rev";

    protected override bool Is(JsonElement root) => root.At("monologues").IsArray;

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        Dictionary<string, string> names = [];
        foreach (var speaker in root.At("speakers").Items)
        {
            if (speaker.At("id").Scalar is { } id && speaker.At("name").Text is { Length: > 0 } name)
            {
                names[id] = name;
            }
        }
        var number = 0;
        foreach (var monologue in root.At("monologues").Items)
        {
            var elements = monologue.At("elements").Items.ToList();
            var speaker = monologue.At("speaker") is { IsObject: true } person ? person.At("name").Text ?? person.At("id").Scalar : monologue.At("speaker_name").Text ?? monologue.At("speaker").Scalar;
            var name = speaker is null ? null : names.GetValueOrDefault(speaker) ?? (speaker.All(char.IsAsciiDigit) ? $"Speaker {speaker}" : speaker);
            draft.Add(name, Time(elements.Find(element => element.Has("ts")).At("ts")), Time(elements.FindLast(element => element.Has("end_ts")).At("end_ts")), string.Concat(elements.Select(element => element.At("value").Text)).Trim(), ++number);
        }
        return null;
    }

    // Edited transcripts write "00:01:02,500", the machine's own are in seconds.
    private static Moment? Time(JsonElement time) => time.Text is { } text && text.Contains(':', StringComparison.Ordinal) ? Clock.Offset(Clock.Read(text)) : time.Seconds();
}
