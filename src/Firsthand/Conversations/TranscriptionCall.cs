using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Firsthand.Platform.Http;
using Microsoft.Extensions.Options;

namespace Firsthand.Conversations;

/// <summary>Sends one recording to the server that the owner chose, and waits for its words.</summary>
internal sealed class TranscriptionCall(OutsideServer server, IOptions<TranscriptionOptions> options)
{
    private static readonly OutsideServer.Cargo Recordings = new("recordings", "Bring a smaller one: sound alone, as MP3 or M4A.");

    /// <summary>The words as a file to be read like any other, or why there are none.</summary>
    /// <param name="Extension">".json" with times, ".txt" where the server gave words alone.</param>
    /// <param name="Seconds">How long the recording is; null when the answer does not tell.</param>
    /// <param name="Problem">Why not, for a person; null when there are words.</param>
    public sealed record Answer(byte[] Words, string Extension, double? Seconds, int Tries, string? Problem);

    /// <param name="address">What the owner set.</param>
    /// <param name="key">The key in the clear; null for none. It is in the request and nowhere else.</param>
    /// <param name="open">Opens the recording from its beginning, once a try.</param>
    public async Task<Answer> RunAsync(Uri address, string model, string? language, string? key, string name, string type, Func<Task<Stream>> open, CancellationToken ct)
    {
        var patience = new OutsideServer.Patience(options.Value.Tries, TimeSpan.FromSeconds(options.Value.FirstPause), TimeSpan.FromMinutes(options.Value.Patience));
        var answer = await AskAsync("verbose_json");
        // Some models know no times.
        if (answer.Refusal.Contains("response_format", StringComparison.OrdinalIgnoreCase) && await AskAsync("json") is var again) answer = again with { Tries = answer.Tries + again.Tries };
        return answer.Problem is null ? Read(answer.Body, answer.Tries) : new([], "", null, answer.Tries, answer.Problem);

        Task<OutsideServer.Answer> AskAsync(string format) => server.AskAsync(address, key, Recordings, patience, async () => Content(model, language, name, type, format, await open()), ct);
    }

    private static MultipartFormDataContent Content(string model, string? language, string name, string type, string format, Stream recording)
    {
        // The name helps servers that tell the type by its extension; it is no path.
        var file = new StreamContent(recording) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        var form = new MultipartFormDataContent { { file, "file", Path.GetFileName(name) }, { new StringContent(model), "model" }, { new StringContent(format), "response_format" } };
        if (format == "verbose_json") form.Add(new StringContent("segment"), "timestamp_granularities[]");
        if (language is not null) form.Add(new StringContent(language), "language");
        return form;
    }

    private static Answer Read(byte[] body, int tries)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return new([], "", null, tries, "The server's answer holds no words.");
            var segments = root.TryGetProperty("segments", out var list) && list.ValueKind == JsonValueKind.Array ? list : default;
            var seconds = Number(root, "duration") ?? (segments.ValueKind == JsonValueKind.Array && segments.GetArrayLength() > 0 ? Number(segments[segments.GetArrayLength() - 1], "end") : null);
            if (segments.ValueKind == JsonValueKind.Array && segments.GetArrayLength() > 0) return new(body, ".json", seconds, tries, null);
            return root.TryGetProperty("text", out var text) && text.GetString() is { } words && !string.IsNullOrWhiteSpace(words)
                ? new(Encoding.UTF8.GetBytes(words.Trim() + "\n"), ".txt", seconds, tries, null)
                : new([], "", seconds, tries, "The server heard no words in it.");
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return new([], "", null, tries, "The server's answer is not the JSON that OpenAI's interface promises.");
        }
    }

    // "12.5" as text is met too.
    private static double? Number(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
        ? value.ValueKind == JsonValueKind.Number ? value.GetDouble() : value.ValueKind == JsonValueKind.String && double.TryParse(value.GetString(), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null
        : null;
}
