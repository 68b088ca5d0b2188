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

    public sealed record Hit(Id<Conversation> Conversation, int Turn, TextSpan Span, Side Side, float Similarity);

    public async Task<IReadOnlyList<Hit>> FindAsync(FirsthandDb db, string query, Id<Person>? person, bool theirsOnly, int most, CancellationToken ct)
    {
        var index = await CurrentAsync(db, ct);
        if (index.Rows.Length == 0) return [];
        return [.. index.Vectors.Near(engines.Encoder.Encode([query]), Related)
            .Where(near => (person is null || index.Rows[near.Place].PersonId == person) && (!theirsOnly || index.Rows[near.Place].Side != Side.Ours))
            .OrderByDescending(near => near.Dot).Take(most)
            .Select(near => (Row: index.Rows[near.Place], near.Dot)).Select(hit => new Hit(hit.Row.ConversationId, hit.Row.Turn, new(hit.Row.Start, hit.Row.Length), hit.Row.Side, hit.Dot))];
    }

    /// <summary>Reads what there is ahead of the first search.</summary>
    public Task WarmAsync(FirsthandDb db, CancellationToken ct) => CurrentAsync(db, ct);

    private readonly record struct Row(Id<Conversation> ConversationId, int Turn, int Start, int Length, Side Side, Id<Person>? PersonId);

    // Sentences come with conversations and go with them or their people, and one that is heard again gets a later number.
    private readonly record struct Stamp(long Last, int Conversations, int People);

    private sealed record Index(Stamp Stamp, Row[] Rows, PackedVectors Vectors);

    // New sentences are read on from the last one; where that does not come to as many as there are, all are read.
    private async Task<Index> CurrentAsync(FirsthandDb db, CancellationToken ct)
    {
        var stamp = new Stamp(await db.Sentences.MaxAsync(row => (long?)row.Number, ct) ?? 0,
            await db.Conversations.IgnoreQueryFilters([ConversationTable.RemovedFilter]).CountAsync(ct), await db.People.CountAsync(ct));
        if (indexes.TryGetValue(db.Workspace, out var held) && held.Stamp == stamp) return held;
        await gate.WaitAsync(ct);
        try
        {
            held = indexes.GetValueOrDefault(db.Workspace) ?? new(default, [], new(SentenceEncoder.Dimensions));
            if (held.Stamp == stamp) return held;
            var count = await db.Sentences.CountAsync(row => row.Number <= stamp.Last, ct);
            var next = await ReadOnAsync(db, held, stamp, ct);
            if (next.Rows.Length != count) next = await ReadOnAsync(db, new(default, [], new(SentenceEncoder.Dimensions)), stamp, ct);
            return indexes[db.Workspace] = next;
        }
        finally
        {
            gate.Release();
        }
    }

    private static async Task<Index> ReadOnAsync(FirsthandDb db, Index held, Stamp stamp, CancellationToken ct)
    {
        var fresh = await db.Sentences.AsNoTracking().Where(row => row.Number > held.Stamp.Last && row.Number <= stamp.Last).OrderBy(row => row.Number)
            .Select(row => new { Row = new Row(row.ConversationId, row.Turn, row.Start, row.Length, row.Side, row.PersonId), row.Vector }).ToListAsync(ct);
        return new(stamp, [.. held.Rows, .. fresh.Select(row => row.Row)], held.Vectors.With(fresh.ConvertAll(row => row.Vector)));
    }

    public void Dispose() => gate.Dispose();
}

/// <summary>The first search after a start is as quick as the second.</summary>
internal sealed class WarmSearch(IServiceScopeFactory scopes, MeaningSearch search) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var all = scopes.CreateAsyncScope();
        foreach (var id in await all.ServiceProvider.GetRequiredService<FirsthandDb>().Workspaces.AsNoTracking().Select(row => row.Id).ToListAsync(stoppingToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentWorkspace>().Id = id;
            await search.WarmAsync(scope.ServiceProvider.GetRequiredService<FirsthandDb>(), stoppingToken);
        }
    }
}
