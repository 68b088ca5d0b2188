using System.Text.Json;
using Firsthand.Formats.Frame;
using Firsthand.Formats.Web;

namespace Firsthand.Formats.Helpdesk;

/// <summary>Zendesk: a ticket, a list of them, or an account's export with one on each line; comments with authors by number, private ones internal.</summary>
internal sealed class ZendeskFormat : JsonFormat
{
    public override string Name => "zendesk";

    protected override bool Is(JsonElement root) =>
        root.At("ticket").IsObject || root.At("tickets").IsArray || IsTicket(root) || root.IsArray && root.GetArrayLength() > 0 && root.Items.Take(20).All(IsTicket)
        || root.At("comments").Items.Any(comment => comment.Has("author_id") && comment.Has("body"));

    private static bool IsTicket(JsonElement element) => element.Has("subject") && element.At("description").ValueKind != JsonValueKind.Undefined && (element.Has("requester") || element.Has("requester_id") || element.At("comments").IsArray);

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        var people = new Dictionary<string, Author>();
        Learn(root, people);
        if (root.At("comments").IsArray && !root.Has("subject"))
        {
            Ticket(root.At("ticket") is { IsObject: true } ticket ? ticket : root, root.At("comments"), people, draft);
            return null;
        }
        foreach (var ticket in root.At("ticket").IsObject ? [root.At("ticket")] : root.At("tickets").IsArray ? root.At("tickets").Items : root.IsArray ? root.Items : [root])
        {
            Ticket(ticket, ticket.At("comments"), people, draft);
        }
        return null;
    }

    private static void Ticket(JsonElement ticket, JsonElement comments, Dictionary<string, Author> shared, Draft draft)
    {
        var people = new Dictionary<string, Author>(shared);
        Learn(ticket, people);
        var number = 0;
        foreach (var comment in comments.Items)
        {
            number++;
            var (author, id) = (comment.At("author"), comment.At("author_id").Scalar);
            var known = people.GetValueOrDefault(id ?? "", new(id, null));
            Say(new(author.At("name").Text ?? known.Name, author.At("role").Text ?? known.Role), comment, comment.At("public").ValueKind == JsonValueKind.False, number, draft);
        }
        if (number == 0 && ticket.At("description").Text is { Length: > 0 } description)
        {
            var from = ticket.At("via").At("source").At("from").At("name").Text;
            var requester = ticket.At("requester").At("name").Text ?? (ticket.At("requester_id").Scalar is { } id ? people.GetValueOrDefault(id)?.Name ?? from ?? id : from);
            draft.Add(requester, Time(ticket), null, description, 1);
        }
        draft.Title = ticket.At("subject").Text;
        draft.HeldAt = Time(ticket);
        draft.EndConversation(new Dictionary<string, string> { ["id"] = ticket.At("id").Scalar ?? "", ["status"] = ticket.At("status").Text ?? "" });
    }

    private static void Say(Author author, JsonElement comment, bool isPrivate, int number, Draft draft)
    {
        var text = comment.At("plain_body").Text ?? (comment.At("html_body").Text is { } html && comment.At("body").Text is null ? HtmlText.Of(html) : comment.At("body").Text) ?? "";
        Dictionary<string, string> details = [];
        if (isPrivate)
        {
            details["internal"] = "yes";
        }
        if (author.Role is { } role)
        {
            details["role"] = role;
        }
        if (comment.At("attachments").Items.Any())
        {
            details["attachment"] = string.Join(", ", comment.At("attachments").Items.Select(file => file.At("file_name").Text).OfType<string>());
        }
        draft.Add(new Turn(author.Name, Time(comment), null, text, isPrivate ? TurnKind.Note : TurnKind.Speech, number) { Details = details.Count > 0 ? details : null });
    }

    /// <param name="Role">"end-user", "agent" or "admin", where the file says it.</param>
    private sealed record Author(string? Name, string? Role);

    private static Moment? Time(JsonElement element) => element.At("created_at").Text is { } date ? DateText.Read(date) : null;

    /// <summary>Who is behind a number: users sent along, requester, submitter and assignee of a ticket.</summary>
    private static void Learn(JsonElement element, Dictionary<string, Author> people)
    {
        foreach (var person in element.At("users").Items.Concat([element.At("requester"), element.At("submitter"), element.At("assignee")]))
        {
            if (person.At("id").Scalar is { } id && person.At("name").Text is { Length: > 0 } name)
            {
                people[id] = new(name, person.At("role").Text ?? people.GetValueOrDefault(id)?.Role);
            }
        }
    }
}
