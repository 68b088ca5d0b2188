using System.Text.Json;
using Firsthand.Platform.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Firsthand.Platform.Storage;

/// <summary>The one database. It knows no stage: each stage brings its own mapping and its own named set.</summary>
internal abstract class FirsthandDb(DbContextOptions options, CurrentWorkspace current)
    : IdentityUserContext<Member, Guid>(options)
{
    public DbSet<Workspace> Workspaces => Set<Workspace>();
    public DbSet<OneTimeLink> OneTimeLinks => Set<OneTimeLink>();
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();
    public DbSet<Change> Changes => Set<Change>();

    /// <summary>Whose rows are seen. Read by the query filters, so it follows the scope and not the model.</summary>
    internal Id<Workspace> Workspace => current.Id;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Workspace>().ToTable("Workspaces");
        builder.Entity<OneTimeLink>().ToTable("OneTimeLinks").HasKey(link => link.TokenHash);
        builder.Entity<ProtectionKey>().ToTable("ProtectionKeys");
        builder.Entity<Member>().ToTable("Members");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("MemberClaims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("MemberLogins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("MemberTokens");
        builder.ApplyConfigurationsFromAssembly(typeof(FirsthandDb).Assembly);

        // The tool that writes migrations and the compiled model knows no filters, and breaks where there are some.
        if (EF.IsDesignTime) return;
        foreach (var entity in builder.Model.GetEntityTypes())
            foreach (var (name, seen) in RowFilters.Of(entity.ClrType, this)) entity.SetQueryFilter(name, seen);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        foreach (var type in typeof(FirsthandDb).Assembly.GetTypes().SelectMany(type => type.GetProperties()).Select(property => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).Where(IsId).Distinct())
            configurationBuilder.Properties(type).HaveConversion(typeof(IdConverter<>).MakeGenericType(type.GetGenericArguments()));
        configurationBuilder.Properties<List<string>>().HaveConversion<JsonList, JsonListComparer>();
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        Stamp();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Stamp();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <summary>After much was written: the planner learns how rows are spread, so that it finds by conversation and not by workspace.</summary>
    public abstract Task RefreshPlansAsync(CancellationToken ct);

    private void Stamp()
    {
        foreach (var entry in ChangeTracker.Entries<IInWorkspace>())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached) continue;
            if (Workspace == default) throw new InvalidOperationException("No workspace was chosen before writing.");
            var property = entry.Property(row => row.WorkspaceId);
            if (entry.State == EntityState.Added && property.CurrentValue == default) property.CurrentValue = Workspace;
            if (property.CurrentValue != Workspace) throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} of another workspace.");
        }
    }

    private static bool IsId(Type type) => type.IsGenericType && !type.ContainsGenericParameters && type.GetGenericTypeDefinition() == typeof(Id<>);

    internal sealed class IdConverter<TEntity>() : ValueConverter<Id<TEntity>, Guid>(id => id.Value, value => new(value));

    internal sealed class JsonList() : ValueConverter<List<string>, string>(
        list => StoredList.Write(list),
        text => StoredList.Read(text));

    internal sealed class JsonListComparer() : ValueComparer<List<string>>(
        (a, b) => a == b || (a != null && b != null && a.SequenceEqual(b)),
        list => list.Aggregate(0, (hash, item) => HashCode.Combine(hash, item.GetHashCode(StringComparison.Ordinal))),
        list => new List<string>(list));
}

internal sealed class SqliteDb(DbContextOptions<SqliteDb> options, CurrentWorkspace current) : FirsthandDb(options, current)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
    }

    public override async Task RefreshPlansAsync(CancellationToken ct)
    {
        // All of it: a sample takes the rows without a person for all rows.
        await Database.ExecuteSqlRawAsync("ANALYZE", ct);
        await Database.ExecuteSqlRawAsync(await SchemaUpgrader.TextAsync("Plans.sql", ct), ct);
        // Open connections keep the plans of before.
        Microsoft.Data.Sqlite.SqliteConnection.ClearPool((Microsoft.Data.Sqlite.SqliteConnection)Database.GetDbConnection());
    }

    // SQLite cannot order DateTimeOffset; one whole number can.
    internal sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new(ticks, TimeSpan.Zero));
}

internal sealed class PostgresDb(DbContextOptions<PostgresDb> options, CurrentWorkspace current) : FirsthandDb(options, current)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Utc>();
    }

    // It watches that by itself, but only within the minute.
    public override Task RefreshPlansAsync(CancellationToken ct) => Database.ExecuteSqlRawAsync("ANALYZE", ct);

    // timestamptz takes UTC only.
    internal sealed class Utc() : ValueConverter<DateTimeOffset, DateTimeOffset>(time => time.ToUniversalTime(), time => time);
}
