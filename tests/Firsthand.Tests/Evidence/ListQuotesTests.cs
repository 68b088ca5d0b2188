using Firsthand.Conversations;
using Firsthand.Engine.Detection;
using Firsthand.Evidence;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Firsthand.Tests.Evidence;

public sealed class ListQuotesTests(FirsthandApp app) : IClassFixture<FirsthandApp>
{
    [Fact]
    public async Task A_list_of_very_many_is_cut_into_the_same_pages() => await app.InWorkspaceAsync(async services =>
    {
        var ct = TestContext.Current.CancellationToken;
        await app.Owner.BringAsync([.. Talks.FourAgencies, .. Enumerable.Range(0, 12).Select(i => ($"more-{i}.vtt", Talks.Zoom($"Customer {i}", [.. Enumerable.Range(0, 12).Select(n => $"In week {n} of year {i} the client never sent file {i * n + n} and that was a real problem for us.")])))]);
        var db = services.GetRequiredService<FirsthandDb>();
        var (sorted, found) = (new ListQuotes(db), new ListQuotes(db) { MostToOrder = 0 });
        var first = await sorted.RunAsync(accepted: false, Narrowing.None, 1, ct);
        Assert.True(first.Total > 2 * ListQuotes.PageSize, "There are three pages at least.");
        for (var page = 1; page <= 2 + first.Total / ListQuotes.PageSize; page++)
            Assert.Equal((await sorted.RunAsync(accepted: false, Narrowing.None, page, ct)).Rows, (await found.RunAsync(accepted: false, Narrowing.None, page, ct)).Rows);
        Assert.Equal((await sorted.RunAsync(accepted: false, new(QuoteKind.Pain), 2, ct)).Rows, (await found.RunAsync(accepted: false, new(QuoteKind.Pain), 2, ct)).Rows);
    });

    [Fact]
    public async Task As_many_are_counted_as_are_listed_without_those_of_a_conversation_that_was_taken_out() => await app.InWorkspaceAsync(async services =>
    {
        var ct = TestContext.Current.CancellationToken;
        await app.Owner.BringAsync([.. Talks.FourAgencies]);
        var db = services.GetRequiredService<FirsthandDb>();
        var quotes = new ListQuotes(db);
        var before = await quotes.CountAsync(ct);
        var talk = (await quotes.RunAsync(accepted: false, Narrowing.None, 1, ct)).Rows[0].Conversation;
        await db.Conversations.Where(row => row.Id == talk).ExecuteUpdateAsync(row => row.SetProperty(r => r.RemovedAt, DateTimeOffset.UnixEpoch), ct);
        var after = await quotes.CountAsync(ct);
        Assert.InRange(after.Waiting, 1, before.Waiting - 1);
        Assert.Equal((await quotes.RunAsync(accepted: false, Narrowing.None, 1, ct)).Total, after.Waiting);
        Assert.Equal((await quotes.RunAsync(accepted: true, Narrowing.None, 1, ct)).Total, after.Marked);
        await db.Conversations.IgnoreQueryFilters([RowFilters.Removed]).Where(row => row.Id == talk).ExecuteUpdateAsync(row => row.SetProperty(r => r.RemovedAt, (DateTimeOffset?)null), ct);
    });
}
