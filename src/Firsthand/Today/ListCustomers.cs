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

    /// <param name="Marked">Quotes of theirs that are evidence.</param>
    /// <param name="Proposed">Quotes that wait for a decision.</param>
    public sealed record Row(Id<Person> Id, string Name, string? Account, CustomerStage Stage, string? Segment, int Conversations, int Marked, DateTimeOffset? LastHeldAt, int Proposed);

    public sealed record Page(IReadOnlyList<Row> Rows, int Total, int Number);

    /// <param name="search">Part of a name, an account or an e-mail.</param>
    public async Task<Page> RunAsync(string? search, int page, CancellationToken ct, CustomerStage? stage = null)
    {
        var (conversations, speakers, accounts) = (db.Conversations, db.Speakers, db.Accounts);
        var people = db.People.AsNoTracking().Where(person => person.MergedInto == null && (stage == null || person.Stage == stage));
        if (search?.Trim() is { Length: > 0 } words)
        {
            var folded = words.ToUpperInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL.
            people = people.Where(person => person.Name.ToUpper().Contains(folded) || person.Email!.ToUpper().Contains(folded) || accounts.Any(account => account.Id == person.AccountId && account.Name.ToUpper().Contains(folded)));
#pragma warning restore CA1304, CA1311, CA1862
        }
        var total = await people.CountAsync(ct);
        // Sorted first, so that only the people of this page are counted.
        var rows = await people
            .Select(person => new
            {
                person.Id, person.Name, person.Stage, person.Segment, person.AccountId,
                Last = (from speaker in speakers where speaker.PersonId == person.Id join talk in conversations on speaker.ConversationId equals talk.Id where talk.HeldAtBasis != DateBasis.Received select (DateTimeOffset?)talk.HeldAt).Max(),
            })
            .OrderByDescending(row => row.Last != null).ThenByDescending(row => row.Last).ThenBy(row => row.Name).ThenBy(row => row.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var (ids, owners) = (rows.ConvertAll(row => row.Id), rows.Select(row => row.AccountId).OfType<Id<Account>>().Distinct().ToList());
        var held = await (from speaker in speakers.AsNoTracking()
                          where speaker.PersonId != null && ids.Contains(speaker.PersonId.Value)
                          join talk in conversations on speaker.ConversationId equals talk.Id
                          select new { Person = speaker.PersonId!.Value, speaker.ConversationId }).Distinct().GroupBy(row => row.Person).Select(same => new { same.Key, Count = same.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, ct);
        var marked = await db.Highlights.AsNoTracking().Where(row => row.PersonId != null && ids.Contains(row.PersonId.Value)).GroupBy(row => row.PersonId!.Value).Select(same => new { same.Key, Count = same.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, ct);
        var proposed = await db.Suggestions.AsNoTracking().Where(row => row.Decision == Decision.Open && row.PersonId != null && ids.Contains(row.PersonId.Value)).GroupBy(row => row.PersonId!.Value).Select(same => new { same.Key, Count = same.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, ct);
        var names = await accounts.AsNoTracking().Where(account => owners.Contains(account.Id)).ToDictionaryAsync(account => account.Id, account => account.Name, ct);
        return new([.. rows.Select(row => new Row(row.Id, row.Name, row.AccountId is { } account ? names.GetValueOrDefault(account) : null, row.Stage, row.Segment,
            held.GetValueOrDefault(row.Id), marked.GetValueOrDefault(row.Id), row.Last, proposed.GetValueOrDefault(row.Id)))], total, page);
    }
}
