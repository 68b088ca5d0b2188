using System.Linq.Expressions;

namespace Firsthand.Platform.Storage;

/// <summary>A row that a person can remove, and bring back.</summary>
internal interface IRemovable
{
    DateTimeOffset? RemovedAt { get; }
}

/// <summary>A row that counts only as long as what it rests on was not rejected or removed.</summary>
internal interface IStanding
{
    bool Stands { get; }
}

/// <summary>Which rows a query does not see unless it says so, by the name to say. All there are: a model takes them from here, built or compiled ahead.</summary>
internal static class RowFilters
{
    /// <summary>Keeps companies apart.</summary>
    public const string Workspace = "workspace";

    /// <summary>Leaves removed rows out.</summary>
    public const string Removed = "removed";

    /// <summary>Leaves out what rests on rejected or removed words.</summary>
    public const string Stands = "stands";

    /// <param name="row">The type of the rows.</param>
    /// <param name="db">Any context: a query puts its own in this one's place, by the type.</param>
    public static IEnumerable<(string Name, LambdaExpression Seen)> Of(Type row, FirsthandDb? db = null)
    {
        var it = Expression.Parameter(row, "row");
        if (row.IsAssignableTo(typeof(IInWorkspace)))
            yield return (Workspace, Expression.Lambda(Expression.Equal(Expression.Property(it, nameof(IInWorkspace.WorkspaceId)), Expression.Property(Expression.Constant(db, typeof(FirsthandDb)), nameof(FirsthandDb.Workspace))), it));
        if (row.IsAssignableTo(typeof(IRemovable)))
            yield return (Removed, Expression.Lambda(Expression.Equal(Expression.Property(it, nameof(IRemovable.RemovedAt)), Expression.Constant(null, typeof(DateTimeOffset?))), it));
        if (row.IsAssignableTo(typeof(IStanding)))
            yield return (Stands, Expression.Lambda(Expression.Property(it, nameof(IStanding.Stands)), it));
    }
}
