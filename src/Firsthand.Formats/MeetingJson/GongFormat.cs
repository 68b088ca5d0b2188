using System.Text.Json;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.MeetingJson;

/// <summary>Gong: calls of monologues, speakers by number only, milliseconds.</summary>
internal sealed class GongFormat : JsonFormat
{
    public override string Name => "gong";

    protected override bool Is(JsonElement root) => root.At("callTranscripts").IsArray;

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        foreach (var call in root.At("callTranscripts").Items)
        {
            var number = 0;
            foreach (var monologue in call.At("transcript").Items)
            {
                number++;
                var sentences = monologue.At("sentences").Items.ToList();
                if (sentences.Count > 0)
                {
                    draft.Add(monologue.At("speakerId").Scalar, sentences[0].At("start").Seconds(0.001), sentences[^1].At("end").Seconds(0.001), string.Join(' ', sentences.Select(sentence => sentence.At("text").Text).OfType<string>()), number);
                }
            }
            draft.Title = call.At("callId").Scalar is { } id ? $"Call {id}" : null;
            draft.EndConversation();
        }
        draft.Note("Gong's transcript gives speakers by number only; who is who has to be said by you.");
        return null;
    }
}
