using Firsthand.Conversations;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Text;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>Whose vectors say what was meant: the owner's model's once it has encoded everything, and our own encoder's until then.</summary>
internal sealed class Meanings(FirsthandDb db)
{
    /// <param name="source">The model that is asked for, as <see cref="EmbeddingSets.ReadyEndpointAsync"/> gives it: one piece of work asks it once, so that all of it goes by one model. Null for our encoder.</param>
    /// <param name="only">The turns that are asked about; null for all.</param>
    public async Task<StoredMeanings> ReadAsync(EmbeddingEndpoint? source, IReadOnlyCollection<(Id<Conversation> Conversation, int Turn)>? only, CancellationToken ct)
    {
        if (source is not { } endpoint) return StoredMeanings.Ours;
        var sentences = db.Sentences.AsQueryable();
        if (only is not null)
        {
            var (talks, turns) = (only.Select(place => place.Conversation).Distinct().ToList(), only.Select(place => place.Turn).Distinct().ToList());
            sentences = sentences.Where(row => talks.Contains(row.ConversationId) && turns.Contains(row.Turn));
        }
        var rows = await (from vector in db.SentenceVectors.AsNoTracking()
                          where vector.EndpointId == endpoint.Id
                          join row in sentences on vector.SentenceNumber equals row.Number
                          select new { row.ConversationId, row.Turn, row.Start, row.Length, vector.Vector }).ToListAsync(ct);
        return new(endpoint.Dimensions, rows.ToLookup(row => (row.ConversationId, row.Turn), row => (new TextSpan(row.Start, row.Length), row.Vector)));
    }
}

/// <summary>Vectors of what was said, all of one model: those of another cannot come out of it.</summary>
internal sealed class StoredMeanings
{
    private readonly ILookup<(Id<Conversation>, int), (TextSpan Span, byte[] Vector)>? outside;

    internal StoredMeanings(int dimensions, ILookup<(Id<Conversation>, int), (TextSpan Span, byte[] Vector)>? outside) => (Dimensions, this.outside) = (dimensions, outside);

    public static StoredMeanings Ours { get; } = new(SentenceEncoder.Dimensions, null);

    /// <summary>Numbers of every vector.</summary>
    public int Dimensions { get; }

    /// <param name="ours">What our own encoder made of the words, packed: it speaks only where no other model does.</param>
    /// <returns>Packed. Of a model outside, the vector of the sentence that covers most of the place. Empty where nobody knows: such words are compared as words.</returns>
    /// <exception cref="InvalidDataException">A vector of another model got among these.</exception>
    public byte[] Of(Id<Conversation> conversation, int turn, TextSpan place, byte[] ours)
    {
        var vector = outside is null ? ours : Nearest(outside[(conversation, turn)], place);
        return PackedVector.Dimensions(vector) is var numbers && (numbers == Dimensions || numbers == 0) ? vector
            : throw new InvalidDataException($"A vector of {numbers} numbers among those of {Dimensions}.");
    }

    private static byte[] Nearest(IEnumerable<(TextSpan Span, byte[] Vector)> sentences, TextSpan place) =>
        sentences.Where(sentence => sentence.Span.Overlaps(place)).OrderByDescending(sentence => Math.Min(sentence.Span.End, place.End) - Math.Max(sentence.Span.Start, place.Start)).Select(sentence => sentence.Vector).FirstOrDefault() ?? [];
}
