using System.Globalization;
using Firsthand.EndToEnd.Pages;
using Microsoft.Playwright;

namespace Firsthand.EndToEnd.Journeys;

/// <summary>Customers, evidence, search and the report: looked at as a stranger would, and used.</summary>
[Collection("browser")]
public sealed class EveryPageTests(Chromium chromium, SampleServer sample) : IClassFixture<SampleServer>
{
    private string Address => sample.Server.Address;

    [Theory]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    [InlineData(390, false)]
    [InlineData(390, true)]
    [InlineData(320, false)]
    public async Task Every_page_is_open_to_everybody(int width, bool dark)
    {
        await using var visit = await EnterAsync(width, dark);
        foreach (var path in EveryPage.WithoutAName) await visit.LookAtAsync(Address + path);
        foreach (var path in await EveryPage.OfOneThingAsync(visit.Page, Address)) await visit.LookAtAsync(Address + path);
    }

    [Fact]
    public async Task What_was_said_is_found_while_it_is_typed_and_opens_at_its_place()
    {
        await using var visit = await EnterAsync(1280);
        var find = await FindScreen.OpenAsync(visit.Page, Address);
        await find.TypeAsync("logo");
        await find.Emphasised.First.WaitForAsync();
        Assert.Contains("logo", (await find.Emphasised.First.InnerTextAsync()).ToLowerInvariant(), StringComparison.Ordinal);
        // A pattern may stand before what was said.
        var first = find.Hits.First.Locator("a").First;
        var words = await first.TextContentAsync() ?? "";
        for (var tries = 0; tries < 10 && !await first.EvaluateAsync<bool>("link => link === document.activeElement"); tries++) await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.ArriveAsync("**/conversations/**");
        Assert.Contains(words, await visit.Page.Locator(".turn:target [data-text]").TextContentAsync() ?? "", StringComparison.Ordinal);

        find = await FindScreen.OpenAsync(visit.Page, Address);
        await find.TypeAsync("xyzzyqwerty");
        await find.Nothing.WaitForAsync();
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task What_is_found_is_narrowed_to_a_kind_a_segment_and_days_and_widened_again()
    {
        await using var visit = await EnterAsync(1280);
        var find = await FindScreen.OpenAsync(visit.Page, Address);
        await find.TypeAsync("client");
        await find.Hits.First.WaitForAsync();
        await find.NarrowAsync("Kind", "pain");
        await find.Hits.First.WaitForAsync();
        Assert.All(await find.Hits.EvaluateAllAsync<string[]>("hits => hits.map(hit => hit.dataset.kind)"), kind => Assert.Equal("pain", kind));
        await find.NarrowAsync("Segment", await visit.Page.Locator("#segment option").Nth(1).InnerTextAsync());
        await find.Hits.First.WaitForAsync();
        await find.NarrowAsync("said from", "2099-01-01");
        await find.Nothing.GetByRole(AriaRole.Link).ClickAsync();
        await find.Hits.First.WaitForAsync();
        Assert.Equal("", await visit.Page.Locator("#from").InputValueAsync());
        await visit.NothingIsWrongAsync();
    }

    [Fact]
    public async Task What_recurs_in_a_segment_is_counted_by_its_people_and_each_number_opens_their_words()
    {
        await using var visit = await EnterAsync(1280);
        var page = visit.Page;
        await page.GotoAsync(Address + "/patterns");
        var segment = await page.Locator("#segment option").Nth(1).InnerTextAsync();
        await page.GetByLabel("Segment").SelectOptionAsync(segment);
        await page.GetByRole(AriaRole.Heading, new() { Name = $"in the segment {segment}" }).WaitForAsync();
        var unasked = page.Locator(".pattern .prevalence a[href*='heard=unasked']").First;
        var count = int.Parse(await unasked.Locator(".num").InnerTextAsync(), CultureInfo.InvariantCulture);
        await unasked.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = $"unasked: {segment}" }).WaitForAsync();
        Assert.Equal(count, await page.Locator(".by-person > li").CountAsync());
        await visit.NothingIsWrongAsync();
    }

    [Fact]
    public async Task Evidence_stays_narrowed_among_what_is_marked_and_after_a_decision()
    {
        await using var visit = await EnterAsync(1280);
        var page = visit.Page;
        await page.GotoAsync(Address + "/evidence?show=waiting");
        var segment = await page.Locator("#segment option").Nth(1).InnerTextAsync();
        await page.GetByLabel("Segment").SelectOptionAsync(segment);
        await page.ArriveAsync(url => url.Contains("segment=" + Uri.EscapeDataString(segment).Replace("%20", "+", StringComparison.Ordinal), StringComparison.Ordinal));
        await page.GetByLabel("said from", new() { Exact = true }).FillAsync("2026-01-01");
        await page.ArriveAsync(url => url.Contains("from=2026-01-01", StringComparison.Ordinal));
        await page.Locator(".deck button[data-key=a]").First.ClickAsync(new() { Force = true });
        await page.GetByText("Accepted: it is evidence now.").WaitForAsync();
        Assert.Equal((segment, "2026-01-01"), (await page.GetByLabel("Segment").InputValueAsync(), await page.Locator("#from").InputValueAsync()));
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Which" }).GetByRole(AriaRole.Link, new() { Name = "Marked" }).ClickAsync();
        await page.Locator(".deck > li").First.WaitForAsync();
        Assert.Equal((segment, "2026-01-01"), (await page.GetByLabel("Segment").InputValueAsync(), await page.Locator("#from").InputValueAsync()));
        await page.Keyboard.PressAsync("Control+z");
        await page.GetByText("Undone").First.WaitForAsync();
        await visit.NothingIsWrongAsync();
    }

    [Fact]
    public async Task Evidence_of_one_person_is_widened_to_everybody()
    {
        await using var visit = await EnterAsync(1280);
        var page = visit.Page;
        await page.GotoAsync(Address + "/customers");
        var person = (await page.Locator(".customers a[data-open]").First.GetAttributeAsync("href"))!.Split('/')[^1];
        await page.GotoAsync($"{Address}/evidence?show=waiting&person={person}");
        var all = await page.Locator("#h-list").InnerTextAsync();
        // Not unchecked: the box goes with the answer, and nobody can see it unchecked then.
        await page.Locator("input[name=person]").ClickAsync();
        await page.ArriveAsync(url => !url.Contains("person=", StringComparison.Ordinal));
        await page.Locator("input[name=person]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.NotEqual(all, await page.Locator("#h-list").InnerTextAsync());
        await visit.NothingIsWrongAsync();
    }

    [Fact]
    public async Task A_few_letters_go_anywhere()
    {
        await using var visit = await EnterAsync(1280);
        var page = visit.Page;
        await page.Keyboard.PressAsync("Control+k");
        await page.Locator("dialog#go input[type=search]").PressSequentiallyAsync("duart");
        await page.Locator("dialog#go .hits a", new() { HasTextString = "Duarte Figueira" }).First.WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync("**/customers/*");
        Assert.Equal("Duarte Figueira", await page.Locator("h1").InnerTextAsync());
        await visit.NothingIsWrongAsync();
    }

    [Fact]
    public async Task What_waits_is_decided_one_after_another_by_keys()
    {
        await using var visit = await EnterAsync(1280);
        var page = visit.Page;
        await page.GotoAsync($"{Address}/evidence?show=waiting&kind=pain");
        var first = await page.Locator(".deck blockquote").First.InnerTextAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("a");
        await page.GetByText("Accepted: it is evidence now.").WaitForAsync();
        Assert.NotEqual(first, await page.Locator(".deck blockquote").First.InnerTextAsync());
        Assert.Equal(1, await page.Locator(".deck > li[aria-current]").CountAsync());
        await page.Keyboard.PressAsync("x");
        await page.GetByText("Rejected: the engine learns from it.").WaitForAsync();
        await page.GotoAsync($"{Address}/evidence?kind=pain");
        Assert.Contains(first, await page.Locator(".deck blockquote").AllInnerTextsAsync());
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData("/patterns", " waiting")]
    [InlineData("/report", "Open the proposed")]
    public async Task The_number_of_all_quotes_opens_quotes(string path, string link)
    {
        await using var visit = await EnterAsync(1280);
        await visit.Page.GotoAsync(Address + path);
        await visit.Page.Locator(".page-head a", new() { HasTextString = link }).ClickAsync();
        await visit.Page.Locator(".deck blockquote").First.WaitForAsync();
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task What_is_known_of_a_person_is_changed_and_taken_back()
    {
        await using var visit = await EnterAsync(1280);
        var page = visit.Page;
        await page.GotoAsync($"{Address}/customers?q=Dale");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync("**/customers/*-*");
        await page.Keyboard.PressAsync("e");
        await page.GetByLabel("Segment").FillAsync("one man and a van");
        await page.GetByLabel("Stage").SelectOptionAsync("Returned");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        Assert.Contains("one man and a van, returned", await page.GetByRole(AriaRole.Main).InnerTextAsync(), StringComparison.Ordinal);
        await page.Locator("#flash").GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page.Locator("#flash", new() { HasText = "Undone" }).WaitForAsync();
        Assert.DoesNotContain("one man and a van", await page.GetByRole(AriaRole.Main).InnerTextAsync(), StringComparison.Ordinal);
        await visit.NothingIsWrongAsync();
    }

    [Fact]
    public async Task Somebody_who_asks_is_forgotten_after_the_counts_were_said()
    {
        await using var visit = await EnterAsync(1280);
        var page = visit.Page;
        await page.GotoAsync($"{Address}/customers?q=Kasia");
        await page.Locator(".customers a").First.ClickAsync();
        await page.GetByText("Forget this person").ClickAsync();
        Assert.Contains("It cannot be undone", await page.GetByRole(AriaRole.Main).InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Forget them for good" }).ClickAsync();
        await page.ArriveAsync("**/customers");
        Assert.Contains("Forgotten", await page.Locator("#flash").InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Kasia", await page.GetByRole(AriaRole.Main).InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task What_is_to_be_read_next_is_in_hand_when_the_day_opens()
    {
        await using var visit = await EnterAsync(1280);
        var next = await visit.Page.Locator("#next a[data-open]").GetAttributeAsync("href");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.ArriveAsync("**" + next);
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task What_a_form_asked_stands_over_its_answer_and_both_have_the_width_of_the_page(int width)
    {
        await using var visit = await EnterAsync(width);
        var page = visit.Page;
        await page.GotoAsync(Address + "/conversations");
        await page.Locator(".talks a[data-open]", new() { HasTextString = "Niamh" }).First.ClickAsync();
        var places = await page.Locator(".turn:has(.asked)").First.EvaluateAsync<double[]>("""
            turn => {
                const [asked, answer, whole, notes] = ['.asked', '[data-text]', '.transcript', '.notes'].map(part => (turn.querySelector(part) ?? turn.closest(part)).getBoundingClientRect());
                return [asked.bottom, answer.top, answer.width / whole.width, notes.left, answer.right, innerWidth];
            }
            """);
        Assert.True(places[0] <= places[1], "The question stands under its answer.");
        Assert.InRange(places[2], 0.6, 1);
        if (width > 960) Assert.True(places[3] >= places[4], "The marks do not hang in the margin.");
        await visit.NothingIsWrongAsync();
    }

    [Fact]
    public async Task What_was_undone_is_in_hand_again_and_what_was_said_of_it_goes_with_the_next_key()
    {
        await using var visit = await EnterAsync(1280);
        var (page, talk) = (visit.Page, new ConversationScreen(visit.Page));
        await page.GotoAsync(Address + "/conversations");
        await page.Locator(".talks a[data-open]", new() { HasTextString = "Ingrid" }).First.ClickAsync();
        var (said, heard) = (page.Locator("#said"), page.Locator("firsthand-transcript > [aria-live]"));
        Task<string?> InHandAsync() => talk.InHand.First.GetAttributeAsync("data-quote");
        foreach (var key in new[] { "a", "x" })
        {
            await talk.PressAsync("j");
            var first = await InHandAsync();
            await talk.PressAsync(key);
            await talk.PressAsync("j");
            await talk.PressAsync("j");
            Assert.NotEqual(first, await InHandAsync());

            await talk.PressAsync("Control+z");
            await page.Locator($"mark.suggested[data-quote='{first}'][aria-current]").First.WaitForAsync();
            Assert.Contains("Undone", await said.InnerTextAsync(), StringComparison.Ordinal);
            await talk.PressAsync("a");
            Assert.Equal("", await said.InnerTextAsync());
            await page.Locator($"mark:not(.suggested)[data-quote='{first}']").First.WaitForAsync();
        }
        for (var left = await talk.SuggestionsAsync(); left > 0; left--)
        {
            Assert.Contains("suggested", await heard.TextContentAsync(), StringComparison.Ordinal);
            await talk.PressAsync("a");
        }
        Assert.Equal("", await heard.TextContentAsync());
        Assert.Contains("Nothing more is suggested here.", await said.InnerTextAsync(), StringComparison.Ordinal);
        await visit.NothingIsWrongAsync();
    }

    [Fact]
    public async Task The_sample_is_removed_after_it_was_said_what_goes_with_it()
    {
        await using var server = await FirsthandServer.WithSampleAsync();
        await using var visit = await chromium.OpenAsync(390);
        var today = await TodayScreen.EnterAsync(visit.Page, await server.PrintedAddressAsync());
        await today.Banner.GetByText("Remove it").First.ClickAsync();
        Assert.Matches("removes the \\d+ conversations of the sample for good", await today.Banner.InnerTextAsync());
        await visit.NothingIsWrongAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Remove it for good" }).ClickAsync();
        await visit.Page.GetByText("The sample company is gone.").First.WaitForAsync();
        Assert.Equal(0, await today.Banner.CountAsync());
    }

    [Fact]
    public async Task Nothing_to_undo_is_said_and_is_no_error()
    {
        await using var server = await FirsthandServer.WithSampleAsync();
        await using var visit = await chromium.OpenAsync(1280);
        await TodayScreen.EnterAsync(visit.Page, await server.PrintedAddressAsync());
        await visit.Page.Keyboard.PressAsync("Control+z");
        await visit.Page.Locator("#said").GetByText("Nothing to undo.").WaitForAsync();
        await visit.Page.Keyboard.PressAsync("Control+y");
        await visit.Page.Locator("#said").GetByText("Nothing to do again.").WaitForAsync();
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_report_stands_alone_and_every_number_in_it_opens_words_in_it()
    {
        await using var visit = await EnterAsync(1280);
        await visit.Page.GotoAsync(Address + "/report");
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Link, new() { Name = "As one page" }).ClickAsync());
        var path = System.IO.Path.Combine(Directory.CreateTempSubdirectory("firsthand-").FullName, "report.html");
        await download.SaveAsAsync(path);

        await using var alone = await chromium.OpenAsync(390, dark: true);
        await alone.Page.GotoAsync(new Uri(path).AbsoluteUri);
        Assert.NotEqual(0, await alone.Page.Locator("article").CountAsync());
        await alone.NothingIsWrongAsync();
        await alone.Page.Locator("article .dots a").Last.ClickAsync();
        Assert.True(await alone.Page.Locator("figure:target blockquote, figure:target .title").IsVisibleAsync());
        Directory.Delete(System.IO.Path.GetDirectoryName(path)!, recursive: true);
    }

    [Theory]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    [InlineData(390, false)]
    [InlineData(390, true)]
    [InlineData(320, false)]
    public async Task A_page_with_nothing_on_it_is_open_to_everybody_too(int width, bool dark)
    {
        await using var server = FirsthandServer.Empty();
        await using var visit = await chromium.OpenAsync(width, dark);
        var welcome = await WelcomeScreen.OpenAsync(visit.Page, server.Address);
        await visit.NothingIsWrongAsync();
        await welcome.BeginAsync("three plain words");
        foreach (var path in EveryPage.WithoutAName) await visit.LookAtAsync(server.Address + path);
        await visit.Page.Context.ClearCookiesAsync();
        await visit.LookAtAsync(server.Address + "/sign-in");
        await visit.LookAtAsync(server.Address + "/enter/nothing");
    }

    [Fact]
    public async Task What_just_happened_is_said_to_those_who_hear_the_page_and_once()
    {
        await using var visit = await EnterAsync(1280);
        var list = await PatternsScreen.OpenAsync(visit.Page, Address);
        await list.PressAsync("j");
        await list.PressAsync("x");
        await list.Said.WaitForAsync();
        var live = visit.Page.GetByRole(AriaRole.Status);
        Assert.Equal(1, await live.CountAsync());
        await live.GetByText("That is not a pattern").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await visit.NothingIsWrongAsync();

        await list.PressAsync("Control+z");
        await live.GetByText("Undone").WaitForAsync();
        Assert.Equal(0, await list.Said.CountAsync());
        await visit.NothingIsWrongAsync();
    }

    private async Task<Visit> EnterAsync(int width, bool dark = false)
    {
        var visit = await chromium.OpenAsync(width, dark);
        await TodayScreen.EnterAsync(visit.Page, await sample.Server.PrintedAddressAsync());
        return visit;
    }
}
