using Firsthand.Platform.Identity;

namespace Firsthand.Platform.Storage;

/// <summary>A row that belongs to one company: every query is filtered by it, every new row stamped with it.</summary>
internal interface IInWorkspace
{
    Id<Workspace> WorkspaceId { get; }
}

/// <summary>A row whose changes a person can undo.</summary>
internal interface IUndoable : IInWorkspace;

/// <summary>Whose rows the running request, command or job may see: none until somebody says.</summary>
internal sealed class CurrentWorkspace
{
    public Id<Workspace> Id { get; set; }
}
