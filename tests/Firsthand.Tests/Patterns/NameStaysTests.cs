using Firsthand.Patterns;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Firsthand.Tests.Patterns;

public sealed class NameStaysTests(FirsthandApp app) : IClassFixture<FirsthandApp>
{
    private const float NearlyAsWell = .8f;

    [Fact]
    public async Task A_pattern_keeps_the_quote_that_names_it_while_that_stands_for_it_nearly_as_well_as_the_best()
    {
        await app.Owner.BringAsync(Talks.FourAgencies);
        await app.Owner.BringAsync(("eva.vtt", Talks.Zoom("Eva Sand", "Chasing clients for their logos and files takes me a week.", "And clients will not make another login.")));
        var (kept, replaced) = (0, 0);
        // Whatever its place among the quotes, as if it had been the best in an earlier run.
        for (var place = 1; place < 4; place++)
            await app.InWorkspaceAsync(async services =>
            {
                var db = services.GetRequiredService<FirsthandDb>();
                var members = (await db.PatternMembers.AsNoTracking().ToListAsync()).GroupBy(member => member.PatternId).ToDictionary(same => same.Key, same => same.OrderByDescending(member => member.Typicality).ToList());
                foreach (var (id, quotes) in members)
                    if (quotes.Count > place) await db.Patterns.Where(pattern => pattern.Id == id).ExecuteUpdateAsync(pattern => pattern.SetProperty(row => row.TypicalQuoteId, quotes[place].QuoteId));

                await services.GetRequiredService<GroupQuotes>().RunAsync(new Progress<Progress>(), default);

                foreach (var pattern in await db.Patterns.AsNoTracking().ToListAsync())
                {
                    if (!members.TryGetValue(pattern.Id, out var quotes) || quotes.Count <= place || quotes[place].Typicality == quotes[0].Typicality) continue;
                    var stands = quotes[place].Typicality >= NearlyAsWell * quotes[0].Typicality;
                    Assert.Equal(quotes[stands ? place : 0].QuoteId, pattern.TypicalQuoteId);
                    if (stands) kept++;
                    else replaced++;
                }
            });
        Assert.True(kept > 0 && replaced > 0, $"{kept} names were kept, {replaced} replaced.");
    }
}
