using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>Puts the recording beside a conversation, so that every line can be heard.</summary>
internal sealed class AttachRecording(FirsthandDb db, ReceiveFiles receive, Journal journal)
{
    /// <param name="file">The recording; null takes it off again (its bytes are kept).</param>
    public async Task<Outcome<Id<Conversation>>> RunAsync(Id<Conversation> id, IncomingFile? file, CancellationToken ct)
    {
        if (await db.Conversations.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } talk) return new Outcome<Id<Conversation>>.Missing("conversation");
        if (file is not null && Recording.TypeOf(file.Bytes) is null)
            return new Outcome<Id<Conversation>>.Refused("recording", $"{file.Name} is not a recording that a browser plays. Expected MP3, M4A, MP4, WAV, Ogg, FLAC or WebM; the conversation is as it was.");
        talk.RecordingId = file is null ? null : await receive.KeepAsync(file, ct);
        await journal.SaveAsync(file is null ? "Took a recording off" : "Added a recording", ct);
        return id;
    }
}
