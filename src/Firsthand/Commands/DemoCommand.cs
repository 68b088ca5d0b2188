using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Firsthand.Platform.Cli;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;
using Firsthand.Today;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Commands;

/// <summary>The sample company, loaded and opened with one address.</summary>
internal static class DemoCommand
{
    public const string DefaultStore = "firsthand-demo.db";

    public static Command Make()
    {
        var store = Store.Option();
        store.Description = $"The store of the sample company. Default: {DefaultStore} here.";
        var urls = new Option<string?>("--urls") { Description = "The address to listen at. Default: the first free one from http://127.0.0.1:5080 on." };
        var command = new Command("demo", "Loads the sample company and opens on what it learned.") { store, urls };
        command.SetAction(async (parsed, ct) =>
        {
            var place = parsed.GetValue(store) ?? DefaultStore;
            await LoadAsync(place, ct);
            return await ServeSignedInAsync(place, parsed.GetValue(urls), ct);
        });
        return command;
    }

    /// <summary>Puts the sample company into an empty store; a store that has anything is left as it is.</summary>
    public static async Task LoadAsync(string store, CancellationToken ct)
    {
        await using var opened = await Store.OpenAsync(store, Server.AddProduct, ct);
        var db = opened.Get<FirsthandDb>();
        if (await db.Workspaces.AnyAsync(ct)) return;
        var (owner, files, choices) = await opened.Get<SampleCompany>().PrepareAsync(null, ct);
        db.Users.Add(owner);
        (owner.NormalizedEmail, owner.NormalizedUserName) = (owner.Email!.ToUpperInvariant(), owner.UserName!.ToUpperInvariant());
        owner.SecurityStamp = Guid.CreateVersion7(opened.Get<TimeProvider>().GetUtcNow()).ToString();
        await db.SaveChangesAsync(ct);
        await Bring.RunAsync(opened, files, choices, ct);
    }

    /// <summary>Serves a store and prints one address that signs its owner in, once.</summary>
    public static async Task<int> ServeSignedInAsync(string store, string? urls, CancellationToken ct)
    {
        var address = urls ?? FreeAddress();
        var builder = Server.CreateBuilder(ServeCommand.Settings(store, address));
        ServeCommand.TellOnce(builder.Logging);
        // One printed address is the whole answer.
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning).AddFilter("Quartz", LogLevel.Error);
        var app = builder.Assemble();
        await Server.UpgradeAsync(app.Services, ct);
        string path;
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<FirsthandDb>();
            var owner = await OwnerAsync(scope.ServiceProvider, db, ct);
            path = await scope.ServiceProvider.GetRequiredService<OneTimeLinks>().MakeAsync(owner, ct);
        }
        app.Lifetime.ApplicationStarted.Register(() => Say.Answer($"{app.Urls.First()}{path}"));
        return await ServeCommand.ListenAsync(app, ct);
    }

    /// <summary>Who the store belongs to; made when a command filled it and nobody came yet.</summary>
    public static async Task<Member> OwnerAsync(IServiceProvider services, FirsthandDb db, CancellationToken ct) =>
        await db.Users.OrderBy(user => user.Id).FirstOrDefaultAsync(ct) ?? await AdoptAsync(services, db, ct);

    // A store that a command made has a workspace and nobody yet.
    private static async Task<Member> AdoptAsync(IServiceProvider services, FirsthandDb db, CancellationToken ct)
    {
        var workspace = await db.Workspaces.OrderBy(row => row.CreatedAt).FirstAsync(ct);
        var member = new Member { Id = Guid.CreateVersion7(services.GetRequiredService<TimeProvider>().GetUtcNow()), WorkspaceId = workspace.Id, Name = "You", UserName = SampleCompany.OwnerEmail, Email = SampleCompany.OwnerEmail };
        await services.GetRequiredService<UserManager<Member>>().CreateAsync(member);
        return member;
    }

    private static string FreeAddress()
    {
        for (var port = 5080; port < 5100; port++)
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return $"http://127.0.0.1:{port}";
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
        return "http://127.0.0.1:0";
    }
}
