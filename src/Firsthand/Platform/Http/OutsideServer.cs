using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Firsthand.Platform.Http;

/// <summary>Asks a server that the owner chose. What is sent goes to that address alone: no redirect is followed, no proxy asked. One that is busy or broken is asked again.</summary>
internal sealed class OutsideServer(TimeProvider clock)
{
    private const int LongestAnswer = 64 << 20;
    private const int LongestQuote = 200;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
    {
        Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer,
    };

    /// <param name="Tries">How often it is asked before a person is.</param>
    /// <param name="FirstPause">Before the second try; each pause is twice the one before, unless the server names its own.</param>
    /// <param name="OneTry">How long one try may take.</param>
    public sealed record Patience(int Tries, TimeSpan FirstPause, TimeSpan OneTry);

    /// <summary>How what is sent is called in a sentence for a person.</summary>
    /// <param name="Things">"recordings".</param>
    /// <param name="TooLarge">What to do when it is too large: "Bring a smaller one.".</param>
    public sealed record Cargo(string Things, string TooLarge);

    /// <param name="Body">What it answered, if with success; otherwise empty.</param>
    /// <param name="Problem">Why not, for a person; null when it answered.</param>
    /// <param name="Refusal">The server's own sentence where it refused the request itself (400), so that one can ask otherwise.</param>
    public sealed record Answer(byte[] Body, int Tries, string? Problem, string Refusal = "");

    /// <param name="key">In the clear; null for none. It is in the request and nowhere else.</param>
    /// <param name="content">Makes what is sent, once a try.</param>
    public async Task<Answer> AskAsync(Uri address, string? key, Cargo cargo, Patience patience, Func<Task<HttpContent>> content, CancellationToken ct)
    {
        var pause = patience.FirstPause;
        for (var tries = 1; ; tries++)
        {
            string problem;
            TimeSpan? asked = null;
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
                limit.CancelAfter(patience.OneTry);
                using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = await content() };
                if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
                using var response = await Http.SendAsync(request, limit.Token);
                var body = await response.Content.ReadAsByteArrayAsync(limit.Token);
                if (response.StatusCode == HttpStatusCode.OK) return new(body, tries, null);
                problem = Explain(address, response.StatusCode, body, cargo);
                if (!(response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)response.StatusCode >= 500))
                    return new([], tries, problem, response.StatusCode == HttpStatusCode.BadRequest ? Said(body) : "");
                asked = response.Headers.RetryAfter is { } later ? later.Delta ?? later.Date - clock.GetUtcNow() : null;
            }
            catch (HttpRequestException failed)
            {
                problem = $"{address.Authority} does not answer ({failed.HttpRequestError}).";
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                problem = $"{address.Authority} took longer than {(patience.OneTry.TotalMinutes >= 2 ? $"{patience.OneTry.TotalMinutes:0} minutes" : $"{patience.OneTry.TotalSeconds:0} seconds")}.";
            }
            if (tries >= patience.Tries) return new([], tries, tries == 1 ? problem : $"{problem} It was tried {tries} times.");
            var wait = asked is { } named && named > TimeSpan.Zero ? named : pause;
            await Task.Delay(wait < LongestPause ? wait : LongestPause, clock, ct);
            pause *= 2;
        }
    }

    /// <summary>The address to ask: where only a server or its "/v1" was given, the rest of the path is the usual one. Null for what is no such address.</summary>
    /// <param name="usual">"/audio/transcriptions".</param>
    public static Uri? AddressOf(string text, string usual)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.UserInfo.Length > 0 || address.Host.Length == 0) return null;
        var path = address.AbsolutePath.TrimEnd('/');
        return path.Length == 0 ? new Uri(address, "/v1" + usual)
            : path.EndsWith("/v1", StringComparison.OrdinalIgnoreCase) || path.EndsWith("/openai", StringComparison.OrdinalIgnoreCase) ? new Uri(address, path + usual)
            : address;
    }

    public const string AddressExpected = "The address has to begin with https:// or http:// and name a server, such as https://api.openai.com/v1 or http://127.0.0.1:8000; a name and password in it are not taken.";

    private static string Explain(Uri address, HttpStatusCode status, byte[] body, Cargo cargo)
    {
        var what = status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"{address.Authority} does not accept the key ({(int)status}). Set the right one and try again.",
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => $"There is nothing at {address} that takes {cargo.Things} ({(int)status}). Check the address and the model.",
            HttpStatusCode.RequestEntityTooLarge => $"{address.Authority} does not take {cargo.Things} of this size ({(int)status}). {cargo.TooLarge}",
            HttpStatusCode.TooManyRequests => $"{address.Authority} has too much to do, or the account's limit is reached ({(int)status}).",
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => $"{address.Authority} sends us elsewhere ({(int)status}), and {cargo.Things} go only to the address that you set. Set the new one if you trust it.",
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
