using System.Text.Json;
using Firsthand.Formats.Frame;
using Firsthand.Formats.Web;

namespace Firsthand.Formats.Helpdesk;

/// <summary>Intercom: the opening message, then parts; a part without a body is an event, a note is internal.</summary>
internal sealed class IntercomFormat : JsonFormat
{
    private static readonly string[] AuthorNames = ["name", "email", "id"];

    public override string Name => "intercom";

    protected override bool Is(JsonElement root) => Conversations(root).Any();

    // A conversation, a page of them, or an example with its name around it.
    private static IEnumerable<JsonElement> Conversations(JsonElement root)
    {
        if (IsConversation(root))
        {
            return [root];
        }
        var list = root.At("conversations").IsArray ? root.At("conversations") : root.At("data").IsArray ? root.At("data") : root;
        return list.IsArray ? list.Items.Where(IsConversation) : [];
    }

    private static bool IsConversation(JsonElement element) => element.At("type").Text == "conversation" && (element.At("source").IsObject || element.Has("conversation_parts"));

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        foreach (var conversation in Conversations(root))
        {
            var number = 1;
            var source = conversation.At("source");
            Say(source, conversation.At("created_at"), TurnKind.Speech, number, draft);
            var parts = conversation.At("conversation_parts") is { IsObject: true } list ? list.At("conversation_parts") : conversation.At("conversation_parts");
            foreach (var part in parts.Items)
            {
                number++;
                var type = part.At("part_type").Text ?? "";
                if (part.At("body").Text is not { Length: > 0 })
                {
                    draft.Aside(number, "system", $"{type} {part.At("author").At("name").Text}".Trim());
                    continue;
                }
                Say(part, part.At("created_at"), type.StartsWith("note", StringComparison.Ordinal) ? TurnKind.Note : TurnKind.Speech, number, draft);
            }
            draft.Title = conversation.At("title").Text is { Length: > 0 } title ? title : source.At("subject").Text is { Length: > 0 } subject ? HtmlText.Of(subject) : null;
            draft.HeldAt = Clock.Unix(conversation.At("created_at").Number);
            draft.EndConversation(new Dictionary<string, string> { ["id"] = conversation.At("id").Scalar ?? "", ["state"] = conversation.At("state").Text ?? "" });
        }
        return null;
    }

    private static void Say(JsonElement part, JsonElement at, TurnKind kind, int number, Draft draft)
    {
        if (part.At("body").Text is not { Length: > 0 } body)
        {
            return;
        }
        var author = part.At("author");
        var name = AuthorNames.Select(key => author.At(key).Scalar).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        Dictionary<string, string> details = [];
        if (kind == TurnKind.Note)
        {
            details["internal"] = "yes";
        }
        if (author.At("type").Text is { } role)
        {
            details["role"] = role;
        }
        if (part.At("attachments").Items.Any())
        {
            details["attachment"] = string.Join(", ", part.At("attachments").Items.Select(file => file.At("name").Text ?? file.At("url").Text).OfType<string>());
        }
        draft.Add(new Turn(name, Clock.Unix(at.Number), null, HtmlText.Of(body), kind, number) { Details = details.Count > 0 ? details : null });
    }
}
