using System.Text.Json;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.MeetingJson;

/// <summary>Fireflies: sentences[] by index, times as strings or numbers; one transcript or a list.</summary>
internal sealed class FirefliesFormat : JsonFormat
{
    public override string Name => "fireflies";

    protected override bool Is(JsonElement root) => Transcripts(root).Any();

    private static IEnumerable<JsonElement> Transcripts(JsonElement root)
    {
        var data = root.Has("data") ? root.At("data") : root;
        // The download is the bare list of sentences.
        if (IsBareList(root))
        {
            return [root];
        }
        JsonElement[] candidates = data.Has("transcripts") ? [.. data.At("transcripts").Items] : data.Has("transcript") ? [data.At("transcript")] : data.IsArray ? [.. data.Items] : [data];
        return candidates.Where(transcript => transcript.At("sentences").Items.Any(sentence => sentence.Has("text") && (sentence.Has("index") || sentence.Has("raw_text") || sentence.At("speaker_name").ValueKind != JsonValueKind.Undefined)));
    }

    private static bool IsBareList(JsonElement root) => root.Items.Take(20).Any(sentence => sentence.Has("sentence") && sentence.At("speaker_name").ValueKind != JsonValueKind.Undefined);

    private static Moment? Time(JsonElement time) => time.Text is { } text && Clock.Read(text) is { } clock ? Clock.Offset(clock) : time.Seconds();

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        foreach (var transcript in Transcripts(root))
        {
            draft.Title = transcript.At("title").Text;
            draft.HeldAt = transcript.At("date").Number is { } milliseconds ? Clock.Unix(milliseconds / 1000) : transcript.At("date").Text is { } date ? DateText.Read(date) : null;
            draft.Attendees = [.. transcript.At("meeting_attendees").Items.Select(person => person.At("displayName").Text ?? person.At("name").Text ?? person.At("email").Text).OfType<string>()];
            var sentences = (transcript.IsArray ? transcript : transcript.At("sentences")).Items.Select((sentence, i) => (Sentence: sentence, Number: i + 1, Index: sentence.At("index").Number ?? i)).OrderBy(entry => entry.Index);
            foreach (var (sentence, number, _) in sentences)
            {
                var name = sentence.At("speaker_name").Text;
                draft.Add(string.IsNullOrEmpty(name) ? null : name, Time(sentence.Has("start_time") ? sentence.At("start_time") : sentence.At("startTime")), Time(sentence.Has("end_time") ? sentence.At("end_time") : sentence.At("endTime")),
                    (sentence.At("text").Text ?? sentence.At("sentence").Text ?? sentence.At("raw_text").Text ?? "").Trim(), number);
            }
            Summary(transcript.At("summary"), draft);
            draft.EndConversation();
        }
        return null;
    }

    /// <summary>What a model wrote about the meeting is kept, and is no evidence.</summary>
    private static void Summary(JsonElement summary, Draft draft)
    {
        if (summary.IsObject)
        {
            foreach (var part in summary.EnumerateObject().Where(part => part.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)))
            {
                draft.Aside(0, "model text", $"{part.Name}: {part.Value.Scalar ?? part.Value.GetRawText()}");
            }
        }
    }
}
