using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;
using Firsthand.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Firsthand.EndToEnd;

/// <summary>The product on a real port with a store of its own, in this process, so that a browser can use it.</summary>
public sealed class FirsthandServer : WebApplicationFactory<Program>
{
    private readonly TestDatabase database;

    private FirsthandServer(TestDatabase database) => this.database = database;

    public string Address { get; private set; } = "";

    /// <summary>On an empty store: the next page is the welcome.</summary>
    public static FirsthandServer Empty() => Started(TestDatabase.Create());

    /// <summary>On a copy of the sample company, as `firsthand demo` loads it.</summary>
    public static async Task<FirsthandServer> WithSampleAsync() => Started((await Sample.Value).Copy());

    // Listened to once for the whole run; each server changes a copy of its own.
    private static readonly Lazy<Task<TestDatabase>> Sample = new(async () =>
    {
        var database = TestDatabase.Create();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => database.Dispose();
        await Commands.DemoCommand.LoadAsync(database.Provider == "Postgres" ? database.Connection : database.Connection["Data Source=".Length..], CancellationToken.None);
        return database;
    });

    private static FirsthandServer Started(TestDatabase database)
    {
        var server = new FirsthandServer(database);
        server.UseKestrel(0);
        server.StartServer();
        server.Address = server.ClientOptions.BaseAddress.ToString().TrimEnd('/');
        return server;
    }

    /// <summary>The address that `firsthand demo` prints: it signs the owner in, once.</summary>
    public async Task<string> PrintedAddressAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var owner = scope.ServiceProvider.GetRequiredService<FirsthandDb>().Users.OrderBy(user => user.Id).First();
        return Address + await scope.ServiceProvider.GetRequiredService<OneTimeLinks>().MakeAsync(owner, CancellationToken.None);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Storage:Provider", database.Provider);
        builder.UseSetting("Storage:Connection", database.Connection);
        builder.UseSetting("Jobs:Name", database.Name);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        database.Dispose();
    }
}
