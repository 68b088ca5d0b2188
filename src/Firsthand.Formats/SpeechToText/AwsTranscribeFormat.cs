using System.Text.Json;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.SpeechToText;

/// <summary>Amazon Transcribe: items with numbers as strings; speakers by the start of an item, or channels, or neither.</summary>
internal sealed class AwsTranscribeFormat : JsonFormat
{
    public override string Name => "stt-aws";

    protected override bool Is(JsonElement root) => root.At("results") is var results && results.Has("transcripts") && results.Has("items");

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        var results = root.At("results");
        var items = results.At("items").Items.Select(item => new Item(item)).ToList();
        if (results.At("channel_labels").At("channels").IsArray)
        {
            ReadChannels(results, draft);
        }
        else if (Speakers(results) is { Count: > 0 } speakers)
        {
            var words = new SpokenWords(draft);
            string? speaker = null;
            foreach (var item in items)
            {
                speaker = item.Label ?? (item.Start is { } start && speakers.TryGetValue(start, out var label) ? label : speaker);
                words.Add(speaker, item.StartTime, item.EndTime, item.Text, item.IsPunctuation);
            }
            words.Flush();
        }
        else
        {
            var text = string.Join('\n', results.At("transcripts").Items.Select(transcript => transcript.At("transcript").Text).OfType<string>());
            draft.Add(null, Clock.Offset(items.Find(item => item.StartTime is not null)?.StartTime), Clock.Offset(items.FindLast(item => item.EndTime is not null)?.EndTime), text.Trim(), 1);
        }
        return null;
    }

    /// <summary>The items of all channels in the order of time: a run of one channel is a turn.</summary>
    private static void ReadChannels(JsonElement results, Draft draft)
    {
        List<(string Channel, Item Item, double At)> all = [];
        foreach (var channel in results.At("channel_labels").At("channels").Items)
        {
            var label = channel.At("channel_label").Scalar ?? "";
            var last = 0.0;
            foreach (var json in channel.At("items").Items)
            {
                var item = new Item(json);
                last = item.StartTime ?? last;
                all.Add((label, item, last));
            }
        }
        var words = new SpokenWords(draft);
        foreach (var (channel, item, _) in all.OrderBy(entry => entry.At))
        {
            words.Add(channel, item.StartTime, item.EndTime, item.Text, item.IsPunctuation);
        }
        words.Flush();
    }

    private static Dictionary<string, string> Speakers(JsonElement results)
    {
        Dictionary<string, string> speakers = [];
        foreach (var segment in results.At("speaker_labels").At("segments").Items)
        {
            foreach (var item in segment.At("items").Items)
            {
                if (item.At("start_time").Scalar is { } start && item.At("speaker_label").Scalar is { } label)
                {
                    speakers[start] = label;
                }
            }
        }
        return speakers;
    }

    private sealed class Item(JsonElement json)
    {
        public string? Start { get; } = json.At("start_time").Scalar;

        public string? Label { get; } = json.At("speaker_label").Scalar;

        public double? StartTime { get; } = json.At("start_time").Number;

        public double? EndTime { get; } = json.At("end_time").Number;

        public string Text { get; } = json.At("alternatives").First.At("content").Text ?? "";

        public bool IsPunctuation { get; } = json.At("type").Text == "punctuation";
    }
}
