using Firsthand.EndToEnd.Pages;
using Firsthand.Patterns;
using Firsthand.Platform;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Firsthand.EndToEnd.Journeys;

/// <summary>What recurs, decided by a person: every number opens its words, and what was decided stays decided.</summary>
[Collection("browser")]
public sealed class PatternsTests(Chromium chromium, SampleServer sample) : IClassFixture<SampleServer>
{
    private string Address => sample.Server.Address;

    [Fact]
    public async Task A_person_merges_two_patterns_undoes_it_and_a_later_grouping_keeps_what_was_decided()
    {
        await using var visit = await EnterAsync(1280);
        var list = await PatternsScreen.OpenAsync(visit.Page, Address);
        var before = await list.TotalAsync();
        var parts = new[] { await list.AddressOfAsync(0), await list.AddressOfAsync(1) };

        await list.PressAsync("j");
        await list.PressAsync("m");
        await list.PressAsync("j");
        await list.PressAsync("m");
        Assert.Contains("become one pattern", await list.AskToMergeAsync(), StringComparison.Ordinal);
        await visit.NothingIsWrongAsync();
        var whole = await list.MergeAsync();
        var (id, quotes) = (whole.Id, await whole.QuotesAsync());
        Assert.Contains("Merged 2 patterns", await whole.Flash.InnerTextAsync(), StringComparison.Ordinal);

        await whole.UndoAsync();
        Assert.True(await whole.QuotesAsync() < quotes);
        Assert.Equal(before, await (await PatternsScreen.OpenAsync(visit.Page, Address)).TotalAsync());

        await visit.Page.Keyboard.PressAsync("Control+y");
        await visit.Page.GetByText("Done again").WaitForAsync();
        await GroupAgainAsync();
        await visit.Page.GotoAsync($"{Address}/patterns/{id}");
        Assert.True(await whole.QuotesAsync() >= quotes);
        await visit.Page.Keyboard.PressAsync("Control+z");
        await visit.Page.GetByText("Undone").WaitForAsync();
        // Each is whole again, whatever the later run counted.
        foreach (var part in parts)
        {
            await visit.Page.GotoAsync(Address + part);
            Assert.InRange(await whole.QuotesAsync(), 1, quotes - 1);
        }
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Every_number_on_the_patterns_page_opens_its_words(int width)
    {
        await using var visit = await EnterAsync(width);
        var list = await PatternsScreen.OpenAsync(visit.Page, Address);
        await list.Sentence.WaitForAsync();
        await visit.NothingIsWrongAsync();

        var opened = 0;
        foreach (var address in await list.NumbersAsync())
        {
            var answer = await visit.Page.Context.APIRequest.GetAsync(address);
            Assert.True(answer.Ok, $"{address}: {answer.Status}");
            var (path, page) = (new Uri(address), await answer.TextAsync());
            // A place inside the page is there, and what is behind a count is somebody's words or somebody's name.
            if (path.Fragment.Length > 1) Assert.Contains($"id=\"{path.Fragment[1..]}\"", page, StringComparison.Ordinal);
            if (path.Query.Contains("heard=", StringComparison.Ordinal)) Assert.Matches("blockquote class=\"words|class=\"asked|href=\"/customers/", page);
            opened++;
        }
        Assert.True(opened > 20, $"Only {opened} numbers are links.");
    }

    [Theory]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    [InlineData(390, false)]
    [InlineData(390, true)]
    public async Task A_pattern_shows_who_said_it_and_opens_each_word_at_its_place(int width, bool dark)
    {
        await using var visit = await EnterAsync(width, dark);
        var list = await PatternsScreen.OpenAsync(visit.Page, Address);
        await list.PressAsync("j");
        var pattern = await list.EnterAsync();
        var title = await pattern.Title.InnerTextAsync();
        Assert.NotEqual(0, await pattern.Dots.CountAsync());
        await visit.NothingIsWrongAsync();

        foreach (var shape in new[] { "rename", "merge", "split" })
        {
            await visit.Page.GotoAsync($"{Address}/patterns/{pattern.Id}?shape={shape}");
            await visit.NothingIsWrongAsync();
        }
        await visit.Page.GotoAsync($"{Address}/patterns/{pattern.Id}?all=true");
        Assert.Contains(title, await pattern.Words.AllInnerTextsAsync());
        // As stored: a caption's line break is drawn in the transcript only.
        var words = await pattern.Words.First.TextContentAsync() ?? "";
        Assert.Contains(words, await pattern.OpenFirstPlaceAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_and_a_no_are_given_by_keys_and_taken_back()
    {
        await using var visit = await EnterAsync(1280);
        var list = await PatternsScreen.OpenAsync(visit.Page, Address);
        var before = await list.TotalAsync();
        await list.PressAsync("j");
        await list.PressAsync("j");
        await list.PressAsync("x");
        await list.Said.WaitForAsync();
        Assert.Equal(before - 1, await list.TotalAsync());
        // The place in the list is kept: the next one is in hand.
        Assert.Equal(1, await list.InHand.CountAsync());
        await list.UndoAsync();
        Assert.Equal(before, await list.TotalAsync());

        await list.PressAsync("j");
        var pattern = await list.EnterAsync();
        await pattern.RenameAsync("Waiting for files");
        Assert.Equal("Waiting for files", await pattern.Title.InnerTextAsync());
        await pattern.UndoAsync();
        Assert.NotEqual("Waiting for files", await pattern.Title.InnerTextAsync());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_name_is_typed_at_once_on_the_page_and_from_the_list_and_takes_the_place_of_the_old_one()
    {
        await using var visit = await EnterAsync(1280);
        var list = await PatternsScreen.OpenAsync(visit.Page, Address);
        await list.PressAsync("j");
        await list.PressAsync("r");
        var pattern = new PatternScreen(visit.Page);
        await pattern.TypeNameAsync("extra logins");
        Assert.Equal("extra logins", await pattern.Title.InnerTextAsync());
        await pattern.RenameAsync("mixed signals");
        Assert.Equal("mixed signals", await pattern.Title.InnerTextAsync());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Without_script_patterns_are_merged_and_split_by_check_boxes()
    {
        await using var visit = await EnterAsync(1280, script: false);
        var page = visit.Page;
        var list = await PatternsScreen.OpenAsync(page, Address);
        await list.Rows.Nth(2).GetByRole(AriaRole.Checkbox).CheckAsync();
        await list.Rows.Nth(3).GetByRole(AriaRole.Checkbox).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge them" }).ClickAsync();
        var whole = await list.MergeAsync();
        var (quotes, address) = (await whole.QuotesAsync(), page.Url);

        await page.GetByRole(AriaRole.Link, new() { Name = "Split" }).ClickAsync();
        await page.Locator("input[name=quote]").First.CheckAsync();
        await page.GetByLabel("Name, if it is its own").FillAsync("Something else");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take the ticked out" }).ClickAsync();
        Assert.Equal("Something else", await whole.Title.InnerTextAsync());
        Assert.Equal(1, await whole.QuotesAsync());

        // The pattern of the page is gone with it: the list is what is left to show.
        await whole.UndoAsync();
        Assert.Equal("/patterns", new Uri(page.Url).AbsolutePath);
        await page.GotoAsync(address);
        Assert.Equal(quotes, await whole.QuotesAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Words_in_a_conversation_say_who_else_said_so_and_are_put_where_they_belong(bool script)
    {
        await using var visit = await EnterAsync(1280, script: script);
        var page = visit.Page;
        // What waits first in a conversation is in hand when it opens.
        await page.GotoAsync($"{Address}/evidence?show=waiting");
        await page.Locator(".deck a[data-open], .deck figcaption a:not(.person)").First.ClickAsync();
        await page.ArriveAsync("**/conversations/**");
        await page.WaitForLoadStateAsync();
        var words = await page.Locator("mark[aria-current]").First.TextContentAsync() ?? "";
        if (script) await page.Keyboard.PressAsync("b");
        else await page.GetByRole(AriaRole.Link, new() { Name = "Who else" }).ClickAsync();
        await page.ArriveAsync("**/quotes/*");
        Assert.Contains(words, await page.Locator("h1").TextContentAsync() ?? "", StringComparison.Ordinal);
        if (script) await visit.NothingIsWrongAsync();

        await page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Put it there" }).ClickAsync();
        await page.ArriveAsync("**/patterns/*");
        var pattern = new PatternScreen(page);
        Assert.Contains("Put there", await pattern.Flash.InnerTextAsync(), StringComparison.Ordinal);
        await page.GotoAsync($"{Address}/patterns/{pattern.Id}?all=true");
        Assert.Contains(await pattern.Words.AllTextContentsAsync(), quote => quote.Contains(words, StringComparison.Ordinal));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task What_says_something_else_is_taken_out_into_the_pattern_that_says_it()
    {
        await using var visit = await EnterAsync(1280);
        var page = visit.Page;
        var list = await PatternsScreen.OpenAsync(page, Address);
        await page.GotoAsync(Address + await list.AddressOfAsync(4) + "?shape=split");
        var pattern = new PatternScreen(page);
        var from = pattern.Id;
        var words = await page.Locator(".ticked blockquote").First.TextContentAsync() ?? "";
        await page.Locator("input[name=quote]").First.CheckAsync();
        await page.GetByLabel("Where it goes").SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Take the ticked out" }).ClickAsync();
        await page.Locator("#flash").Filter(new() { HasText = "Put in here" }).WaitForAsync();

        Assert.NotEqual(from, pattern.Id);
        await page.GotoAsync($"{Address}/patterns/{pattern.Id}?all=true");
        Assert.Contains(words, await pattern.Words.AllTextContentsAsync());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task What_nobody_else_says_is_taken_out_to_stay_alone_and_let_go_again()
    {
        await using var visit = await EnterAsync(390);
        var page = visit.Page;
        var list = await PatternsScreen.OpenAsync(page, Address);
        await page.GotoAsync(Address + await list.AddressOfAsync(3) + "?shape=split");
        var box = page.Locator("input[name=quote]").First;
        var quote = await box.GetAttributeAsync("value");
        await box.CheckAsync();
        await page.GetByLabel("Where it goes").SelectOptionAsync("alone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take the ticked out" }).ClickAsync();
        await page.Locator("#flash").Filter(new() { HasText = "to stay alone" }).WaitForAsync();

        await page.GotoAsync($"{Address}/quotes/{quote}");
        await page.GetByText("It stays alone.").WaitForAsync();
        await visit.NothingIsWrongAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Let later runs look again" }).ClickAsync();
        await page.Locator("#flash").Filter(new() { HasText = "with others again" }).WaitForAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Nowhere: it stays alone" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Put it there" }).ClickAsync();
        await page.GetByText("It stays alone.").First.WaitForAsync();
        Assert.Empty(visit.Complaints);
    }

    private async Task<Visit> EnterAsync(int width, bool dark = false, bool script = true)
    {
        var visit = await chromium.OpenAsync(width, dark, script);
        await TodayScreen.EnterAsync(visit.Page, await sample.Server.PrintedAddressAsync());
        return visit;
    }

    private async Task GroupAgainAsync()
    {
        await using var scope = sample.Server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FirsthandDb>();
        scope.ServiceProvider.GetRequiredService<CurrentWorkspace>().Id = db.Workspaces.OrderBy(row => row.CreatedAt).First().Id;
        await scope.ServiceProvider.GetRequiredService<GroupQuotes>().RunAsync(new Progress<Progress>(), default);
    }
}
