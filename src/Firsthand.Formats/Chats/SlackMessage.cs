using System.Globalization;
using System.Text.Json;
using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Chats;

/// <summary>A message as Slack exports it; times are strings with microseconds, UTC.</summary>
internal sealed class SlackMessage(JsonElement json, string channel, string day, int number)
{
    // Subtypes that are words; all others tell that something happened.
    private static readonly string[] Spoken = ["bot_message", "file_share", "me_message", "thread_broadcast", "file_comment", "reply_broadcast"];

    public string Channel { get; } = channel;

    public string Day { get; } = day;

    public int Number { get; } = number;

    public string Text { get; } = Words(json);

    public double? Time { get; } = json.At("ts").Number;

    /// <summary>The first message of the thread, when this is part of one.</summary>
    public string? Thread { get; } = json.At("thread_ts").Scalar;

    public bool IsEvent => json.At("subtype").Text is { } subtype && !Spoken.Contains(subtype);

    public Turn AsTurn(SlackPeople people, int line)
    {
        Dictionary<string, string> details = [];
        if (Thread is { } thread && thread != json.At("ts").Scalar)
        {
            details["reply-to"] = thread;
        }
        if (json.Has("edited"))
        {
            details["edited"] = "yes";
        }
        if (json.At("files").Items.Any())
        {
            details["attachment"] = string.Join(", ", json.At("files").Items.Select(file => file.At("name").Text ?? file.At("title").Text).OfType<string>());
        }
        if (json.At("reactions").Items.Any())
        {
            details["reactions"] = string.Join(" ", json.At("reactions").Items.Select(reaction => $":{reaction.At("name").Text}: {reaction.At("count").Scalar}"));
        }
        if (json.At("subtype").Text == "bot_message")
        {
            details["bot"] = "yes";
        }
        var display = people.Display(Text);
        if (display != Text)
        {
            details["display"] = display;
        }
        return new Turn(people.Name(json), Moment(), null, Text, TurnKind.Speech, line) { Details = details.Count > 0 ? details : null };
    }

    // Seconds and microseconds apart: together they are more than a double holds.
    private Moment? Moment()
    {
        var parts = json.At("ts").Scalar?.Split('.');
        if (parts is not [var seconds, ..] || !long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) || whole > 253_402_300_799)
        {
            return null;
        }
        var fraction = parts.Length > 1 && parts[1].Length <= 6 && int.TryParse(parts[1].PadRight(6, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out var micros) ? micros : 0;
        var at = DateTimeOffset.FromUnixTimeSeconds(whole).AddTicks(fraction * 10L);
        return Formats.Moment.On(at.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
    }

    /// <summary>A bot may write no text but attachments.</summary>
    private static string Words(JsonElement json) =>
        json.At("text").Text is { Length: > 0 } text ? text : string.Join('\n', json.At("attachments").Items.Select(attachment => attachment.At("text").Text ?? attachment.At("fallback").Text).OfType<string>());
}
