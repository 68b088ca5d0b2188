using Microsoft.EntityFrameworkCore;

namespace Firsthand.Platform.Storage;

/// <summary>Deleting so that nothing stays behind in the database's files: not in free pages, not in the search index, not in the log.</summary>
internal sealed class Shredding(FirsthandDb db)
{
    /// <summary>From here on what is deleted is overwritten; disposed after the commit, the rest is cleared.</summary>
    public async Task<IAsyncDisposable> BeginAsync(CancellationToken ct)
    {
        // One connection from the first statement to the last: the setting belongs to it.
        await db.Database.OpenConnectionAsync(ct);
        if (!db.Database.IsNpgsql()) await db.Database.ExecuteSqlRawAsync("PRAGMA secure_delete = ON", ct);
        return new Shreds(db);
    }

    private sealed class Shreds(FirsthandDb db) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (db.Database.IsNpgsql())
            {
                await db.Database.ExecuteSqlRawAsync("VACUUM");
            }
            else
            {
                // The index keeps deleted words until its pieces are merged.
                await db.Database.ExecuteSqlRawAsync("""INSERT INTO "TurnWords"("TurnWords") VALUES('optimize')""");
                await db.Database.ExecuteSqlRawAsync("PRAGMA secure_delete = OFF");
                // Rows that moved between pages before today left copies behind: only a file written anew has none.
                await db.Database.ExecuteSqlRawAsync("VACUUM");
                await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
            }
            await db.Database.CloseConnectionAsync();
        }
    }
}
