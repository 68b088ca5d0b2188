using System.Net.Http.Json;
using System.Text.Json;
using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Platform;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Firsthand.Today;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Firsthand.Tests.Patterns;

public sealed class PlacingTests : IAsyncLifetime
{
    private const string Eva = "Eva Sand";

    // A company for each test: what one places, merges or forgets, the next would find so.
    private readonly FirsthandApp app = new();

    public async ValueTask InitializeAsync()
    {
        await app.InitializeAsync();
        await app.Owner.BringAsync(Talks.FourAgencies);
        await app.Owner.BringAsync(("eva.vtt", Talks.Zoom(Eva, "Chasing clients for their logos and files takes me a week.", "And clients will not make another login.", "We went to the lake on Sunday.")));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_conversation_placed_by_itself_joins_the_patterns_and_counts_as_if_all_were_counted_anew()
    {
        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            var talk = await TalkAsync(db);
            // As it was before the conversation came.
            var ids = await db.Patterns.Select(pattern => pattern.Id).ToListAsync();
            await db.PatternMembers.Where(member => member.ConversationId == talk).ExecuteDeleteAsync();
            await db.PatternQuestions.Where(row => row.ConversationId == talk).ExecuteDeleteAsync();
            await services.GetRequiredService<RecountPatterns>().RunAsync(ids.ToHashSet(), default);
            var without = await CountsAsync(db);

            await services.GetRequiredService<PlaceQuotes>().RunAsync(talk, default);

            Assert.NotEmpty(await db.PatternMembers.Where(member => member.ConversationId == talk).ToListAsync());
            var placed = await CountsAsync(db);
            Assert.NotEqual(without, placed);
            db.ChangeTracker.Clear();
            await services.GetRequiredService<RecountPatterns>().RunAsync(ids.ToHashSet(), default);
            Assert.Equal(await CountsAsync(db), placed);

            // Once more changes nothing: the work is safe to run twice.
            await services.GetRequiredService<PlaceQuotes>().RunAsync(talk, default);
            Assert.Equal(placed, await CountsAsync(db));
            Assert.NotNull((await db.Conversations.AsNoTracking().SingleAsync(row => row.Id == talk)).PlacedAt);
        });
    }

    [Fact]
    public async Task What_stands_for_a_pattern_no_longer_draws_nothing_into_it_though_the_map_is_kept()
    {
        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            var talk = await TalkAsync(db);
            var joined = (await PlacedAnewAsync())[0];
            var standing = await db.StandIns.AsNoTracking().Where(row => row.PatternId == joined).ToListAsync();
            Assert.NotEmpty(standing);

            await db.StandIns.Where(row => row.PatternId == joined).ExecuteDeleteAsync();
            Assert.DoesNotContain(joined, await PlacedAnewAsync());

            db.StandIns.AddRange(standing);
            await db.SaveChangesAsync();
            Assert.Contains(joined, await PlacedAnewAsync());

            async Task<List<Id<Pattern>>> PlacedAnewAsync()
            {
                await db.PatternMembers.Where(member => member.ConversationId == talk).ExecuteDeleteAsync();
                await services.GetRequiredService<PlaceQuotes>().RunAsync(talk, default);
                return await db.PatternMembers.Where(member => member.ConversationId == talk).OrderBy(member => member.QuoteId).Select(member => member.PatternId).ToListAsync();
            }
        });
    }

    [Fact]
    public async Task What_comes_before_the_next_full_run_finds_a_merged_pattern_under_its_new_name_and_what_was_taken_out_nowhere()
    {
        var before = await PlacedAnewAsync();
        var (joined, other) = (before[0], default(Id<Pattern>));
        await app.InWorkspaceAsync(async services => other = await services.GetRequiredService<FirsthandDb>().Patterns.Where(pattern => pattern.State == PatternState.Active && !before.Contains(pattern.Id)).Select(pattern => pattern.Id).FirstAsync());

        (await app.Owner.PostAsJsonAsync("/api/patterns/merge", new { into = other, from = new[] { joined } })).EnsureSuccessStatusCode();
        Assert.Equal(before.Select(pattern => pattern == joined ? other : pattern), await PlacedAnewAsync());

        var quotes = (await app.Owner.ReadAsync($"/api/patterns/{other}?all=true")).GetProperty("said").EnumerateArray().SelectMany(said => said.GetProperty("quotes").EnumerateArray()).Select(quote => quote.GetProperty("id").GetString()).ToList();
        (await app.Owner.PostAsJsonAsync("/api/quotes/alone", new { quotes })).EnsureSuccessStatusCode();
        Assert.DoesNotContain(other, await PlacedAnewAsync());
    }

    // Where the words of one conversation go, when it comes after the others.
    private async Task<List<Id<Pattern>>> PlacedAnewAsync()
    {
        List<Id<Pattern>> placed = [];
        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            var talk = await TalkAsync(db);
            await db.PatternMembers.Where(member => member.ConversationId == talk).ExecuteDeleteAsync();
            await services.GetRequiredService<PlaceQuotes>().RunAsync(talk, default);
            placed = await db.PatternMembers.Where(member => member.ConversationId == talk).OrderBy(member => member.QuoteId).Select(member => member.PatternId).ToListAsync();
        });
        return placed;
    }

    [Fact]
    public async Task What_is_said_stands_in_its_passage_and_an_answer_to_a_form_alone()
    {
        await app.Owner.BringAsync(("form.csv", "Name,What is hard?,What would you keep?\nHal Berg,I wait for the files of every client.,The checklist is what I would keep.\nIda Rask,The client never sends the logo.,I would keep the templates.\n"));
        await app.InWorkspaceAsync(async services =>
        {
            var groupable = services.GetRequiredService<GroupableQuotes>();
            var items = await groupable.InPassagesAsync(await groupable.ItemsAsync(null, null, default), null, null, default);
            Assert.NotEmpty(items.FindAll(item => item.IsAnswer));
            Assert.NotEmpty(items.FindAll(item => !item.IsAnswer));
            Assert.All(items, item => Assert.Equal(item.IsAnswer, item.Passage.AsSpan().SequenceEqual(item.Vector)));
            // Alone it is read as among all others.
            var one = await groupable.InPassagesAsync(await groupable.ItemsAsync(items[0].Conversation, null, default), items[0].Conversation, null, default);
            Assert.Equal(items.FindAll(item => item.Conversation == items[0].Conversation).ConvertAll(item => Convert.ToHexString(item.Passage)), one.ConvertAll(item => Convert.ToHexString(item.Passage)));
            // Who stands for a pattern keeps its passage.
            var standing = await services.GetRequiredService<FirsthandDb>().StandIns.AsNoTracking().ToListAsync();
            Assert.NotEmpty(standing);
            Assert.All(standing, row => Assert.Equal(items.Find(item => item.Quote == row.QuoteId)!.Passage, row.Passage));
        });
    }

    [Fact]
    public async Task A_store_without_a_map_draws_it_again_when_it_starts()
    {
        await app.InWorkspaceAsync(services => services.GetRequiredService<FirsthandDb>().GroupingMaps.ExecuteDeleteAsync());
        await app.Services.GetServices<IHostedService>().OfType<ResumeWork>().Single().StartAsync(default);
        await app.Owner.IdleAsync();
        await app.InWorkspaceAsync(async services => Assert.NotEmpty((await services.GetRequiredService<FirsthandDb>().GroupingMaps.AsNoTracking().SingleAsync()).Frame));
    }

    [Fact]
    public async Task A_conversation_that_was_taken_out_leaves_its_patterns_when_it_is_placed()
    {
        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            var talk = await TalkAsync(db);
            await SetRemovedAsync(app.Clock.GetUtcNow());
            await services.GetRequiredService<PlaceQuotes>().RunAsync(talk, default);
            Assert.Empty(await db.PatternMembers.Where(member => member.ConversationId == talk).ToListAsync());
            Assert.All(await db.Patterns.AsNoTracking().Where(pattern => pattern.Quotes > 0).ToListAsync(), pattern => Assert.Equal(db.PatternMembers.Count(member => member.PatternId == pattern.Id), pattern.Quotes));

            await SetRemovedAsync(null);
            await services.GetRequiredService<PlaceQuotes>().RunAsync(talk, default);
            Assert.NotEmpty(await db.PatternMembers.Where(member => member.ConversationId == talk).ToListAsync());

            Task SetRemovedAsync(DateTimeOffset? at) => db.Conversations.IgnoreQueryFilters([RowFilters.Removed]).Where(row => row.Id == talk).ExecuteUpdateAsync(row => row.SetProperty(r => r.RemovedAt, at));
        });
    }

    [Fact]
    public async Task Words_that_a_person_marks_join_their_pattern_without_a_full_run()
    {
        var (talk, runs) = ("", 0);
        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            (talk, runs) = ((await TalkAsync(db)).ToString(), await db.GroupingRuns.CountAsync());
        });
        const string Words = "Chasing clients for their logos and files";
        var conversation = await app.Owner.ReadAsync($"/api/conversations/{talk}");
        var turn = conversation.GetProperty("turns").EnumerateArray().Single(turn => turn.GetProperty("text").GetString()!.StartsWith(Words, StringComparison.Ordinal)).GetProperty("index").GetInt32();

        var made = await app.Owner.PostAsJsonAsync("/api/quotes", new { conversation = talk, turn, start = 0, length = Words.Length, kind = "pain" });
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        var quote = (await made.Content.ReadFromJsonAsync<string>())!;
        await app.Owner.IdleAsync();

        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            var member = await db.PatternMembers.AsNoTracking().SingleAsync(member => member.QuoteId == new Id<Quote>(Guid.Parse(quote)));
            Assert.Contains(await db.PatternMembers.AsNoTracking().Where(other => other.PatternId == member.PatternId).Select(other => other.ConversationId).Distinct().ToListAsync(), other => other != member.ConversationId);
            Assert.Equal(runs, await db.GroupingRuns.CountAsync());
        });
    }

    [Fact]
    public async Task Who_is_forgotten_while_the_first_full_run_is_at_work_is_not_written_back()
    {
        await app.Owner.BringAsync(("gus.vtt", Talks.Zoom("Gus Moen", "Chasing clients for their files takes me two weeks every time.", "My clients refuse another login and another password.")));
        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            var people = db.People;
            var theirs = await db.Suggestions.Where(row => people.Any(person => person.Id == row.PersonId && person.Name == "Gus Moen")).Select(row => row.Id).ToListAsync();
            Assert.NotEmpty(await db.StandIns.Where(row => theirs.Contains(row.QuoteId)).ToListAsync());
            // As before any full run, or right after somebody else was forgotten.
            await db.GroupingMaps.ExecuteDeleteAsync();
            var forgotten = false;
            await services.GetRequiredService<GroupQuotes>().RunAsync(new Watched(step =>
            {
                if (step.Done != 1 || forgotten) return;
                forgotten = true;
                app.InWorkspaceAsync(async other =>
                {
                    var now = other.GetRequiredService<FirsthandDb>();
                    await now.Suggestions.Where(row => theirs.Contains(row.Id)).ExecuteDeleteAsync();
                    await now.StandIns.ExecuteDeleteAsync();
                    await now.GroupingMaps.ExecuteDeleteAsync();
                }).GetAwaiter().GetResult();
            }), default);
            Assert.True(forgotten);
            Assert.NotEmpty(await db.StandIns.ToListAsync());
            Assert.Empty(await db.StandIns.Where(row => theirs.Contains(row.QuoteId)).ToListAsync());
            Assert.Empty(await db.PatternMembers.IgnoreQueryFilters([RowFilters.Stands]).Where(row => theirs.Contains(row.QuoteId)).ToListAsync());
        });
    }

    [Fact]
    public async Task A_merge_made_while_a_full_run_is_at_work_is_kept()
    {
        var rows = await RowsAsync();
        var (into, from) = (rows[0], rows[1]);
        await app.InWorkspaceAsync(async services =>
        {
            var merged = false;
            await services.GetRequiredService<GroupQuotes>().RunAsync(new Watched(step =>
            {
                if (step.Done != 1 || merged) return;
                merged = true;
                app.Owner.PostAsJsonAsync("/api/patterns/merge", new { into, from = new[] { from } }).GetAwaiter().GetResult().EnsureSuccessStatusCode();
            }), default);
            Assert.True(merged);
        });
        var after = await RowsAsync();
        Assert.Contains(into, after);
        Assert.DoesNotContain(from, after);
    }

    [Fact]
    public async Task Nothing_of_what_was_forgotten_while_a_full_run_is_at_work_is_written_back()
    {
        await app.Owner.BringAsync(("fay.vtt", Talks.Zoom("Fay Roth", "I chase clients for their files and logos every week.", "My clients refuse another login.")));
        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            var talk = await db.Speakers.Where(speaker => speaker.Name == "Fay Roth").Select(speaker => speaker.ConversationId).SingleAsync();
            Assert.NotEmpty(await db.PatternMembers.Where(member => member.ConversationId == talk).ToListAsync());
            var runs = 0;
            await services.GetRequiredService<GroupQuotes>().RunAsync(new Watched(step =>
            {
                // As forgetting somebody does it, in a transaction of its own.
                if (step.Done != 1 || runs++ > 0) return;
                app.InWorkspaceAsync(async others =>
                {
                    var other = others.GetRequiredService<FirsthandDb>();
                    await other.Suggestions.Where(row => row.ConversationId == talk).ExecuteDeleteAsync();
                    await other.GroupingMaps.ExecuteDeleteAsync();
                }).GetAwaiter().GetResult();
            }), default);
            Assert.Equal(2, runs);
            Assert.Empty(await db.PatternMembers.IgnoreQueryFilters([RowFilters.Stands]).Where(member => member.ConversationId == talk).ToListAsync());
        });
    }

    [Fact]
    public async Task A_merge_can_be_undone_though_somebody_else_rejected_one_of_its_quotes_since()
    {
        var rows = await RowsAsync();
        var (into, from) = (rows[0], rows[1]);
        (await app.Owner.PostAsJsonAsync("/api/patterns/merge", new { into, from = new[] { from } })).EnsureSuccessStatusCode();
        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            var pattern = new Id<Pattern>(Guid.Parse(into));
            var quote = await db.PatternMembers.Where(member => member.PatternId == pattern).Select(member => member.QuoteId).FirstAsync();
            Assert.IsType<Outcome<Id<Quote>>.Done>(await services.GetRequiredService<DecideSuggestion>().RejectAsync(quote, default));
        });

        (await app.Owner.PostAsync("/api/undo", null)).EnsureSuccessStatusCode();

        Assert.Contains(from, await RowsAsync());
    }

    private sealed class Watched(Action<Progress> see) : IProgress<Progress>
    {
        public void Report(Progress value) => see(value);
    }

    private static Task<Id<Conversation>> TalkAsync(FirsthandDb db) => db.Speakers.Where(speaker => speaker.Name == Eva).Select(speaker => speaker.ConversationId).SingleAsync();

    private static async Task<List<(Id<Pattern>, int, int, int, int)>> CountsAsync(FirsthandDb db) =>
        [.. (await db.Patterns.AsNoTracking().OrderBy(pattern => pattern.Id).ToListAsync()).Select(pattern => (pattern.Id, pattern.People, pattern.PeopleAsked, pattern.PeopleUnasked, pattern.Quotes))];

    private async Task<List<string>> RowsAsync() =>
        [.. (await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray().Select(row => row.TryGetProperty("pattern", out var inner) ? inner.GetProperty("id").GetString()! : row.GetProperty("id").GetString()!)];
}
