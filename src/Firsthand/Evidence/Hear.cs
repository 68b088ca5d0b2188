using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Text;
using Firsthand.Formats;
using Firsthand.Platform;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>
/// Listens to the conversations that the engine has not heard yet, or that an earlier version heard: stores each sentence with its meaning, and proposes quotes.
/// One transaction a conversation, so that a restart goes on with the next. What people decided before is kept.
/// </summary>
internal sealed class Hear(FirsthandDb db, Engines engines, RenewVectors renew, Lessons lessons, TimeProvider clock)
{
    // Conversations longer than this would not stand in memory together.
    private const int MostTurnsAhead = 5_000;

    // Turns that are looked at to name their language.
    private const int EnoughToTell = 200;

    /// <returns>How many conversations were heard.</returns>
    public async Task<int> RunAsync(IProgress<Progress> progress, CancellationToken ct)
    {
        var waiting = await Waiting().OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(ct);
        if (waiting.Count == 0) return 0;
        await renew.RunAsync(ct);
        var lesson = await lessons.LearnAsync(ct);
        var detector = new KindDetector(engines.Encoder, lesson);
        (Talk Talk, Hearing Hearing)? heard = null;
        Talk? next = null;
        for (var done = 0; done < waiting.Count; done++)
        {
            progress.Report(new(done, waiting.Count));
            var talk = next ?? await LoadAsync(waiting[done], ct);
            next = null;
            if (talk.Heard.Count > MostTurnsAhead) await SaveHeardAsync();
            // The engine listens to one while the database takes down the one before, and hands out the one after.
            var listening = Task.Run(() => detector.Listen([.. talk.Heard.Select(turn => new HeardTurn(turn.Text, talk.Speakers[turn.SpeakerId].Side switch { Side.Ours => true, Side.Theirs => false, _ => null }, turn.Asked))]), ct);
            await SaveHeardAsync();
            if (done + 1 < waiting.Count && talk.Heard.Count <= MostTurnsAhead) next = await LoadAsync(waiting[done + 1], ct);
            heard = (talk, await listening);
        }
        await SaveHeardAsync();
        progress.Report(new(waiting.Count, waiting.Count));
        return waiting.Count;

        async Task SaveHeardAsync()
        {
            if (heard is var (talk, hearing)) await SaveAsync(talk, hearing, lesson, ct);
            heard = null;
        }
    }

    /// <summary>Whether there is something to listen to.</summary>
    public Task<bool> IsDueAsync(CancellationToken ct) => Waiting().AnyAsync(ct);

    private IQueryable<Conversation> Waiting()
    {
        var ears = engines.Ears;
        return db.Conversations.Where(row => row.HeardAt == null || row.HeardWith != ears);
    }

    private async Task<Talk> LoadAsync(Id<Conversation> id, CancellationToken ct)
    {
        var speakers = await db.Speakers.AsNoTracking().Where(speaker => speaker.ConversationId == id).ToDictionaryAsync(speaker => speaker.Id, ct);
        var turns = await db.Turns.AsNoTracking().Where(turn => turn.ConversationId == id).OrderBy(turn => turn.Index).ToListAsync(ct);
        return new(id, speakers, turns, turns.FindAll(turn => turn.Kind is TurnKind.Speech or TurnKind.Answer && turn.Text.Length > 0));
    }

    private async Task SaveAsync(Talk talk, Hearing hearing, KindLesson lesson, CancellationToken ct)
    {
        var (id, speakers, turns, heard) = talk;
        // A chat can have a million turns: nothing below looks through all of them for each quote.
        var (places, said) = (heard.Index().ToDictionary(turn => turn.Item.Index, turn => turn.Index), hearing.Sentences.ToLookup(sentence => sentence.Turn));
        // Our encoder knows English only: what it makes of another language means nothing.
        var foreign = hearing.NotEnglish.ToHashSet();
        var language = foreign.Count == 0 ? null : Language.NameOf(string.Join('\n', foreign.Order().Take(EnoughToTell).Select(turn => heard[turn].Text))) ?? Conversation.UnnamedLanguage;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // First of all: who says meanwhile whose words they are waits for this, and has it listened to again.
        await db.Conversations.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(r => r.HeardAt, clock.GetUtcNow()).SetProperty(r => r.HeardWith, engines.Ears).SetProperty(r => r.PlacedAt, (DateTimeOffset?)null).SetProperty(r => r.OtherLanguage, language).SetProperty(r => r.OtherTurns, foreign.Count), ct);
        // Somebody said meanwhile whose words they are, or has them forgotten: it waits, and is listened to again.
        if ((await db.Speakers.AsNoTracking().Where(speaker => speaker.ConversationId == id).Select(speaker => new { speaker.Id, speaker.Side, speaker.PersonId }).ToListAsync(ct))
            .Exists(now => speakers[now.Id].Side != now.Side || speakers[now.Id].PersonId != now.PersonId)) return;
        var decided = new List<Suggestion>();
        var marked = await db.Highlights.AsNoTracking().Where(row => row.ConversationId == id).ToListAsync(ct);

        var before = new Dictionary<int, List<Suggestion>>();
        var outside = new Dictionary<(int, int, int), SentenceVector>();
        if (await db.Sentences.AnyAsync(row => row.ConversationId == id, ct))
        {
            var open = await db.Suggestions.AsNoTracking().Where(row => row.ConversationId == id && (row.Decision == Decision.Open || row.Decision == Decision.TakenBack)).ToListAsync(ct);
            await db.Suggestions.Where(row => row.ConversationId == id && (row.Decision == Decision.Open || row.Decision == Decision.TakenBack)).ExecuteDeleteAsync(ct);
            // Decided in this very moment: it stays as it is.
            decided = await db.Suggestions.AsNoTracking().Where(row => row.ConversationId == id).ToListAsync(ct);
            var kept = decided.Select(row => row.Id).ToHashSet();
            before = open.Where(row => !kept.Contains(row.Id)).GroupBy(row => row.Turn).ToDictionary(turn => turn.Key, turn => turn.ToList());
            var (sentences, vectors) = (db.Sentences, db.SentenceVectors);
            // What a server outside made of the same words is paid for.
            foreach (var row in await (from vector in vectors.AsNoTracking() join row in sentences on vector.SentenceNumber equals row.Number where row.ConversationId == id select new { row.Turn, row.Start, row.Length, Vector = vector }).ToListAsync(ct))
                outside[(row.Turn, row.Start, row.Length)] = row.Vector;
            await db.Sentences.Where(row => row.ConversationId == id).ExecuteDeleteAsync(ct);
        }
        await db.AddManyAsync(hearing.Sentences.Select(sentence =>
        {
            var speaker = speakers[heard[sentence.Turn].SpeakerId];
            return new Sentence
            {
                ConversationId = id, Turn = heard[sentence.Turn].Index, Start = sentence.Span.Start, Length = sentence.Span.Length,
                Side = speaker.Side, PersonId = speaker.PersonId, Asks = sentence.Asks, Vector = foreign.Contains(sentence.Turn) ? [] : PackedVector.Pack(sentence.Vector.Span),
            };
        }).ToList(), ct);
        var proposed = new List<Suggestion>();
        foreach (var (quote, leftOut) in hearing.Quotes.Select(quote => (quote, false)).Concat(hearing.LeftOut.Select(quote => (quote, true))))
        {
            var turn = heard[quote.Turn];
            if (decided.Any(row => row.Turn == turn.Index && row.Kind == quote.Kind && row.Span.Overlaps(quote.Span))) continue;
            if (marked.Any(row => row.Turn == turn.Index && row.Span.Overlaps(quote.Span))) continue;
            var vector = foreign.Contains(quote.Turn) ? [] : VectorOf(said[quote.Turn], quote.Span);
            var (probability, _) = lesson.Weigh(quote.Kind, quote.AsShipped, PackedVector.Unpack(vector));
            proposed.Add(new()
            {
                Decision = leftOut ? Decision.TakenBack : Decision.Open,
                Id = Before(turn.Index, quote.Span) ?? Id<Quote>.New(clock), ConversationId = id, Turn = turn.Index, Start = quote.Span.Start, Length = quote.Span.Length,
                PersonId = speakers[turn.SpeakerId].PersonId, Kind = quote.Kind, Probability = MathF.Round(probability, Suggestion.Decimals), ShippedKind = quote.AsShipped.Kind, ShippedWorth = quote.AsShipped.Worth, Vector = vector,
            });
        }
        // What is no longer heard, of words that are still a customer's, is put by: a person may have put it into a pattern.
        foreach (var row in before.Values.SelectMany(rows => rows))
            if (places.TryGetValue(row.Turn, out var place) && speakers[heard[place].SpeakerId].PersonId is { } person && person == row.PersonId)
                proposed.Add(new()
                {
                    Decision = Decision.TakenBack, Id = row.Id, ConversationId = id, Turn = row.Turn, Start = row.Start, Length = row.Length, PersonId = row.PersonId, Kind = row.Kind,
                    Probability = Suggestion.Unheard, ShippedKind = Suggestion.Unheard, ShippedWorth = Suggestion.Unheard, Vector = VectorAt(row.Turn, row.Span),
                });
        await db.AddManyAsync(proposed, ct);
        if (outside.Count > 0) await KeepAsync(id, outside, ct);
        // What people decided while its vectors were away.
        foreach (var row in decided.Where(row => row.Vector.Length == 0))
            if (VectorAt(row.Turn, row.Span) is { Length: > 0 } vector) await db.Suggestions.Where(same => same.Id == row.Id).ExecuteUpdateAsync(same => same.SetProperty(r => r.Vector, vector), ct);
        foreach (var row in marked.Where(row => row.Vector.Length == 0))
            if (VectorAt(row.Turn, row.Span) is { Length: > 0 } vector) await db.Highlights.Where(same => same.Id == row.Id).ExecuteUpdateAsync(same => same.SetProperty(r => r.Vector, vector), ct);
        // Whose words they are may have changed since a person marked them.
        foreach (var highlight in marked)
        {
            var person = speakers[turns.Single(turn => turn.Index == highlight.Turn).SpeakerId].PersonId;
            if (person != highlight.PersonId) await db.Highlights.Where(row => row.Id == highlight.Id).ExecuteUpdateAsync(row => row.SetProperty(r => r.PersonId, person), ct);
        }
        await transaction.CommitAsync(ct);

        // What is heard again where it was heard before is the same quote: patterns know it by its id.
        Id<Quote>? Before(int turn, TextSpan span)
        {
            if (!before.TryGetValue(turn, out var rows) || rows.Where(row => row.Span.Overlaps(span)).MaxBy(row => Math.Min(row.Span.End, span.End) - Math.Max(row.Start, span.Start)) is not { } same) return null;
            rows.Remove(same);
            return same.Id;
        }

        byte[] VectorAt(int turn, TextSpan span) => places.TryGetValue(turn, out var place) && !foreign.Contains(place) ? VectorOf(said[place], span) : [];
    }

    private async Task KeepAsync(Id<Conversation> id, Dictionary<(int, int, int), SentenceVector> outside, CancellationToken ct)
    {
        foreach (var row in await db.Sentences.AsNoTracking().Where(row => row.ConversationId == id).OrderBy(row => row.Number).Select(row => new { row.Number, row.Turn, row.Start, row.Length }).ToListAsync(ct))
            if (outside.TryGetValue((row.Turn, row.Start, row.Length), out var kept)) db.SentenceVectors.Add(new() { EndpointId = kept.EndpointId, SentenceNumber = row.Number, Vector = kept.Vector });
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    /// <summary>A conversation as it was read; of its turns those apart in which somebody says something.</summary>
    private sealed record Talk(Id<Conversation> Id, Dictionary<Id<Speaker>, Speaker> Speakers, List<Conversations.Turn> Turns, List<Conversations.Turn> Heard);

    // The sentence that covers most of the quote stands for it.
    private static byte[] VectorOf(IEnumerable<HeardSentence> turn, TextSpan quote)
    {
        var best = turn.Where(sentence => sentence.Span.Overlaps(quote))
            .MaxBy(sentence => Math.Min(sentence.Span.End, quote.End) - Math.Max(sentence.Span.Start, quote.Start));
        return best is null ? [] : PackedVector.Pack(best.Vector.Span);
    }
}
