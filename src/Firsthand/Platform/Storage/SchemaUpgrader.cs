using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Firsthand.Platform.Storage;

/// <summary>Brings the database to this version's schema, once, however many nodes start together.</summary>
internal sealed class SchemaUpgrader(FirsthandDb db)
{
    private const long Gate = 727_274;

    public async Task UpgradeAsync(CancellationToken ct)
    {
        if (!db.Database.IsNpgsql())
        {
            var grows = (await db.Database.GetPendingMigrationsAsync(ct)).Any();
            await db.Database.MigrateAsync(ct);
            // A new index that nothing is known of is the planner's favourite, and the wrong one.
            if (grows) await db.RefreshPlansAsync(ct);
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", ct);
            return;
        }

        // EF's own lock ends with each migration's transaction, so two nodes on a fresh database would collide.
        await using var gate = new NpgsqlConnection(db.Database.GetConnectionString());
        await gate.OpenAsync(ct);
        await using var take = new NpgsqlCommand("select pg_advisory_lock($1)", gate) { CommandTimeout = 300, Parameters = { new() { Value = Gate } } };
        await take.ExecuteNonQueryAsync(ct);
        try
        {
            var grows = (await db.Database.GetPendingMigrationsAsync(ct)).Any();
            await db.Database.MigrateAsync(ct);
            if (grows) await db.RefreshPlansAsync(ct);
        }
        finally
        {
            await using var give = new NpgsqlCommand("select pg_advisory_unlock($1)", gate) { Parameters = { new() { Value = Gate } } };
            await give.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
