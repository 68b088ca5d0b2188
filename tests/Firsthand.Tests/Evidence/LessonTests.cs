namespace Firsthand.Tests.Evidence;

/// <summary>What a company decides teaches its own engine, and nobody else's.</summary>
public sealed class LessonTests(FirsthandApp app) : IClassFixture<FirsthandApp>
{
    // Pains that this company does not care about, of which ten are rejected, and one that it does.
    private static readonly string[] AboutParking =
    [
        "I hate parking there, I scratched my car twice.", "Parking is so hard there that I was late again.", "I lose an hour a week looking for a parking space.", "I can't find a parking space in the morning.", "Parking near the clinic is a nightmare.", "We drive around for ages to find a parking spot.", "It is impossible to park there.",
        "The car park is far too small.", "I had to leave the car on the pavement because the car park was full again.", "Parking there costs me twenty minutes every single time.", "I was late because I couldn't park anywhere.", "The parking spaces are so narrow that I scratched my car.", "The parking ticket machine never works.",
    ];

    private const int Decisions = 10;

    private const string Waiting = "I can never find a place to park.", Other = "I never get my invoice on time.", Later = "I could not find anywhere to park this morning.";

    [Fact]
    public async Task Ten_rejections_take_back_what_is_like_them_and_undo_brings_it_back()
    {
        var (rejected, waiting) = (await HearAsync(app.Owner, "Ana Lopes", AboutParking), await HearAsync(app.Owner, "Bea Funk", Waiting, Other));
        Assert.Equal([Waiting, Other], (await ProposedAsync(app.Owner, waiting)).Keys.Order(StringComparer.Ordinal));
        var before = await ProposedAsync(app.Owner, waiting);

        var decided = (await ProposedAsync(app.Owner, rejected)).Values.Select(quote => quote.Id).Take(Decisions).ToList();
        Assert.Equal(Decisions, decided.Count);
        foreach (var id in decided) (await app.Owner.PostAsync($"/api/suggestions/{id}/reject", null)).EnsureSuccessStatusCode();

        var after = await ProposedAsync(app.Owner, waiting);
        Assert.Equal([Other], after.Keys);
        Assert.InRange(after[Other].Probability, 0.6 * before[Other].Probability, 1);

        // What comes next is heard with the same ears.
        var later = await HearAsync(app.Owner, "Cora Ness", Later, Other);
        Assert.Equal([Other], (await ProposedAsync(app.Owner, later)).Keys);

        // Another company has its own.
        using var others = await app.AnotherCompanyAsync("neighbours");
        Assert.Equal([Later, Other], (await ProposedAsync(others, await HearAsync(others, "Dina Roth", Later, Other))).Keys.Order(StringComparer.Ordinal));

        foreach (var _ in decided) (await app.Owner.PostAsync("/api/undo", null)).EnsureSuccessStatusCode();
        // Who Mara is was known by the third conversation only, so the first ones were listened to again by then.
        Assert.Equal(Heard(before), Heard(await ProposedAsync(app.Owner, waiting)));
        Assert.Equal([Later, Other], (await ProposedAsync(app.Owner, later)).Keys.Order(StringComparer.Ordinal));

        static IEnumerable<(string, string, double)> Heard(Dictionary<string, Proposed> proposed) => proposed.Select(quote => (quote.Key, quote.Value.Kind, quote.Value.Probability)).Order();
    }

    [Fact]
    public async Task What_is_kept_makes_what_is_like_it_likelier()
    {
        using var company = await app.AnotherCompanyAsync("keepers");
        var (kept, waiting) = (await HearAsync(company, "Ana Lopes", AboutParking), await HearAsync(company, "Bea Funk", Waiting, Other));
        var before = await ProposedAsync(company, waiting);
        foreach (var quote in (await ProposedAsync(company, kept)).Values) (await company.PostAsync($"/api/suggestions/{quote.Id}/accept?kind=pain", null)).EnsureSuccessStatusCode();
        Assert.True((await ProposedAsync(company, waiting))[Waiting].Probability > before[Waiting].Probability);
    }

    // Mara asks in every second turn; nobody has told yet on whose side she is.
    private static bool IsTheCustomers(System.Text.Json.JsonElement quote) => quote.GetProperty("turn").GetInt32() % 2 == 1;

    private sealed record Proposed(string Id, string Kind, double Probability);

    /// <returns>The conversation.</returns>
    private static async Task<string> HearAsync(HttpClient company, string customer, params string[] answers)
    {
        var known = await ConversationsAsync(company);
        await company.BringAsync(($"{customer}.vtt", Talks.Zoom(customer, answers)));
        return Assert.Single(await ConversationsAsync(company), talk => !known.Contains(talk));
    }

    private static async Task<List<string>> ConversationsAsync(HttpClient company) =>
        [.. (await company.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("id").GetString()!)];

    private static async Task<Dictionary<string, Proposed>> ProposedAsync(HttpClient company, string talk)
    {
        // What was decided is learned as work of its own.
        await company.IdleAsync();
        return (await company.QuotesAsync(talk)).Where(quote => !quote.GetProperty("accepted").GetBoolean() && IsTheCustomers(quote))
        .ToDictionary(quote => quote.GetProperty("text").GetString()!, quote => new Proposed(quote.GetProperty("id").GetString()!, quote.GetProperty("kind").GetString()!, quote.GetProperty("probability").GetDouble()));
    }
}
