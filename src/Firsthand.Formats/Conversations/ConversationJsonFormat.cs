using System.Text.Json;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Conversations;

/// <summary>
/// JSON that no known tool wrote but that holds conversations: wherever a list of turns stands, its owner is a conversation and the owner's plain values are its attributes.
/// Flat records with a conversation's number are gathered by it; flat records of words alone are taken one by one.
/// </summary>
internal sealed class ConversationJsonFormat : JsonFormat
{
    private static readonly string[] IdKeys = ["conversation_id", "conversationId", "convo_id", "dialogue_id", "dialog_id", "session_id", "sessionId", "thread_id", "threadId", "ticket_id", "chat_id", "call_id"];
    private static readonly string[] TitleKeys = ["title", "subject", "topic", "name"];

    public override string Name => "conversation-json";

    protected override bool Is(JsonElement root) => true;

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        var found = 0;
        if (IsRecords(root))
        {
            found = ReadRecords(root, draft);
        }
        else
        {
            Find(root, draft, ref found);
        }
        if (found == 0)
        {
            return new ReadingError(1, "JSON of a tool that is known, or with lists of turns (objects with “speaker” and “text”, or pairs)", $"JSON of no known tool ({Outline(root)}); say where its turns stand, and it can be mapped");
        }
        draft.Note("The file is JSON of no known tool; lists of objects or pairs with a speaker and words were taken for conversations.");
        return null;
    }

    private static void Find(JsonElement element, Draft draft, ref int found)
    {
        if (TurnShape.IsTurnList(element))
        {
            found++;
            ReadTurns(element, default, draft);
        }
        else if (element.IsArray)
        {
            foreach (var item in element.Items.Where(item => item.IsObject || item.IsArray))
            {
                Find(item, draft, ref found);
            }
        }
        else if (element.IsObject)
        {
            var lists = element.EnumerateObject().Where(property => TurnShape.IsTurnList(property.Value)).ToList();
            if (lists.Count > 0)
            {
                found++;
                // The same talk may stand twice, once with names masked: the first that is as long as the longest counts.
                var longest = lists.Max(list => list.Value.GetArrayLength());
                var chosen = lists.First(list => list.Value.GetArrayLength() >= longest * 0.8);
                ReadTurns(chosen.Value, element, draft);
                return;
            }
            foreach (var property in element.EnumerateObject().Where(property => property.Value.IsObject || property.Value.IsArray))
            {
                Find(property.Value, draft, ref found);
            }
        }
    }

    private static void ReadTurns(JsonElement list, JsonElement owner, Draft draft)
    {
        var number = 0;
        foreach (var item in list.Items)
        {
            number++;
            if (TurnShape.Read(item, number) is { } turn)
            {
                draft.Add(turn);
            }
            else
            {
                draft.Strange(number, "a speaker and words", item.GetRawText());
            }
        }
        draft.Title = TitleKeys.Select(key => owner.At(key).Text).FirstOrDefault(title => !string.IsNullOrWhiteSpace(title));
        draft.EndConversation(Attributes(owner));
    }

    /// <summary>Whether a list holds flat records of words: with a conversation's number, or with no speaker at all.</summary>
    private static bool IsRecords(JsonElement root) =>
        root.IsArray && root.GetArrayLength() > 0 && root.Items.Take(60).All(item => item.IsObject && TurnShape.Words(item) is not null)
        && (root.Items.Take(60).All(item => Id(item) is not null) || !TurnShape.IsTurnList(root));

    private static int ReadRecords(JsonElement root, Draft draft)
    {
        List<(string? Id, List<(JsonElement Item, int Number)> Items)> groups = [];
        Dictionary<string, int> places = [];
        var number = 0;
        foreach (var item in root.Items)
        {
            number++;
            if (Id(item) is { } id && places.TryGetValue(id, out var place))
            {
                groups[place].Items.Add((item, number));
                continue;
            }
            if (Id(item) is { } first)
            {
                places[first] = groups.Count;
            }
            groups.Add((Id(item), [(item, number)]));
        }
        foreach (var (id, items) in groups)
        {
            foreach (var (item, place) in items)
            {
                if (TurnShape.Read(item, place) is { } turn)
                {
                    draft.Add(id is null ? turn with { Kind = TurnKind.Answer } : turn);
                }
                else
                {
                    draft.Strange(place, "words", item.GetRawText());
                }
            }
            draft.EndConversation(id is null ? Attributes(items[0].Item) : new Dictionary<string, string> { ["id"] = id });
        }
        return groups.Count;
    }

    private static string? Id(JsonElement item) => IdKeys.Select(key => item.At(key).Scalar).FirstOrDefault(id => id is not null);

    private static Dictionary<string, string> Attributes(JsonElement owner)
    {
        Dictionary<string, string> attributes = [];
        if (owner.IsObject)
        {
            foreach (var property in owner.EnumerateObject())
            {
                if (property.Value.Scalar is { Length: > 0 and <= 500 } value)
                {
                    attributes[property.Name] = value;
                }
            }
        }
        return attributes;
    }

    private static string Outline(JsonElement root) =>
        root.IsObject ? $"an object with {string.Join(", ", root.EnumerateObject().Take(6).Select(property => $"“{property.Name}”"))}" : root.IsArray ? $"a list of {root.GetArrayLength()}" : "a single value";
}
