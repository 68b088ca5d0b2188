using System.Text.Json;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Conversations;

/// <summary>What a turn looks like in JSON that no known tool wrote: a pair [speaker, text], or an object with words under one of the usual names, and perhaps who, when.</summary>
internal static class TurnShape
{
    private const int LongestSpeaker = 80;
    private const int ItemsToLook = 60;

    private static readonly string[] TextKeys = ["text", "content", "message", "utterance", "body", "transcript", "sentence", "words", "msg", "value", "statement", "line"];
    private static readonly string[] SpeakerKeys = ["speaker", "role", "author", "from", "sender", "speaker_name", "speakerName", "speaker_label", "speakerId", "speaker_id", "name", "username", "user", "participant", "party", "who", "authorRole", "sender_name", "from_name", "display_name", "agent"];
    private static readonly string[] StartKeys = ["start", "start_time", "startTime", "begin", "timestamp", "ts", "time", "date", "created_at", "createdAt", "sent_at", "datetime", "offset"];
    private static readonly string[] EndKeys = ["end", "end_time", "endTime", "stop"];

    // Parts in a log that are no person's words.
    private static readonly string[] MachineParts = ["action", "system", "event", "tool", "function", "log"];

    /// <summary>The speaker, the words and the times of an item; null when it is no turn.</summary>
    public static Turn? Read(JsonElement item, int number)
    {
        if (item.IsArray)
        {
            return item.GetArrayLength() == 2 && item[0].Text is { } who && item[1].Text is { } said ? Make(who, null, null, said, number) : null;
        }
        if (!item.IsObject || Words(item) is not { } text)
        {
            return null;
        }
        return Make(Speaker(item), Time(item, StartKeys), Time(item, EndKeys), text, number);
    }

    /// <summary>Whether a list is a list of turns: nearly all items have words, and they say who speaks or have a place in the conversation.</summary>
    public static bool IsTurnList(JsonElement list)
    {
        if (!list.IsArray || list.GetArrayLength() == 0)
        {
            return false;
        }
        var items = list.Items.Take(ItemsToLook).ToList();
        if (items.TrueForAll(item => item.IsArray))
        {
            return items.TrueForAll(item => item.GetArrayLength() == 2 && item[0].Text is { Length: > 0 and <= LongestSpeaker } && item[1].IsString)
                && items.Select(item => item[0].Text).Distinct().Count() is var speakers && (speakers <= 3 || speakers <= items.Count / 2);
        }
        return items.Count(item => item.IsObject && Words(item) is not null && Speaker(item) is not null) >= items.Count * 0.8;
    }

    /// <summary>The words of an object, under whichever name they stand; content in parts is joined.</summary>
    public static string? Words(JsonElement item)
    {
        foreach (var key in TextKeys)
        {
            var value = item.At(key);
            if (value.Text is { } text)
            {
                return text;
            }
            if (value.IsArray && value.Items.Select(part => part.Text ?? part.At("text").Text ?? part.At("punctuated_word").Text ?? part.At("word").Text).OfType<string>().ToList() is { Count: > 0 } parts)
            {
                return Joined(parts, areWords: key == "words" || parts.TrueForAll(part => !part.AsSpan().Trim().ContainsAny(" \t\n")));
            }
        }
        return null;
    }

    /// <summary>Words with blanks between them, unless they carry their own; paragraphs on lines.</summary>
    private static string Joined(List<string> parts, bool areWords)
    {
        var seams = parts.Zip(parts.Skip(1)).Where(seam => !IsMark(seam.Second)).ToList();
        if (seams.Count > 0 && seams.TrueForAll(seam => seam.First is [.., ' ' or '\n'] || seam.Second is [' ' or '\n', ..]))
        {
            return string.Concat(parts);
        }
        return areWords ? string.Concat(parts.Select((part, i) => i == 0 || IsMark(part) ? part : " " + part)) : string.Join('\n', parts);
    }

    /// <summary>Whether a piece stands without a blank before it.</summary>
    private static bool IsMark(string part) => part is ['.' or ',' or '?' or '!' or ';' or ':' or '…' or ')' or '。' or '，' or '？' or '！', ..];

    private static Turn Make(string? speaker, Moment? start, Moment? end, string text, int number) =>
        new(string.IsNullOrWhiteSpace(speaker) ? null : speaker, start, end, text, MachineParts.Contains(speaker, StringComparer.OrdinalIgnoreCase) ? TurnKind.Note : TurnKind.Speech, number);

    private static string? Speaker(JsonElement item)
    {
        foreach (var key in SpeakerKeys)
        {
            var value = item.At(key);
            if ((value.IsObject ? value.At("name").Text ?? value.At("display_name").Text ?? value.At("username").Text ?? value.At("email").Text ?? value.At("role").Text ?? value.At("id").Scalar : value.Scalar) is { Length: > 0 and <= 200 } name)
            {
                return name;
            }
        }
        return null;
    }

    private static Moment? Time(JsonElement item, string[] keys)
    {
        foreach (var key in keys)
        {
            var value = item.At(key);
            if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            {
                continue;
            }
            if (value.Number is { } number)
            {
                // Beyond any recording's length a number is a date: seconds since 1970, or milliseconds.
                return number > 1e11 ? Clock.Unix(number / 1000) : number > 1e9 ? Clock.Unix(number) : Clock.Offset(number);
            }
            if (value.Text is { } text)
            {
                return Clock.Read(text) is { } clock ? Clock.Offset(clock) : DateText.Read(text);
            }
        }
        return null;
    }
}
