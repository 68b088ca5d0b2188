using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Firsthand.Platform.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Firsthand.Platform.Storage;

/// <summary>One act of a person that can be undone: the rows before and after it.</summary>
internal sealed class Change : IInWorkspace
{
    public long Number { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }
    public Guid? MemberId { get; init; }
    /// <summary>When it was done, or done again.</summary>
    public required DateTimeOffset At { get; set; }

    /// <summary>What was done, without a customer's words: "Accepted a pain".</summary>
    public required string Summary { get; init; }

    /// <summary>JSON of <see cref="RowChange"/>: places and values, and no text of a conversation.</summary>
    public required string Rows { get; init; }

    public DateTimeOffset? UndoneAt { get; set; }

    /// <summary>Undone, and then something else was done: it cannot come back.</summary>
    public bool Dropped { get; set; }
}

/// <summary>Counted from other rows: an undo sets it back without asking whether a later run counted it anew.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RecountedAttribute : Attribute;

/// <summary>Says that later work was done on the row: an undo empties it, so that the work is done anew.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DoneAnewAttribute : Attribute;

internal sealed class ChangeTable : IEntityTypeConfiguration<Change>
{
    public void Configure(EntityTypeBuilder<Change> builder)
    {
        builder.ToTable("Changes").HasKey(change => change.Number);
        builder.HasIndex(change => new { change.WorkspaceId, change.MemberId, change.Number });
    }
}

/// <summary>Who acts: set by the request's sign-in; nobody for jobs and commands.</summary>
internal sealed class CurrentMember
{
    public Guid? Id { get; set; }
}

/// <summary>What a stage does after a person's act, also one that was undone or redone.</summary>
internal interface IAfterAct
{
    Task ActedAsync(Touched rows, CancellationToken ct);
}

/// <summary>The rows that an act changed, added or removed.</summary>
internal sealed class Touched(IEnumerable<(Type Type, Guid? Key)> rows)
{
    private readonly ILookup<Type, Guid?> rows = rows.ToLookup(row => row.Type, row => row.Key);

    public bool Any<TRow>() where TRow : IUndoable => rows.Contains(typeof(TRow));

    public IEnumerable<Guid> Of<TRow>() where TRow : IUndoable => rows[typeof(TRow)].OfType<Guid>();
}

/// <summary>Saves what a person did so that it can be undone and redone.</summary>
internal sealed class Journal(FirsthandDb db, CurrentMember member, IEnumerable<IAfterAct> after, TimeProvider clock)
{
    private sealed record RowChange(string Type, JsonObject Key, JsonObject? Before, JsonObject? After);

    /// <summary>Saves the pending changes as one act.</summary>
    public async Task SaveAsync(string summary, CancellationToken ct)
    {
        db.ChangeTracker.DetectChanges();
        var rows = db.ChangeTracker.Entries<IUndoable>().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).Select(Describe).ToList();
        if (rows.Count == 0) return;
        await db.Changes.Where(change => change.MemberId == member.Id && change.UndoneAt != null && !change.Dropped).ForEachAsync(change => change.Dropped = true, ct);
        db.Changes.Add(new() { MemberId = member.Id, At = clock.GetUtcNow(), Summary = summary, Rows = JsonSerializer.Serialize(rows, Options) });
        await db.SaveChangesAsync(ct);
        await ActedAsync(rows, ct);
    }

    /// <summary>Takes back this member's last act.</summary>
    /// <returns>The act's summary; null where there is nothing to take back, which is no error.</returns>
    public async Task<Outcome<string?>> UndoAsync(CancellationToken ct)
    {
        var last = await db.Changes.Where(change => change.MemberId == member.Id && change.UndoneAt == null).OrderByDescending(change => change.Number).FirstOrDefaultAsync(ct);
        if (last is null) return new Outcome<string?>.Done(null);
        var rows = JsonSerializer.Deserialize<List<RowChange>>(last.Rows, Options)!;
        foreach (var row in Enumerable.Reverse(rows))
            if (!await ApplyAsync(row.Type, row.Key, expected: row.After, wanted: row.Before, ct)) return Stale(last);
        last.UndoneAt = clock.GetUtcNow();
        return await DoneAsync(last, rows, ct);
    }

    /// <summary>Does again what was undone last.</summary>
    /// <returns>The act's summary; null where nothing was undone.</returns>
    public async Task<Outcome<string?>> RedoAsync(CancellationToken ct)
    {
        var last = await db.Changes.Where(change => change.MemberId == member.Id && change.UndoneAt != null && !change.Dropped).OrderBy(change => change.Number).FirstOrDefaultAsync(ct);
        if (last is null) return new Outcome<string?>.Done(null);
        var rows = JsonSerializer.Deserialize<List<RowChange>>(last.Rows, Options)!;
        foreach (var row in rows)
            if (!await ApplyAsync(row.Type, row.Key, expected: row.Before, wanted: row.After, ct)) return Stale(last);
        (last.UndoneAt, last.At) = (null, clock.GetUtcNow());
        return await DoneAsync(last, rows, ct);
    }

    private async Task<Outcome<string?>> DoneAsync(Change change, List<RowChange> rows, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        await ActedAsync(rows, ct);
        return change.Summary;
    }

    private async Task ActedAsync(List<RowChange> rows, CancellationToken ct)
    {
        var touched = new Touched(KeysOf(rows));
        foreach (var stage in after) await stage.ActedAsync(touched, ct);
    }

    private IEnumerable<(Type Type, Guid? Key)> KeysOf(List<RowChange> rows) => rows.Select(row => (TypeOf(row.Type).ClrType, Guid.TryParse(row.Key.FirstOrDefault().Value?.ToString(), out var key) ? key : (Guid?)null));

    private IEntityType TypeOf(string name) => db.Model.GetEntityTypes().Single(entity => entity.ClrType.Name == name);

    /// <summary>Drops every act that touched one of these rows, so that no undo can bring back what has to be forgotten.</summary>
    public async Task ForgetAsync(IReadOnlySet<Guid> rows, CancellationToken ct)
    {
        var numbers = new List<long>();
        await foreach (var change in db.Changes.AsNoTracking().Select(change => new { change.Number, change.Rows }).AsAsyncEnumerable().WithCancellation(ct))
            if (JsonSerializer.Deserialize<List<RowChange>>(change.Rows, Options)!.Exists(row => row.Key.Any(key => Guid.TryParse(key.Value?.ToString(), out var id) && rows.Contains(id))))
                numbers.Add(change.Number);
        await db.Changes.Where(change => numbers.Contains(change.Number)).ExecuteDeleteAsync(ct);
    }

    /// <summary>The rows that anybody touched since a time, by acting, undoing or redoing.</summary>
    public async Task<Touched> SinceAsync(DateTimeOffset time, CancellationToken ct) =>
        new((await db.Changes.AsNoTracking().Where(change => change.At >= time || change.UndoneAt >= time).Select(change => change.Rows).ToListAsync(ct)).SelectMany(rows => KeysOf(JsonSerializer.Deserialize<List<RowChange>>(rows, Options)!)));

    private Outcome<string?> Stale(Change change)
    {
        db.ChangeTracker.Clear();
        return new Outcome<string?>.Refused("undo", $"“{change.Summary}” can no longer be undone: it was changed since by somebody else or by a later run.");
    }

    private async Task<bool> ApplyAsync(string typeName, JsonObject key, JsonObject? expected, JsonObject? wanted, CancellationToken ct)
    {
        var type = TypeOf(typeName);
        var keys = type.FindPrimaryKey()!.Properties.Select(property => Value(key, property)).ToArray();
        var row = await db.FindAsync(type.ClrType, keys, ct) ?? await (Task<object?>)HiddenOf.MakeGenericMethod(type.ClrType).Invoke(this, [type, keys, ct])!;
        if (row is null != expected is null) return false;
        if (row is null)
        {
            var entry = db.Entry(Activator.CreateInstance(type.ClrType)!);
            entry.State = EntityState.Added;
            foreach (var property in type.GetProperties()) entry.Property(property).CurrentValue = Value(wanted!, property);
            return true;
        }
        if (wanted is null)
        {
            db.Remove(row);
            return true;
        }
        var tracked = db.Entry(row);
        // Only what the act itself changed has to be as the act left it.
        foreach (var property in type.GetProperties().Where(property => !JsonNode.DeepEquals(expected![property.Name], wanted[property.Name])))
        {
            if (Is<DoneAnewAttribute>(property))
            {
                tracked.Property(property).CurrentValue = null;
                // Written whatever it is now: the work may be done in this moment.
                tracked.Property(property).IsModified = true;
                continue;
            }
            var recounted = Is<RecountedAttribute>(property);
            if (!recounted && !JsonNode.DeepEquals(Json(tracked.Property(property).CurrentValue), expected![property.Name])) return false;
            tracked.Property(property).CurrentValue = Value(wanted, property);
        }
        return true;
    }

    // Whatever hides it from lists: an act may have been on a row that another act hid since.
    private async Task<object?> HiddenAsync<TRow>(IEntityType type, object?[] keys, CancellationToken ct) where TRow : class
    {
        var hiding = type.GetDeclaredQueryFilters().Select(filter => filter.Key).OfType<string>().Where(name => name != RowFilters.Workspace).ToList();
        if (hiding.Count == 0) return null;
        var row = Expression.Parameter(typeof(TRow));
        var same = type.FindPrimaryKey()!.Properties.Zip(keys, (property, key) => Expression.Equal(Expression.Property(row, property.PropertyInfo!), Expression.Constant(key, property.ClrType))).Aggregate(Expression.AndAlso);
        return await db.Set<TRow>().IgnoreQueryFilters(hiding).SingleOrDefaultAsync(Expression.Lambda<Func<TRow, bool>>(same, row), ct);
    }

    private static readonly MethodInfo HiddenOf = typeof(Journal).GetMethod(nameof(HiddenAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private static bool Is<TAttribute>(IProperty property) where TAttribute : Attribute => property.PropertyInfo?.IsDefined(typeof(TAttribute), inherit: false) == true;

    private static RowChange Describe(EntityEntry<IUndoable> entry)
    {
        var properties = entry.Properties.ToList();
        JsonObject Row(Func<PropertyEntry, object?> value) => new(properties.Select(property => KeyValuePair.Create(property.Metadata.Name, Json(value(property)))));
        var key = new JsonObject(properties.Where(property => property.Metadata.IsPrimaryKey()).Select(property => KeyValuePair.Create(property.Metadata.Name, Json(property.CurrentValue))));
        return new(entry.Metadata.ClrType.Name, key,
            entry.State == EntityState.Added ? null : Row(property => property.OriginalValue),
            entry.State == EntityState.Deleted ? null : Row(property => property.CurrentValue));
    }

    private static JsonNode? Json(object? value) => value switch
    {
        null => null,
        // PostgreSQL keeps whole microseconds: a time compares as it will be read back.
        DateTimeOffset time => JsonSerializer.SerializeToNode(new DateTimeOffset(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero), Options),
        _ => JsonSerializer.SerializeToNode(value, value.GetType(), Options),
    };

    private static object? Value(JsonObject row, IProperty property) => row[property.Name].Deserialize(property.ClrType, Options);

    private static readonly JsonSerializerOptions Options = new();
}
