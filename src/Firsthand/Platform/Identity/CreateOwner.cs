using System.ComponentModel.DataAnnotations;
using Firsthand.Platform.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Platform.Identity;

/// <summary>The first start makes the workspace and the one who owns it; afterwards the door is shut.</summary>
internal sealed class CreateOwner(FirsthandDb db, UserManager<Member> members, TimeProvider clock)
{
    public sealed record Request([property: Required, StringLength(200)] string Company, [property: Required, StringLength(200)] string Name, [property: Required, EmailAddress] string Email, [property: Required] string Password);

    public Task<bool> IsNeededAsync(CancellationToken ct) => db.Users.AnyAsync(ct).ContinueWith(any => !any.Result, ct, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);

    public async Task<Outcome<Member>> RunAsync(Request request, CancellationToken ct)
    {
        if (!await IsNeededAsync(ct)) return new Outcome<Member>.Refused(nameof(request.Email), "This server has an owner already. Ask them to invite you.");
        var workspace = new Workspace { Id = Id<Workspace>.New(clock), Name = request.Company.Trim(), CreatedAt = clock.GetUtcNow() };
        db.Workspaces.Add(workspace);
        await db.SaveChangesAsync(ct);
        var member = new Member { Id = Guid.CreateVersion7(clock.GetUtcNow()), WorkspaceId = workspace.Id, Name = request.Name.Trim(), UserName = request.Email.Trim(), Email = request.Email.Trim() };
        var made = await members.CreateAsync(member, request.Password);
        if (made.Succeeded) return member;
        db.Workspaces.Remove(workspace);
        await db.SaveChangesAsync(ct);
        return new Outcome<Member>.Refused(nameof(request.Password), string.Join(' ', made.Errors.Select(error => error.Description)));
    }
}
