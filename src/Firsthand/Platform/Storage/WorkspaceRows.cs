using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Firsthand.Platform.Storage;

/// <summary>All rows of a company as JSON, whatever its tables are, and back on another database: a new table is in every copy from its first day.</summary>
internal sealed class WorkspaceRows(FirsthandDb db)
{
    // So that a table of a million turns never stands in memory.
    private const int RowsAtOnce = 1000;

    /// <summary>The tables' names, each after those that its rows point at.</summary>
    /// <param name="without">Kinds of rows that are not for a copy, or are copied otherwise.</param>
    public IReadOnlyList<string> Tables(params Type[] without)
    {
        var left = db.Model.GetEntityTypes().Where(type => typeof(IInWorkspace).IsAssignableFrom(type.ClrType) && !without.Contains(type.ClrType)).OrderBy(type => type.GetTableName(), StringComparer.Ordinal).ToList();
        var ordered = new List<string>();
        while (left.Count > 0)
        {
            var next = left.First(type => !type.GetForeignKeys().Any(key => key.PrincipalEntityType != type && left.Contains(key.PrincipalEntityType)));
            ordered.Add(next.GetTableName()!);
            left.Remove(next);
        }
        return ordered;
    }

    /// <summary>A table's rows in the order of their keys, also those that the lists of a page leave out.</summary>
    public IAsyncEnumerable<JsonObject> ReadAsync(string table, CancellationToken ct)
    {
        var type = TypeOf(table);
        var read = typeof(WorkspaceRows).GetMethod(nameof(RowsAsync), BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(type.ClrType);
        return (IAsyncEnumerable<JsonObject>)read.Invoke(this, [type, ct])!;
    }

    /// <summary>Adds rows to this company. What a row does not say is left at its default; what it says beyond the columns of today is passed over.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="JsonException">A value is not what its column holds.</exception>
    public async Task<int> WriteAsync(string table, IAsyncEnumerable<JsonObject> rows, CancellationToken ct)
    {
        var columns = Columns(TypeOf(table));
        var clr = TypeOf(table).ClrType;
        var count = 0;
        await foreach (var row in rows.WithCancellation(ct))
        {
            var entry = db.Entry(Activator.CreateInstance(clr)!);
            entry.State = EntityState.Added;
            foreach (var column in columns)
                if (row.TryGetPropertyValue(NameOf(column), out var value)) entry.Property(column).CurrentValue = value.Deserialize(column.ClrType, Json);
            if (++count % RowsAtOnce == 0) await SaveAsync(ct);
        }
        await SaveAsync(ct);
        return count;
    }

    private async Task SaveAsync(CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    private async IAsyncEnumerable<JsonObject> RowsAsync<TRow>(IEntityType type, [EnumeratorCancellation] CancellationToken ct) where TRow : class
    {
        var columns = Columns(type);
        var others = type.GetDeclaredQueryFilters().Select(filter => filter.Key).OfType<string>().Where(key => key != RowFilters.Workspace).ToList();
        IQueryable<TRow> rows = db.Set<TRow>().AsNoTracking();
        if (others.Count > 0) rows = rows.IgnoreQueryFilters(others);
        await foreach (var row in InOrder(rows, type).AsAsyncEnumerable().WithCancellation(ct))
            yield return new JsonObject(columns.Select(column => KeyValuePair.Create(NameOf(column), column.PropertyInfo!.GetValue(row) is { } value ? JsonSerializer.SerializeToNode(value, value.GetType(), Json) : null)));
    }

    private static IQueryable<TRow> InOrder<TRow>(IQueryable<TRow> rows, IEntityType type)
    {
        var by = nameof(Queryable.OrderBy);
        foreach (var key in type.FindPrimaryKey()!.Properties)
        {
            var row = Expression.Parameter(typeof(TRow));
            rows = rows.Provider.CreateQuery<TRow>(Expression.Call(typeof(Queryable), by, [typeof(TRow), key.ClrType], rows.Expression, Expression.Quote(Expression.Lambda(Expression.Property(row, key.PropertyInfo!), row))));
            by = nameof(Queryable.ThenBy);
        }
        return rows;
    }

    private IEntityType TypeOf(string table) => db.Model.GetEntityTypes().Single(type => typeof(IInWorkspace).IsAssignableFrom(type.ClrType) && type.GetTableName() == table);

    // The company is the one that reads or writes; running numbers are the database's own, and nothing points at them.
    private static List<IProperty> Columns(IEntityType type) =>
        [.. type.GetProperties().Where(property => property.Name != nameof(IInWorkspace.WorkspaceId) && !(property.ClrType == typeof(long) && property.IsPrimaryKey()))];

    private static string NameOf(IProperty column) => JsonNamingPolicy.CamelCase.ConvertName(column.Name);

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) }, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
}
