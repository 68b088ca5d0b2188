using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Internal;

namespace Firsthand.CompiledModel;

internal partial class SqliteDbModel
{
    // The tool that compiles a model leaves filters out. A model that is built ahead of its first query gets them as a built one does.
    partial void Customize()
    {
#pragma warning disable EF1001 // There is no public way to put a filter into a compiled model (dotnet/efcore#24897). A test compares it with the built one.
        foreach (var entity in ((IModel)this).GetEntityTypes().Cast<RuntimeEntityType>())
            if (RowFilters.Of(entity.ClrType).Select(filter => new RuntimeQueryFilter(filter.Name, filter.Seen)).ToList() is { Count: > 0 } filters)
                entity.SetAnnotation(CoreAnnotationNames.QueryFilter, new QueryFilterCollection(filters));
#pragma warning restore EF1001
    }
}
