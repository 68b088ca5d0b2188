using System.Text.Json;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Helpdesk;

/// <summary>Crisp: messages of sessions, milliseconds; content is a text, or an object for files and events.</summary>
internal sealed class CrispFormat : JsonFormat
{
    public override string Name => "crisp";

    protected override bool Is(JsonElement root) => Messages(root).Items.Take(20).Any(message => message.Has("session_id") && message.Has("content") && message.Has("from"));

    private static JsonElement Messages(JsonElement root) => root.IsArray ? root : root.At("data");

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        var messages = Messages(root).Items.Select((message, i) => (Message: message, Number: i + 1)).Where(entry => entry.Message.IsObject).ToList();
        foreach (var session in messages.GroupBy(entry => entry.Message.At("session_id").Scalar ?? ""))
        {
            foreach (var (message, number) in session.OrderBy(entry => entry.Message.At("timestamp").Number ?? 0))
            {
                Say(message, number, draft);
            }
            draft.EndConversation(new Dictionary<string, string> { ["session"] = session.Key });
        }
        return null;
    }

    private static void Say(JsonElement message, int number, Draft draft)
    {
        var content = message.At("content");
        var type = message.At("type").Text;
        if (type == "event")
        {
            draft.Aside(number, "system", content.At("namespace").Text ?? content.Scalar ?? "event");
            return;
        }
        Dictionary<string, string> details = [];
        if (type == "note")
        {
            details["internal"] = "yes";
        }
        if (message.At("from").Text is { } role)
        {
            details["role"] = role;
        }
        if (content.IsObject && (content.At("name").Text ?? content.At("url").Text) is { } file)
        {
            details["attachment"] = file;
        }
        draft.Add(new Turn(message.At("user").At("nickname").Text ?? message.At("from").Text, Clock.Unix(message.At("timestamp").Number / 1000), null, content.Text ?? content.At("text").Text ?? "", type == "note" ? TurnKind.Note : TurnKind.Speech, number)
        {
            Details = details.Count > 0 ? details : null,
        });
    }
}
