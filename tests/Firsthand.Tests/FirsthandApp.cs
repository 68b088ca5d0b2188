using System.Net;
using System.Text.RegularExpressions;
using Firsthand.Platform;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Firsthand.Tests;

/// <summary>The whole product on its own empty database, driven through HTTP as a member would.</summary>
public sealed partial class FirsthandApp : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly TestDatabase database = TestDatabase.Create();

    // The queue and the product share one clock: a stopped one would stop the work.
    public TimeProvider Clock { get; } = TimeProvider.System;

    /// <summary>Signed in as the owner, with the header that proves a change comes from our own page.</summary>
    public HttpClient Owner { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Owner = await SignUpAsync("Owner", "owner@example.org");

    /// <summary>Another company on the same server, and its only member.</summary>
    public async Task<HttpClient> AnotherCompanyAsync(string name)
    {
        await using (var scope = Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<FirsthandDb>();
            var workspace = new Workspace { Id = Id<Workspace>.New(Clock), Name = name, CreatedAt = Clock.GetUtcNow() };
            db.Workspaces.Add(workspace);
            await db.SaveChangesAsync();
            var members = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Member>>();
            await members.CreateAsync(new() { Id = Guid.CreateVersion7(), WorkspaceId = workspace.Id, Name = name, UserName = $"{name}@example.org", Email = $"{name}@example.org" }, Password);
        }
        return await EnterAsync($"{name}@example.org");
    }

    /// <summary>Another member of the owner's company.</summary>
    public async Task<HttpClient> ColleagueAsync(string name)
    {
        await InScopeAsync(async services =>
        {
            var workspace = services.GetRequiredService<FirsthandDb>().Users.Single(user => user.Email == "owner@example.org").WorkspaceId;
            var members = services.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Member>>();
            await members.CreateAsync(new() { Id = Guid.CreateVersion7(), WorkspaceId = workspace, Name = name, UserName = $"{name}@example.org", Email = $"{name}@example.org" }, Password);
        });
        return await EnterAsync($"{name}@example.org");
    }

    private async Task<HttpClient> EnterAsync(string email)
    {
        var client = CreateClient(new() { AllowAutoRedirect = false });
        await InScopeAsync(async services =>
        {
            var member = services.GetRequiredService<FirsthandDb>().Users.Single(user => user.Email == email);
            await client.GetAsync(await services.GetRequiredService<OneTimeLinks>().MakeAsync(member, default));
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

    public const string Password = "correct horse battery";

    private async Task<HttpClient> SignUpAsync(string name, string email)
    {
        await InScopeAsync(async services =>
        {
            var made = await services.GetRequiredService<CreateOwner>().RunAsync(new("Our company", name, email, Password), default);
            Assert.IsType<Outcome<Member>.Done>(made);
        });
        return await EnterAsync(email);
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
        builder.UseSetting("Jobs:Name", database.Name);
        // A test waits for no server to recover.
        builder.UseSetting("Transcription:FirstPause", "0");
        builder.UseSetting("Embedding:FirstPause", "0");
    }

    public override async ValueTask DisposeAsync()
    {
        Owner?.Dispose();
        await base.DisposeAsync();
        database.Dispose();
    }
}
