using Firsthand.Platform;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Firsthand.Conversations;

/// <summary>Sends waiting recordings to the server that the owner chose, one after the other; its words become files of the batch that brought the recording, to be read like any other.</summary>
internal sealed class Transcribe(FirsthandDb db, Recordings recordings, ReceiveFiles receive, TranscriptionCall call, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <returns>The batches that have words to be read now; nothing to do without a server.</returns>
    public async Task<Outcome<IReadOnlyList<Id<Import>>>> RunAsync(IProgress<Progress> progress, CancellationToken ct)
    {
        if (await db.TranscriptionEndpoints.AsNoTracking().SingleOrDefaultAsync(ct) is not { } endpoint) return new Outcome<IReadOnlyList<Id<Import>>>.Refused("endpoint", NoEndpoint);
        var waiting = (await recordings.WaitingAsync(ct)).Where(row => IsDue(row.Transcription)).ToList();
        var read = new HashSet<Id<Import>>();
        for (var done = 0; done < waiting.Count; done++)
        {
            progress.Report(new(done, waiting.Count));
            if (await SendAsync(endpoint, waiting[done], ct)) read.Add(waiting[done].Import);
            db.ChangeTracker.Clear();
        }
        progress.Report(new(waiting.Count, waiting.Count));
        return read.ToList();
    }

    public const string NoEndpoint = "Set a transcription endpoint, or bring a transcript with the same name: until then the recording waits, and everything else works.";

    /// <summary>Those that a server refused are due again.</summary>
    public Task<int> AgainAsync(CancellationToken ct) =>
        db.Transcriptions.Where(row => row.State == TranscriptionState.Refused).ExecuteUpdateAsync(row => row.SetProperty(r => r.State, TranscriptionState.Waiting).SetProperty(r => r.Problem, (string?)null), ct);

    /// <summary>Not sent yet, or cut off while it was: what a server refused or heard nothing in waits for a person.</summary>
    public static bool IsDue(Transcription? sent) => sent is null || sent.State is TranscriptionState.Waiting or TranscriptionState.Running;

    private async Task<bool> SendAsync(TranscriptionEndpoint endpoint, Recordings.Row recording, CancellationToken ct)
    {
        var address = new Uri(endpoint.Address);
        var row = await db.Transcriptions.SingleOrDefaultAsync(one => one.ImportFileId == recording.File, ct);
        if (row is null) db.Transcriptions.Add(row = new() { Id = Id<Transcription>.New(clock), ImportFileId = recording.File, Bytes = recording.Size, QueuedAt = clock.GetUtcNow() });
        (row.State, row.Host, row.Model) = (TranscriptionState.Running, address.Authority, endpoint.Model);
        await db.SaveChangesAsync(ct);

        var key = endpoint.ProtectedKey is { } secret ? SetTranscription.Protector(protection).Unprotect(secret) : null;
        var answer = await call.RunAsync(address, endpoint.Model, endpoint.Language, key, recording.Name, await TypeAsync(recording, ct), () => OpenAsync(recording, ct), ct);
        (row.Tries, row.Seconds, row.Problem, row.FinishedAt) = (answer.Tries, answer.Seconds, answer.Problem, clock.GetUtcNow());
        row.State = answer.Problem is null ? TranscriptionState.Done : TranscriptionState.Refused;
        if (answer.Seconds is { } seconds) (row.Cost, row.Currency) = (Transcription.CostOf(seconds, endpoint.PricePerMinute), endpoint.Currency);
        // The words and the note that they were got stand or fall together: nobody pays twice for them.
        if (answer.Problem is null) await AddAsync(recording, answer, ct);
        await db.SaveChangesAsync(ct);
        return answer.Problem is null;
    }

    private async Task AddAsync(Recordings.Row recording, TranscriptionCall.Answer answer, CancellationToken ct)
    {
        var name = Path.ChangeExtension(recording.Name, answer.Extension);
        var last = await db.ImportFiles.Where(file => file.ImportId == recording.Import).MaxAsync(file => file.Position, ct);
        db.ImportFiles.Add(new()
        {
            Id = Id<ImportFile>.New(clock), ImportId = recording.Import, SourceFileId = await receive.KeepAsync(new(name, answer.Words), ct), Name = name, Position = last + 1, State = ImportFileState.Waiting,
        });
        var import = await db.Imports.SingleAsync(row => row.Id == recording.Import, ct);
        if (import.State != ImportState.Undone) import.State = ImportState.Waiting;
    }

    private Task<Stream> OpenAsync(Recordings.Row recording, CancellationToken ct) => StoredBytes.OpenAsync(db, "SourceFiles", nameof(SourceFile.Bytes), recording.Source.Value, recording.Size, ct);

    private async Task<string> TypeAsync(Recordings.Row recording, CancellationToken ct)
    {
        await using var bytes = await OpenAsync(recording, ct);
        return await Recording.TypeOfAsync(bytes, ct) ?? "application/octet-stream";
    }
}

[DisallowConcurrentExecution]
internal sealed class TranscribeJob(Transcribe transcribe, JobQueue queue, FirsthandDb db, CurrentWorkspace workspace, TimeProvider clock, ILogger<TranscribeJob> logger)
    : Job(db, workspace, clock, logger)
{
    public const string Kind = "transcribe";

    protected override async Task RunAsync(Guid subject, IProgress<Progress> progress, CancellationToken ct)
    {
        if (await transcribe.RunAsync(progress, ct) is Outcome<IReadOnlyList<Id<Import>>>.Done done)
            foreach (var import in done.Value) await queue.EnqueueAsync<ImportJob>(ImportJob.Kind, import.Value, ct);
    }
}

/// <summary>After files were read: recordings among them that found no transcript are sent, if there is somewhere to send them.</summary>
internal sealed class QueueTranscription(FirsthandDb db, Recordings recordings, JobQueue queue) : IAfterImport
{
    public async Task QueueAsync(CancellationToken ct)
    {
        if (await db.TranscriptionEndpoints.AnyAsync(ct) && (await recordings.WaitingAsync(ct)).Any(row => Transcribe.IsDue(row.Transcription))) await queue.EnqueueAsync<TranscribeJob>(TranscribeJob.Kind, null, ct);
    }
}
