using System.CommandLine;
using Firsthand.Platform.Cli;
using Microsoft.AspNetCore.Connections;

namespace Firsthand.Commands;

/// <summary>Serves the web app.</summary>
internal static class ServeCommand
{
    public const string DefaultAddress = "http://127.0.0.1:5080";

    public static Command Make()
    {
        var store = Store.Option();
        var urls = new Option<string?>("--urls") { Description = $"The addresses to listen at. Default: {DefaultAddress}." };
        var command = new Command("serve", "Serves the web app and runs its background work.") { store, urls };
        command.SetAction((parsed, ct) => RunAsync(Settings(parsed.GetValue(store), parsed.GetValue(urls)), ct));
        return command;
    }

    /// <summary>A command's own options as the server's settings.</summary>
    public static string[] Settings(string? store, string? urls) =>
    [
        .. store is null ? [] : Store.IsPostgres(store) ? new[] { "--Storage:Provider=Postgres", $"--Storage:Connection={store}" } : ["--Storage:Provider=Sqlite", $"--Storage:Connection=Data Source={Path.GetFullPath(store)}"],
        .. urls is null ? Array.Empty<string>() : [$"--urls={urls}"],
    ];

    public static async Task<int> RunAsync(string[] args, CancellationToken ct)
    {
        var builder = Server.CreateBuilder(args);
        TellOnce(builder.Logging);
        if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls(DefaultAddress);
        var app = builder.Assemble();
        await Server.UpgradeAsync(app.Services, ct);
        app.Lifetime.ApplicationStarted.Register(() => Say.Note($"Firsthand is at {string.Join(", ", app.Urls)}"));
        return await ListenAsync(app, ct);
    }

    /// <summary>Why a start failed is told once, in a line: the host would log it twice, with where it happened.</summary>
    public static void TellOnce(ILoggingBuilder logging) => logging
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
        .AddFilter("Microsoft.AspNetCore.Server.Kestrel", level => level is LogLevel.Warning or LogLevel.Error);

    /// <summary>Serves until it is stopped.</summary>
    public static async Task<int> ListenAsync(WebApplication app, CancellationToken ct)
    {
        try
        {
            await app.RunAsync(ct);
            return ExitCodes.Done;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            return Say.Refuse($"{taken.Message} Perhaps another Firsthand listens there. Choose another address: --urls http://127.0.0.1:5081");
        }
    }
}
