using System.Text.Json;

namespace Firsthand.Commands;

/// <summary>One text a line, as JSON: {"id": …, "text": …}.</summary>
internal sealed record JsonLine(string Id, string Text, string? Person, string? Before, string? After)
{
    /// <exception cref="FormatException">A line is not such an object: says which, and what was expected.</exception>
    public static async Task<List<JsonLine>> ReadAsync(string path, CancellationToken ct)
    {
        var lines = new List<JsonLine>();
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(path, ct))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                using var parsed = JsonDocument.Parse(line);
                var row = parsed.RootElement;
                lines.Add(new(Value(row, "id") ?? $"{number}", Value(row, "text") ?? throw new FormatException("no text"), Value(row, "person"), Value(row, "before"), Value(row, "after")));
            }
            catch (Exception broken) when (broken is JsonException or FormatException or InvalidOperationException)
            {
                throw new FormatException($"{path}, line {number}: expected an object with “id” and “text”, such as {{\"id\": \"1\", \"text\": \"…\"}}.", broken);
            }
        }
        return lines;
    }

    private static string? Value(JsonElement row, string name) => !row.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Null => null,
        _ => value.GetRawText(),
    };
}
