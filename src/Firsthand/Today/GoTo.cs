using Firsthand.Customers;
using Firsthand.Patterns;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Firsthand.Shell;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Today;

/// <summary>Places that a few letters name: pages, people, patterns. What was said is found by <see cref="Evidence.Find"/>.</summary>
internal sealed class GoTo(FirsthandDb db, ListCustomers customers, ListPatterns patterns, IEnumerable<RailItem> rail)
{
    private const int PeopleAtMost = 4;
    private const int PatternsAtMost = 3;

    public sealed record View(IReadOnlyList<RailItem> Pages, IReadOnlyList<ListCustomers.Row> People, IReadOnlyList<ListPatterns.Row> Patterns);

    /// <param name="query">Empty: every page, and nothing else.</param>
    public async Task<View> RunAsync(string query, CancellationToken ct)
    {
        var words = query.Trim();
        if (words.Length == 0) return new([.. rail.OrderBy(item => item.Order)], [], []);
        var pages = rail.Where(item => item.Title.StartsWith(words, StringComparison.OrdinalIgnoreCase)).OrderBy(item => item.Order).ToList();
        var people = (await customers.RunAsync(words, 1, ct)).Rows.Take(PeopleAtMost).ToList();
        return new(pages, people, await patterns.OfAsync(await NamedAsync(words, ct), ct));
    }

    // By the name that a person gave, or by a telling word: the words of its quotes are found as words.
    private async Task<List<Id<Pattern>>> NamedAsync(string words, CancellationToken ct)
    {
        var (folded, telling) = (words.ToUpperInvariant(), $"\"{words.ToLowerInvariant()}");
#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL.
        return await db.Patterns.AsNoTracking().Where(pattern => pattern.State == PatternState.Active && pattern.Quotes > 0 && (pattern.Name!.ToUpper().Contains(folded) || ((string)(object)pattern.Words).Contains(telling)))
            .OrderByDescending(pattern => pattern.Name!.ToUpper().Contains(folded)).ThenByDescending(pattern => pattern.People).ThenBy(pattern => pattern.Id).Select(pattern => pattern.Id).Take(PatternsAtMost).ToListAsync(ct);
#pragma warning restore CA1304, CA1311, CA1862
    }
}
