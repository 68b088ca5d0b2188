using System.Net.Http.Json;
using System.Text.Json;
using Firsthand.Conversations;
using Firsthand.Engine.Encoding;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Platform;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Firsthand.Today;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Firsthand.Tests.Evidence;

/// <summary>What was heard before is heard again: after an update, or because somebody said whose words they are.</summary>
public sealed class HeardAgainTests : IAsyncLifetime
{
    private const string Older = "firsthand-older/older";

    private readonly FirsthandApp app = new();

    public async ValueTask InitializeAsync()
    {
        await app.InitializeAsync();
        await app.Owner.BringAsync(Talks.FourAgencies);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_update_hears_all_again_and_what_people_did_stays()
    {
        var merged = await MergeAsync();
        var proposed = await IdsAsync(db => db.Suggestions.Where(row => row.Decision == Decision.Open).Select(row => row.Id.Value));
        (await app.Owner.PostAsync($"/api/suggestions/{proposed[0]}/accept", null)).EnsureSuccessStatusCode();
        (await app.Owner.PostAsync($"/api/suggestions/{proposed[1]}/reject", null)).EnsureSuccessStatusCode();
        var talk = (await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows")[0].GetProperty("id").GetString()!;
        (await app.Owner.MarkAsync(talk, 0, 0, 3, "hook")).EnsureSuccessStatusCode();
        await app.Owner.IdleAsync();
        var (before, quotes) = (await StoredAsync(), await QuotesOfAsync(merged));
        Assert.All(before.Values, vector => Assert.NotEmpty(vector));

        await GrowOldAsync();
        await app.InWorkspaceAsync(services => services.GetRequiredService<RenewVectors>().RunAsync(default));
        // Vectors of two encoders never stand side by side: what people decided about has new ones, and the rest none until it is heard.
        Assert.All(await StoredAsync(), row => Assert.Equal(row.Key.StartsWith("decided", StringComparison.Ordinal) ? before[row.Key] : [], row.Value));

        await StartAsync();
        Assert.Equal(before, await StoredAsync());
        Assert.Equal(quotes, await QuotesOfAsync(merged));
        Assert.Contains((await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray(), row => row.GetProperty("id").GetString() == merged && row.GetProperty("name").GetString() == "All of it");
        await app.InWorkspaceAsync(async services => Assert.False(await services.GetRequiredService<Hear>().IsDueAsync(default)));
    }

    [Fact]
    public async Task What_a_person_put_into_a_pattern_stays_in_it_where_an_update_hears_another_stretch_or_nothing()
    {
        await app.Owner.BringAsync(("fay.vtt", Talks.Zoom("Fay Odum", "We sit in Leeds, above the bakery.", "After they sign I spend two weeks chasing the client for their logo and files.")));
        var merged = await MergeAsync();
        var quotes = await QuotesOfAsync(merged);
        await GrowOldAsync();
        // The earlier version heard one quote in words that this one does not propose, and the others a little shorter.
        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            var proposed = await db.Suggestions.AsNoTracking().ToListAsync();
            var silent = (await db.Sentences.AsNoTracking().Where(row => row.PersonId != null).ToListAsync()).FindAll(row => !proposed.Exists(quote => quote.ConversationId == row.ConversationId && quote.Turn == row.Turn));
            var moved = proposed.First(quote => quotes.Contains(quote.Id.ToString()) && silent.Exists(row => row.ConversationId == quote.ConversationId));
            var elsewhere = silent.First(row => row.ConversationId == moved.ConversationId);
            await db.Suggestions.Where(row => row.Id != moved.Id).ExecuteUpdateAsync(row => row.SetProperty(r => r.Start, r => r.Start + 2).SetProperty(r => r.Length, r => r.Length - 4));
            var place = new Engine.Text.TextSpan(elsewhere.Start, elsewhere.Length);
            await db.Database.ExecuteSqlAsync($"UPDATE \"Suggestions\" SET \"Turn\" = {elsewhere.Turn}, \"Start\" = {place.Start}, \"Length\" = {place.Length} WHERE \"Id\" = {moved.Id.Value}");
        });
        await StartAsync();
        var after = await QuotesOfAsync(merged);
        Assert.All(quotes, quote => Assert.Contains(quote, after));

        // It is kept for its pattern alone: nobody is asked about it again, whatever is decided or undone.
        await app.InWorkspaceAsync(services => services.GetRequiredService<Lessons>().WeighAsync(default));
        Assert.Single(await IdsAsync(db => db.Suggestions.Where(row => row.ShippedWorth <= Suggestion.Unheard && row.Decision == Decision.TakenBack).Select(row => row.Id.Value)));
    }

    [Fact]
    public async Task What_is_marked_while_an_update_listens_has_a_meaning_afterwards()
    {
        await GrowOldAsync();
        await app.InWorkspaceAsync(services => services.GetRequiredService<RenewVectors>().RunAsync(default));
        var proposed = await IdsAsync(db => db.Suggestions.Where(row => row.Decision == Decision.Open).Select(row => row.Id.Value));
        (await app.Owner.PostAsync($"/api/suggestions/{proposed[0]}/accept", null)).EnsureSuccessStatusCode();
        (await app.Owner.PostAsync($"/api/suggestions/{proposed[1]}/reject", null)).EnsureSuccessStatusCode();
        await StartAsync();
        Assert.All((await StoredAsync()).Values, vector => Assert.NotEmpty(vector));
    }

    [Fact]
    public async Task Whose_words_they_are_can_be_said_without_undoing_a_merge()
    {
        var merged = await MergeAsync();
        var quotes = await QuotesOfAsync(merged);
        var speaker = Assert.Single(await IdsAsync(db => db.Speakers.Where(row => row.Name == "Ben Okafor").Select(row => row.Id.Value)));
        (await app.Owner.PutAsJsonAsync($"/api/speakers/{speaker}", new { side = "theirs", person = "Benedict Okafor" })).EnsureSuccessStatusCode();
        await app.Owner.IdleAsync();
        Assert.Equal(quotes, await QuotesOfAsync(merged));
        Assert.Contains((await app.Owner.ReadAsync($"/api/patterns/{merged}?all=true")).GetProperty("said").EnumerateArray().SelectMany(said => said.GetProperty("quotes").EnumerateArray()), quote => quote.GetProperty("personName").GetString() == "Benedict Okafor");
    }

    [Fact]
    public async Task Whose_words_they_are_said_before_all_was_heard_can_be_taken_back_too()
    {
        var speaker = Assert.Single(await IdsAsync(db => db.Speakers.Where(row => row.Name == "Dev Nair").Select(row => row.Id.Value)));
        var before = await SaidByAsync(speaker);
        Assert.NotEmpty(before);
        await app.InWorkspaceAsync(services => services.GetRequiredService<FirsthandDb>().Conversations.ExecuteUpdateAsync(row => row.SetProperty(r => r.HeardAt, (DateTimeOffset?)null)));
        (await app.Owner.PutAsJsonAsync($"/api/speakers/{speaker}", new { side = "ours" })).EnsureSuccessStatusCode();
        await app.Owner.IdleAsync();
        Assert.Empty(await SaidByAsync(speaker));
        await app.Owner.UndoAsync();
        await app.Owner.IdleAsync();
        Assert.Equal(before, await SaidByAsync(speaker));
    }

    // Places of what is proposed of a speaker's words as a customer's.
    private async Task<List<(int, int)>> SaidByAsync(Guid speaker)
    {
        List<(int, int)> said = [];
        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            var (turns, suggestions) = (db.Turns, db.Suggestions);
            said = [.. (await (from quote in suggestions join turn in turns on new { quote.ConversationId, Index = quote.Turn } equals new { turn.ConversationId, turn.Index }
                               where turn.SpeakerId == new Id<Speaker>(speaker) && quote.PersonId != null select new { quote.Turn, quote.Start }).ToListAsync()).Select(row => (row.Turn, row.Start)).Order()];
        });
        return said;
    }

    // The first two patterns, put together and named by a person.
    private async Task<string> MergeAsync()
    {
        var patterns = (await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("id").GetString()!).Take(2).ToList();
        (await app.Owner.PostAsJsonAsync("/api/patterns/merge", new { into = patterns[0], from = new[] { patterns[1] } })).EnsureSuccessStatusCode();
        (await app.Owner.PutAsJsonAsync($"/api/patterns/{patterns[0]}", new { name = "All of it" })).EnsureSuccessStatusCode();
        // What is near to what was merged joins it in the next grouping, heard again or not.
        await app.InWorkspaceAsync(services => services.GetRequiredService<GroupQuotes>().RunAsync(new Progress<Progress>(), default));
        return patterns[0];
    }

    // As an earlier version would have left it: other vectors everywhere, under its own name.
    private Task GrowOldAsync() => app.InWorkspaceAsync(async services =>
    {
        var db = services.GetRequiredService<FirsthandDb>();
        var other = PackedVector.Pack([.. Enumerable.Range(0, SentenceEncoder.Dimensions).Select(i => MathF.Sin(i) / 16)]);
        await db.Sentences.ExecuteUpdateAsync(row => row.SetProperty(r => r.Vector, other));
        await db.Suggestions.ExecuteUpdateAsync(row => row.SetProperty(r => r.Vector, other));
        await db.Highlights.ExecuteUpdateAsync(row => row.SetProperty(r => r.Vector, other));
        await db.Conversations.ExecuteUpdateAsync(row => row.SetProperty(r => r.HeardWith, Older));
    });

    private async Task StartAsync()
    {
        await app.Services.GetServices<IHostedService>().OfType<ResumeWork>().Single().StartAsync(default);
        await app.Owner.IdleAsync();
    }

    // Every vector that our encoder made, by what it is of.
    private async Task<SortedDictionary<string, byte[]>> StoredAsync()
    {
        var stored = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            foreach (var row in await db.Sentences.AsNoTracking().ToListAsync()) stored.Add($"sentence {row.ConversationId} {row.Turn} {row.Start}", row.Vector);
            foreach (var row in await db.Suggestions.AsNoTracking().ToListAsync()) stored.Add($"{(row.Decision is Decision.Accepted or Decision.Rejected ? "decided" : "proposed")} {row.Id} {row.Kind}", row.Vector);
            foreach (var row in await db.Highlights.AsNoTracking().ToListAsync()) stored.Add($"decided highlight {row.Id}", row.Vector);
        });
        return stored;
    }

    private async Task<List<Guid>> IdsAsync(Func<FirsthandDb, IQueryable<Guid>> which)
    {
        List<Guid> ids = [];
        await app.InWorkspaceAsync(async services => ids = await which(services.GetRequiredService<FirsthandDb>()).ToListAsync());
        return ids;
    }

    private async Task<IEnumerable<string>> QuotesOfAsync(string pattern) =>
        [.. (await app.Owner.ReadAsync($"/api/patterns/{pattern}?all=true")).GetProperty("said").EnumerateArray().SelectMany(said => said.GetProperty("quotes").EnumerateArray()).Select(quote => quote.GetProperty("id").GetString()!).Order(StringComparer.Ordinal)];
}
