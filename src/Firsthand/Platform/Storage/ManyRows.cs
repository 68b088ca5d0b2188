using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Firsthand.Platform.Storage;

/// <summary>Many new rows of one kind at once, past the change tracker: a million turns take neither its memory nor its time.</summary>
internal static class ManyRows
{
    extension(FirsthandDb db)
    {
        /// <summary>Adds the rows to this company, in the running transaction. What they point at is saved already; their numbers are the database's.</summary>
        public async Task AddManyAsync<TRow>(IReadOnlyCollection<TRow> rows, CancellationToken ct) where TRow : class, IInWorkspace
        {
            if (rows.Count == 0) return;
            var type = db.Model.FindEntityType(typeof(TRow))!;
            var columns = type.GetProperties().Where(property => property.ValueGenerated != ValueGenerated.OnAdd).Select(property => new Column(property, db)).ToList();
            var names = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
            await db.Database.OpenConnectionAsync(ct);
            try
            {
                if (db.Database.GetDbConnection() is NpgsqlConnection postgres) await CopyAsync(postgres, $"copy \"{type.GetTableName()}\" ({names}) from stdin (format binary)", columns, rows, ct);
                else await InsertAsync((SqliteConnection)db.Database.GetDbConnection(), (SqliteTransaction?)db.Database.CurrentTransaction?.GetDbTransaction(), $"insert into \"{type.GetTableName()}\" ({names}) values ({string.Join(", ", columns.Select((_, i) => $"$p{i}"))})", columns, rows, ct);
            }
            finally
            {
                await db.Database.CloseConnectionAsync();
            }
        }
    }

    private static async Task CopyAsync<TRow>(NpgsqlConnection connection, string copy, List<Column> columns, IReadOnlyCollection<TRow> rows, CancellationToken ct) where TRow : class
    {
        await using var import = await connection.BeginBinaryImportAsync(copy, ct);
        foreach (var row in rows)
        {
            await import.StartRowAsync(ct);
            foreach (var column in columns)
                if (column.Of(row) is { } value) await import.WriteAsync(value, ct);
                else await import.WriteNullAsync(ct);
        }
        await import.CompleteAsync(ct);
    }

    private static async Task InsertAsync<TRow>(SqliteConnection connection, SqliteTransaction? transaction, string insert, List<Column> columns, IReadOnlyCollection<TRow> rows, CancellationToken ct) where TRow : class
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names are the model's.
        command.CommandText = insert;
#pragma warning restore CA2100
        command.Transaction = transaction;
        var parameters = columns.Select((_, i) => command.Parameters.Add(new SqliteParameter($"$p{i}", null))).ToList();
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Count; i++) parameters[i].Value = columns[i].Of(row) ?? DBNull.Value;
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>A column, and how its value stands in the database.</summary>
    private sealed class Column(IProperty property, FirsthandDb db)
    {
        private readonly IClrPropertyGetter getter = property.GetGetter();
        private readonly Func<object?, object?>? convert = property.GetTypeMapping().Converter?.ConvertToProvider;
        private readonly bool isWorkspace = property.Name == nameof(IInWorkspace.WorkspaceId);

        public string Name { get; } = property.GetColumnName();

        public object? Of(object row)
        {
            var value = isWorkspace ? db.Workspace : getter.GetClrValue(row);
            return value is null || convert is null ? value : convert(value);
        }
    }
}
