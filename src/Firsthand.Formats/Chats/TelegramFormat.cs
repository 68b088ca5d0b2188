using System.Text.Json;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Chats;

/// <summary>Telegram's export: one chat, or an account with a list of chats. A text is a string or a list of strings and entities.</summary>
internal sealed class TelegramFormat : JsonFormat
{
    private static readonly string[] Media = ["photo", "file", "media_type", "sticker_emoji", "location_information", "contact_information", "poll"];

    public override string Name => "telegram";

    protected override bool Is(JsonElement root) =>
        root.At("chats").At("list").IsArray || root.At("messages").Items.Take(50).Any(message => message.Has("date_unixtime") || message.Has("from_id") || message.Has("text_entities"));

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        foreach (var chat in root.At("chats").At("list").IsArray ? root.At("chats").At("list").Items : [root])
        {
            var number = 0;
            foreach (var message in chat.At("messages").Items)
            {
                Message(message, ++number, draft);
            }
            draft.Title = chat.At("name").Text;
            draft.EndConversation();
        }
        return null;
    }

    private static void Message(JsonElement message, int number, Draft draft)
    {
        if (!message.IsObject)
        {
            draft.Strange(number, "a message", message.GetRawText());
            return;
        }
        if (message.At("type").Text is not (null or "message"))
        {
            draft.Aside(number, "system", $"{message.At("actor").Text} {message.At("action").Text} {Words(message.At("text"))}".Trim());
            return;
        }
        Dictionary<string, string> details = [];
        if (Media.Select(name => message.At(name).Scalar).FirstOrDefault(value => value is not null) is { } attachment)
        {
            details["attachment"] = attachment;
        }
        if (message.At("reply_to_message_id").Scalar is { } reply)
        {
            details["reply-to"] = reply;
        }
        if (message.At("forwarded_from").Text is { } forwarded)
        {
            details["forwarded-from"] = forwarded;
        }
        if (message.Has("edited_unixtime") || message.Has("edited"))
        {
            details["edited"] = "yes";
        }
        var at = Clock.Unix(message.At("date_unixtime").Number) ?? (message.At("date").Text is { } date ? DateText.Read(date) : null);
        // Whoever deleted the account has a number only.
        var speaker = message.At("from").Text ?? message.At("from_id").Scalar;
        draft.Add(new Turn(speaker, at, null, Words(message.At("text")), TurnKind.Speech, number) { Details = details.Count > 0 ? details : null });
    }

    private static string Words(JsonElement text) => text.Text ?? string.Concat(text.Items.Select(part => part.Text ?? part.At("text").Text));
}
