using System.Text.Json;
using System.Text.Json.Nodes;
using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Today.Exports;

/// <summary>Makes the state again that <see cref="ExportEverything"/> wrote, in a company that holds nothing yet: all of it or nothing.</summary>
internal sealed class RestoreEverything(FirsthandDb db, WorkspaceRows rows, Hear hear, IEnumerable<IAfterImport> next)
{
    /// <summary>What came back.</summary>
    public sealed record Restored(int Files, int Conversations, int Rows);

    private const string Field = "copy";

    /// <param name="open">A file of the copy; null where there is none of that name.</param>
    public async Task<Outcome<Restored>> RunAsync(Func<string, Stream?> open, CancellationToken ct)
    {
        try
        {
            if (await ReadAsync<CopyManifest>(open, CopyManifest.Path, ct) is not { Format: CopyManifest.FormatName } manifest) return No("This is not a copy that Firsthand wrote: it has no data/firsthand.json, which is written last.");
            if (manifest.Version > CopyManifest.Newest) return No($"A newer Firsthand wrote this copy (version {manifest.Version}; this one reads up to {CopyManifest.Newest}).");
            if (await db.SourceFiles.AnyAsync(ct) || await db.People.AnyAsync(ct)) return No("There are conversations or customers here already. A copy goes into a store that holds nothing.");
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var files = await SourcesAsync(open, ct);
            var all = 0;
            var tables = rows.Tables();
            // Tables that a later version dropped are passed over; the order is ours.
            foreach (var table in tables.Where(manifest.Tables.Contains))
            {
                await using var stream = open(CopyManifest.PathOf(table)) ?? throw new JsonException($"{CopyManifest.PathOf(table)} is missing");
                all += await rows.WriteAsync(table, JsonSerializer.DeserializeAsyncEnumerable<JsonObject>(stream, CopyManifest.Json, ct)!, ct);
            }
            var space = await db.Workspaces.SingleAsync(row => row.Id == db.Workspace, ct);
            (space.Name, space.OfferWords, space.IsSample) = (manifest.Workspace, [.. manifest.OfferWords], manifest.IsSample);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            db.ChangeTracker.Clear();
            // What was not yet heard when the copy was made, or was heard by another version.
            if (await hear.IsDueAsync(ct)) foreach (var stage in next) await stage.QueueAsync(ct);
            return new Restored(files, await db.Conversations.CountAsync(ct), all);
        }
        catch (JsonException broken)
        {
            return No($"The copy cannot be read: {broken.Message} Nothing was changed.");
        }
        catch (InvalidDataException broken)
        {
            return No($"The copy cannot be read: {broken.Message} Nothing was changed.");
        }
        catch (DbUpdateException)
        {
            return No("The copy does not fit: rows of it point at rows that it lacks, or are in this database already, in another company. Nothing was changed.");
        }
    }

    private async Task<int> SourcesAsync(Func<string, Stream?> open, CancellationToken ct)
    {
        var sources = await ReadAsync<List<CopiedSource>>(open, CopyManifest.SourcesPath, ct) ?? throw new JsonException($"{CopyManifest.SourcesPath} is missing");
        foreach (var source in sources)
        {
            await using var stream = open(source.Path) ?? throw new JsonException($"{source.Path} is missing");
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, ct);
            // Its hash may be another's: that of the file as it was before somebody was forgotten.
            if (bytes.Length != source.Size) throw new JsonException($"{source.Path} has {bytes.Length} bytes and had {source.Size}");
            db.SourceFiles.Add(new() { Id = source.Id, Name = source.Name, Sha256 = source.Sha256, Size = source.Size, Bytes = bytes.ToArray(), ReceivedAt = source.ReceivedAt });
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
        return sources.Count;
    }

    private static async Task<T?> ReadAsync<T>(Func<string, Stream?> open, string path, CancellationToken ct)
    {
        await using var stream = open(path);
        return stream is null ? default : await JsonSerializer.DeserializeAsync<T>(stream, CopyManifest.Json, ct);
    }

    private Outcome<Restored> No(string reason)
    {
        db.ChangeTracker.Clear();
        return new Outcome<Restored>.Refused(Field, reason);
    }
}
