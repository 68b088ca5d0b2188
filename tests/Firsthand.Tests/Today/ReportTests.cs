using System.Net;
using System.Text.RegularExpressions;

namespace Firsthand.Tests.Today;

public sealed partial class ReportTests : IAsyncLifetime
{
    // Each test has a company of its own: a report tells of everything in it.
    private readonly FirsthandApp app = new();

    public ValueTask InitializeAsync() => app.InitializeAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_report_reads_sensibly_from_nothing_over_one_conversation_to_many()
    {
        Assert.Contains("No conversation was brought yet.", await TextAsync(), StringComparison.Ordinal);

        await app.Owner.BringAsync(Talks.FourAgencies[0]);
        var one = await TextAsync();
        Assert.StartsWith("# What 1 customer said", one, StringComparison.Ordinal);
        Assert.Contains("One customer is a story, not yet a pattern", one, StringComparison.Ordinal);
        Assert.Contains("## In their words", one, StringComparison.Ordinal);
        Assert.DoesNotContain("What recurs", one, StringComparison.Ordinal);

        await app.Owner.BringAsync(Talks.FourAgencies[1..]);
        var many = await TextAsync();
        Assert.StartsWith("# What 4 customers said", many, StringComparison.Ordinal);
        Assert.Contains("## What recurs", many, StringComparison.Ordinal);

        // Every quote of the page stands in a conversation, word for word, with its person and place.
        var page = await (await app.Owner.GetAsync("/api/report.html")).Content.ReadAsStringAsync();
        var said = string.Join('\n', Talks.FourAgencies.Select(talk => talk.Text));
        var quotes = Words().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).ToList();
        Assert.NotEmpty(quotes);
        Assert.All(quotes, quote => Assert.Contains(quote, said, StringComparison.Ordinal));
        Assert.Equal(Figures().Count(page), Sources().Count(page));
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(Elsewhere(), page);
        foreach (Match link in Inside().Matches(page)) Assert.Contains($"id=\"{link.Groups[1].Value}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_a_claim_stand_other_words_than_its_title_before_the_same_again()
    {
        const string Same = "The files of the client never come on time.";
        string[] same = ["Ann", "Bea", "Cem", "Dan", "Eli"];
        await app.Owner.BringAsync([.. same.Select(name => ($"{name}.vtt", Talks.Zoom(name, Same))), ("Fay.vtt", Talks.Zoom("Fay", "The client's files come too late, never on time."))]);
        var claim = (await TextAsync()).Split("### ").First(part => part.Contains("on time", StringComparison.Ordinal));
        Assert.Contains("come too late", claim.Split("\n- ")[1] + claim.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_what_one_customer_said_nothing_that_a_person_accepted_gives_way_to_a_proposal_and_what_is_left_out_is_counted()
    {
        (string Pain, string Wish)[] said =
        [
            ("I hate the parking at the hospital", "I wish the canteen served soup in winter"), ("The coffee machine is a nightmare to clean", "I want a window that opens"), ("My back hurts after every flight", "I wish somebody would water the plants"),
            ("The printer is broken again and nobody repairs it", "I want our brochures in Portuguese"), ("Our landlord is terrible, he never answers letters", "I wish trams ran after midnight"), ("I am afraid of the tax audit in March", "I want to learn the violin"),
            ("The lift gets stuck with wheelchairs in it", "I wish invoices were printed on green paper"), ("My laptop overheats in the greenhouse", "I want the choir to rehearse on Sundays"),
        ];
        await app.Owner.BringAsync([.. said.Select((words, i) => ($"talk-{i}.vtt", Talks.Zoom($"Customer {(char)('A' + i)}", words.Pain + ".", words.Wish + ".")))]);
        var before = await TextAsync();
        Assert.Matches("\nAnd \\d+ more that the engine proposes\\.\n", before);

        var talks = (await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("id").GetString()!);
        var hidden = (await Task.WhenAll(talks.Select(app.Owner.QuotesAsync))).SelectMany(quotes => quotes).First(quote => !before.Contains(quote.GetProperty("text").GetString()!, StringComparison.Ordinal));
        (await app.Owner.PostAsync($"/api/suggestions/{hidden.GetProperty("id").GetString()}/accept", null)).EnsureSuccessStatusCode();
        await app.Owner.IdleAsync();
        foreach (var path in (string[])["/api/report.md", "/api/report.html", "/report"])
        {
            var page = WebUtility.HtmlDecode(await (await app.Owner.GetAsync(path)).Content.ReadAsStringAsync());
            Assert.Contains(hidden.GetProperty("text").GetString()!, page, StringComparison.Ordinal);
            Assert.Matches("And \\d+ more that the engine proposes\\.", page);
        }
    }

    [Fact]
    public async Task Hostile_words_stay_words()
    {
        await app.Owner.BringAsync(("hostile.vtt", Talks.Zoom("<b>Eve</b>", "The <script>alert(1)</script> problem is that we are always waiting for files.", "I hate \"quotes\" & <img src=x onerror=alert(2)> waiting.")));
        var page = await (await app.Owner.GetAsync("/api/report.html")).Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
    }

    private async Task<string> TextAsync() => await (await app.Owner.GetAsync("/api/report.md")).Content.ReadAsStringAsync();

    [GeneratedRegex("<(?:blockquote|h3|p) class=\"(?:title )?words\">(.*?)</(?:blockquote|h3|p)>", RegexOptions.Singleline)]
    private static partial Regex Words();

    [GeneratedRegex("<figure")]
    private static partial Regex Figures();

    [GeneratedRegex("<figcaption><strong>[^<]+</strong>\u00a0· [^<]*\\d")]
    private static partial Regex Sources();

    [GeneratedRegex("(?:src|href)=\"(?!#)")]
    private static partial Regex Elsewhere();

    [GeneratedRegex("href=\"#([^\"]+)\"")]
    private static partial Regex Inside();
}
