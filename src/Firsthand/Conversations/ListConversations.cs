using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>The conversations, newest first, a page at a time.</summary>
internal sealed class ListConversations(FirsthandDb db)
{
    public const int PageSize = 50;

    /// <param name="People">Names of the customers who spoke.</param>
    public sealed record Row(Id<Conversation> Id, string Title, DateTimeOffset HeldAt, DateBasis HeldAtBasis, string? Channel, string Format, int Turns, double? Seconds, bool Heard, bool Read, IReadOnlyList<string> People, bool SidesUnknown);

    public sealed record Page(IReadOnlyList<Row> Rows, int Total, int Number);

    /// <param name="language">Only those in this language, other than English; null for all.</param>
    public async Task<Page> RunAsync(int page, bool unreadOnly, string? language, CancellationToken ct)
    {
        var all = db.Conversations.AsNoTracking().Where(row => !unreadOnly || row.ReadAt == null);
        if (language is not null) all = all.Where(row => row.OtherLanguage == language);
        var total = await all.CountAsync(ct);
        var rows = await all.OrderByDescending(row => row.HeldAt).ThenByDescending(row => row.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var ids = rows.Select(row => row.Id).ToList();
        var people = db.Set<Customers.Person>();
        var speakers = (await (from speaker in db.Speakers.AsNoTracking()
                               where ids.Contains(speaker.ConversationId) && speaker.Side != Side.Ours
                               join person in people on speaker.PersonId equals person.Id
                               select new { speaker.ConversationId, person.Name, speaker.Side }).ToListAsync(ct)).ToLookup(row => row.ConversationId);
        return new([.. rows.Select(row => new Row(row.Id, row.Title, row.HeldAt, row.HeldAtBasis, row.Channel, row.Format, row.TurnCount, row.Seconds, row.HeardAt != null, row.ReadAt != null,
            [.. speakers[row.Id].Select(speaker => speaker.Name).Distinct()], speakers[row.Id].Any(speaker => speaker.Side == Side.Unknown)))], total, page);
    }
}
