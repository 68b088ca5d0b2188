using Firsthand.Conversations;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Evidence;

/// <summary>How many suggestions wait for a decision in each of some conversations.</summary>
internal sealed class CountWaiting(FirsthandDb db)
{
    public async Task<IReadOnlyDictionary<Id<Conversation>, int>> RunAsync(IReadOnlyCollection<Id<Conversation>> ids, CancellationToken ct) =>
        await db.Suggestions.AsNoTracking().Where(row => row.Decision == Decision.Open && ids.Contains(row.ConversationId)).GroupBy(row => row.ConversationId)
            .Select(same => new { same.Key, Count = same.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, ct);
}
