using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Firsthand.Conversations;
using Firsthand.Engine.Encoding;
using Firsthand.Evidence;
using Firsthand.Patterns;
using Firsthand.Platform.Storage;
using Firsthand.Today;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Firsthand.Tests.Evidence;

/// <summary>The owner may choose a model outside that tells what sentences mean; its vectors and ours never meet.</summary>
public sealed class EmbeddingTests
{
    private const string Key = "sk-very-secret-key-5678";

    [Fact]
    public async Task Nothing_leaves_the_server_until_the_owner_chose_a_model()
    {
        await using var app = await StartAsync();
        await app.Owner.BringAsync(Talks.FourAgencies);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Owner.GetAsync("/api/embedding")).StatusCode);
        Assert.Empty((await app.Owner.ReadAsync("/api/embedding/runs")).EnumerateArray());
        var page = await app.Owner.GetStringAsync("/embedding");
        Assert.Contains("every sentence of every conversation", page, StringComparison.Ordinal);
        Assert.Contains("and every search", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_is_encoded_anew_and_then_patterns_and_search_go_by_the_owners_model()
    {
        await using var app = await StartAsync();
        await using var model = await FakeModel.StartAsync();
        await app.Owner.BringAsync(German);
        Assert.Empty(await MeaningHitsAsync(app, "invoice"));

        var set = await SetAsync(app, model);
        Assert.Equal((64, false), (set.GetProperty("dimensions").GetInt32(), set.GetProperty("inUse").GetBoolean()));
        await app.Owner.IdleAsync();
        var view = await app.Owner.ReadAsync("/api/embedding");
        Assert.True(view.GetProperty("inUse").GetBoolean());
        Assert.Equal(view.GetProperty("sentences").GetInt32(), view.GetProperty("encoded").GetInt32());
        Assert.All(model.Requests, request => Assert.Equal(("/v1/embeddings", $"Bearer {Key}", "many-tongues"), (request.Path, request.Authorization, request.Model)));
        // A word of one language finds what another means.
        Assert.Contains(await MeaningHitsAsync(app, "invoice"), words => words.Contains("Rechnung", StringComparison.Ordinal));
        await SameModelAsync(app, 64);

        // What comes later is encoded too, before it is grouped, and nothing is sent twice.
        var sent = model.Sentences.Count;
        await app.Owner.BringAsync(("later.vtt", Talks.Zoom("Greta Holm", "Die Rechnung kam wieder viel zu spät, und ich muss sie bezahlen.")));
        Assert.InRange(model.Sentences.Count - sent, 2, 5);
        await SameModelAsync(app, 64);
        var log = (await app.Owner.ReadAsync("/api/embedding/runs")).EnumerateArray().ToList();
        Assert.Equal(2, log.Count);
        Assert.All(log, run => Assert.True(run.GetProperty("sentences").GetInt32() > 0 && run.GetProperty("problem").ValueKind == JsonValueKind.Null));
    }

    [Fact]
    public async Task What_an_update_hears_again_is_not_sent_again()
    {
        await using var app = await StartAsync();
        await using var model = await FakeModel.StartAsync();
        await app.Owner.BringAsync(Talks.FourAgencies);
        await SetAsync(app, model);
        await app.Owner.IdleAsync();
        var (sent, requests) = (model.Sentences.Count, model.Requests.Count);
        await app.InWorkspaceAsync(services => services.GetRequiredService<FirsthandDb>().Conversations.ExecuteUpdateAsync(row => row.SetProperty(talk => talk.HeardWith, "firsthand-older/older")));
        await app.Services.GetServices<IHostedService>().OfType<ResumeWork>().Single().StartAsync(default);
        await app.Owner.IdleAsync();
        await app.InWorkspaceAsync(async services => Assert.False(await services.GetRequiredService<Hear>().IsDueAsync(default)));
        Assert.Equal((sent, requests), (model.Sentences.Count, model.Requests.Count));
        await SameModelAsync(app, 64);
    }

    [Fact]
    public async Task The_lessons_still_go_by_our_own_encoder()
    {
        await using var app = await StartAsync();
        await using var model = await FakeModel.StartAsync();
        await app.Owner.BringAsync(Talks.FourAgencies);
        await SetAsync(app, model);
        await app.Owner.IdleAsync();
        var talk = (await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows")[0].GetProperty("id").GetString()!;
        foreach (var quote in await app.Owner.QuotesAsync(talk)) (await app.Owner.PostAsync($"/api/suggestions/{quote.GetProperty("id").GetString()}/reject", null)).EnsureSuccessStatusCode();
        var before = model.Requests.Count;
        (await app.Owner.MarkAsync(talk, 1, 0, 12, "pain")).EnsureSuccessStatusCode();
        await app.Owner.IdleAsync();
        // A mark sends nothing: the sentence that it stands in was encoded before.
        Assert.Equal(before, model.Requests.Count);
        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            Assert.All(await db.Highlights.AsNoTracking().ToListAsync(), row => Assert.Equal(SentenceEncoder.Dimensions, PackedVector.Unpack(row.Vector).Length));
            Assert.All(await db.Suggestions.AsNoTracking().ToListAsync(), row => Assert.Equal(SentenceEncoder.Dimensions, PackedVector.Unpack(row.Vector).Length));
            var lesson = await services.GetRequiredService<Lessons>().LearnAsync(default);
            Assert.Equal(services.GetRequiredService<Engines>().Encoder.Model, lesson.Encoder);
            Assert.True(lesson.Decisions > 0);
        });
    }

    [Fact]
    public async Task Another_model_of_the_same_size_never_meets_the_vectors_of_the_first()
    {
        await using var app = await StartAsync();
        await using var first = await FakeModel.StartAsync();
        await using var second = await FakeModel.StartAsync();
        // So large as ours, and its subjects stand where those of the first do not.
        (first.Dimensions, second.Dimensions, second.Turn) = (SentenceEncoder.Dimensions, SentenceEncoder.Dimensions, 1);
        await app.Owner.BringAsync(German);
        await SetAsync(app, first);
        await app.Owner.IdleAsync();
        Assert.Contains(await MeaningHitsAsync(app, "invoice"), words => words.Contains("Rechnung", StringComparison.Ordinal));

        // It tries well, and breaks in the middle of the work: nobody mixes what it made with what the first made.
        second.Instead = (asked, before) => before is 0 or 1 or 2 ? null : (500, "");
        await SetAsync(app, second);
        var problem = await FailedAsync(app);
        Assert.Contains($"127.0.0.1:{second.Port} is broken at the moment (500). It was tried 5 times.", problem, StringComparison.Ordinal);
        Assert.Contains("1 of 4 conversations were encoded, and are kept; until the others are, search and patterns go by the built-in model.", problem, StringComparison.Ordinal);
        Assert.Contains("1 of 4 conversations were encoded", WebUtility.HtmlDecode(await app.Owner.GetStringAsync("/embedding")), StringComparison.Ordinal);
        Assert.False((await app.Owner.ReadAsync("/api/embedding")).GetProperty("inUse").GetBoolean());
        var asked = first.Requests.Count + second.Requests.Count;
        Assert.DoesNotContain(await MeaningHitsAsync(app, "invoice"), words => words.Contains("Rechnung", StringComparison.Ordinal));
        Assert.Equal(asked, first.Requests.Count + second.Requests.Count);
        await OnlyOneSourceAsync(app);
        // Words are found all the while.
        Assert.NotEmpty((await app.Owner.ReadAsync("/api/find?q=Rechnung")).EnumerateArray());

        second.Instead = (_, _) => null;
        var before = second.Sentences.Count;
        (await app.Owner.PostAsync("/api/embedding/encode", null)).EnsureSuccessStatusCode();
        await DoneAsync(app);
        Assert.True((await app.Owner.ReadAsync("/api/embedding")).GetProperty("inUse").GetBoolean());
        Assert.Contains(await MeaningHitsAsync(app, "invoice"), words => words.Contains("Rechnung", StringComparison.Ordinal));
        await SameModelAsync(app, SentenceEncoder.Dimensions);
        await OnlyOneSourceAsync(app);
        // The conversation that was encoded before it broke was not sent again.
        Assert.InRange(second.Sentences.Count - before, 3 * 2, 4 * 4);
    }

    [Fact]
    public async Task Another_model_under_the_same_name_is_noticed()
    {
        await using var app = await StartAsync();
        await using var model = await FakeModel.StartAsync();
        await app.Owner.BringAsync(German[0]);
        await SetAsync(app, model);
        await app.Owner.IdleAsync();
        var sent = model.Sentences.Count;
        model.Instead = (asked, _) => (200, JsonSerializer.Serialize(new { data = asked.Input.Select((_, index) => new { index, embedding = Enumerable.Range(0, 64).Select(i => i % 2 == 0 ? 1f : -1f) }) }));
        await app.Owner.BeginToBringAsync(German[1]);
        Assert.Contains("Another model stands behind “many-tongues”", await FailedAsync(app), StringComparison.Ordinal);
        Assert.Equal(sent + 1, model.Sentences.Count);
        // Set again, everything is encoded by it.
        await SetAsync(app, model);
        await DoneAsync(app);
        await OnlyOneSourceAsync(app);
        Assert.True((await app.Owner.ReadAsync("/api/embedding")).GetProperty("inUse").GetBoolean());
    }

    [Fact]
    public async Task An_import_succeeds_while_the_server_does_not_answer_and_its_words_are_found()
    {
        await using var app = await StartAsync();
        var model = await FakeModel.StartAsync();
        await app.Owner.BringAsync(German[0]);
        await SetAsync(app, model);
        await app.Owner.IdleAsync();
        await model.DisposeAsync();

        var import = await app.Owner.BeginToBringAsync(German[1]);
        Assert.Contains("does not answer", await FailedAsync(app), StringComparison.Ordinal);
        Assert.Equal("done", (await app.Owner.ReadAsync($"/api/imports/{import}")).GetProperty("state").GetString());
        Assert.NotEmpty((await app.Owner.ReadAsync("/api/find?q=Mahnung")).EnumerateArray());
        await app.InWorkspaceAsync(async services => Assert.True(await services.GetRequiredService<FirsthandDb>().Conversations.AllAsync(talk => talk.HeardAt != null)));
        // It was grouped, by its words alone.
        Assert.Equal("Done", (await app.Owner.ReadAsync("/api/jobs")).EnumerateArray().First(job => job.GetProperty("kind").GetString() == "group").GetProperty("state").GetString());
    }

    [Fact]
    public async Task What_the_server_has_not_encoded_yet_is_grouped_by_its_words_and_never_by_vectors_of_ours()
    {
        await using var app = await StartAsync();
        var model = await FakeModel.StartAsync();
        await app.Owner.BringAsync(Talks.FourAgencies[..2]);
        await SetAsync(app, model);
        await app.Owner.IdleAsync();
        await model.DisposeAsync();
        await app.Owner.BeginToBringAsync(Talks.FourAgencies[2]);
        await FailedAsync(app);
        Assert.Equal("Done", (await app.Owner.ReadAsync("/api/jobs")).EnumerateArray().First(job => job.GetProperty("kind").GetString() == "group").GetProperty("state").GetString());
        await app.InWorkspaceAsync(async services =>
        {
            var (groupable, source) = (services.GetRequiredService<GroupableQuotes>(), await services.GetRequiredService<FirsthandDb>().ReadyEndpointAsync(default));
            var items = await groupable.InPassagesAsync(await groupable.ItemsAsync(null, source, default), null, source, default);
            Assert.Contains(items, item => item.Vector.Length == 0);
            Assert.All(items, item => Assert.Equal(item.Vector.Length, item.Passage.Length));
        });
    }

    [Theory]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided"}}""", "does not accept the key (401). Set the right one and try again. It says: “Incorrect API key provided”")]
    [InlineData(404, "", "that takes sentences (404). Check the address and the model.")]
    [InlineData(307, "http://127.0.0.1:9/v1/embeddings", "sends us elsewhere (307), and sentences go only to the address that you set.")]
    [InlineData(200, "<html>Hello</html>", "answer is not the JSON that OpenAI's interface promises for embeddings")]
    [InlineData(200, """{"data":[]}""", "was sent 1 sentences and answered with 0 vectors.")]
    [InlineData(200, """{"data":[{"embedding":[1,2,3]}]}""", "answered with vectors of uneven length")]
    [InlineData(200, """{"data":[{"embedding":[0,0,0,0,0,0,0,0]}]}""", "answered with a vector that points nowhere.")]
    public async Task What_does_not_work_is_said_before_anything_is_saved_or_sent(int status, string body, string says)
    {
        await using var app = await StartAsync();
        await using var model = await FakeModel.StartAsync();
        await app.Owner.BringAsync(German[0]);
        model.Instead = (_, _) => (status, body);
        var answer = await app.Owner.PutAsJsonAsync("/api/embedding", new { address = model.Address, model = "many-tongues", key = Key });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(says, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty("address")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Owner.GetAsync("/api/embedding")).StatusCode);
        Assert.Equal("This sentence only tries whether the server answers.", Assert.Single(model.Sentences));
    }

    [Fact]
    public async Task The_key_is_never_given_out_and_goes_to_no_other_server()
    {
        await using var app = await StartAsync();
        await using var model = await FakeModel.StartAsync();
        await using var other = await FakeModel.StartAsync();
        await SetAsync(app, model);
        Assert.DoesNotContain(Key, await (await app.Owner.GetAsync("/api/embedding")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Key, await app.Owner.GetStringAsync("/embedding"), StringComparison.Ordinal);
        await app.InWorkspaceAsync(async services => Assert.DoesNotContain(Key, (await services.GetRequiredService<FirsthandDb>().EmbeddingEndpoints.AsNoTracking().SingleAsync()).ProtectedKey, StringComparison.Ordinal));
        (await app.Owner.PutAsJsonAsync("/api/embedding", new { address = model.Address, model = "another" })).EnsureSuccessStatusCode();
        Assert.True((await app.Owner.ReadAsync("/api/embedding")).GetProperty("hasKey").GetBoolean());
        (await app.Owner.PutAsJsonAsync("/api/embedding", new { address = other.Address, model = "another" })).EnsureSuccessStatusCode();
        Assert.False((await app.Owner.ReadAsync("/api/embedding")).GetProperty("hasKey").GetBoolean());
        Assert.All(other.Requests, request => Assert.Null(request.Authorization));
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.AnotherCompanyAsync("theirs")).GetAsync("/api/embedding")).StatusCode);
        foreach (var address in new[] { "file:///etc/passwd", "ftp://example.org", "http://name:word@example.org", "here" })
            Assert.Equal(HttpStatusCode.BadRequest, (await app.Owner.PutAsJsonAsync("/api/embedding", new { address, model = "many-tongues" })).StatusCode);
    }

    [Fact]
    public async Task Only_the_owner_decides_what_leaves_the_server()
    {
        await using var app = await StartAsync();
        await using var model = await FakeModel.StartAsync();
        var colleague = await app.ColleagueAsync("colleague");
        var answer = await colleague.PutAsJsonAsync("/api/embedding", new { address = model.Address, model = "many-tongues" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(model.Requests);
        await SetAsync(app, model);
        Assert.Equal(HttpStatusCode.OK, (await colleague.GetAsync("/api/embedding")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await colleague.DeleteAsync("/api/embedding")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Owner.GetAsync("/api/embedding")).StatusCode);
    }

    [Fact]
    public async Task Stopped_nothing_is_sent_any_more_and_the_built_in_model_serves_again()
    {
        await using var app = await StartAsync();
        await using var model = await FakeModel.StartAsync();
        await app.Owner.BringAsync(Talks.FourAgencies);
        var before = await MeaningHitsAsync(app, "paperwork from the customer has not arrived");
        await SetAsync(app, model, dimensions: 32);
        await app.Owner.IdleAsync();
        Assert.All(model.Requests, request => Assert.Equal(32, request.Dimensions));
        await SameModelAsync(app, 32);

        (await app.Owner.DeleteAsync("/api/embedding")).EnsureSuccessStatusCode();
        await app.Owner.IdleAsync();
        var sent = model.Requests.Count;
        Assert.Equal(before, await MeaningHitsAsync(app, "paperwork from the customer has not arrived"));
        await app.Owner.BringAsync(("later.vtt", Talks.Zoom("Ina Roth", "We wait for the files again, and nobody sends them.")));
        Assert.Equal(sent, model.Requests.Count);
        await app.InWorkspaceAsync(async services => Assert.False(await services.GetRequiredService<FirsthandDb>().SentenceVectors.AnyAsync()));
        await SameModelAsync(app, SentenceEncoder.Dimensions);
    }

    [Fact]
    public async Task Stopped_in_the_middle_nothing_more_leaves_the_server()
    {
        await using var app = await StartAsync();
        await using var model = await FakeModel.StartAsync();
        await app.Owner.BringAsync([.. German, .. Talks.FourAgencies]);
        model.Pause = TimeSpan.FromMilliseconds(300);
        await SetAsync(app, model);
        while (model.Requests.Count < 4) await Task.Delay(20, TestContext.Current.CancellationToken);
        (await app.Owner.DeleteAsync("/api/embedding")).EnsureSuccessStatusCode();
        var sent = model.Requests.Count;
        await app.Owner.IdleAsync();
        // One may have been on its way.
        Assert.InRange(model.Requests.Count, sent, sent + 1);
        Assert.True(sent < 8);
        Assert.Contains("The owner chose another model, or none: nothing more was sent.", (await app.Owner.ReadAsync("/api/embedding/runs"))[0].GetProperty("problem").GetString(), StringComparison.Ordinal);
        await app.InWorkspaceAsync(async services => Assert.False(await services.GetRequiredService<FirsthandDb>().SentenceVectors.AnyAsync()));
    }

    [Fact]
    public async Task Who_searches_does_not_wait_for_a_server_that_is_gone_and_finds_by_words()
    {
        await using var app = await StartAsync();
        await using var model = await FakeModel.StartAsync();
        await app.Owner.BringAsync(German);
        await SetAsync(app, model);
        await app.Owner.IdleAsync();
        model.Instead = (_, _) => (500, "");
        var before = model.Requests.Count;
        foreach (var _ in Enumerable.Range(0, 3)) Assert.All((await app.Owner.ReadAsync("/api/find?q=Rechnung")).EnumerateArray(), hit => Assert.NotEqual(0, hit.GetProperty("terms").GetArrayLength()));
        // It is asked once, and then left alone for a while.
        Assert.Equal(before + 1, model.Requests.Count);
    }

    [Fact]
    public async Task What_one_model_left_for_placing_serves_no_other()
    {
        await using var app = await StartAsync();
        await using var model = await FakeModel.StartAsync();
        await app.Owner.BringAsync(Talks.FourAgencies);
        await SetAsync(app, model);
        await app.Owner.IdleAsync();
        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            var talk = await db.Conversations.Select(row => row.Id).FirstAsync();
            await db.Conversations.ExecuteUpdateAsync(row => row.SetProperty(r => r.PlacedAt, (DateTimeOffset?)null));
            var endpoint = await db.EmbeddingEndpoints.AsNoTracking().SingleAsync();
            // As in the moment after the owner stopped it.
            await db.EmbeddingEndpoints.ExecuteDeleteAsync();
            await services.GetRequiredService<PlaceQuotes>().RunAsync(talk, default);
            Assert.Null(await db.Conversations.Where(row => row.Id == talk).Select(row => row.PlacedAt).SingleAsync());
            // The next look at what is new groups everything anew, by our own encoder.
            await services.GetRequiredService<FollowHearing>().RunAsync(new Progress<Firsthand.Platform.Jobs.Progress>(), default);
            Assert.Null((await db.GroupingMaps.AsNoTracking().SingleAsync()).Source);
            Assert.NotNull(endpoint.CompleteAt);
        });
    }

    [Fact]
    public async Task Somebody_who_is_forgotten_leaves_no_vector_behind()
    {
        await using var app = await StartAsync();
        await using var model = await FakeModel.StartAsync();
        await app.Owner.BringAsync(German[0]);
        await SetAsync(app, model);
        await app.Owner.IdleAsync();
        var person = (await app.Owner.ReadAsync("/api/people")).GetProperty("rows")[0].GetProperty("id").GetString();
        (await app.Owner.DeleteAsync($"/api/people/{person}")).EnsureSuccessStatusCode();
        await app.Owner.IdleAsync();
        await app.InWorkspaceAsync(async services => Assert.False(await services.GetRequiredService<FirsthandDb>().SentenceVectors.AnyAsync()));
    }

    [Fact]
    public async Task A_conversation_in_another_language_says_so_and_is_compared_by_its_words()
    {
        await using var app = await StartAsync();
        await app.Owner.BringAsync([.. German, .. Talks.FourAgencies]);
        await app.Owner.BringAsync(("mixed.vtt", Talks.Zoom("Eva Brandt", "We wait for the files every single time, and nobody sends them to us.", "Entschuldigung, das war mein Kollege, und der will wissen, ob ich noch da bin.", "Anyway, we wait, and the project starts two weeks late every time.")));
        var german = await TalkAsync(app, "anna");
        var english = await TalkAsync(app, "ben");
        Assert.Equal("German", (await app.Owner.ReadAsync($"/api/conversations/{german}")).GetProperty("otherLanguage").GetString());
        Assert.Equal(JsonValueKind.Null, (await app.Owner.ReadAsync($"/api/conversations/{english}")).GetProperty("otherLanguage").ValueKind);
        Assert.Contains("Spoken in German: only questions with their mark are proposed, and quotes are grouped by their words alone.", WebUtility.HtmlDecode(await app.Owner.GetStringAsync($"/conversations/{german}")), StringComparison.Ordinal);
        Assert.Contains("Partly in German (1 turn): only questions", WebUtility.HtmlDecode(await app.Owner.GetStringAsync($"/conversations/{await TalkAsync(app, "mixed")}")), StringComparison.Ordinal);
        Assert.DoesNotContain("by their words alone", await app.Owner.GetStringAsync($"/conversations/{english}"), StringComparison.Ordinal);
        Assert.Contains("<a href=\"/conversations?language=German\">5 conversations</a> in German: grouped by words alone, since the built-in model knows English.", WebUtility.HtmlDecode(await app.Owner.GetStringAsync("/patterns")), StringComparison.Ordinal);
        Assert.Equal("German", (await app.Owner.ReadAsync("/api/patterns")).GetProperty("otherLanguages").GetProperty("languages")[0].GetProperty("name").GetString());
        Assert.Equal(5, (await app.Owner.ReadAsync("/api/conversations?language=German")).GetProperty("total").GetInt32());
        var list = await app.Owner.GetStringAsync("/conversations?language=German");
        Assert.Contains("Conversations in German", list, StringComparison.Ordinal);
        Assert.Contains("No conversation is in Dutch.", await app.Owner.GetStringAsync("/conversations?language=Dutch"), StringComparison.Ordinal);
        Assert.Contains($"/conversations/{german}", list, StringComparison.Ordinal);
        Assert.DoesNotContain($"/conversations/{english}", list, StringComparison.Ordinal);
        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            var talk = new Firsthand.Platform.Id<Conversation>(Guid.Parse(german));
            Assert.All(await db.Sentences.AsNoTracking().Where(row => row.ConversationId == talk && row.Side == Side.Theirs).ToListAsync(), row => Assert.Empty(row.Vector));
        });
    }

    [Fact]
    public async Task What_two_customers_say_in_another_language_comes_together_by_its_words()
    {
        await using var app = await StartAsync();
        await app.Owner.BringAsync(Talks.FourAgencies);
        foreach (var (name, text) in German) await app.Owner.BringAsync((name, text));
        foreach (var row in (await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray())
        {
            var talk = row.GetProperty("id").GetString()!;
            foreach (var turn in (await app.Owner.ReadAsync($"/api/conversations/{talk}")).GetProperty("turns").EnumerateArray())
                if (turn.GetProperty("text").GetString() is { } text && text.Contains("Rechnung", StringComparison.Ordinal)) (await app.Owner.MarkAsync(talk, turn.GetProperty("index").GetInt32(), 0, text.Length, "pain")).EnsureSuccessStatusCode();
        }
        await app.Owner.PostAsync("/api/patterns/group", null);
        await app.Owner.IdleAsync();
        var patterns = (await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows").EnumerateArray().ToList();
        var invoices = Assert.Single(patterns, pattern => pattern.GetProperty("typical").GetProperty("text").GetString()!.Contains("Rechnung", StringComparison.Ordinal));
        Assert.InRange(invoices.GetProperty("people").GetProperty("count").GetInt32(), 3, 4);
        // Nobody knows whether our questions were about it, so none is said to be.
        Assert.Equal(0, invoices.GetProperty("asked").GetInt32());
        Assert.DoesNotContain(patterns, pattern => pattern.GetProperty("words").EnumerateArray().Any(word => word.GetString() == "rechnung") && pattern.GetProperty("typical").GetProperty("text").GetString()!.Contains("client", StringComparison.Ordinal));
        // With nothing known of their meaning, none is near.
        Assert.Contains("Rechnung", await app.Owner.GetStringAsync($"/patterns/{invoices.GetProperty("id").GetString()}?shape=merge"), StringComparison.Ordinal);
    }

    /// <summary>Four customers who speak German, all of the same invoice.</summary>
    private static (string Name, string Text)[] German { get; } =
    [
        ("anna.vtt", Talks.Zoom("Anna Roth", "Die Rechnung kommt jeden Monat zu spät und niemand weiß, warum das so ist.", "Ich warte immer auf die Unterlagen, die der Kunde nicht schickt.", "Den Kalender brauche ich nicht, aber die Liste der Dateien möchte ich behalten.", "Ich möchte nur, dass mich einmal jemand anruft und es erklärt.")),
        ("bernd.vtt", Talks.Zoom("Bernd Vogt", "Bei uns kommt die Rechnung auch immer zu spät, und dann kommt die Mahnung.", "Das Passwort muss ich jede Woche neu setzen, das ist nicht schön.")),
        ("clara.vtt", Talks.Zoom("Clara Lenz", "Ich habe die Rechnung wieder zu spät bekommen und konnte sie nicht prüfen.", "Der Termin stand nicht im Kalender, und ich war nicht da.")),
        ("dirk.vtt", Talks.Zoom("Dirk Sommer", "Jeden Monat kommt die Rechnung zu spät, das ist für uns sehr unangenehm.", "Sonst bin ich mit euch ganz zufrieden und will nichts ändern.")),
    ];

    private static async Task<FirsthandApp> StartAsync()
    {
        var app = new FirsthandApp();
        await app.InitializeAsync();
        return app;
    }

    private static async Task<JsonElement> SetAsync(FirsthandApp app, FakeModel model, int? dimensions = null)
    {
        var answer = await app.Owner.PutAsJsonAsync("/api/embedding", new { address = model.Address, model = "many-tongues", key = Key, dimensions });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>What is found though its words are others.</summary>
    private static async Task<List<string>> MeaningHitsAsync(FirsthandApp app, string query) =>
        [.. (await app.Owner.ReadAsync($"/api/find?q={Uri.EscapeDataString(query)}")).EnumerateArray().Where(hit => hit.GetProperty("terms").GetArrayLength() == 0).Select(hit => hit.GetProperty("text").GetString()!)];

    private static async Task<string> TalkAsync(FirsthandApp app, string title) =>
        (await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("title").GetString()!.StartsWith(title, StringComparison.OrdinalIgnoreCase)).GetProperty("id").GetString()!;

    private static Task SameModelAsync(FirsthandApp app, int dimensions) => app.InWorkspaceAsync(async services =>
    {
        var db = services.GetRequiredService<FirsthandDb>();
        var source = await db.ReadyEndpointAsync(default);
        var meaning = await services.GetRequiredService<Meanings>().ReadAsync(source, null, default);
        Assert.Equal(dimensions, meaning.Dimensions);
        foreach (var row in await db.Suggestions.AsNoTracking().ToListAsync()) Assert.Equal(dimensions, PackedVector.Unpack(meaning.Of(row.ConversationId, row.Turn, row.Span, row.Vector)).Length);
        // And what new quotes are placed by is of the same model.
        Assert.Equal(source?.Id, (await db.GroupingMaps.AsNoTracking().SingleAsync()).Source);
    });

    private static Task OnlyOneSourceAsync(FirsthandApp app) => app.InWorkspaceAsync(async services =>
    {
        var db = services.GetRequiredService<FirsthandDb>();
        var endpoint = await db.EmbeddingEndpoints.AsNoTracking().SingleAsync();
        Assert.Equal(endpoint.Id, Assert.Single(await db.SentenceVectors.Select(row => row.EndpointId).Distinct().ToListAsync()));
    });

    /// <summary>Waits for the encoding to stop, and says why it did.</summary>
    private static async Task<string> FailedAsync(FirsthandApp app)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            var jobs = (await app.Owner.ReadAsync("/api/jobs")).EnumerateArray().ToList();
            if (jobs.All(job => job.GetProperty("state").GetString() is "Done" or "Failed") && jobs.Find(job => job.GetProperty("kind").GetString() == "encode") is { ValueKind: JsonValueKind.Object } encode && encode.GetProperty("state").GetString() == "Failed")
                return encode.GetProperty("problem").GetString()!;
            await Task.Delay(100);
        }
        Assert.Fail("The encoding did not stop within a minute.");
        return "";
    }

    /// <summary>Waits until no work is queued, whatever failed before.</summary>
    private static async Task DoneAsync(FirsthandApp app)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if ((await app.Owner.ReadAsync("/api/jobs")).EnumerateArray().All(job => job.GetProperty("state").GetString() is "Done" or "Failed")) return;
            await Task.Delay(100);
        }
        Assert.Fail("The work did not end within a minute.");
    }
}
