using System.Diagnostics;
using Firsthand.Conversations;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>
/// What a workspace's own decisions teach the engine: learned from them anew each time, so that an undone decision is an unlearned one.
/// The next hearing goes by it, and soon after each decision so do the suggestions that wait.
/// </summary>
internal sealed partial class Lessons(FirsthandDb db, Engines engines, ILogger<Lessons> logger)
{
    // The newest decisions say what people look for now, and few enough are learned within a key's press.
    private const int MostDecisions = 500;

    private const int RowsAtOnce = 1_000;

    // Longer than a writer who finds the store taken waits before it tries again.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(200);

    // What a person can see of a probability.
    private const float Noticed = .03f, Exact = .005f;

    public async Task<KindLesson> LearnAsync(CancellationToken ct)
    {
        var (turns, suggestions, highlights) = (db.Turns, db.Suggestions, db.Highlights);
        var rejected = await (from row in suggestions.AsNoTracking()
                              where row.Decision == Decision.Rejected
                              join turn in turns on new { row.ConversationId, Index = row.Turn } equals new { turn.ConversationId, turn.Index }
                              orderby row.DecidedAt descending, row.Id descending
                              select new Decided(row.DecidedAt!.Value, Quote.Words(turn.Text, row.Start, row.Length), row.Vector, row.Kind, null)).Take(MostDecisions).ToListAsync(ct);
        var kept = await (from row in highlights.AsNoTracking()
                          join turn in turns on new { row.ConversationId, Index = row.Turn } equals new { turn.ConversationId, turn.Index }
                          join proposal in suggestions on row.Id equals proposal.Id into proposals
                          from proposal in proposals.DefaultIfEmpty()
                          orderby row.At descending, row.Id descending
                          select new Decided(row.At, Quote.Words(turn.Text, row.Start, row.Length), row.Vector, proposal == null ? (QuoteKind?)null : proposal.Kind, row.Kind)).Take(MostDecisions).ToListAsync(ct);
        var newest = rejected.Concat(kept).OrderByDescending(row => row.At).Take(MostDecisions);
        return KindLesson.Learn(engines.Encoder, [.. newest.Select(row => new KindDecision(row.Words, PackedVector.Unpack(row.Vector), row.Suggested, row.Kept))]);
    }

    /// <summary>Weighs the suggestions that wait by what was learned: how likely each is, and whether it is still proposed.</summary>
    public async Task WeighAsync(CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var lesson = await LearnAsync(ct);
        var waiting = await db.Suggestions.AsNoTracking().Where(row => row.Decision == Decision.Open || row.Decision == Decision.TakenBack && (row.ShippedKind > Suggestion.Unheard || row.ShippedWorth > Suggestion.Unheard))
            .Select(row => new { row.Id, row.Kind, row.ShippedKind, row.ShippedWorth, row.Vector, row.Probability, row.Decision }).ToListAsync(ct);
        var moves = new List<(Id<Quote> Id, Move Move)>();
        foreach (var row in waiting)
        {
            var (probability, proposed) = lesson.Weigh(row.Kind, new(row.ShippedKind, row.ShippedWorth), PackedVector.Unpack(row.Vector));
            var (rounded, decision) = (MathF.Round(probability, Suggestion.Decimals), proposed ? Decision.Open : Decision.TakenBack);
            // Every decision moves everything a little; only what was never decided, or is decided no more, stands exactly where it stood.
            if (decision != row.Decision || MathF.Abs(rounded - row.Probability) >= (lesson.Decisions > 0 ? Noticed : Exact)) moves.Add((row.Id, new(row.Decision, decision, rounded)));
        }
        var moved = 0;
        foreach (var (number, piece) in moves.Chunk(RowsAtOnce).Index())
        {
            // Whoever decides meanwhile comes in between.
            if (number > 0) await Task.Delay(Breath, ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            foreach (var same in piece.GroupBy(row => row.Move, row => row.Id))
            {
                var ids = same.ToList();
                // Unless somebody decides about it in this very moment.
                moved += await db.Suggestions.Where(row => EF.Parameter(ids).Contains(row.Id) && row.Decision == same.Key.From).ExecuteUpdateAsync(set => set.SetProperty(r => r.Probability, same.Key.Probability).SetProperty(r => r.Decision, same.Key.To), ct);
            }
            await transaction.CommitAsync(ct);
        }
        LogWeighed(logger, lesson.Decisions, waiting.Count, moved, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    private readonly record struct Move(Decision From, Decision To, float Probability);

    private sealed record Decided(DateTimeOffset At, string Words, byte[] Vector, QuoteKind? Suggested, QuoteKind? Kept);

    [LoggerMessage(LogLevel.Debug, "Learned from {Decisions} decisions and weighed {Waiting} suggestions, of which {Moved} moved, in {Milliseconds} ms")]
    private static partial void LogWeighed(ILogger logger, int decisions, int waiting, int moved, double milliseconds);
}
