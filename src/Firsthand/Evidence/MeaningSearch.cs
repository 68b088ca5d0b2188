using System.Collections.Concurrent;
using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Text;
using Firsthand.Platform;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>Sentences that mean what a query means. The packed vectors of a workspace stand in memory, 516 bytes a sentence, and follow the database.</summary>
internal sealed class MeaningSearch(Engines engines) : IDisposable
{
    // A word that nobody knows comes to 0.49 with whatever is short; what does mean the same comes to 0.55 and more.
    private const float Related = 0.5f;

    private readonly ConcurrentDictionary<Id<Workspace>, Index> indexes = new();
    private readonly SemaphoreSlim gate = new(1);

    public sealed record Hit(Id<Conversation> Conversation, int Turn, TextSpan Span, float Similarity);

    public async Task<IReadOnlyList<Hit>> FindAsync(FirsthandDb db, string query, Id<Person>? person, bool theirsOnly, int most, CancellationToken ct)
    {
        var index = await CurrentAsync(db, ct);
        if (index.Rows.Count == 0) return [];
        var wanted = engines.Encoder.Encode([query]);
        var best = new PriorityQueue<int, float>(most + 1);
        var (rows, scores) = (index.Rows, new float[index.Rows.Count]);
        Parallel.For(0, (rows.Count + Block - 1) / Block, block =>
        {
            for (var i = block * Block; i < Math.Min(rows.Count, (block + 1) * Block); i++)
                scores[i] = (person is null || rows[i].PersonId == person) && (!theirsOnly || rows[i].Side != Side.Ours) ? PackedVector.Dot(wanted, rows[i].Vector) : 0;
        });
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] < Related) continue;
            best.Enqueue(i, scores[i]);
            if (best.Count > most) best.Dequeue();
        }
        var hits = new List<Hit>(best.Count);
        while (best.TryDequeue(out var i, out var score)) hits.Add(new(rows[i].ConversationId, rows[i].Turn, new(rows[i].Start, rows[i].Length), score));
        hits.Reverse();
        return hits;
    }

    private const int Block = 4096;

    private sealed record Row(long Number, Id<Conversation> ConversationId, int Turn, int Start, int Length, Side Side, Id<Person>? PersonId, byte[] Vector);

    private sealed record Index(List<Row> Rows, long Last);

    // New sentences are read on from the last one; a conversation that was heard again leaves fewer rows than we hold, and then all are read.
    private async Task<Index> CurrentAsync(FirsthandDb db, CancellationToken ct)
    {
        var held = indexes.GetValueOrDefault(db.Workspace);
        var count = await db.Sentences.CountAsync(ct);
        var last = await db.Sentences.MaxAsync(row => (long?)row.Number, ct) ?? 0;
        if (held is not null && held.Rows.Count == count && held.Last == last) return held;
        await gate.WaitAsync(ct);
        try
        {
            held = indexes.GetValueOrDefault(db.Workspace);
            var from = held?.Last ?? 0;
            var fresh = await ReadAsync(db, from, ct);
            var rows = held is null ? fresh : [.. held.Rows, .. fresh];
            if (rows.Count != count) rows = await ReadAsync(db, 0, ct);
            return indexes[db.Workspace] = new(rows, rows.Count == 0 ? 0 : rows[^1].Number);
        }
        finally
        {
            gate.Release();
        }
    }

    private static Task<List<Row>> ReadAsync(FirsthandDb db, long after, CancellationToken ct) =>
        db.Sentences.AsNoTracking().Where(row => row.Number > after).OrderBy(row => row.Number)
            .Select(row => new Row(row.Number, row.ConversationId, row.Turn, row.Start, row.Length, row.Side, row.PersonId, row.Vector)).ToListAsync(ct);

    public void Dispose() => gate.Dispose();
}
