using System.Text.Json;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.MeetingJson;

/// <summary>Granola's cache: JSON written as a string in JSON. Final entries only; the microphone is "Me", the system's sound "Them".</summary>
internal sealed class GranolaFormat : JsonFormat
{
    public override string Name => "granola";

    protected override bool Is(JsonElement root) => root.At("cache").IsString;

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        JsonDocument inner;
        try
        {
            inner = JsonDocument.Parse(JsonEscapes.Sound(System.Text.Encoding.UTF8.GetBytes(root.At("cache").Text!)), new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException problem)
        {
            return new ReadingError((int)(problem.LineNumber ?? 0) + 1, "JSON in the text of “cache”", "a text that is none");
        }
        using (inner)
        {
            var state = inner.RootElement.At("state") is { IsObject: true } given ? given : inner.RootElement;
            if (!state.At("transcripts").IsObject)
            {
                return new ReadingError(0, "transcripts in Granola's cache", "none");
            }
            foreach (var transcript in state.At("transcripts").EnumerateObject())
            {
                ReadTranscript(transcript.Value, state.At("documents").At(transcript.Name), draft);
            }
        }
        return null;
    }

    private static void ReadTranscript(JsonElement entries, JsonElement document, Draft draft)
    {
        draft.Title = document.At("title").Text;
        draft.HeldAt = document.At("created_at").Text is { } created ? DateText.Read(created) : null;
        var number = 0;
        foreach (var entry in entries.Items)
        {
            number++;
            var text = entry.At("text").Text ?? "";
            // A draft is said again, better, by the final entry after it.
            if (entry.At("is_final").ValueKind == JsonValueKind.False)
            {
                draft.Aside(number, "draft", text);
                continue;
            }
            var speaker = entry.At("source").Text switch { "microphone" => "Me", "system" => "Them", var other => other };
            draft.Add(speaker, Time(entry, "start_timestamp"), Time(entry, "end_timestamp"), text.Trim(), number);
        }
        draft.EndConversation();
    }

    private static Moment? Time(JsonElement entry, string name) => entry.At(name).Text is { } text ? DateText.Read(text) : null;
}
