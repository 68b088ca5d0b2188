using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>The recording of a conversation, for a player that jumps about in it.</summary>
internal sealed class PlayRecording(FirsthandDb db)
{
    public sealed record Playable(Stream Bytes, string Type, string Version);

    public async Task<Outcome<Playable>> RunAsync(Id<Conversation> id, CancellationToken ct)
    {
        var conversations = db.Conversations;
        var file = await db.SourceFiles.AsNoTracking().Where(row => conversations.Any(talk => talk.Id == id && talk.RecordingId == row.Id)).Select(row => new { row.Id, row.Size, row.Sha256 }).SingleOrDefaultAsync(ct);
        if (file is null) return new Outcome<Playable>.Missing("recording");
        var bytes = await StoredBytes.OpenAsync(db, "SourceFiles", nameof(SourceFile.Bytes), file.Id.Value, file.Size, ct);
        var type = await Recording.TypeOfAsync(bytes, ct);
        bytes.Position = 0;
        return new Playable(bytes, type ?? "application/octet-stream", file.Sha256);
    }
}
