using Firsthand.Conversations;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;
using Firsthand.Platform;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>
/// Has every sentence encoded that the owner's model has not seen yet, conversation by conversation. What comes back is kept at once, with the note of what left the
/// server, so that a restart goes on with the next sentences and nobody pays twice. What another model made is taken away first.
/// </summary>
internal sealed class EncodeSentences(FirsthandDb db, EmbeddingCall call, TimeProvider clock)
{
    // A conversation is one transaction; one of a hundred thousand messages is several.
    private const int Together = 1_024;

    private const int RemovedAtOnce = 5_000;

    private const string Replaced = "The owner chose another model, or none: nothing more was sent.";

    /// <returns>Why it stopped, for a person; null when everything is encoded, or nothing is set.</returns>
    public async Task<string?> RunAsync(IProgress<Progress> progress, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var endpoint = await db.EmbeddingEndpoints.AsNoTracking().SingleOrDefaultAsync(ct);
        await RemoveOthersAsync(endpoint?.Id ?? default, ct);
        if (endpoint is null) return null;
        var waiting = await WaitingAsync(endpoint.Id).Select(row => row.ConversationId).Distinct().OrderBy(id => id).ToListAsync(ct);
        if (waiting.Count > 0)
        {
            var run = new EmbeddingRun { Id = Id<EmbeddingRun>.New(clock), Host = endpoint.Host, Model = endpoint.Model, StartedAt = clock.GetUtcNow() };
            db.EmbeddingRuns.Add(run);
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
            var problem = await IsAnotherAsync(endpoint, ct);
            var done = 0;
            for (; done < waiting.Count && problem is null; done++)
            {
                progress.Report(new(done, waiting.Count));
                problem = await EncodeAsync(endpoint, waiting[done], run.Id, ct);
                if (problem is not null) break;
            }
            if (problem is not null && problem != Replaced) problem = $"{problem} {Kept(endpoint, done, waiting.Count)}";
            await db.EmbeddingRuns.Where(row => row.Id == run.Id).ExecuteUpdateAsync(row => row.SetProperty(r => r.FinishedAt, clock.GetUtcNow()).SetProperty(r => r.Problem, problem), CancellationToken.None);
            progress.Report(new(done, waiting.Count));
            if (problem is not null) return problem == Replaced ? null : problem;
        }
        // Only now are there vectors of this model for all that was said, and only of this model.
        if (endpoint.CompleteAt is null) await db.EmbeddingEndpoints.Where(row => row.Id == endpoint.Id).ExecuteUpdateAsync(row => row.SetProperty(r => r.CompleteAt, clock.GetUtcNow()), ct);
        return null;
    }

    /// <summary>Whether there is something to do at a start.</summary>
    public async Task<bool> IsDueAsync(CancellationToken ct) =>
        await db.EmbeddingEndpoints.AsNoTracking().SingleOrDefaultAsync(ct) is { } endpoint && (endpoint.CompleteAt is null || await WaitingAsync(endpoint.Id).AnyAsync(ct));

    private IQueryable<Sentence> WaitingAsync(Id<EmbeddingEndpoint> endpoint)
    {
        var (vectors, conversations) = (db.SentenceVectors, db.Conversations);
        return db.Sentences.AsNoTracking().Where(row => conversations.Any(talk => talk.Id == row.ConversationId) && !vectors.Any(vector => vector.SentenceNumber == row.Number && vector.EndpointId == endpoint));
    }

    // A name may stay while the model behind it changes: what it makes of one known sentence tells.
    private async Task<string?> IsAnotherAsync(EmbeddingEndpoint endpoint, CancellationToken ct)
    {
        var answer = await call.RunAsync(endpoint, [EmbeddingCall.Harmless], call.Patient, ct);
        return answer.Problem ?? (SetEmbedding.IsSame(endpoint, answer.Vectors[0]) ? null
            : $"Another model stands behind “{endpoint.Model}” at {endpoint.Host} now: it makes something else of the same sentence. Set it again to have everything encoded by it.");
    }

    private async Task<string?> EncodeAsync(EmbeddingEndpoint endpoint, Id<Conversation> conversation, Id<EmbeddingRun> run, CancellationToken ct)
    {
        var turns = await db.Turns.AsNoTracking().Where(turn => turn.ConversationId == conversation).ToDictionaryAsync(turn => turn.Index, turn => turn.Text, ct);
        var sentences = await WaitingAsync(endpoint.Id).Where(row => row.ConversationId == conversation).OrderBy(row => row.Number).Select(row => new { row.Number, row.Turn, row.Start, row.Length }).ToListAsync(ct);
        foreach (var some in sentences.Chunk(Together))
        {
            var texts = Array.ConvertAll(some, row => SaidWords.Of(Quote.Words(turns[row.Turn], row.Start, row.Length)));
            var vectors = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            // The same words are sent once.
            foreach (var batch in texts.Where(text => !string.IsNullOrWhiteSpace(text)).Distinct(StringComparer.Ordinal).Chunk(call.Batch))
            {
                // Whoever stops it means at once.
                if (!await db.EmbeddingEndpoints.AnyAsync(row => row.Id == endpoint.Id, ct)) return Replaced;
                var answer = await call.RunAsync(endpoint, batch, call.Patient, ct);
                if (answer.Problem is { } problem) return problem;
                for (var i = 0; i < batch.Length; i++) vectors[batch[i]] = PackedVector.Pack(answer.Vectors[i]);
            }
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            // Heard again meanwhile: its sentences have other numbers, and the next run encodes those.
            var numbers = Array.ConvertAll(some, row => row.Number);
            var still = await db.Sentences.Where(row => row.ConversationId == conversation && numbers.Contains(row.Number)).Select(row => row.Number).ToHashSetAsync(ct);
            for (var i = 0; i < some.Length; i++)
                if (still.Contains(some[i].Number)) db.SentenceVectors.Add(new() { EndpointId = endpoint.Id, SentenceNumber = some[i].Number, Vector = vectors.GetValueOrDefault(texts[i], []) });
            var (count, characters) = (vectors.Count, vectors.Keys.Sum(text => (long)text.Length));
            await db.EmbeddingRuns.Where(row => row.Id == run).ExecuteUpdateAsync(row => row.SetProperty(r => r.Sentences, r => r.Sentences + count).SetProperty(r => r.Characters, r => r.Characters + characters), ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            db.ChangeTracker.Clear();
        }
        return null;
    }

    // Piece by piece, so that nobody waits for a million rows to go.
    private async Task RemoveOthersAsync(Id<EmbeddingEndpoint> kept, CancellationToken ct)
    {
        while (await db.SentenceVectors.Where(row => row.EndpointId != kept).OrderBy(row => row.Number).Select(row => row.Number).Take(RemovedAtOnce).ToListAsync(ct) is { Count: > 0 } numbers)
        {
            var last = numbers[^1];
            await db.SentenceVectors.Where(row => row.EndpointId != kept && row.Number <= last).ExecuteDeleteAsync(ct);
        }
    }

    private static string Kept(EmbeddingEndpoint endpoint, int done, int of) =>
        FormattableString.Invariant($"{done:N0} of {of:N0} conversations were encoded, and are kept; ")
        + (endpoint.CompleteAt is null ? "until the others are, search and patterns go by the built-in model." : "the others are found and grouped by their words alone until then.");
}
