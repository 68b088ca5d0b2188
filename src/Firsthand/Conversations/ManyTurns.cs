using Firsthand.Platform.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Firsthand.Conversations;

/// <summary>Many new turns at once, and their words in the search index.</summary>
internal static class ManyTurns
{
    extension(FirsthandDb db)
    {
        /// <summary>Adds the turns to this company, in the running transaction. Their conversations and speakers are saved already.</summary>
        public async Task AddTurnsAsync(IReadOnlyCollection<Turn> turns, CancellationToken ct)
        {
            if (turns.Count == 0) return;
            if (db.Database.GetDbConnection() is not SqliteConnection)
            {
                await db.AddManyAsync(turns, ct);
                return;
            }
            await db.Database.OpenConnectionAsync(ct);
            var handle = ((SqliteConnection)db.Database.GetDbConnection()).Handle!;
            var before = await db.Turns.IgnoreQueryFilters().MaxAsync(turn => (long?)turn.Number, ct) ?? 0;
            // The index's trigger closes a piece of the index after every row; all rows in one statement take a fifth of the time.
            Triggers(handle, on: false);
            try
            {
                await db.AddManyAsync(turns, ct);
                await db.Database.ExecuteSqlAsync($"""INSERT INTO "TurnWords"(rowid, "Text") SELECT "Number", "Text" FROM "Turns" WHERE "Number" > {before}""", ct);
            }
            finally
            {
                // A connection goes back to the pool: the next one to take it must not miss them.
                Triggers(handle, on: true);
                await db.Database.CloseConnectionAsync();
            }
        }
    }

    private static void Triggers(sqlite3 connection, bool on)
    {
        var result = raw.sqlite3_db_config(connection, raw.SQLITE_DBCONFIG_ENABLE_TRIGGER, on ? 1 : 0, out var isOn);
        if (result != raw.SQLITE_OK || isOn != (on ? 1 : 0)) throw new InvalidOperationException($"SQLite would not switch its triggers: {result}.");
    }
}
