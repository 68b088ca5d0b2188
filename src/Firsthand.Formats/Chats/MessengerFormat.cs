using System.Text;
using System.Text.Json;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Chats;

/// <summary>Facebook Messenger and Instagram: newest first, and UTF-8 written as if its bytes were letters.</summary>
internal sealed class MessengerFormat : JsonFormat
{
    private static readonly string[] Media = ["photos", "videos", "audio_files", "files", "gifs", "sticker", "share"];
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public override string Name => "messenger";

    protected override bool Is(JsonElement root) => root.At("messages").Items.Take(20).Any(message => message.Has("sender_name"));

    protected override ReadingError? Read(JsonElement root, Draft draft)
    {
        var repaired = false;
        string? Repaired(string? text)
        {
            var whole = text is null ? null : Repair(text);
            repaired |= whole != text;
            return whole;
        }

        var messages = root.At("messages").Items.Select((message, i) => (Message: message, Number: i + 1, At: message.At("timestamp_ms").Number)).ToList();
        // The file has the newest first; of the same moment the later in the file is the older.
        messages.Reverse();
        foreach (var (message, number, at) in messages.OrderBy(entry => entry.At ?? 0))
        {
            if (!message.IsObject)
            {
                draft.Strange(number, "a message", message.GetRawText());
                continue;
            }
            Dictionary<string, string> details = [];
            var attachments = Media.Where(name => message.Has(name)).SelectMany(name => message.At(name).IsArray ? message.At(name).Items : [message.At(name)]).Select(file => file.At("uri").Text ?? file.At("link").Text).OfType<string>().ToList();
            if (attachments.Count > 0)
            {
                details["attachment"] = string.Join(", ", attachments);
            }
            if (message.At("reactions").Items.Any())
            {
                details["reactions"] = string.Join(", ", message.At("reactions").Items.Select(reaction => $"{Repaired(reaction.At("reaction").Text)} {Repaired(reaction.At("actor").Text)}"));
            }
            draft.Add(new Turn(Repaired(message.At("sender_name").Text), Clock.Unix(at / 1000), null, Repaired(message.At("content").Text) ?? "", TurnKind.Speech, number) { Details = details.Count > 0 ? details : null });
        }
        draft.Title = Repaired(root.At("title").Text);
        draft.Attendees = [.. root.At("participants").Items.Select(person => Repaired(person.At("name").Text)).OfType<string>()];
        if (repaired)
        {
            draft.Note("Meta writes the bytes of UTF-8 as single letters; they were put together again.");
        }
        draft.EndConversation();
        return null;
    }

    private static string Repair(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0080', '\u00FF') || text.AsSpan().ContainsAnyExceptInRange('\0', '\u00FF'))
        {
            return text;
        }
        try
        {
            return Strict.GetString(Encoding.Latin1.GetBytes(text));
        }
        catch (DecoderFallbackException)
        {
            return text;
        }
    }
}
