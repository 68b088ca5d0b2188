using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Text;
using Firsthand.Platform;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>Sentences that mean what a query means. The packed vectors of a workspace stand in memory, some 600 bytes a sentence with its place, and follow the database.</summary>
internal sealed class MeaningSearch(Engines engines, EmbeddingCall call, TimeProvider clock) : IDisposable
{
    // A word that nobody knows comes to 0.57 with whatever is short; what does mean the same comes to 0.6 and more.
    private const float Related = 0.58f;

    // For a model outside: so many standard deviations above what any two sentences have in common. Chosen with the base weights, which related sentences of the sample company at 0.5 and more (any two: 0.18, deviation 0.12).
    private const double Deviations = 2.8;

    // The same words twice tell nothing of a model; and what is nearly the same is related whatever the model.
    private const double Repeated = 0.99, NearlySame = 0.9;

    // After it did not answer, nobody who types waits for it again so soon.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private const int FewConversations = 100;

    private readonly ConcurrentDictionary<Id<EmbeddingEndpoint>, DateTimeOffset> resting = new();
    private readonly ConcurrentDictionary<Id<Workspace>, Index> indexes = new();
    private readonly SemaphoreSlim gate = new(1);

    public readonly record struct Hit(Id<Conversation> Conversation, int Turn, TextSpan Span, Side Side, float Similarity);

    /// <summary>
    /// Looks up in the database what it needs to know, and begins to search: what it finds comes while the caller uses the database for something else. The nearest first.
    /// Where a kind is asked for, all that may be of it: a proposal may have been decided since, which <see cref="Find"/> looks up.
    /// </summary>
    public async Task<Task<IReadOnlyList<Hit>>> BeginAsync(FirsthandDb db, string query, Narrowing only, int most, CancellationToken ct)
    {
        // One and the same source for the stored vectors and the query's.
        var endpoint = await db.ReadyEndpointAsync(ct);
        var index = await CurrentAsync(db, endpoint, ct);
        var allows = await AllowsAsync(db, only, ct);
        return Task.Run(() => SearchAsync(index, endpoint, query, allows, only.Kind is null ? most : null, ct), ct);
    }

    private async Task<IReadOnlyList<Hit>> SearchAsync(Index index, EmbeddingEndpoint? endpoint, string query, Func<Row, bool> allows, int? most, CancellationToken ct)
    {
        if (index.Rows.Length == 0 || await EncodeAsync(endpoint, query, ct) is not { } wanted) return [];
        var near = index.Vectors.Near(wanted, index.Related, most, place => allows(index.Rows[place]));
        return [.. near.OrderByDescending(hit => hit.Dot).Take(most ?? near.Count).Select(hit => (Row: index.Rows[hit.Place], hit.Dot))
            .Select(hit => new Hit(hit.Row.ConversationId, hit.Row.Turn, new(hit.Row.Start, hit.Row.Length), hit.Row.Side, hit.Dot))];
    }

    private static async Task<Func<Row, bool>> AllowsAsync(FirsthandDb db, Narrowing only, CancellationToken ct)
    {
        // What was taken out by an undone import is still in the index.
        var removed = await IdsAsync(db.Conversations.IgnoreQueryFilters([RowFilters.Removed]).Where(talk => talk.RemovedAt != null).Select(talk => talk.Id));
        var people = only.Segment is { } segment ? await IdsAsync(db.People.Where(person => person.Segment == segment).Select(person => person.Id)) : null;
        var onChannel = only.Channel is { } channel ? await IdsAsync(db.Conversations.Where(talk => talk.Channel == channel).Select(talk => talk.Id)) : null;
        var onDays = only.ByDay ? await IdsAsync(only.HeldOnItsDays(db.Conversations).Select(talk => talk.Id)) : null;
        var (first, last) = (only.From?.DayNumber ?? 0, only.Until?.DayNumber ?? int.MaxValue);
        // What people marked is known to the database alone; what they accepted as it was proposed is known already.
        var marked = only.Kind is { } kind ? (await db.Highlights.Where(row => row.Kind == kind && !db.Set<Suggestion>().Any(same => same.Id == row.Id && same.Kind == kind && same.Start == row.Start && same.Length == row.Length)).Select(row => new { row.ConversationId, row.Turn }).ToListAsync(ct)).Select(row => (row.ConversationId, row.Turn)).ToHashSet() : null;
        return row => (only.Kind is null || row.Kinds.Has(only.Kind.Value) || marked!.Contains((row.ConversationId, row.Turn)))
            && (only.Person is null || row.PersonId == only.Person)
            && (people is null || row.PersonId is { } who && people.Contains(who))
            && (onDays is null || (row.Day is { } day ? day >= first && day <= last : onDays.Contains(row.ConversationId)))
            && onChannel?.Contains(row.ConversationId) != false
            && !removed.Contains(row.ConversationId);

        async Task<HashSet<T>> IdsAsync<T>(IQueryable<T> ids) => [.. await ids.ToListAsync(ct)];
    }

    // Null where nobody can say what it means, or not in time: then words alone are searched.
    private async Task<float[]?> EncodeAsync(EmbeddingEndpoint? endpoint, string query, CancellationToken ct)
    {
        if (endpoint is null) return Language.IsEnglish(query) ? engines.Encoder.Encode([query]) : null;
        if (resting.TryGetValue(endpoint.Id, out var until) && clock.GetUtcNow() < until) return null;
        var answer = await call.RunAsync(endpoint, [query], call.Quick, ct);
        if (answer.Problem is null) return answer.Vectors[0];
        resting[endpoint.Id] = clock.GetUtcNow() + Rest;
        return null;
    }

    /// <summary>Reads what there is ahead of the first search.</summary>
    public async Task WarmAsync(FirsthandDb db, CancellationToken ct) => await CurrentAsync(db, await db.ReadyEndpointAsync(ct), ct);

    private readonly record struct Row(Id<Conversation> ConversationId, int Turn, int Start, int Length, Side Side, Id<Person>? PersonId)
    {
        /// <summary>What it was proposed as when it was heard, whatever was decided since.</summary>
        public Kinds Kinds { get; init; }

        /// <summary>The number of the day on which it was written, where a message tells its own.</summary>
        public int? Day { get; init; }
    }

    private readonly record struct Kinds(ushort Bits)
    {
        public Kinds With(QuoteKind kind) => new((ushort)(Bits | 1 << (int)kind));

        public bool Has(QuoteKind kind) => (Bits & 1 << (int)kind) != 0;
    }

    // Sentences come with conversations and go with them or their people, and one that is heard or encoded again gets a later number.
    private readonly record struct Stamp(Id<EmbeddingEndpoint>? Source, long Last, int Conversations, int People);

    private sealed record Index(Stamp Stamp, Row[] Rows, PackedVectors Vectors, float Related)
    {
        public static Index Empty(EmbeddingEndpoint? source) => new(new(source?.Id, 0, 0, 0), [], new(source?.Dimensions ?? SentenceEncoder.Dimensions), source is null ? MeaningSearch.Related : 1);
    }

    private sealed record Stored(Row Row, byte[] Vector);

    // Of one source only: our own vectors stand with the sentences, those of a model outside beside them.
    private static Task<List<Stored>> VectorsAsync(FirsthandDb db, EmbeddingEndpoint? source, long after, long last, CancellationToken ct)
    {
        var sentences = db.Sentences;
        var stored = source is null
            ? from row in sentences.AsNoTracking() where row.Number > after && row.Number <= last orderby row.Number select new Stored(new(row.ConversationId, row.Turn, row.Start, row.Length, row.Side, row.PersonId), row.Vector)
            : from vector in db.SentenceVectors.AsNoTracking()
              where vector.EndpointId == source.Id && vector.Number > after && vector.Number <= last
              join row in sentences on vector.SentenceNumber equals row.Number
              orderby vector.Number
              select new Stored(new(row.ConversationId, row.Turn, row.Start, row.Length, row.Side, row.PersonId), vector.Vector);
        return stored.ToListAsync(ct);
    }

    // New vectors are read on from the last one; where that does not come to as many as there are, all are read.
    private async Task<Index> CurrentAsync(FirsthandDb db, EmbeddingEndpoint? source, CancellationToken ct)
    {
        var last = source is null ? await db.Sentences.MaxAsync(row => (long?)row.Number, ct) : await db.SentenceVectors.Where(row => row.EndpointId == source.Id).MaxAsync(row => (long?)row.Number, ct);
        var stamp = new Stamp(source?.Id, last ?? 0, await db.Conversations.IgnoreQueryFilters([RowFilters.Removed]).CountAsync(ct), await db.People.CountAsync(ct));
        if (indexes.TryGetValue(db.Workspace, out var held) && held.Stamp == stamp) return held;
        await gate.WaitAsync(ct);
        try
        {
            held = indexes.GetValueOrDefault(db.Workspace);
            if (held is null || held.Stamp.Source != stamp.Source) held = Index.Empty(source);
            if (held.Stamp == stamp) return held;
            var count = source is null ? await db.Sentences.CountAsync(row => row.Number <= stamp.Last, ct) : await db.SentenceVectors.CountAsync(row => row.EndpointId == source.Id && row.Number <= stamp.Last, ct);
            var next = await ReadOnAsync(db, source, held, stamp, ct);
            if (next.Rows.Length != count) next = await ReadOnAsync(db, source, Index.Empty(source), stamp, ct);
            return indexes[db.Workspace] = next;
        }
        finally
        {
            gate.Release();
        }
    }

    private static async Task<Index> ReadOnAsync(FirsthandDb db, EmbeddingEndpoint? source, Index held, Stamp stamp, CancellationToken ct)
    {
        var fresh = await VectorsAsync(db, source, held.Stamp.Last, stamp.Last, ct);
        // Measured again when there is twice as much.
        var related = source is null || fresh.Count < held.Rows.Length ? held.Related : RelatedOf(fresh.ConvertAll(row => row.Vector));
        return new(stamp, [.. held.Rows, .. await DescribedAsync(db, fresh.ConvertAll(row => row.Row), ct)], held.Vectors.With(fresh.ConvertAll(row => row.Vector)), related);
    }

    private static async Task<IEnumerable<Row>> DescribedAsync(FirsthandDb db, List<Row> rows, CancellationToken ct)
    {
        var (quotes, dated) = (db.Suggestions.AsNoTracking(), db.Turns.AsNoTracking().Where(turn => turn.At != null));
        // Of a few conversations nothing else is read.
        if (rows.Select(row => row.ConversationId).Distinct().ToList() is { Count: <= FewConversations } few)
            (quotes, dated) = (quotes.Where(row => few.Contains(row.ConversationId)), dated.Where(turn => few.Contains(turn.ConversationId)));
        var heard = (await quotes.Select(row => new { row.ConversationId, row.Turn, row.Start, row.Length, row.Kind }).ToListAsync(ct)).ToLookup(row => (row.ConversationId, row.Turn), row => (Span: new TextSpan(row.Start, row.Length), row.Kind));
        var days = (await dated.Select(turn => new { turn.ConversationId, turn.Index, turn.At }).ToListAsync(ct)).ToDictionary(turn => (turn.ConversationId, turn.Index), turn => Narrowing.DayOf(turn.At)?.DayNumber);
        return rows.Select(row => row with
        {
            Kinds = heard[(row.ConversationId, row.Turn)].Where(quote => quote.Span.Overlaps(new(row.Start, row.Length))).Aggregate(default(Kinds), (kinds, quote) => kinds.With(quote.Kind)),
            Day = days.GetValueOrDefault((row.ConversationId, row.Turn)),
        });
    }

    // Each model has its own idea of how alike any two sentences are. What is related stands as far out of that as with our encoder.
    private static float RelatedOf(List<byte[]> vectors)
    {
        const int Sampled = 512, FewestPairs = 8;
        const double AtLeast = 0.3;
        var sample = vectors.Where(vector => vector.Length > 0).Where((_, i) => i % Math.Max(1, vectors.Count / Sampled) == 0).Select(vector => PackedVector.Unpack(vector)).ToList();
        var pairs = sample.Zip(sample.Skip(sample.Count / 2), (a, b) => (double)TensorPrimitives.Dot(a, b)).Where(dot => dot < Repeated).ToList();
        if (pairs.Count < FewestPairs) return (float)AtLeast;
        var mean = pairs.Average();
        var spread = Math.Sqrt(pairs.Average(dot => (dot - mean) * (dot - mean)));
        return (float)Math.Clamp(mean + Deviations * spread, AtLeast, NearlySame);
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
