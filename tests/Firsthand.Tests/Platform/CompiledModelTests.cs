using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Firsthand.Tests.Platform;

public sealed class CompiledModelTests
{
    [Fact]
    public void The_model_that_was_compiled_ahead_is_the_one_that_the_tables_describe()
    {
        using var db = new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=:memory:").Options, new());
        var built = db.GetService<IModelSource>().GetModel(db, db.GetService<ModelCreationDependencies>(), designTime: false);

        Assert.NotSame(built, db.Model);
        Assert.Equal(Told(built), Told(db.Model));
    }

    [Fact]
    public void The_model_that_was_compiled_ahead_hides_what_a_built_one_hides()
    {
        using var db = new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=:memory:").Options, new());
        var built = db.GetService<IModelSource>().GetModel(db, db.GetService<ModelCreationDependencies>(), designTime: false);

        var hidden = Filters(built);

        Assert.Contains(hidden, filter => filter.Contains("RemovedAt", StringComparison.Ordinal));
        Assert.Contains(hidden, filter => filter.Contains("Stands", StringComparison.Ordinal));
        Assert.Equal(hidden, Filters(db.Model));
    }

    // Types of answers that were asked for in SQL join a model as it is used; they are no tables.
    private static IEnumerable<string> Told(IModel model) => model.GetEntityTypes().Select(type => type.ToDebugString(MetadataDebugStringOptions.LongDefault));

    // Each names a context, which a query replaces by its own.
    private static List<string> Filters(IModel model) =>
        [.. model.GetEntityTypes().SelectMany(type => type.GetDeclaredQueryFilters().Select(filter => $"{type.Name} {filter.Key}: {filter.Expression}").Order(StringComparer.Ordinal))
            .Select(text => text.Replace("value(Firsthand.Platform.Storage.SqliteDb)", "null", StringComparison.Ordinal))];
}
