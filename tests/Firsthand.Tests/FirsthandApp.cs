using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Firsthand.Tests;

/// <summary>The whole product on its own empty database, with a clock that stands still, driven through HTTP as a member would.</summary>
public sealed partial class FirsthandApp : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly TestDatabase database = TestDatabase.Create();

    public StoppedClock Clock { get; } = new(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    /// <summary>Signed in as the owner, with the header that proves a change comes from our own page.</summary>
    public HttpClient Owner { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Owner = await SignUpAsync("Owner", "owner@example.org");

    /// <summary>Another company on the same server, and its only member.</summary>
    public async Task<HttpClient> AnotherCompanyAsync(string name)
    {
        await using (var scope = Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<FirsthandDb>();
            var workspace = new Workspace { Id = Platform.Id<Workspace>.New(Clock), Name = name, CreatedAt = Clock.GetUtcNow() };
            db.Workspaces.Add(workspace);
            await db.SaveChangesAsync();
            var members = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Member>>();
            await members.CreateAsync(new() { Id = Guid.CreateVersion7(), WorkspaceId = workspace.Id, Name = name, UserName = $"{name}@example.org", Email = $"{name}@example.org" }, Password);
        }
        var client = CreateClient(new() { AllowAutoRedirect = false });
        await InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            var member = db.Users.Single(user => user.Email == $"{name}@example.org");
            var path = await services.GetRequiredService<OneTimeLinks>().MakeAsync(member, default);
            await client.GetAsync(path);
        });
        await TrustAsync(client);
        return client;
    }

    public async Task InScopeAsync(Func<IServiceProvider, Task> act)
    {
        await using var scope = Services.CreateAsyncScope();
        await act(scope.ServiceProvider);
    }

    /// <summary>As a command or a job of the owner's workspace would.</summary>
    public Task InWorkspaceAsync(Func<IServiceProvider, Task> act) => InScopeAsync(services =>
    {
        var db = services.GetRequiredService<FirsthandDb>();
        services.GetRequiredService<CurrentWorkspace>().Id = db.Workspaces.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).First().Id;
        return act(services);
    });

    /// <summary>Brings files through the API, and waits until they are read, heard and grouped.</summary>
    public async Task<JsonElement> BringAsync(HttpClient client, params (string Name, string Text)[] files)
    {
        var import = await ReceiveAsync(client, [.. files.Select(file => (file.Name, Encoding.UTF8.GetBytes(file.Text)))]);
        (await client.PostAsync($"/api/imports/{import}/start", null)).EnsureSuccessStatusCode();
        await IdleAsync(client);
        return await GetAsync(client, $"/api/imports/{import}");
    }

    public static async Task<string> ReceiveAsync(HttpClient client, params (string Name, byte[] Bytes)[] files)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, bytes) in files) form.Add(new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "files", name);
        var answer = await client.PostAsync("/api/imports", form);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<string>())!;
    }

    /// <summary>Waits until no work is queued or running.</summary>
    public static async Task IdleAsync(HttpClient client)
    {
        for (var tries = 0; tries < 1200; tries++)
        {
            var jobs = await GetAsync(client, "/api/jobs");
            if (jobs.EnumerateArray().FirstOrDefault(job => job.GetProperty("state").GetString() == "Failed") is { ValueKind: JsonValueKind.Object } failed) Assert.Fail($"A job failed: {failed}");
            if (jobs.EnumerateArray().All(job => job.GetProperty("state").GetString() == "Done")) return;
            await Task.Delay(100);
        }
        Assert.Fail("The work did not end within two minutes.");
    }

    public static async Task<JsonElement> GetAsync(HttpClient client, string path)
    {
        var answer = await client.GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode, $"GET {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public const string Password = "correct horse battery";

    private async Task<HttpClient> SignUpAsync(string name, string email)
    {
        await InScopeAsync(async services =>
        {
            var made = await services.GetRequiredService<CreateOwner>().RunAsync(new("Our company", name, email, Password), default);
            Assert.IsType<Platform.Outcome<Member>.Done>(made);
        });
        var client = CreateClient(new() { AllowAutoRedirect = false });
        await InScopeAsync(async services =>
        {
            var member = services.GetRequiredService<FirsthandDb>().Users.Single(user => user.Email == email);
            await client.GetAsync(await services.GetRequiredService<OneTimeLinks>().MakeAsync(member, default));
        });
        await TrustAsync(client);
        return client;
    }

    private static async Task TrustAsync(HttpClient client)
    {
        var page = await (await client.GetAsync("/style")).Content.ReadAsStringAsync();
        client.DefaultRequestHeaders.Add("X-CSRF", WebUtility.HtmlDecode(CsrfMeta().Match(page).Groups[1].Value));
    }

    [GeneratedRegex("name=\"csrf\" content=\"([^\"]+)\"")]
    private static partial Regex CsrfMeta();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Storage:Provider", database.Provider);
        builder.UseSetting("Storage:Connection", database.Connection);
        builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));
    }

    public override async ValueTask DisposeAsync()
    {
        Owner?.Dispose();
        await base.DisposeAsync();
        database.Dispose();
    }
}

/// <summary>Stands still until a test moves it; elapsed time goes on, so that waiting works.</summary>
public sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;
}
