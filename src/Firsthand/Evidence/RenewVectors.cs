using Firsthand.Conversations;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Text;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>
/// After an update brought another encoder: what the one before made of sentences is taken away, so that vectors of two encoders never stand in one index.
/// What people decided about gets new ones at once, since lessons are learned from them; all else when it is heard again, and until then its words alone are compared.
/// </summary>
internal sealed class RenewVectors(FirsthandDb db, Engines engines)
{
    /// <summary>One transaction a conversation: a restart goes on with the next.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var ours = Engines.EncoderOf(engines.Encoder.Model);
        // An undo brings conversations back that are out of sight now.
        var heard = db.Conversations.IgnoreQueryFilters([RowFilters.Removed]);
        var (suggestions, highlights) = (db.Suggestions, db.Highlights);
        // Without a name: heard before there was one, or not heard yet and marked by hand.
        var old = await heard.Where(row => row.HeardWith == null ? row.HeardAt != null || suggestions.Any(quote => quote.ConversationId == row.Id) || highlights.Any(quote => quote.ConversationId == row.Id) : !row.HeardWith.StartsWith(ours)).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(ct);
        foreach (var id in old)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await RenewDecidedAsync(id, ct);
            await db.Suggestions.Where(row => row.ConversationId == id && (row.Decision == Decision.Open || row.Decision == Decision.TakenBack)).ExecuteUpdateAsync(row => row.SetProperty(r => r.Vector, Array.Empty<byte>()), ct);
            await db.Sentences.Where(row => row.ConversationId == id).ExecuteUpdateAsync(row => row.SetProperty(r => r.Vector, Array.Empty<byte>()), ct);
            await heard.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(r => r.HeardWith, ours), ct);
            await transaction.CommitAsync(ct);
        }
    }

    private async Task RenewDecidedAsync(Id<Conversation> id, CancellationToken ct)
    {
        var decided = await db.Suggestions.AsNoTracking().Where(row => row.ConversationId == id && (row.Decision == Decision.Accepted || row.Decision == Decision.Rejected)).ToListAsync(ct);
        var marked = await db.Highlights.AsNoTracking().Where(row => row.ConversationId == id).ToListAsync(ct);
        if (decided.Count + marked.Count == 0) return;
        var turns = await db.Turns.AsNoTracking().Where(row => row.ConversationId == id).ToDictionaryAsync(row => row.Index, row => row.Text, ct);
        var renewed = new Dictionary<(Id<Quote>, TextSpan), byte[]>();
        // Empty ones are of words in another language, which our encoder does not know; where the turn is shorter, somebody was forgotten.
        foreach (var row in decided.Where(row => row.Vector.Length > 0 && row.Span.End <= turns[row.Turn].Length))
        {
            var vector = renewed[(row.Id, row.Span)] = VectorOf(SaidWords.Of(Sentence(turns[row.Turn], row.Span).In(turns[row.Turn]).ToString()));
            await db.Suggestions.Where(same => same.Id == row.Id).ExecuteUpdateAsync(same => same.SetProperty(r => r.Vector, vector), ct);
        }
        foreach (var row in marked.Where(row => row.Vector.Length > 0 && row.Span.End <= turns[row.Turn].Length))
        {
            // What was accepted as it stood has the vector that it was proposed with.
            var vector = renewed.GetValueOrDefault((row.Id, row.Span)) ?? VectorOf(Quote.Words(turns[row.Turn], row.Start, row.Length));
            await db.Highlights.Where(same => same.Id == row.Id).ExecuteUpdateAsync(same => same.SetProperty(r => r.Vector, vector), ct);
        }
    }

    private byte[] VectorOf(string words) => PackedVector.Pack(engines.Encoder.Encode([words]));

    // The one that covers most of the quote stands for it.
    private static TextSpan Sentence(string turn, TextSpan quote) =>
        Sentences.Of(turn).DefaultIfEmpty(quote).MaxBy(sentence => Math.Min(sentence.End, quote.End) - Math.Max(sentence.Start, quote.Start));
}
