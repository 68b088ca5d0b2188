using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Firsthand.Tests.Conversations;

/// <summary>A server on this machine that answers what a test says, in that order, the last for ever; and remembers what it was asked.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    public sealed record Asked(string Path, string? Authorization, string Body);

    private readonly WebApplication app;
    private readonly ConcurrentQueue<Asked> asked = new();

    private FakeServer(WebApplication app) => this.app = app;

    public int Port => new Uri(app.Urls.First()).Port;

    public string Address => $"http://127.0.0.1:{Port}/v1";

    public IReadOnlyList<Asked> Requests => [.. asked];

    /// <param name="answers">Status and body; of a redirect the body is where to.</param>
    public static async Task<FakeServer> StartAsync(params (int Status, string Body)[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new FakeServer(builder.Build());
        server.app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var (status, answer) = answers[Math.Min(server.asked.Count, answers.Length - 1)];
            server.asked.Enqueue(new(context.Request.Path, context.Request.Headers.Authorization, Encoding.Latin1.GetString(body.ToArray())));
            context.Response.StatusCode = status;
            if (status is >= 300 and < 400) context.Response.Headers.Location = answer;
            else await context.Response.WriteAsync(answer);
        });
        await server.app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
