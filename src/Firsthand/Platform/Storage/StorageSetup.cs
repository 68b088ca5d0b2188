using System.ComponentModel.DataAnnotations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Firsthand.Platform.Storage;

/// <summary>Where everything is kept.</summary>
internal sealed class StorageOptions
{
    /// <summary>Sqlite (one file, the default) or Postgres.</summary>
    [Required, AllowedValues("Sqlite", "Postgres")] public string Provider { get; init; } = "Sqlite";

    [Required] public string Connection { get; init; } = "Data Source=firsthand.db";

    public bool IsPostgres => Provider == "Postgres";
}

internal static class StorageSetup
{
    public static void AddStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration("Storage").ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<CurrentWorkspace>();
        services.AddDbContext<SqliteDb>((provider, db) => Sqlite(db, Options(provider).Connection));
        services.AddDbContext<PostgresDb>((provider, db) => db.UseNpgsql(Postgres(Options(provider).Connection)));
        services.AddScoped<FirsthandDb>(provider => Options(provider).IsPostgres ? provider.GetRequiredService<PostgresDb>() : provider.GetRequiredService<SqliteDb>());
        services.AddScoped<SchemaUpgrader>();
        services.AddScoped<Journal>();
        services.AddScoped<Shredding>();
        services.AddScoped<WorkspaceRows>();
    }

    private static StorageOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<StorageOptions>>().Value;

    private static void Sqlite(DbContextOptionsBuilder db, string connection) =>
        db.UseSqlite(new SqliteConnectionStringBuilder(connection) { ForeignKeys = true, DefaultTimeout = 60 }.ConnectionString).AddInterceptors(SqlitePragmas.Instance);

    // PostgreSQL compiles a query that it thinks costly, which takes longer than most of ours run. Who sets options of their own keeps them.
    private static string Postgres(string connection)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection);
        if (string.IsNullOrEmpty(builder.Options)) builder.Options = "-c jit=off";
        return builder.ConnectionString;
    }

    // Only dotnet-ef uses these.
    internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDb>
    {
        public SqliteDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=design.db").Options, new());
    }

    internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDb>
    {
        public PostgresDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql("Host=127.0.0.1;Database=design").Options, new());
    }
}
