using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Patterns;
using Firsthand.Engine.Text;
using Firsthand.Evidence;
using Firsthand.Formats;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Patterns;

/// <summary>What can be part of a pattern, marked or proposed, and what we asked.</summary>
internal sealed class GroupableQuotes(FirsthandDb db, Meanings meanings)
{
    // More than the sentences of a passage need: few turns have none.
    private const int TurnsAround = 40;

    public sealed record Item(Id<Quote> Quote, Id<Conversation> Conversation, int Turn, Id<Person>? Person, QuoteKind Kind, float Probability, TextSpan Span, string Text, byte[] Vector, DateTimeOffset HeldAt, bool IsAnswer)
    {
        /// <summary>The vector among those of what is said around it.</summary>
        public byte[] Passage { get; init; } = Vector;
    }

    /// <summary>A sentence with which we asked something, and the customers who were there to answer it.</summary>
    public sealed record Question(Id<Conversation> Conversation, int Turn, byte[] Vector, IReadOnlyList<Id<Person>> Present);

    /// <param name="only">One conversation; null for all.</param>
    /// <param name="source">The model that all vectors are of; null for our encoder.</param>
    /// <returns>In a stable order, so that the same words give the same patterns; each alone, until <see cref="InPassagesAsync"/> reads what is said around it.</returns>
    public async Task<List<Item>> ItemsAsync(Id<Conversation>? only, EmbeddingEndpoint? source, CancellationToken ct)
    {
        var (conversations, turns, members, alone) = (db.Conversations, db.Turns, db.PatternMembers, db.LoneQuotes);
        // Two queries, since a database plans one that may or may not have a conversation for the whole of them.
        var (highlights, suggestions) = only is { } id
            ? (db.Highlights.AsNoTracking().Where(row => row.ConversationId == id), db.Suggestions.AsNoTracking().Where(row => row.ConversationId == id))
            : (db.Highlights.AsNoTracking(), db.Suggestions.AsNoTracking());
        var ours = QuoteKinds.All.Where(kind => kind.IsOurs).ToList();
        var marked = from row in highlights
                     where !EF.Constant(ours).Contains(row.Kind) && !alone.Any(lone => lone.QuoteId == row.Id)
                     join talk in conversations on row.ConversationId equals talk.Id
                     join turn in turns on new { row.ConversationId, Index = row.Turn } equals new { turn.ConversationId, turn.Index }
                     select new Item(row.Id, row.ConversationId, row.Turn, row.PersonId, row.Kind, 1, new TextSpan(row.Start, row.Length), Quote.Words(turn.Text, row.Start, row.Length), row.Vector, talk.HeldAt, turn.Kind == TurnKind.Answer);
        var proposed = from row in suggestions
                       // What a person put into a pattern stays in it, whatever the engine thinks of it by now.
                       where (row.Decision == Decision.Open || row.Decision == Decision.TakenBack && members.Any(member => member.QuoteId == row.Id && member.Pinned)) && !EF.Constant(ours).Contains(row.Kind) && !alone.Any(lone => lone.QuoteId == row.Id)
                       join talk in conversations on row.ConversationId equals talk.Id
                       join turn in turns on new { row.ConversationId, Index = row.Turn } equals new { turn.ConversationId, turn.Index }
                       select new Item(row.Id, row.ConversationId, row.Turn, row.PersonId, row.Kind, row.Probability, new TextSpan(row.Start, row.Length), Quote.Words(turn.Text, row.Start, row.Length), row.Vector, talk.HeldAt, turn.Kind == TurnKind.Answer);
        var items = await marked.ToListAsync(ct);
        await foreach (var item in proposed.AsAsyncEnumerable().WithCancellation(ct)) items.Add(item);
        items.Sort((a, b) => a.Quote.CompareTo(b.Quote));
        if (source is null) return items;
        var meaning = await meanings.ReadAsync(source, only is null ? null : [.. items.Select(item => (item.Conversation, item.Turn))], ct);
        return items.ConvertAll(item => meaning.Of(item.Conversation, item.Turn, item.Span, item.Vector) is var vector ? item with { Vector = vector, Passage = vector } : item);
    }

    /// <summary>The same quotes, each in its passage. Conversation after conversation: all that was ever said does not stand in memory together.</summary>
    /// <param name="only">The conversation that all of them are in; null for all.</param>
    public async Task<List<Item>> InPassagesAsync(List<Item> items, Id<Conversation>? only, EmbeddingEndpoint? source, CancellationToken ct)
    {
        if (items.Count == 0) return items;
        var (sentences, vectors) = (db.Sentences.AsNoTracking(), db.SentenceVectors.AsNoTracking());
        if (only is { } id)
        {
            // Of a chat of a million turns only those around the quotes.
            var (first, last) = (items.Min(item => item.Turn) - TurnsAround, items.Max(item => item.Turn) + TurnsAround);
            sentences = sentences.Where(row => row.ConversationId == id && row.Turn >= first && row.Turn <= last);
        }
        var said = source is { Id: var endpoint }
            ? from row in sentences
              join vector in vectors on row.Number equals vector.SentenceNumber
              where vector.EndpointId == endpoint
              orderby row.Number
              select new { row.ConversationId, row.Turn, row.Start, row.Length, row.Side, row.Asks, vector.Vector }
            : from row in sentences orderby row.Number select new { row.ConversationId, row.Turn, row.Start, row.Length, row.Side, row.Asks, row.Vector };
        var quotes = Enumerable.Range(0, items.Count).ToLookup(i => items[i].Conversation);
        var talk = new List<PassageSentence>();
        Id<Conversation>? current = null;
        await foreach (var row in said.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (row.ConversationId != current) Look();
            current = row.ConversationId;
            talk.Add(new(row.Turn, new(row.Start, row.Length), row.Side == Side.Ours, row.Asks, row.Vector));
        }
        Look();
        return items;

        void Look()
        {
            if (current is { } heard && quotes.Contains(heard))
            {
                var byTurn = talk.ToLookup(sentence => sentence.Turn);
                Parallel.ForEach(quotes[heard], i =>
                {
                    var item = items[i];
                    // Answers to the questions of a form stand beside each other and are about different things.
                    IReadOnlyList<PassageSentence> around = item.IsAnswer ? [.. byTurn[item.Turn]] : talk;
                    items[i] = item with { Passage = Passage.Of(item.Vector, around, item.Turn, item.Span) };
                });
            }
            talk.Clear();
        }
    }

    /// <param name="only">One conversation; null for all.</param>
    /// <param name="source">The model that all vectors are of; null for our encoder.</param>
    public async Task<List<Question>> QuestionsAsync(Id<Conversation>? only, EmbeddingEndpoint? source, CancellationToken ct)
    {
        var conversations = db.Conversations;
        var (speakers, sentences) = only is { } id
            ? (db.Speakers.AsNoTracking().Where(row => row.ConversationId == id), db.Sentences.AsNoTracking().Where(row => row.ConversationId == id))
            : (db.Speakers.AsNoTracking(), db.Sentences.AsNoTracking());
        var present = (await speakers.Where(speaker => speaker.PersonId != null && speaker.Side != Side.Ours)
            .Select(speaker => new { speaker.ConversationId, Person = speaker.PersonId!.Value }).Distinct().ToListAsync(ct)).GroupBy(row => row.ConversationId, row => row.Person).ToDictionary(talk => talk.Key, talk => (IReadOnlyList<Id<Person>>)[.. talk]);
        var meaning = await meanings.ReadAsync(source, source is null || only is null ? null : [.. (await sentences.Where(row => row.Asks && row.Side == Side.Ours).Select(row => new { row.ConversationId, row.Turn }).Distinct().ToListAsync(ct)).Select(row => (row.ConversationId, row.Turn))], ct);
        var asked = new List<Question>();
        await foreach (var row in sentences.Where(row => row.Asks && row.Side == Side.Ours && conversations.Any(talk => talk.Id == row.ConversationId)).OrderBy(row => row.Number)
            .Select(row => new { row.ConversationId, row.Turn, row.Start, row.Length, row.Vector }).AsAsyncEnumerable().WithCancellation(ct))
            if (present.TryGetValue(row.ConversationId, out var people)) asked.Add(new(row.ConversationId, row.Turn, meaning.Of(row.ConversationId, row.Turn, new(row.Start, row.Length), row.Vector), people));
        return asked;
    }
}
