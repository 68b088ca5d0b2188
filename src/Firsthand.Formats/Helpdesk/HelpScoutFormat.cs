using System.Text.Json;
using Firsthand.Formats.Frame;
using Firsthand.Formats.Web;

namespace Firsthand.Formats.Helpdesk;

/// <summary>Help Scout: threads, newest first; a line item is an event, a note internal.</summary>
internal sealed class HelpScoutFormat : JsonFormat
{
    public override string Name => "helpscout";

    protected override bool Is(JsonElement root) => root.At("_embedded").At("threads").IsArray || root.At("_embedded").At("conversations").IsArray;

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        foreach (var conversation in root.At("_embedded").At("conversations").IsArray ? root.At("_embedded").At("conversations").Items : [root])
        {
            var threads = conversation.At("_embedded").At("threads").Items.Select((thread, i) => (Thread: thread, Number: i + 1, At: thread.At("createdAt").Text ?? "")).ToList();
            threads.Reverse();
            foreach (var (thread, number, at) in threads.OrderBy(entry => entry.At, StringComparer.Ordinal))
            {
                Thread(thread, number, at, draft);
            }
            draft.Title = conversation.At("subject").Text;
            draft.HeldAt = conversation.At("createdAt").Text is { } created ? DateText.Read(created) : null;
            draft.EndConversation(new Dictionary<string, string> { ["number"] = conversation.At("number").Scalar ?? "", ["status"] = conversation.At("status").Text ?? "" });
        }
        return null;
    }

    private static void Thread(JsonElement thread, int number, string at, Draft draft)
    {
        var type = thread.At("type").Text;
        if (type == "lineitem" || thread.At("body").Text is not { Length: > 0 } body)
        {
            draft.Aside(number, "system", thread.At("action").At("text").Text ?? type ?? "");
            return;
        }
        var author = thread.At("createdBy") is { IsObject: true } by ? by : thread.At("customer");
        var name = $"{author.At("first").Text} {author.At("last").Text}".Trim();
        Dictionary<string, string> details = [];
        if (type == "note")
        {
            details["internal"] = "yes";
        }
        if (author.At("type").Text is { } role)
        {
            // Its users are those who answer.
            details["role"] = role == "user" ? "agent" : role;
        }
        draft.Add(new Turn(name.Length > 0 ? name : author.At("email").Text ?? author.At("id").Scalar, DateText.Read(at), null, HtmlText.Of(body), type == "note" ? TurnKind.Note : TurnKind.Speech, number) { Details = details.Count > 0 ? details : null });
    }
}
