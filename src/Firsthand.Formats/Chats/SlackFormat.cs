using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Chats;

/// <summary>A Slack export (ZIP of channels by day): a conversation for each thread, else for each day of a channel.</summary>
internal sealed partial class SlackFormat : IFormat
{
    public string Name => "slack";

    public bool Recognises(Source source) =>
        source.Archive is { } archive && archive.Find("users.json") is not null && archive.Entries.Any(entry => DayFile().IsMatch(entry.Name));

    public Reading<FileReading> Read(Source source)
    {
        if (source.Archive is not { } archive)
        {
            return new ReadingError(0, "a Slack export, which is a ZIP", "another file");
        }
        var draft = new Draft(source);
        var people = new SlackPeople(Parse(source, archive.Find("users.json"), draft));
        var channels = Channels(source, archive, draft);
        List<SlackMessage> messages = [];
        foreach (var entry in archive.Entries.Where(entry => !entry.IsFolder))
        {
            source.Cancellation.ThrowIfCancellationRequested();
            if (DayFile().Match(entry.Name) is { Success: true } file)
            {
                var folder = file.Groups["channel"].Value;
                var number = 0;
                foreach (var json in Parse(source, entry, draft).Items)
                {
                    number++;
                    if (json.IsObject)
                    {
                        messages.Add(new(json, channels.GetValueOrDefault(folder, folder), file.Groups["day"].Value, messages.Count));
                        people.Learn(json);
                    }
                    else
                    {
                        draft.Strange(number, "a message", $"{Archive.Shown(entry.Name)}: {json.GetRawText()}");
                    }
                }
            }
            else if (entry.FileName is not ("users.json" or "channels.json" or "groups.json" or "dms.json" or "mpims.json"))
            {
                draft.Aside(0, "file", Archive.Shown(entry.Name));
            }
        }
        return Write(messages, people, draft);
    }

    private FileReading Write(List<SlackMessage> messages, SlackPeople people, Draft draft)
    {
        // Without a time a message keeps its place after the one before it in its file.
        var last = 0.0;
        var ordered = messages.Select(message => (Message: message, At: last = message.Time ?? last)).OrderBy(entry => entry.At).Select(entry => entry.Message).ToList();
        List<Turn> all = [];
        Dictionary<string, List<(SlackMessage Message, Turn Turn)>> conversations = [];
        foreach (var message in ordered)
        {
            if (message.IsEvent)
            {
                draft.Aside(message.Number + 1, "system", $"#{message.Channel}: {message.Text}");
                continue;
            }
            var turn = message.AsTurn(people, all.Count + 1);
            if (message.Time is null)
            {
                draft.Note("Some messages have no time that can be read; they were kept without one.");
            }
            all.Add(turn);
            var key = message.Thread is { } thread ? $"{message.Channel}\n{thread}" : $"{message.Channel}\n{message.Day}";
            (conversations.TryGetValue(key, out var list) ? list : conversations[key] = []).Add((message, turn));
        }
        foreach (var note in people.Notes)
        {
            draft.Note(note);
        }
        foreach (var conversation in conversations.Values)
        {
            foreach (var (_, turn) in conversation)
            {
                draft.Add(turn);
            }
            var first = conversation[0].Message;
            draft.Title = $"#{first.Channel} {first.Day}{(first.Thread is null ? "" : ", thread")}";
            draft.EndConversation(new Dictionary<string, string> { ["channel"] = first.Channel });
        }
        return draft.Finish(Name) with { Turns = all };
    }

    private static Dictionary<string, string> Channels(Source source, Archive archive, Draft draft)
    {
        Dictionary<string, string> names = [];
        foreach (var list in new[] { "channels.json", "groups.json", "dms.json", "mpims.json" })
        {
            foreach (var channel in Parse(source, archive.Find(list), draft).Items)
            {
                if (channel.At("id").Text is { } id)
                {
                    names[id] = channel.At("name").Text ?? id;
                }
            }
        }
        return names;
    }

    private static JsonElement Parse(Source source, Archive.Entry? entry, Draft draft)
    {
        if (entry is null)
        {
            return default;
        }
        try
        {
            using var document = JsonDocument.Parse(source.Archive!.Unpack(entry), new JsonDocumentOptions { MaxDepth = source.Options.Limits.Depth });
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                draft.Strange(1, $"a list in “{Archive.Shown(entry.Name)}”", document.RootElement.GetRawText());
            }
            return document.RootElement.Clone();
        }
        catch (JsonException problem)
        {
            draft.Strange((int)(problem.LineNumber ?? 0) + 1, $"JSON in “{Archive.Shown(entry.Name)}”", "text that is none, or too deep");
            return default;
        }
    }

    [GeneratedRegex(@"^(?:[^/]+/)?(?<channel>[^/]+)/(?<day>\d{4}-\d{2}-\d{2})\.json$")]
    private static partial Regex DayFile();
}

/// <summary>One channel's day, taken out of an export: a list of messages.</summary>
internal sealed class SlackChannelFormat : JsonFormat
{
    public override string Name => "slack-channel";

    protected override bool Is(JsonElement root) => root.Items.Take(20).Any(message => message.At("type").Text == "message" && message.Has("ts"));

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        var people = new SlackPeople(default);
        var messages = root.Items.Where(json => json.IsObject).Select((json, i) => new SlackMessage(json, "", "", i)).ToList();
        foreach (var json in root.Items)
        {
            people.Learn(json);
        }
        foreach (var message in messages.OrderBy(message => message.Time ?? 0))
        {
            if (message.IsEvent)
            {
                draft.Aside(message.Number + 1, "system", message.Text);
            }
            else
            {
                draft.Add(message.AsTurn(people, message.Number + 1));
            }
        }
        return null;
    }
}
