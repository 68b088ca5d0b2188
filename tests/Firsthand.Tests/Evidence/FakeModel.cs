using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Firsthand.Tests.Evidence;

/// <summary>An embedding model on this machine, as OpenAI's interface has it, that knows a few subjects by words of several languages. It turns to another model, or breaks, when a test says so.</summary>
internal sealed class FakeModel : IAsyncDisposable
{
    // Each of a subject's words points one way.
    private static readonly string[][] Subjects =
    [
        ["files", "logo", "dateien", "unterlagen", "fichiers", "waiting", "warte"],
        ["invoice", "rechnung", "billing", "facture", "bezahl"],
        ["login", "password", "passwort", "anmeld"],
        ["calendar", "kalender", "termin"],
    ];

    public sealed record Asked(string Path, string? Authorization, string Model, IReadOnlyList<string> Input, int? Dimensions);

    private readonly WebApplication app;
    private readonly ConcurrentQueue<Asked> asked = new();

    private FakeModel(WebApplication app) => this.app = app;

    public int Port => new Uri(app.Urls.First()).Port;

    public string Address => $"http://127.0.0.1:{Port}/v1";

    public IReadOnlyList<Asked> Requests => [.. asked];

    public IReadOnlyList<string> Sentences => [.. asked.SelectMany(request => request.Input)];

    /// <summary>As many numbers as it gives when nobody asks for another number of them.</summary>
    public int Dimensions { get; set; } = 64;

    /// <summary>Where the subjects stand among the numbers: another turn is another model of the same size.</summary>
    public int Turn { get; set; }

    /// <summary>How long it thinks.</summary>
    public TimeSpan Pause { get; set; }

    /// <summary>Answers this instead, as long as it says so: by what was asked and how many requests came before.</summary>
    public Func<Asked, int, (int Status, string Body)?> Instead { get; set; } = (_, _) => null;

    public static async Task<FakeModel> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var model = new FakeModel(builder.Build());
        model.app.Run(model.AnswerAsync);
        await model.app.StartAsync();
        return model;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        // As servers do that read no body in chunks.
        if (context.Request.ContentLength is null)
        {
            context.Response.StatusCode = StatusCodes.Status411LengthRequired;
            return;
        }
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var request = new Asked(context.Request.Path, context.Request.Headers.Authorization, body.RootElement.GetProperty("model").GetString()!,
            [.. body.RootElement.GetProperty("input").EnumerateArray().Select(text => text.GetString()!)], body.RootElement.TryGetProperty("dimensions", out var dimensions) ? dimensions.GetInt32() : null);
        var before = asked.Count;
        asked.Enqueue(request);
        await Task.Delay(Pause);
        if (Instead(request, before) is { } instead)
        {
            context.Response.StatusCode = instead.Status;
            if (instead.Status is >= 300 and < 400) context.Response.Headers.Location = instead.Body;
            else await context.Response.WriteAsync(instead.Body);
            return;
        }
        // Out of order, as the interface allows.
        var rows = request.Input.Select((text, index) => new { index, embedding = VectorOf(text, request.Dimensions ?? Dimensions) }).Reverse();
        await context.Response.WriteAsJsonAsync(new { @object = "list", data = rows, model = request.Model });
    }

    // Mostly the subject, a little of each text's own, and not of length 1.
    private float[] VectorOf(string text, int dimensions)
    {
        var vector = new float[dimensions];
        var own = text.Aggregate(17u, (hash, c) => hash * 31 + c);
        vector[(int)(own % (uint)dimensions)] += 0.4f;
        vector[(int)(own / 7 % (uint)dimensions)] += 0.3f;
        for (var subject = 0; subject < Subjects.Length; subject++)
            if (Array.Exists(Subjects[subject], word => text.Contains(word, StringComparison.OrdinalIgnoreCase))) vector[(subject + Turn) % dimensions] += 2;
        return vector;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
