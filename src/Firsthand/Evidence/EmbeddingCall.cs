using System.Numerics.Tensors;
using System.Text.Json;
using System.Text.Json.Serialization;
using Firsthand.Platform.Http;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Firsthand.Evidence;

/// <summary>Sends sentences to the server that the owner chose, and reads the vectors that come back.</summary>
internal sealed class EmbeddingCall(OutsideServer server, IOptions<EmbeddingOptions> options, IDataProtectionProvider protection)
{
    /// <summary>What a server is tried with: nobody said it.</summary>
    public const string Harmless = "This sentence only tries whether the server answers.";

    // About a page: models read no more than that, and some servers refuse it.
    private const int LongestText = 1_000;

    private const int FewestNumbers = 8, MostNumbers = 16_384;

    private static readonly OutsideServer.Cargo Sentences = new("sentences", "Send fewer at once: the setting Embedding:Batch.");

    /// <param name="Asked">How many numbers to ask for; null for as many as the model gives.</param>
    public sealed record Model(Uri Address, string Name, int? Asked, string? Key);

    /// <param name="Vectors">One for each text, in their order, each of length 1.</param>
    /// <param name="Problem">Why there are none, for a person; null when there are.</param>
    public sealed record Answer(IReadOnlyList<float[]> Vectors, string? Problem)
    {
        public static Answer No(string problem) => new([], problem);
    }

    public Model ModelOf(EmbeddingEndpoint endpoint) =>
        new(new(endpoint.Address), endpoint.Model, endpoint.Asked, endpoint.ProtectedKey is { } secret ? EmbeddingEndpoint.Protector(protection).Unprotect(secret) : null);

    /// <summary>For work that may wait.</summary>
    public OutsideServer.Patience Patient => new(options.Value.Tries, TimeSpan.FromSeconds(options.Value.FirstPause), TimeSpan.FromSeconds(options.Value.Patience));

    /// <summary>For somebody who waits.</summary>
    public OutsideServer.Patience Quick => new(1, TimeSpan.Zero, TimeSpan.FromSeconds(options.Value.SearchPatience));

    public int Batch => options.Value.Batch;

    /// <param name="texts">None of them empty.</param>
    public async Task<Answer> RunAsync(Model model, IReadOnlyList<string> texts, OutsideServer.Patience patience, CancellationToken ct)
    {
        var body = new Body(model.Name, [.. texts.Select(Cut)], model.Asked);
        var answer = await server.AskAsync(model.Address, model.Key, Sentences, patience, () => Task.FromResult<HttpContent>(Content(body)), ct);
        return answer.Problem is { } problem ? Answer.No(problem) : Read(model.Address.Authority, answer.Body, texts.Count);
    }

    /// <summary>The same for what was encoded before: a vector of another size is none of this endpoint's.</summary>
    public async Task<Answer> RunAsync(EmbeddingEndpoint endpoint, IReadOnlyList<string> texts, OutsideServer.Patience patience, CancellationToken ct)
    {
        var answer = await RunAsync(ModelOf(endpoint), texts, patience, ct);
        return answer.Vectors is [{ } vector, ..] && vector.Length != endpoint.Dimensions
            ? Answer.No($"{endpoint.Host} answers with vectors of {vector.Length} numbers, and {endpoint.Dimensions} were expected: another model stands behind “{endpoint.Model}” now. Set it again to have everything encoded by it.")
            : answer;
    }

    // Of known length: some servers read no body that comes in chunks.
    private static ByteArrayContent Content(Body body) => new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web)) { Headers = { ContentType = new("application/json") } };

    private sealed record Body([property: JsonPropertyName("model")] string Model, [property: JsonPropertyName("input")] string[] Input,
        [property: JsonPropertyName("dimensions"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Dimensions);

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)];

    private static Answer Read(string host, byte[] body, int count)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var rows = json.RootElement.GetProperty("data").EnumerateArray().ToList();
            if (rows.Count != count) return Answer.No($"{host} was sent {count} sentences and answered with {rows.Count} vectors.");
            var vectors = new float[count][];
            for (var i = 0; i < count; i++)
            {
                // Some servers leave the place out: then the order is that of the question.
                var place = rows[i].TryGetProperty("index", out var index) ? index.GetInt32() : i;
                vectors[place] = [.. rows[i].GetProperty("embedding").EnumerateArray().Select(number => number.GetSingle())];
            }
            if (Array.Exists(vectors, vector => vector is null || vector.Length != vectors[0].Length || vector.Length is < FewestNumbers or > MostNumbers))
                return Answer.No($"{host} answered with vectors of uneven length; all have to have the same number of numbers, {FewestNumbers} to {MostNumbers}.");
            if (Array.Exists(vectors, vector => !(TensorPrimitives.Norm<float>(vector) is > 0 and < float.PositiveInfinity))) return Answer.No($"{host} answered with a vector that points nowhere.");
            foreach (var vector in vectors) TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
            return new(vectors, null);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            return Answer.No($"{host}'s answer is not the JSON that OpenAI's interface promises for embeddings: “data”, and in it an “embedding” for each sentence.");
        }
    }
}
