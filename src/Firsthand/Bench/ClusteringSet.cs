using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Firsthand.Bench;

/// <summary>Texts that a person sorted into classes.</summary>
/// <param name="Classes">For each text its class; of several the first, as the contests count.</param>
internal sealed partial record ClusteringSet(string Name, IReadOnlyList<string> Texts, IReadOnlyList<string> Classes)
{
    private static readonly string[] TextColumns = ["utterance", "text", "first_utterance", "sentence", "query"];
    private static readonly string[] ClassColumns = ["intent", "intents", "category", "label", "tag", "reference_label", "class"];

    /// <summary>
    /// Reads a file of labelled texts: JSON lines or a JSON array of objects, JSON arrays of [text, class] under any name, dialogues with
    /// turns (the turns that carry an intent), or a table with a header, by comma or tab. Texts without a class are left out.
    /// </summary>
    /// <exception cref="FormatException">No labelled texts were found; says what was looked for.</exception>
    public static ClusteringSet Read(string name, string path)
    {
        var pairs = new List<(string Text, string Class)>();
        try
        {
            if (Path.GetExtension(path).StartsWith(".json", StringComparison.OrdinalIgnoreCase)) ReadJson(path, pairs);
            else ReadTable(path, pairs);
        }
        catch (JsonException broken)
        {
            throw new FormatException($"{path}: {broken.Message}", broken);
        }
        if (pairs.Count == 0)
            throw new FormatException($"{path}: no labelled texts; expected one of {string.Join(", ", TextColumns)} beside one of {string.Join(", ", ClassColumns)}.");
        return new(name, [.. pairs.Select(pair => pair.Text)], [.. pairs.Select(pair => pair.Class)]);
    }

    private static void ReadJson(string path, List<(string, string)> pairs)
    {
        var text = File.ReadAllText(path);
        try
        {
            using var whole = JsonDocument.Parse(text);
            Collect(whole.RootElement, pairs);
        }
        catch (JsonException)
        {
            // Not one document, so one to a line.
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                using var row = JsonDocument.Parse(line);
                Collect(row.RootElement, pairs);
            }
        }
    }

    private static void Collect(JsonElement element, List<(string, string)> pairs)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            if (Property(element, TextColumns) is string text)
            {
                if (Property(element, ClassColumns) is string label) pairs.Add((Clean(text), label));
                return;
            }
            foreach (var property in element.EnumerateObject()) if (property.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object) Collect(property.Value, pairs);
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            if (element.GetArrayLength() == 2 && element[0].ValueKind == JsonValueKind.String && element[1].ValueKind == JsonValueKind.String)
                pairs.Add((Clean(element[0].GetString()!), element[1].GetString()!));
            else foreach (var item in element.EnumerateArray()) Collect(item, pairs);
        }
    }

    private static string? Property(JsonElement row, string[] names)
    {
        foreach (var name in names)
        {
            if (!row.TryGetProperty(name, out var value)) continue;
            if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0) value = value[0];
            if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text) return text;
        }
        return null;
    }

    private static void ReadTable(string path, List<(string, string)> pairs)
    {
        var text = File.ReadAllText(path);
        var byTab = text.AsSpan(0, Math.Max(0, text.IndexOf('\n', StringComparison.Ordinal))).Contains('\t');
        using var rows = (byTab ? text.Split('\n').Select(line => line.TrimEnd('\r').Split('\t')) : Quoted(text)).GetEnumerator();
        if (!rows.MoveNext()) return;
        int words = Column(rows.Current, TextColumns), label = Column(rows.Current, ClassColumns);
        if (words < 0 || label < 0) return;
        while (rows.MoveNext())
        {
            var row = rows.Current;
            if (row.Length > Math.Max(words, label) && row[words].Length > 0 && row[label].Length > 0) pairs.Add((Clean(row[words]), row[label]));
        }
    }

    // RFC 4180: a quoted cell holds commas, line breaks and doubled quotes.
    private static IEnumerable<string[]> Quoted(string text)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
            else if (c == '"') quoted = !quoted;
            else if (quoted || c is not (',' or '\n' or '\r')) cell.Append(c);
            else if (c != '\r')
            {
                cells.Add(cell.ToString());
                cell.Clear();
                if (c == ',') continue;
                yield return [.. cells];
                cells.Clear();
            }
        }
        cells.Add(cell.ToString());
        yield return [.. cells];
    }

    private static int Column(string[] columns, string[] names) =>
        names.Select(name => Array.FindIndex(columns, column => string.Equals(column.Trim(), name, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(index => index >= 0, -1);

    // Support threads carry marks around each speaker and instead of the company's name.
    private static string Clean(string text) => Spaces().Replace(Marks().Replace(System.Net.WebUtility.HtmlDecode(text), " "), " ").Trim();

    [GeneratedRegex(@"<?\b(?:cust|rep)__|__(?:cust|rep)\b>?|__\w+__")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
