using Npgsql;

namespace Firsthand.Tests;

/// <summary>
/// An empty database of a test's own. FIRSTHAND_TEST_DATABASE chooses SQLite (the default) or Postgres, so that the same suite runs on both;
/// FIRSTHAND_TEST_POSTGRES says where a server is.
/// </summary>
internal sealed class TestDatabase : IDisposable
{
    private static readonly string[] SqliteFiles = ["", "-wal", "-shm"];
    private readonly string? admin;
    private readonly string name;

    private TestDatabase(string provider, string connection, string name, string? admin) => (Provider, Connection, this.name, this.admin) = (provider, connection, name, admin);

    /// <summary>Unlike every other: a queue of its own is named after it.</summary>
    public string Name => Path.GetFileNameWithoutExtension(name);

    public string Provider { get; }
    public string Connection { get; }

    public static bool IsPostgres => Environment.GetEnvironmentVariable("FIRSTHAND_TEST_DATABASE") == "Postgres";

    public static TestDatabase Create() => Create(null);

    /// <summary>With all that this one holds; nobody may be using it.</summary>
    public TestDatabase Copy() => Create(this);

    private static TestDatabase Create(TestDatabase? like)
    {
        var name = $"t{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}";
        if (!IsPostgres)
        {
            var file = Path.Combine(Path.GetTempPath(), $"firsthand-{name}.db");
            if (like is not null) Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            foreach (var part in like is null ? [] : SqliteFiles.Where(part => File.Exists(like.name + part))) File.Copy(like!.name + part, file + part);
            return new("Sqlite", $"Data Source={file}", file, null);
        }
        var server = Environment.GetEnvironmentVariable("FIRSTHAND_TEST_POSTGRES") ?? throw new InvalidOperationException("FIRSTHAND_TEST_POSTGRES must say where PostgreSQL is, such as Host=127.0.0.1;Port=5432;Username=postgres.");
        if (like is not null) NpgsqlConnection.ClearAllPools();
        Run(server, $"create database {name}{(like is null ? "" : $" template {like.name}")}");
        return new("Postgres", $"{server};Database={name};Maximum Pool Size=20", name, server);
    }

    public void Dispose()
    {
        if (admin is null)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            foreach (var part in SqliteFiles) File.Delete(name + part);
            return;
        }
        NpgsqlConnection.ClearAllPools();
        Run(admin, $"drop database if exists {name} with (force)");
    }

    private static void Run(string server, string sql)
    {
        using var connection = new NpgsqlConnection(server + ";Database=postgres;Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
