using Firsthand.Conversations;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Commands;

/// <summary>Names that a command says are ours.</summary>
internal static class OurNames
{
    public static async Task RememberAsync(FirsthandDb db, IEnumerable<string> names, TimeProvider clock, CancellationToken ct)
    {
        foreach (var name in names.Select(WhoIsWho.Fold).Distinct())
        {
            if (await db.KnownSpeakers.SingleOrDefaultAsync(row => row.Name == name, ct) is { } known) known.Side = Side.Ours;
            else db.KnownSpeakers.Add(new() { Id = Id<KnownSpeaker>.New(clock), Name = name, Side = Side.Ours });
        }
        await db.SaveChangesAsync(ct);
    }
}
