using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>What was sent to be written down, where to, and what it cost; and what still waits.</summary>
internal sealed class TranscriptionLog(FirsthandDb db, Recordings recordings)
{
    private const int Most = 50;

    public sealed record Sent(string Name, Id<Import> Import, TranscriptionState State, string? Host, string? Model, long Bytes, double? Seconds, long? Cost, string? Currency, int Tries, string? Problem, DateTimeOffset At);

    public sealed record Waiting(string Name, Id<Import> Import, long Bytes);

    public sealed record View(IReadOnlyList<Sent> Log, IReadOnlyList<Waiting> NotSent);

    public async Task<View> RunAsync(CancellationToken ct)
    {
        var log = await (from row in db.Transcriptions.AsNoTracking()
                         join file in db.ImportFiles on row.ImportFileId equals file.Id
                         orderby row.QueuedAt descending
                         select new Sent(file.Name, file.ImportId, row.State, row.Host, row.Model, row.Bytes, row.Seconds, row.Cost, row.Currency, row.Tries, row.Problem, row.QueuedAt)).Take(Most).ToListAsync(ct);
        return new(log, [.. (await recordings.WaitingAsync(ct)).Where(row => row.Transcription is null).Select(row => new Waiting(row.Name, row.Import, row.Size))]);
    }
}
