using Microsoft.AspNetCore.Identity;

namespace Firsthand.Platform.Identity;

/// <summary>Somebody on our side who signs in.</summary>
internal sealed class Member : IdentityUser<Guid>
{
    // Not filtered by workspace: signing in happens before anybody knows whose rows may be seen.
    public required Id<Workspace> WorkspaceId { get; init; }
    public required string Name { get; set; }
}
