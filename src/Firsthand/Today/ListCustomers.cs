using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Today;

/// <summary>The people we talk to, the latest conversation first.</summary>
internal sealed class ListCustomers(FirsthandDb db)
{
    public const int PageSize = 50;

    public sealed record Row(Id<Person> Id, string Name, string? Account, CustomerStage Stage, string? Segment, int Conversations, int Marked, DateTimeOffset? LastHeldAt);

    public sealed record Page(IReadOnlyList<Row> Rows, int Total, int Number);

    public async Task<Page> RunAsync(string? search, int page, CancellationToken ct)
    {
        var (conversations, speakers, accounts, highlights) = (db.Conversations, db.Speakers, db.Accounts, db.Highlights);
        var people = db.People.AsNoTracking().Where(person => person.MergedInto == null);
        if (search?.Trim() is { Length: > 0 } words)
        {
            var folded = words.ToUpperInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL.
            people = people.Where(person => person.Name.ToUpper().Contains(folded));
#pragma warning restore CA1304, CA1311, CA1862
        }
        var total = await people.CountAsync(ct);
        var rows = await people
            .Select(person => new
            {
                person.Id, person.Name, person.Stage, person.Segment,
                Account = accounts.Where(account => account.Id == person.AccountId).Select(account => account.Name).FirstOrDefault(),
                Conversations = speakers.Where(speaker => speaker.PersonId == person.Id && conversations.Any(talk => talk.Id == speaker.ConversationId)).Select(speaker => speaker.ConversationId).Distinct().Count(),
                Last = (from speaker in speakers where speaker.PersonId == person.Id join talk in conversations on speaker.ConversationId equals talk.Id select (DateTimeOffset?)talk.HeldAt).Max(),
                Marked = highlights.Count(row => row.PersonId == person.Id),
            })
            .OrderByDescending(row => row.Last).ThenBy(row => row.Name).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        return new([.. rows.Select(row => new Row(row.Id, row.Name, row.Account, row.Stage, row.Segment, row.Conversations, row.Marked, row.Last))], total, page);
    }
}
