using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Firsthand.Platform.Storage;

/// <summary>Brings the database to this version's schema, once, however many nodes start together.</summary>
internal sealed partial class SchemaUpgrader(FirsthandDb db)
{
    private const long Gate = 727_274;

    public async Task UpgradeAsync(CancellationToken ct)
    {
        if (!db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", ct);
            await GrowAsync(ct);
            return;
        }

        // EF's own lock ends with each migration's transaction, so two nodes on a fresh database would collide.
        await using var gate = new NpgsqlConnection(db.Database.GetConnectionString());
        await gate.OpenAsync(ct);
        await using var take = new NpgsqlCommand("select pg_advisory_lock($1)", gate) { CommandTimeout = 300, Parameters = { new() { Value = Gate } } };
        await take.ExecuteNonQueryAsync(ct);
        try
        {
            await GrowAsync(ct);
        }
        finally
        {
            await using var give = new NpgsqlCommand("select pg_advisory_unlock($1)", gate) { Parameters = { new() { Value = Gate } } };
            await give.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private async Task GrowAsync(CancellationToken ct)
    {
        var applied = (await db.Database.GetAppliedMigrationsAsync(ct)).ToHashSet();
        if (db.Database.GetMigrations().All(applied.Contains)) return;
        if (applied.Count == 0) await MakeAsync(ct);
        else await db.Database.MigrateAsync(ct);
        // A new index that nothing is known of is the planner's favourite, and the wrong one.
        await db.RefreshPlansAsync(ct);
    }

    // All migrations as one text, which dev/migration writes: making each from the models beside it takes a second that whoever starts for the first time would wait.
    private async Task MakeAsync(CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Whoever started beside it was first; PostgreSQL has its gate.
        if (!db.Database.IsNpgsql() && (await db.Database.GetAppliedMigrationsAsync(ct)).Any()) return;
        await using var make = db.Database.GetDbConnection().CreateCommand();
        make.Transaction = transaction.GetDbTransaction();
#pragma warning disable CA2100 // The text is our own.
        make.CommandText = Transactions().Replace(await ScriptAsync(db.Database.IsNpgsql(), ct), "");
#pragma warning restore CA2100
        await make.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    // Each migration has its own there; a new store is made in one, so that a kill leaves nothing half made.
    [GeneratedRegex("^(BEGIN TRANSACTION|START TRANSACTION|COMMIT);\r?$", RegexOptions.Multiline)]
    private static partial Regex Transactions();

    internal static Task<string> ScriptAsync(bool isPostgres, CancellationToken ct) => TextAsync($"Schema.{(isPostgres ? "Postgres" : "Sqlite")}.sql", ct);

    internal static async Task<string> TextAsync(string name, CancellationToken ct)
    {
        using var text = new StreamReader(typeof(SchemaUpgrader).Assembly.GetManifestResourceStream(name)!);
        return await text.ReadToEndAsync(ct);
    }
}
