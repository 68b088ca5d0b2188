using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Customers;

/// <summary>Names to choose from where a page asks who somebody is.</summary>
internal sealed class KnownPeople(FirsthandDb db)
{
    // A browser's list of names is of no use beyond this.
    private const int Most = 500;

    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken ct) =>
        await db.People.AsNoTracking().Where(person => person.MergedInto == null && !person.IsNameless).OrderBy(person => person.Name).Select(person => person.Name).Take(Most).ToListAsync(ct);
}
