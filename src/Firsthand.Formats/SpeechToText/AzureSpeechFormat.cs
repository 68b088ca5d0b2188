using System.Text.Json;
using System.Xml;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.SpeechToText;

/// <summary>Azure batch transcription: phrases, not in order, with ISO durations or ticks of 100 ns; the first of nBest counts.</summary>
internal sealed class AzureSpeechFormat : JsonFormat
{
    public override string Name => "stt-azure";

    protected override bool Is(JsonElement root) => root.At("recognizedPhrases").IsArray;

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        var phrases = root.At("recognizedPhrases").Items.Select((phrase, i) => (Phrase: phrase, Number: i + 1, Offset: Time(phrase, "offset"))).OrderBy(entry => entry.Offset ?? 0).ToList();
        foreach (var (phrase, number, offset) in phrases)
        {
            var best = phrase.At("nBest").First;
            if ((best.At("display").Text ?? best.At("lexical").Text) is not { } text)
            {
                draft.Aside(number, "nothing recognised", phrase.At("recognitionStatus").Text ?? "");
                continue;
            }
            draft.Add(phrase.At("speaker").Scalar is { } speaker ? $"Speaker {speaker}" : null, Clock.Offset(offset), Clock.Offset(offset + Time(phrase, "duration")), text.Trim(), number);
        }
        return null;
    }

    private static double? Time(JsonElement phrase, string name)
    {
        if (phrase.At(name + "InTicks").Number is { } ticks)
        {
            return ticks / 1e7;
        }
        try
        {
            return phrase.At(name).Text is { Length: < 40 } iso ? XmlConvert.ToTimeSpan(iso).TotalSeconds : phrase.At(name + "Milliseconds").Number / 1000;
        }
        catch (Exception problem) when (problem is FormatException or OverflowException)
        {
            return null;
        }
    }
}
