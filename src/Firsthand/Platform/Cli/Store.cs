using System.CommandLine;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Platform.Cli;

/// <summary>The store that a command works on, opened: its services, and the workspace that it sees.</summary>
internal sealed class Store : IAsyncDisposable
{
    /// <summary>The store when nobody names one, as the server's settings say.</summary>
    public static Option<string?> Option() => new("--store") { Description = "The store: a file, or a PostgreSQL connection (Host=…). Default: the Storage settings, or firsthand.db here." };

    private readonly ServiceProvider services;
    private readonly AsyncServiceScope scope;

    private Store(ServiceProvider services)
    {
        this.services = services;
        scope = services.CreateAsyncScope();
    }

    public T Get<T>() where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    /// <param name="addProduct">The use cases (the platform knows no stage).</param>
    public static async Task<Store> OpenAsync(string? store, Action<IServiceCollection> addProduct, CancellationToken ct)
    {
        var configuration = Settings(store);
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error).AddSimpleConsole().Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        addProduct(services);
        services.AddScoped<CurrentMember>();
        services.AddJobs(configuration.GetSection("Storage").Get<StorageOptions>() ?? new(), runs: false);
        var opened = new Store(services.BuildServiceProvider());
        await opened.Get<SchemaUpgrader>().UpgradeAsync(ct);
        return opened;
    }

    /// <summary>The settings of appsettings.json and the environment, with the store that a command names.</summary>
    public static IConfigurationRoot Settings(string? store)
    {
        var settings = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables();
        if (store is not null)
            settings.AddInMemoryCollection(IsPostgres(store)
                ? [new("Storage:Provider", "Postgres"), new("Storage:Connection", store)]
                : [new("Storage:Provider", "Sqlite"), new("Storage:Connection", $"Data Source={store}")]);
        return settings.Build();
    }

    /// <summary>Why a command that only reads has nothing to read: it makes no store. Null where there is one.</summary>
    public static string? Missing(string? store)
    {
        var storage = Settings(store).GetSection("Storage").Get<StorageOptions>() ?? new();
        if (storage.IsPostgres) return null;
        var file = new SqliteConnectionStringBuilder(storage.Connection).DataSource;
        return file is "" or ":memory:" || File.Exists(file) ? null : $"There is no store at {file}. `import` makes one; --store names another.";
    }

    public static bool IsPostgres(string store) => store.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    /// <summary>Sees the store's workspace, and makes one when there is none.</summary>
    public async Task<Workspace> EnterAsync(string name, CancellationToken ct)
    {
        var db = Get<FirsthandDb>();
        var workspace = await db.Workspaces.OrderBy(row => row.CreatedAt).FirstOrDefaultAsync(ct);
        if (workspace is null)
        {
            var clock = Get<TimeProvider>();
            workspace = new() { Id = Id<Workspace>.New(clock), Name = name, CreatedAt = clock.GetUtcNow() };
            db.Workspaces.Add(workspace);
            await db.SaveChangesAsync(ct);
        }
        Get<CurrentWorkspace>().Id = workspace.Id;
        return workspace;
    }

    /// <summary>Reads the workspace that was entered, beside what goes on in it.</summary>
    public async Task BesideAsync(Func<IServiceProvider, Task> read)
    {
        await using var beside = services.CreateAsyncScope();
        beside.ServiceProvider.GetRequiredService<CurrentWorkspace>().Id = Get<CurrentWorkspace>().Id;
        await read(beside.ServiceProvider);
    }

    public async ValueTask DisposeAsync()
    {
        await scope.DisposeAsync();
        await services.DisposeAsync();
    }
}
