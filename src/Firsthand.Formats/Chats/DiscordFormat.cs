using System.Text.Json;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Chats;

/// <summary>DiscordChatExporter's JSON: messages of type Default or Reply are words, all others events.</summary>
internal sealed class DiscordFormat : JsonFormat
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
