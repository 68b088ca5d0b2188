using System.Text.Json;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.MeetingJson;

/// <summary>Read.ai: speaker blocks with absolute Unix times; summary, chapters and action items are a model's.</summary>
internal sealed class ReadAiFormat : JsonFormat
{
    private static readonly string[] ModelParts = ["summary", "report_summary", "chapter_summaries", "action_items", "key_questions", "topics"];

    public override string Name => "readai";

    protected override bool Is(JsonElement root) => root.At("transcript").At("speaker_blocks").IsArray;

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        draft.Title = root.At("title").Text;
        draft.HeldAt = root.At("start_time").Text is { } start ? DateText.Read(start) : Unix(root.At("start_time"));
        draft.Attendees = [.. root.At("participants").Items.Select(person => person.At("name").Text).OfType<string>()];
        foreach (var part in ModelParts.Where(part => root.Has(part)))
        {
            draft.Aside(0, "model text", $"{part}: {root.At(part).Scalar ?? root.At(part).GetRawText()}");
        }
        var number = 0;
        foreach (var block in root.At("transcript").At("speaker_blocks").Items)
        {
            draft.Add(block.At("speaker").At("name").Text ?? block.At("speaker").Text, Unix(block.At("start_time")), Unix(block.At("end_time")), (block.At("words").Text ?? block.At("text").Text ?? "").Trim(), ++number);
        }
        return null;
    }

    // Some exports write milliseconds.
    private static Moment? Unix(JsonElement time) => time.Number is { } value ? Clock.Unix(value > 1e11 ? value / 1000 : value) : null;
}
