using System.Text.Json;
using Firsthand.Formats.Frame;
using Firsthand.Formats.Tables;

namespace Firsthand.Formats.Chats;

/// <summary>Discord by DiscordChatExporter, JSON or CSV.</summary>
internal sealed class DiscordFormat : IFormat
{
    private readonly DiscordJson json = new();

    public string Name => "discord";

    public bool Recognises(Source source) => json.Recognises(source) || DiscordTable.Recognises(source);

    public Reading<FileReading> Read(Source source) => source.Json is null && DiscordTable.Recognises(source) ? DiscordTable.Read(source, Name) : json.Read(source);
}

/// <summary>The exporter's CSV: AuthorID, Author, Date, Content, Attachments, Reactions.</summary>
internal static class DiscordTable
{
    public static bool Recognises(Source source) => NamedColumns.Peek(source)?.Has("authorid", "author", "date", "content") == true;

    public static FileReading Read(Source source, string format)
    {
        var draft = new Draft(source);
        var table = NamedColumns.Open(source, draft);
        int author = table.Find("author")!.Value, date = table.Find("date")!.Value, content = table.Find("content")!.Value;
        foreach (var row in table.Data)
        {
            Dictionary<string, string> details = [];
            foreach (var (column, detail) in new[] { ("attachments", "attachment"), ("reactions", "reactions") })
            {
                if (table.Find(column) is { } place && row[place].Length > 0)
                {
                    details[detail] = row[place];
                }
            }
            draft.Add(new Turn(row[author], DateText.Read(row[date]), null, row[content], TurnKind.Speech, row.Line) { Details = details.Count > 0 ? details : null });
        }
        return draft.Finish(format);
    }
}

/// <summary>The exporter's JSON: messages of type Default or Reply are words, all others events.</summary>
internal sealed class DiscordJson : JsonFormat
{
    public override string Name => "discord";

    protected override bool Is(JsonElement root) => root.Has("guild") && root.Has("channel") && root.At("messages").IsArray;

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        var number = 0;
        foreach (var message in root.At("messages").Items)
        {
            number++;
            var author = message.At("author").At("nickname").Text is { Length: > 0 } nickname ? nickname : message.At("author").At("name").Text;
            var text = message.At("content").Text ?? "";
            if (message.At("type").Text is not ("Default" or "Reply" or null))
            {
                draft.Aside(number, "system", $"{author}: {text}");
                continue;
            }
            Dictionary<string, string> details = [];
            if (message.At("attachments").Items.Any())
            {
                details["attachment"] = string.Join(", ", message.At("attachments").Items.Select(file => file.At("fileName").Text ?? file.At("url").Text).OfType<string>());
            }
            if (message.At("reference").At("messageId").Scalar is { } reply)
            {
                details["reply-to"] = reply;
            }
            if (message.Has("timestampEdited"))
            {
                details["edited"] = "yes";
            }
            if (message.At("reactions").Items.Any())
            {
                details["reactions"] = string.Join(" ", message.At("reactions").Items.Select(reaction => $"{reaction.At("emoji").At("name").Text} {reaction.At("count").Scalar}"));
            }
            if (message.At("author").At("isBot").ValueKind == JsonValueKind.True)
            {
                details["bot"] = "yes";
            }
            var at = message.At("timestamp").Text is { } stamp ? DateText.Read(stamp) : null;
            draft.Add(new Turn(author, at, null, text, TurnKind.Speech, number) { Details = details.Count > 0 ? details : null });
        }
        draft.Title = $"{root.At("guild").At("name").Text} - {root.At("channel").At("name").Text}".Trim(' ', '-');
        draft.EndConversation();
        return null;
    }
}
