using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Firsthand.Conversations;

/// <summary>Sends one recording to the server that the owner chose, and waits for its words. It goes to that address alone: no redirect is followed, no proxy asked.</summary>
internal sealed class TranscriptionCall(IOptions<TranscriptionOptions> options, TimeProvider clock)
{
    private const int LongestAnswer = 64 << 20;
    private const int LongestQuote = 200;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
    {
        Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer,
    };

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
        var (format, pause) = ("verbose_json", TimeSpan.FromSeconds(options.Value.FirstPause));
        for (var tries = 1; ; tries++)
        {
            string problem;
            TimeSpan? asked = null;
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
                limit.CancelAfter(TimeSpan.FromMinutes(options.Value.Patience));
                await using var recording = await open();
                using var request = Request(address, model, language, key, name, type, format, recording);
                using var response = await Http.SendAsync(request, limit.Token);
                var body = await response.Content.ReadAsByteArrayAsync(limit.Token);
                if (response.StatusCode == HttpStatusCode.OK) return Read(body, tries);
                problem = Explain(address, response.StatusCode, body);
                // Some models know no times.
                if (response.StatusCode == HttpStatusCode.BadRequest && format != "json" && Said(body).Contains("response_format", StringComparison.OrdinalIgnoreCase))
                {
                    format = "json";
                    continue;
                }
                if (!(response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)response.StatusCode >= 500)) return new([], "", null, tries, problem);
                asked = response.Headers.RetryAfter is { } later ? later.Delta ?? later.Date - clock.GetUtcNow() : null;
            }
            catch (HttpRequestException failed)
            {
                problem = $"{address.Authority} does not answer ({failed.HttpRequestError}).";
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                problem = $"{address.Authority} took longer than {options.Value.Patience:0} minutes.";
            }
            if (tries >= options.Value.Tries) return new([], "", null, tries, $"{problem} It was tried {tries} times.");
            var wait = asked is { } named && named > TimeSpan.Zero ? named : pause;
            await Task.Delay(wait < LongestPause ? wait : LongestPause, clock, ct);
            pause *= 2;
        }
    }

    private static HttpRequestMessage Request(Uri address, string model, string? language, string? key, string name, string type, string format, Stream recording)
    {
        // The name helps servers that tell the type by its extension; it is no path.
        var file = new StreamContent(recording) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        var form = new MultipartFormDataContent { { file, "file", Path.GetFileName(name) }, { new StringContent(model), "model" }, { new StringContent(format), "response_format" } };
        if (format == "verbose_json") form.Add(new StringContent("segment"), "timestamp_granularities[]");
        if (language is not null) form.Add(new StringContent(language), "language");
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = form };
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return request;
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

    private static string Explain(Uri address, HttpStatusCode status, byte[] body)
    {
        var what = status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"{address.Authority} does not accept the key ({(int)status}). Set the right one and try again.",
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => $"There is nothing at {address} that takes recordings ({(int)status}). Check the address and the model.",
            HttpStatusCode.RequestEntityTooLarge => $"{address.Authority} does not take recordings of this size ({(int)status}). Bring a smaller one: sound alone, as MP3 or M4A.",
            HttpStatusCode.TooManyRequests => $"{address.Authority} has too much to do, or the account's limit is reached ({(int)status}).",
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => $"{address.Authority} sends us elsewhere ({(int)status}), and recordings go only to the address that you set. Set the new one if you trust it.",
            >= HttpStatusCode.InternalServerError => $"{address.Authority} is broken at the moment ({(int)status}).",
            _ => $"{address.Authority} refused it ({(int)status}).",
        };
        return Said(body) is { Length: > 0 } said ? $"{what} It says: “{said}”" : what;
    }

    /// <summary>The server's own sentence, shortened.</summary>
    private static string Said(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var error = json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var inner) ? inner : json.RootElement;
            var said = error.ValueKind == JsonValueKind.String ? error.GetString() : error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String ? message.GetString() : null;
            return said is null ? "" : said.Length <= LongestQuote ? said : said[..LongestQuote] + "…";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
