using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Platform;
using Firsthand.Platform.Cli;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Tests.Platform;

/// <summary>The product as a process of its own, killed as a power cut would.</summary>
public sealed partial class KilledTests : IDisposable
{
    private const int Files = 200;
    private readonly TestDatabase database = TestDatabase.Create();

    private string StorePlace => TestDatabase.IsPostgres ? database.Connection : database.Connection["Data Source=".Length..];

    [Fact]
    public async Task Killed_in_the_middle_of_200_files_and_started_again_everything_is_there_once()
    {
        var door = await MakeOwnerAsync();
        var port = FreePort();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = new($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(1) };
        string import;
        using (var first = await StartAsync(port, client))
        {
            await client.GetAsync(door);
            await TrustAsync(client);
            import = await client.ReceiveAsync([.. Enumerable.Range(0, Files).Select(file => ($"talk-{file:000}.vtt", System.Text.Encoding.UTF8.GetBytes(Talk(file))))]);
            (await client.PostAsync($"/api/imports/{import}/start", null)).EnsureSuccessStatusCode();
            // A job reports now and then, and a quick machine is done by then: what is there is counted instead.
            await UntilAsync(async () => (await client.ReadAsync("/api/conversations")).GetProperty("total").GetInt32() >= Files / 8);
            Kill(first);
        }
        Assert.InRange(await CountAsync(db => db.Conversations.CountAsync()), 1, Files - 1);

        // A second cut, while the engine listens.
        using (var second = await StartAsync(port, client))
        {
            await UntilAsync(client, "hear", job => job.GetProperty("done").GetInt32() >= Files / 4);
            Kill(second);
        }
        Assert.InRange(await CountAsync(db => db.Conversations.CountAsync(talk => talk.HeardAt != null)), 1, Files);

        using (var third = await StartAsync(port, client))
        {
            await client.IdleAsync();
            var view = await client.ReadAsync($"/api/imports/{import}");
            Assert.Equal("done", view.GetProperty("state").GetString());
            Assert.All(view.GetProperty("files").EnumerateArray(), file => Assert.Equal("read", file.GetProperty("state").GetString()));
            Kill(third);
        }
        Assert.Equal(Files, await CountAsync(db => db.Conversations.CountAsync()));
        Assert.Equal(Files, await CountAsync(db => db.Conversations.CountAsync(talk => talk.HeardAt != null)));
        Assert.Equal(Files, await CountAsync(db => db.SourceFiles.CountAsync()));
        Assert.Equal(Files * 6, await CountAsync(db => db.Turns.CountAsync()));
        Assert.Equal(Files, await CountAsync(db => db.People.CountAsync()));
        Assert.True(await CountAsync(db => db.Suggestions.CountAsync()) > 0);
        Assert.Equal(0, await CountAsync(db => db.Suggestions.GroupBy(row => new { row.ConversationId, row.Turn, row.Start, row.Length, row.Kind }).CountAsync(same => same.Count() > 1)));
        Assert.Equal(0, await CountAsync(db => db.Sentences.GroupBy(row => new { row.ConversationId, row.Turn, row.Start }).CountAsync(same => same.Count() > 1)));
        Assert.True(await CountAsync(db => db.GroupingRuns.CountAsync()) > 0);
    }

    [Fact]
    public async Task Killed_while_a_model_outside_encodes_and_started_again_every_sentence_has_one_vector_and_none_was_sent_in_vain()
    {
        const int Talks = 30;
        await using var model = await Evidence.FakeModel.StartAsync();
        var door = await MakeOwnerAsync();
        var port = FreePort();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = new($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(1) };
        using (var first = await StartAsync(port, client))
        {
            await client.GetAsync(door);
            await TrustAsync(client);
            await client.BringAsync([.. Enumerable.Range(0, Talks).Select(file => ($"talk-{file:000}.vtt", Talk(file)))]);
            // Slow enough to be cut off.
            model.Pause = TimeSpan.FromMilliseconds(100);
            (await client.PutAsJsonAsync("/api/embedding", new { address = model.Address, model = "many-tongues" })).EnsureSuccessStatusCode();
            await UntilAsync(client, "encode", job => job.GetProperty("done").GetInt32() >= Talks / 3);
            Kill(first);
        }
        var sentences = await CountAsync(db => db.Sentences.CountAsync());
        Assert.InRange(await CountAsync(db => db.SentenceVectors.CountAsync()), 1, sentences - 1);

        model.Pause = TimeSpan.Zero;
        using (var second = await StartAsync(port, client))
        {
            await client.IdleAsync();
            Assert.True((await client.ReadAsync("/api/embedding")).GetProperty("inUse").GetBoolean());
            Kill(second);
        }
        Assert.Equal(sentences, await CountAsync(db => db.SentenceVectors.CountAsync()));
        Assert.Equal(sentences, await CountAsync(db => db.SentenceVectors.Select(row => row.SentenceNumber).Distinct().CountAsync()));
        // Only the conversation that was on its way when the power went is sent twice.
        Assert.InRange(model.Sentences.Count(text => text != EmbeddingCall.Harmless), sentences - Talks, sentences + sentences / Talks);
    }

    // Each is another customer with words of their own, so that none repeats another.
    private static string Talk(int file) => Talks.Zoom($"Customer {file}",
        $"I spend {file + 2} hours a week chasing the client for the files of project number {file}.",
        $"We lose money because the {file}th client never sends the logo in time, and nobody says why.",
        $"Honestly, I wish somebody would remind client {file} for me before the kick-off call.");

    private async Task<string> MakeOwnerAsync()
    {
        await using var store = await Store.OpenAsync(StorePlace, Server.AddProduct, CancellationToken.None);
        var workspace = await store.EnterAsync("Our company", CancellationToken.None);
        const string Address = "owner@example.org";
        var owner = new Member { Id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch), WorkspaceId = workspace.Id, Name = "Owner", UserName = Address, Email = Address, NormalizedUserName = Address.ToUpperInvariant(), NormalizedEmail = Address.ToUpperInvariant(), SecurityStamp = "first" };
        store.Get<FirsthandDb>().Users.Add(owner);
        await store.Get<FirsthandDb>().SaveChangesAsync();
        return await new OneTimeLinks(store.Get<FirsthandDb>(), TimeProvider.System).MakeAsync(owner, CancellationToken.None);
    }

    private async Task<int> CountAsync(Func<FirsthandDb, Task<int>> count)
    {
        await using var store = await Store.OpenAsync(StorePlace, Server.AddProduct, CancellationToken.None);
        await store.EnterAsync("Our company", CancellationToken.None);
        return await count(store.Get<FirsthandDb>());
    }

    private async Task<Process> StartAsync(int port, HttpClient client)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "serve", "--store", StorePlace, "--urls", $"http://127.0.0.1:{port}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["Jobs__Name"] = database.Name;
        start.Environment["Logging__LogLevel__Default"] = "Error";
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (var tries = 0; tries < 600; tries++)
        {
            Assert.False(process.HasExited, "The server did not start.");
            try
            {
                if ((await client.GetAsync("/healthz")).IsSuccessStatusCode) return process;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(100);
        }
        throw new TimeoutException("The server did not answer within a minute.");
    }

    private static void Kill(Process process)
    {
        process.Kill();
        process.WaitForExit();
    }

    private static Task UntilAsync(HttpClient client, string kind, Func<JsonElement, bool> enough) => UntilAsync(async () =>
    {
        var jobs = (await client.ReadAsync("/api/jobs")).EnumerateArray().Where(job => job.GetProperty("kind").GetString() == kind).ToList();
        return jobs.Exists(job => job.GetProperty("state").GetString() == "Done" || enough(job));
    });

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var tries = 0; tries < 12000; tries++)
        {
            if (await isSo()) return;
            await Task.Delay(10);
        }
        Assert.Fail("The work did not get that far.");
    }

    private static async Task TrustAsync(HttpClient client) =>
        client.DefaultRequestHeaders.Add("X-CSRF", WebUtility.HtmlDecode(CsrfMeta().Match(await client.GetStringAsync("/style")).Groups[1].Value));

    [GeneratedRegex("name=\"csrf\" content=\"([^\"]+)\"")]
    private static partial Regex CsrfMeta();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose() => database.Dispose();
}
