using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Platform.Identity;

/// <summary>Makes and opens links that sign one member in, once.</summary>
internal sealed class OneTimeLinks(FirsthandDb db, TimeProvider clock)
{
    private const int TokenBytes = 32;
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>The path to print, such as /enter/…</summary>
    public async Task<string> MakeAsync(Member member, CancellationToken ct)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        db.OneTimeLinks.Add(new() { TokenHash = Hash(token), MemberId = member.Id, ExpiresAt = clock.GetUtcNow() + Life });
        await db.SaveChangesAsync(ct);
        return "/enter/" + token;
    }

    /// <summary>The member whose link this is; it opens nothing a second time.</summary>
    public async Task<Member?> OpenAsync(string token, CancellationToken ct)
    {
        var hash = Hash(token);
        var link = await db.OneTimeLinks.AsNoTracking().SingleOrDefaultAsync(row => row.TokenHash == hash, ct);
        // The delete decides who was first, so two clicks at once sign in one.
        var taken = await db.OneTimeLinks.Where(row => row.TokenHash == hash).ExecuteDeleteAsync(ct);
        return link is null || taken == 0 || link.ExpiresAt < clock.GetUtcNow() ? null : await db.Users.FindAsync([link.MemberId], ct);
    }

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
