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
        var sentences = db.Sentences;
        var waiting = await Waiting().OrderBy(row => row.Id).Select(row => new Awaited(row.Id, sentences.Any(sentence => sentence.ConversationId == row.Id))).ToListAsync(ct);
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

    private async Task<Talk> LoadAsync(Awaited awaited, CancellationToken ct)
    {
        var id = awaited.Id;
        var speakers = await db.Speakers.AsNoTracking().Where(speaker => speaker.ConversationId == id).ToDictionaryAsync(speaker => speaker.Id, ct);
        var turns = await db.Turns.AsNoTracking().Where(turn => turn.ConversationId == id).OrderBy(turn => turn.Index).ToListAsync(ct);
        return new(awaited, speakers, turns, turns.FindAll(turn => turn.Kind is TurnKind.Speech or TurnKind.Answer && turn.Text.Length > 0));
    }

    private async Task SaveAsync(Talk talk, Hearing hearing, KindLesson lesson, CancellationToken ct)
    {
        var ((id, wasHeard), speakers, turns, heard) = talk;
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

        // What is heard again where it was heard before is the same quote: patterns know it by its id.
        var before = new Dictionary<(int, int, int), Id<Quote>>();
        if (wasHeard)
        {
            foreach (var row in await db.Suggestions.AsNoTracking().Where(row => row.ConversationId == id).ToListAsync(ct))
                if (row.Decision is Decision.Accepted or Decision.Rejected) decided.Add(row);
                else before[(row.Turn, row.Start, row.Length)] = row.Id;
            await db.Sentences.Where(row => row.ConversationId == id).ExecuteDeleteAsync(ct);
            await db.Suggestions.Where(row => row.ConversationId == id && (row.Decision == Decision.Open || row.Decision == Decision.TakenBack)).ExecuteDeleteAsync(ct);
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
            var vector = foreign.Contains(quote.Turn) ? [] : VectorOf(hearing, quote);
            var (probability, _) = lesson.Weigh(quote.Kind, quote.AsShipped, PackedVector.Unpack(vector));
            proposed.Add(new()
            {
                Decision = leftOut ? Decision.TakenBack : Decision.Open,
                Id = before.Remove((turn.Index, quote.Span.Start, quote.Span.Length), out var same) ? same : Id<Quote>.New(clock), ConversationId = id, Turn = turn.Index, Start = quote.Span.Start, Length = quote.Span.Length,
                PersonId = speakers[turn.SpeakerId].PersonId, Kind = quote.Kind, Probability = MathF.Round(probability, Suggestion.Decimals), ShippedKind = quote.AsShipped.Kind, ShippedWorth = quote.AsShipped.Worth, Vector = vector,
            });
        }
        await db.AddManyAsync(proposed, ct);
        // Whose words they are may have changed since a person marked them.
        foreach (var highlight in marked)
        {
            var person = speakers[turns.Single(turn => turn.Index == highlight.Turn).SpeakerId].PersonId;
            if (person != highlight.PersonId) await db.Highlights.Where(row => row.Id == highlight.Id).ExecuteUpdateAsync(row => row.SetProperty(r => r.PersonId, person), ct);
        }
        await transaction.CommitAsync(ct);
    }

    private sealed record Awaited(Id<Conversation> Id, bool WasHeard);

    /// <summary>A conversation as it was read; of its turns those apart in which somebody says something.</summary>
    private sealed record Talk(Awaited Awaited, Dictionary<Id<Speaker>, Speaker> Speakers, List<Conversations.Turn> Turns, List<Conversations.Turn> Heard);

    // The sentence that covers most of the quote stands for it.
    private static byte[] VectorOf(Hearing hearing, HeardQuote quote)
    {
        var best = hearing.Sentences.Where(sentence => sentence.Turn == quote.Turn && sentence.Span.Overlaps(quote.Span))
            .MaxBy(sentence => Math.Min(sentence.Span.End, quote.Span.End) - Math.Max(sentence.Span.Start, quote.Span.Start));
        return best is null ? [] : PackedVector.Pack(best.Vector.Span);
    }
}
