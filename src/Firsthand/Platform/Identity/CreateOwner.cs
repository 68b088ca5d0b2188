using System.ComponentModel.DataAnnotations;
using Firsthand.Platform.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Platform.Identity;

/// <summary>The first start makes the workspace and the one who owns it; afterwards the door is shut.</summary>
internal sealed class CreateOwner(FirsthandDb db, UserManager<Member> members, TimeProvider clock)
{
    /// <param name="Offer">What the company sells, as it is called in a call; several names with commas.</param>
    public sealed record Request([property: Required, StringLength(200)] string Company, [property: Required, StringLength(200)] string Name, [property: Required, EmailAddress] string Email, [property: Required] string Password,
        [property: StringLength(400)] string? Offer = null);

    public async Task<bool> IsNeededAsync(CancellationToken ct) => !await db.Users.AnyAsync(ct);

    public async Task<Outcome<Member>> RunAsync(Request request, CancellationToken ct)
    {
        if (!await IsNeededAsync(ct)) return new Outcome<Member>.Refused(nameof(request.Email), "This server has an owner already. Ask them to invite you.");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // A command may have brought conversations before anybody came: they are the owner's.
        var workspace = await db.Workspaces.OrderBy(row => row.CreatedAt).FirstOrDefaultAsync(ct);
        if (workspace is null) db.Workspaces.Add(workspace = new() { Id = Id<Workspace>.New(clock), Name = "", CreatedAt = clock.GetUtcNow() });
        (workspace.Name, workspace.OfferWords) = (request.Company.Trim(), Names(request.Offer));
        await db.SaveChangesAsync(ct);
        var member = new Member { Id = Guid.CreateVersion7(clock.GetUtcNow()), WorkspaceId = workspace.Id, Name = request.Name.Trim(), UserName = request.Email.Trim(), Email = request.Email.Trim() };
        var made = await members.CreateAsync(member, request.Password);
        if (!made.Succeeded) return new Outcome<Member>.Refused(nameof(request.Password), string.Join(' ', made.Errors.Select(error => error.Description)));
        await transaction.CommitAsync(ct);
        return member;
    }

    private static List<string> Names(string? offer) => [.. (offer ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
