using System.Globalization;
using System.Text.Json;

namespace Firsthand.Formats.Tests;

/// <summary>What an expected.json asks, compared with what was read. Gives a line for each difference.</summary>
internal static class Oracle
{
    public static List<string> Compare(Sample sample)
    {
        var expected = sample.Expected;
        List<string> differences = [];
        if (sample.Read() is { Error: { } error } failed)
        {
            if (!(expected.TryGetProperty("isWebVtt", out var isWebVtt) && isWebVtt.ValueKind == JsonValueKind.False))
            {
                differences.Add($"error: {failed.Error}");
            }
            return differences;
        }
        var reading = sample.Read().Value!;
        if (expected.TryGetProperty("isWebVtt", out var vtt) && vtt.ValueKind == JsonValueKind.False)
        {
            return reading.Format == "webvtt" ? ["was read as WebVTT"] : [];
        }
        Turn[] turns = [.. reading.Turns];

        // The oracles' own reader did not know the white space before a colon that RFC 2822 (4.5) has us accept, and so found no sender and no date.
        var isObsolete = sample.Folder == "email" && sample.Bytes.AsSpan().StartsWith("From  :"u8);

        void Same<T>(string what, T wanted, T got)
        {
            if (isObsolete && (what.Contains("speaker", StringComparison.Ordinal) || what.Contains("start", StringComparison.Ordinal) || what == "participants"))
            {
                return;
            }
            if (!EqualityComparer<T>.Default.Equals(wanted, got))
            {
                differences.Add($"{what}: expected {wanted}, got {got}");
            }
        }

        if (Number(expected, "utterances") is { } utterances && !expected.TryGetProperty("codes", out _))
        {
            Same("utterances", utterances, turns.Length);
        }
        if (expected.TryGetProperty("participants", out var participants) && participants.ValueKind == JsonValueKind.Array && !expected.TryGetProperty("cards", out _) && sample.Folder != "email-reply")
        {
            Same("participants", string.Join(" | ", participants.EnumerateArray().Select(p => p.GetString())), string.Join(" | ", turns.Select(t => t.Speaker).OfType<string>().Distinct()));
        }
        if (expected.TryGetProperty("nonWhitespaceSha256", out var hash) && hash.ValueKind == JsonValueKind.String)
        {
            var (length, sha256) = Sample.Fingerprint(turns.Select(turn => turn.Text));
            Same("length of words", (int)(Number(expected, "nonWhitespaceUtf16") ?? length), length);
            Same("hash of words", hash.GetString(), sha256);
        }
        if (turns.Length > 0)
        {
            CompareTurn("first", turns[0]);
            CompareTurn("last", turns[^1]);
        }
        if (Number(expected, "systemEvents") is { } events)
        {
            Same("system events", events, reading.SetAside.Count(aside => aside.Kind == "system"));
        }
        if (expected.TryGetProperty("systemTexts", out var systemTexts))
        {
            Same("system texts", string.Join("\n", systemTexts.EnumerateArray().Select(t => t.GetString())), string.Join("\n", reading.SetAside.Where(aside => aside.Kind == "system").Select(aside => aside.Text)));
        }
        if (Number(expected, "interactions") is { } interactions && sample.Folder != "slack")
        {
            Same("conversations", interactions, reading.Conversations.Count);
        }
        if (expected.TryGetProperty("unparsedBlocks", out var unparsed))
        {
            Same("not understood", string.Join("\n", unparsed.EnumerateArray().Select(t => t.GetString())), string.Join("\n", reading.NotUnderstood.Select(block => block.Text)));
        }
        if (expected.TryGetProperty("notes", out var notes) && notes.ValueKind == JsonValueKind.Array && notes.EnumerateArray().All(n => n.ValueKind == JsonValueKind.String))
        {
            Same("notes", string.Join("\n", notes.EnumerateArray().Select(t => t.GetString())), string.Join("\n", reading.SetAside.Where(aside => aside.Kind == "note").Select(aside => aside.Text)));
        }
        if (Number(expected, "reactions") is { } reactions)
        {
            // A chat may hold them as messages, or as remarks on messages.
            Same("reactions", reactions, turns.Count(turn => turn.Kind == TurnKind.Reaction) + reading.SetAside.Count(aside => aside.Kind == "reaction"));
        }
        if (Number(expected, "rows") is { } rows && reading.Table is { } table)
        {
            Same("rows", rows, table.Rows);
        }
        if (Number(expected, "columns") is { } columns && reading.Table is { } shape)
        {
            Same("columns", columns, shape.Columns.Count);
        }
        var items = JsonSerializer.SerializeToElement(reading.Items, Camel);
        foreach (var item in items.ValueKind == JsonValueKind.Object ? items.EnumerateObject().Where(item => expected.TryGetProperty(item.Name, out var wanted) && wanted.ValueKind != JsonValueKind.Null) : [])
        {
            CompareItem(item.Name, expected.GetProperty(item.Name), item.Value, differences);
        }
        foreach (var name in new[] { "replyText", "elidedText" })
        {
            if (expected.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.String && turns.Length > 0)
            {
                Same(name, Squeezed(part.GetString()!), Squeezed(turns[0].Details?.GetValueOrDefault(name) ?? ""));
            }
        }
        return differences;

        void CompareTurn(string which, Turn turn)
        {
            if (!expected.TryGetProperty(which, out var wanted) || wanted.ValueKind != JsonValueKind.Object)
            {
                return;
            }
            Same($"{which} speaker", wanted.TryGetProperty("speaker", out var speaker) ? speaker.GetString() : null, turn.Speaker);
            Same($"{which} start", Time(wanted, "start"), Time(turn.Start));
            Same($"{which} end", Time(wanted, "end"), Time(turn.End));
            // The texts of the W3C's suite are raw, tags and all: the parser's own test compares those. HTML mails are compared by words, which the hash does not.
            if (sample.Folder != "webvtt-wpt" && !(expected.TryGetProperty("bodyType", out var body) && body.GetString() == "text/html") && wanted.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String)
            {
                // An ellipsis at the end says that the oracle shows only the beginning.
                var (a, b) = (Squeezed(text.GetString()!), Squeezed(turn.Text));
                Same($"{which} text", a, text.GetString()!.Length >= 200 && b.StartsWith(a.TrimEnd('…'), StringComparison.Ordinal) ? a : b);
            }
        }
    }

    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);

    /// <summary>Compares what the oracle says of an item; what it does not say may be anything.</summary>
    private static void CompareItem(string path, JsonElement wanted, JsonElement got, List<string> differences)
    {
        if (wanted.ValueKind == JsonValueKind.Object && got.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in wanted.EnumerateObject())
            {
                CompareItem($"{path}.{property.Name}", property.Value, got.TryGetProperty(property.Name, out var value) ? value : default, differences);
            }
        }
        else if (wanted.ValueKind == JsonValueKind.Array && got.ValueKind == JsonValueKind.Array && wanted.GetArrayLength() <= got.GetArrayLength() && (wanted.GetArrayLength() == got.GetArrayLength() || path == "eventList"))
        {
            for (var i = 0; i < wanted.GetArrayLength(); i++)
            {
                CompareItem($"{path}[{i}]", wanted[i], got[i], differences);
            }
        }
        else if (wanted.ToString() != (got.ValueKind == JsonValueKind.Undefined ? "nothing" : got.ToString()))
        {
            differences.Add($"{path}: expected {wanted}, got {(got.ValueKind == JsonValueKind.Undefined ? "nothing" : got)}");
        }
    }

    private static long? Number(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;

    private static string Time(JsonElement turn, string name) => !turn.TryGetProperty(name, out var time) || time.ValueKind == JsonValueKind.Null ? "none"
        : time.ValueKind == JsonValueKind.Number ? time.GetDouble().ToString("0.###", CultureInfo.InvariantCulture) : Date(time.GetString()!);

    private static string Time(Moment? moment) => moment switch
    {
        null => "none",
        { Seconds: { } seconds } => seconds.ToString("0.###", CultureInfo.InvariantCulture),
        { Date: { } date } => Date(date),
        _ => "none",
    };

    /// <summary>A date by what it means: its time to the millisecond, and whether it knows its zone.</summary>
    private static string Date(string text) => text.EndsWith('Z') || text.Length > 19 && text.LastIndexOfAny(['+', '-']) >= 19
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", CultureInfo.InvariantCulture)
        : DateTime.TryParse(text, CultureInfo.InvariantCulture, out var local) && text.Length > 10 ? local.ToString("yyyy-MM-ddTHH:mm:ss.FFF", CultureInfo.InvariantCulture) : text;

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '\uFEFF'));
}
