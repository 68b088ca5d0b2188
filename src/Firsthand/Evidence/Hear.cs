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
/// Listens to the conversations that the engine has not heard yet: stores each sentence with its meaning, and proposes quotes.
/// One transaction a conversation, so that a restart goes on with the next. What people decided before is kept.
/// </summary>
internal sealed class Hear(FirsthandDb db, Engines engines, Lessons lessons, TimeProvider clock)
{
    // Turns that are looked at to name their language.
    private const int EnoughToTell = 200;

    /// <returns>How many conversations were heard.</returns>
    public async Task<int> RunAsync(IProgress<Progress> progress, CancellationToken ct)
    {
        var waiting = await db.Conversations.Where(row => row.HeardAt == null).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(ct);
        if (waiting.Count == 0) return 0;
        var lesson = await lessons.LearnAsync(ct);
        var detector = new KindDetector(engines.Encoder, lesson);
        for (var done = 0; done < waiting.Count; done++)
        {
            progress.Report(new(done, waiting.Count));
            await HearAsync(waiting[done], detector, lesson, ct);
        }
        progress.Report(new(waiting.Count, waiting.Count));
        return waiting.Count;
    }

    private async Task HearAsync(Id<Conversation> id, KindDetector detector, KindLesson lesson, CancellationToken ct)
    {
        // load
        db.ChangeTracker.Clear();
        var speakers = await db.Speakers.AsNoTracking().Where(speaker => speaker.ConversationId == id).ToDictionaryAsync(speaker => speaker.Id, ct);
        var turns = await db.Turns.AsNoTracking().Where(turn => turn.ConversationId == id).OrderBy(turn => turn.Index).ToListAsync(ct);
        var decided = await db.Suggestions.AsNoTracking().Where(row => row.ConversationId == id && row.Decision != Decision.Open && row.Decision != Decision.TakenBack).ToListAsync(ct);
        var marked = await db.Highlights.AsNoTracking().Where(row => row.ConversationId == id).ToListAsync(ct);

        // decide
        var heard = turns.Where(turn => turn.Kind is TurnKind.Speech or TurnKind.Answer && turn.Text.Length > 0).ToList();
        var hearing = detector.Listen([.. heard.Select(turn => new HeardTurn(turn.Text, speakers[turn.SpeakerId].Side switch { Side.Ours => true, Side.Theirs => false, _ => null }, turn.Asked))]);

        // Our encoder knows English only: what it makes of another language means nothing.
        var foreign = hearing.NotEnglish.ToHashSet();
        var language = foreign.Count == 0 ? null : Language.NameOf(string.Join('\n', foreign.Order().Take(EnoughToTell).Select(turn => heard[turn].Text))) ?? Conversation.UnnamedLanguage;

        // save
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Sentences.Where(row => row.ConversationId == id).ExecuteDeleteAsync(ct);
        await db.Suggestions.Where(row => row.ConversationId == id && (row.Decision == Decision.Open || row.Decision == Decision.TakenBack)).ExecuteDeleteAsync(ct);
        foreach (var sentence in hearing.Sentences)
        {
            var speaker = speakers[heard[sentence.Turn].SpeakerId];
            db.Sentences.Add(new()
            {
                ConversationId = id, Turn = heard[sentence.Turn].Index, Start = sentence.Span.Start, Length = sentence.Span.Length,
                Side = speaker.Side, PersonId = speaker.PersonId, Asks = sentence.Asks, Vector = foreign.Contains(sentence.Turn) ? [] : PackedVector.Pack(sentence.Vector.Span),
            });
        }
        foreach (var quote in hearing.Quotes)
        {
            var turn = heard[quote.Turn];
            if (decided.Any(row => row.Turn == turn.Index && row.Kind == quote.Kind && row.Span.Overlaps(quote.Span))) continue;
            if (marked.Any(row => row.Turn == turn.Index && row.Span.Overlaps(quote.Span))) continue;
            var vector = foreign.Contains(quote.Turn) ? [] : VectorOf(hearing, quote);
            var (probability, _) = lesson.Weigh(quote.Kind, quote.AsShipped, PackedVector.Unpack(vector));
            db.Suggestions.Add(new()
            {
                Id = Id<Quote>.New(clock), ConversationId = id, Turn = turn.Index, Start = quote.Span.Start, Length = quote.Span.Length,
                PersonId = speakers[turn.SpeakerId].PersonId, Kind = quote.Kind, Probability = MathF.Round(probability, Suggestion.Decimals), ShippedKind = quote.AsShipped.Kind, ShippedWorth = quote.AsShipped.Worth, Vector = vector,
            });
        }
        // Whose words they are may have changed since a person marked them.
        foreach (var quote in db.ChangeTracker.Entries<Highlight>().Select(entry => entry.Entity)) quote.PersonId = speakers[turns[quote.Turn].SpeakerId].PersonId;
        foreach (var highlight in marked)
        {
            var person = speakers[turns.Single(turn => turn.Index == highlight.Turn).SpeakerId].PersonId;
            if (person != highlight.PersonId) await db.Highlights.Where(row => row.Id == highlight.Id).ExecuteUpdateAsync(row => row.SetProperty(r => r.PersonId, person), ct);
        }
        await db.Conversations.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(r => r.HeardAt, clock.GetUtcNow()).SetProperty(r => r.PlacedAt, (DateTimeOffset?)null).SetProperty(r => r.OtherLanguage, language).SetProperty(r => r.OtherTurns, foreign.Count), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    // The sentence that covers most of the quote stands for it.
    private static byte[] VectorOf(Hearing hearing, HeardQuote quote)
    {
        var best = hearing.Sentences.Where(sentence => sentence.Turn == quote.Turn && sentence.Span.Overlaps(quote.Span))
            .MaxBy(sentence => Math.Min(sentence.Span.End, quote.Span.End) - Math.Max(sentence.Span.Start, quote.Span.Start));
        return best is null ? [] : PackedVector.Pack(best.Vector.Span);
    }
}
