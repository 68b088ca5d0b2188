using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Firsthand.Platform.Storage;

/// <summary>A long value in the database as a stream that can be jumped about in: an hour of film never stands in memory.</summary>
internal static class StoredBytes
{
    /// <param name="table">Name of a table whose key is "Id"; never from outside.</param>
    /// <param name="column">Its column of bytes; never from outside.</param>
    /// <param name="length">How many bytes there are.</param>
    public static async Task<Stream> OpenAsync(FirsthandDb db, string table, string column, Guid id, long length, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        if (db.Database.GetDbConnection() is SqliteConnection sqlite)
        {
            await using var find = sqlite.CreateCommand();
#pragma warning disable CA2100 // The names are constants of the program.
            find.CommandText = $"select rowid from \"{table}\" where \"Id\" = $id";
#pragma warning restore CA2100
            find.Parameters.AddWithValue("$id", id);
            return new SqliteBlob(sqlite, table, column, (long)(await find.ExecuteScalarAsync(ct))!, readOnly: true);
        }
        return new Slices((NpgsqlConnection)db.Database.GetDbConnection(), $"select substring(\"{column}\" from @from for @count) from \"{table}\" where \"Id\" = @id", id, length);
    }

    /// <summary>All of a long value, once in memory: neither the row nor the database's own copy of it stands beside.</summary>
    /// <param name="table">Name of a table whose key is "Id"; never from outside.</param>
    /// <param name="column">Its column of bytes; never from outside.</param>
    /// <param name="length">How many bytes there are.</param>
    public static async Task<byte[]> ReadAsync(FirsthandDb db, string table, string column, Guid id, long length, CancellationToken ct)
    {
        var bytes = new byte[length];
        if (length == 0) return bytes;
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            if (db.Database.GetDbConnection() is NpgsqlConnection postgres)
            {
#pragma warning disable CA2100 // The names are constants of the program.
                await using var read = new NpgsqlCommand($"select \"{column}\" from \"{table}\" where \"Id\" = @id", postgres);
#pragma warning restore CA2100
                read.Parameters.AddWithValue("id", id);
                await using var row = await read.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, ct);
                await row.ReadAsync(ct);
                await using var stored = await row.GetStreamAsync(0, ct);
                await stored.ReadExactlyAsync(bytes, ct);
            }
            else
            {
                await using var stored = await OpenAsync(db, table, column, id, length, ct);
                await stored.ReadExactlyAsync(bytes, ct);
            }
            return bytes;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>PostgreSQL hands out a part of a long value without reading the rest.</summary>
    private sealed class Slices(NpgsqlConnection connection, string query, Guid id, long length) : Stream
    {
        private const int SliceBytes = 1 << 20;
        private byte[] slice = [];
        private long sliceAt;

        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get; set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= length) return 0;
            if (Position < sliceAt || Position >= sliceAt + slice.Length)
            {
                await using DbCommand read = Command();
                slice = (byte[])(await read.ExecuteScalarAsync(cancellationToken))!;
                sliceAt = Position;
            }
            var from = (int)(Position - sliceAt);
            var count = Math.Min(buffer.Length, slice.Length - from);
            slice.AsMemory(from, count).CopyTo(buffer);
            Position += count;
            return count;
        }

        private NpgsqlCommand Command()
        {
#pragma warning disable CA2100 // The names are constants of the program.
            var read = new NpgsqlCommand(query, connection);
#pragma warning restore CA2100
            read.Parameters.AddWithValue("from", (int)Position + 1);
            read.Parameters.AddWithValue("count", SliceBytes);
            read.Parameters.AddWithValue("id", id);
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
        public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();
        public override long Seek(long offset, SeekOrigin origin) => Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => length + offset };
        public override void Flush() { }
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
