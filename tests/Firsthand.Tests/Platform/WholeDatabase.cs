using System.Data.Common;
using System.Text;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Tests.Platform;

/// <summary>Every value of every table, whatever the tables are: for tests that something is nowhere.</summary>
internal static class WholeDatabase
{
    extension(FirsthandDb db)
    {
        /// <summary>The columns in which one of the words stands, in any case, in texts and in bytes.</summary>
        public async Task<IReadOnlyList<string>> PlacesOfAsync(params string[] words)
        {
            await db.Database.OpenConnectionAsync();
            var connection = db.Database.GetDbConnection();
            var places = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var table in await TablesAsync(connection))
            {
                await using var all = connection.CreateCommand();
#pragma warning disable CA2100 // The names come from the database itself.
                all.CommandText = $"select * from \"{table}\"";
#pragma warning restore CA2100
                await using var rows = await all.ExecuteReaderAsync();
                while (await rows.ReadAsync())
                    for (var column = 0; column < rows.FieldCount; column++)
                        if (words.FirstOrDefault(word => Holds(rows.GetValue(column), word)) is { } found) places.Add($"{table}.{rows.GetName(column)}: {found}");
            }
            return [.. places];
        }
    }

    // The tables of the search index too: there the words stand in bytes.
    private static async Task<List<string>> TablesAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = connection is Npgsql.NpgsqlConnection
            ? "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'"
            : "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'";
        var names = new List<string>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync()) names.Add(rows.GetString(0));
        return names;
    }

    private static bool Holds(object value, string word) => value switch
    {
        string text => text.Contains(word, StringComparison.OrdinalIgnoreCase),
        byte[] bytes => Encoding.UTF8.GetString(bytes).Contains(word, StringComparison.OrdinalIgnoreCase) || Encoding.Unicode.GetString(bytes).Contains(word, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
