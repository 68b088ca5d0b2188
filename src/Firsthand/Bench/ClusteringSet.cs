using System.Text.Json;
using System.Text.RegularExpressions;

namespace Firsthand.Bench;

/// <summary>Texts that a person sorted into classes.</summary>
/// <param name="Classes">For each text its class; of several the first, as the contests count.</param>
internal sealed partial record ClusteringSet(string Name, IReadOnlyList<string> Texts, IReadOnlyList<string> Classes) : BenchSet(Name)
{
    private static readonly string Expected = $"one of {string.Join(", ", LabelledTable.TextColumns)} beside one of {string.Join(", ", LabelledTable.ClassColumns)}";

    /// <summary>
    /// Reads labelled texts: JSON lines or a JSON array of objects, JSON arrays of [text, class] under any name, or dialogues with
    /// turns (the turns that carry an intent). A class is a word or a number; texts whose class is empty are left out.
    /// </summary>
    /// <returns>Null where the JSON is whole and holds no labelled texts.</returns>
    /// <exception cref="SetRefused">A line is broken.</exception>
    public static ClusteringSet? ReadJson(string name, string path, string text)
    {
        var pairs = new List<(string, string)>();
        var lines = text.Split('\n');
        if (IsJson(lines.First(line => !string.IsNullOrWhiteSpace(line))))
        {
            for (var i = 0; i < lines.Length; i++)
                if (!string.IsNullOrWhiteSpace(lines[i])) Collect(lines[i], path, before: i, pairs);
        }
        else Collect(text, path, before: 0, pairs);
        return pairs.Count == 0 ? null : Of(name, pairs);
    }

    /// <summary>As contests hand them out, texts hold marks and spaces that nobody said.</summary>
    public static ClusteringSet Of(string name, List<(string Text, string Class)> pairs) => new(name, [.. pairs.Select(pair => Clean(pair.Text))], [.. pairs.Select(pair => pair.Class)]);

    private static bool IsJson(string line)
    {
        try
        {
            using var parsed = JsonDocument.Parse(line);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <param name="before">How many lines of the file stand before this part of it.</param>
    private static void Collect(string json, string path, int before, List<(string, string)> pairs)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            Collect(parsed.RootElement, pairs, broken => new SetRefused(path, before + LineOf(json, broken), $"an object with {Expected}"));
        }
        catch (JsonException broken)
        {
            throw new SetRefused(path, before + 1 + (int)(broken.LineNumber ?? 0), "JSON", broken);
        }
    }

    // Elements do not know where they stand, but the words of a broken one do.
    private static int LineOf(string json, JsonElement element) => 1 + json.AsSpan(0, Math.Max(0, json.IndexOf(element.GetRawText(), StringComparison.Ordinal))).Count('\n');

    /// <param name="inside">Within something else, such as a dialogue, of which not all is labelled.</param>
    private static void Collect(JsonElement element, List<(string, string)> pairs, Func<JsonElement, SetRefused> refusal, bool inside = false)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            if (Property(element, LabelledTable.TextColumns) is not { } text)
            {
                foreach (var property in element.EnumerateObject()) if (property.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object) Collect(property.Value, pairs, refusal, inside: true);
            }
            else if (Property(element, LabelledTable.ClassColumns) is { } label ? text.ValueKind != JsonValueKind.String || !Take(text, label, pairs) : !inside) throw refusal(element);
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            if (element.GetArrayLength() == 2 && element[0].ValueKind == JsonValueKind.String && element[1].ValueKind is JsonValueKind.String or JsonValueKind.Number) Take(element[0], element[1], pairs);
            else foreach (var item in element.EnumerateArray()) Collect(item, pairs, refusal, inside);
        }
    }

    // False where the class is none.
    private static bool Take(JsonElement text, JsonElement label, List<(string, string)> pairs)
    {
        if (label.ValueKind == JsonValueKind.Array) label = label.GetArrayLength() > 0 ? label[0] : default;
        if (label.ValueKind is JsonValueKind.Object or JsonValueKind.Array) return false;
        if (text.GetString() is { Length: > 0 } words && label.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) && label.ToString() is { Length: > 0 } name) pairs.Add((words, name));
        return true;
    }

    private static JsonElement? Property(JsonElement row, string[] names)
    {
        foreach (var name in names) if (row.TryGetProperty(name, out var value)) return value;
        return null;
    }

    // Support threads carry marks around each speaker and instead of the company's name.
    private static string Clean(string text) => Spaces().Replace(Marks().Replace(System.Net.WebUtility.HtmlDecode(text), " "), " ").Trim();

    [GeneratedRegex(@"<?\b(?:cust|rep)__|__(?:cust|rep)\b>?|__\w+__")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
