using System.Security.Cryptography;
using System.Text.Json;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>A file as a person hands it over.</summary>
internal sealed record IncomingFile(string Name, byte[] Bytes, FileChoices? Choices = null);

/// <summary>Keeps the bytes of a batch of files, before anything is read of them: nothing a person drops is lost.</summary>
internal sealed class ReceiveFiles(FirsthandDb db, CurrentMember member, TimeProvider clock)
{
    public async Task<Outcome<Id<Import>>> RunAsync(IAsyncEnumerable<IncomingFile> files, CancellationToken ct)
    {
        var import = new Import { Id = Id<Import>.New(clock), MemberId = member.Id, At = clock.GetUtcNow(), State = ImportState.Preview };
        db.Imports.Add(import);
        var position = 0;
        await foreach (var file in files.WithCancellation(ct))
        {
            if (!Formats.ZipRecordings.IsAllOf(file.Bytes, new())) await AddAsync(file);
            // What plays in a ZIP is a file of its own, to stand beside its transcript.
            foreach (var (name, bytes) in Formats.ZipRecordings.In(file.Bytes, new())) await AddAsync(new($"{file.Name}/{name}", bytes));
        }
        if (position > 0) return import.Id;
        db.ChangeTracker.Clear();
        return new Outcome<Id<Import>>.Refused("files", "There was no file to read.");

        async Task AddAsync(IncomingFile file)
        {
            db.ImportFiles.Add(new()
            {
                Id = Id<ImportFile>.New(clock), ImportId = import.Id, SourceFileId = await KeepAsync(file, ct), Name = file.Name, Position = position++,
                State = ImportFileState.Waiting, Choices = file.Choices is null ? null : JsonSerializer.Serialize(file.Choices, ImportJson.Default.FileChoices),
            });
            // File by file, so that a large folder never stands in memory.
            await db.SaveChangesAsync(ct);
            foreach (var entry in db.ChangeTracker.Entries<SourceFile>().ToList()) entry.State = EntityState.Detached;
        }
    }

    /// <summary>Puts the bytes into the store, to be saved with the next change; the same bytes are the same file.</summary>
    public async Task<Id<SourceFile>> KeepAsync(IncomingFile file, CancellationToken ct)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(file.Bytes));
        var known = await db.SourceFiles.Where(row => row.Sha256 == hash).Select(row => (Id<SourceFile>?)row.Id).FirstOrDefaultAsync(ct);
        if (known is { } id) return id;
        var source = new SourceFile { Id = Id<SourceFile>.New(clock), Name = file.Name, Sha256 = hash, Size = file.Bytes.Length, Bytes = file.Bytes, ReceivedAt = clock.GetUtcNow() };
        db.SourceFiles.Add(source);
        return source.Id;
    }
}
