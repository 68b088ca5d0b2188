using System.Text.RegularExpressions;
using Firsthand.Engine.Text;
using Firsthand.Evidence;
using Firsthand.Shell.Components;

namespace Firsthand.Tests.Shell;

public sealed class HitTextTests
{
    [Theory]
    [InlineData("We lose the client’s logos <every> time & again.", "logo client")]
    [InlineData("Das Logo, das  Logo\nund noch eins: 🙂logo", "logo")]
    [InlineData("nothing of it", "logo")]
    public async Task Emphasis_wraps_words_and_changes_none(string text, string query)
    {
        var terms = new SearchWords(query).Spans(text);
        var html = await Rendered.HtmlAsync<HitText>(("Text", text), ("Terms", terms));

        Assert.Equal(text, Rendered.TextOf(html));
        Assert.Equal(terms.Count, html.Split("<mark").Length - 1);
    }

    [Fact]
    public void A_word_is_found_in_all_its_forms_and_the_last_when_it_is_only_begun() =>
        Assert.Equal(["chasing", "chased", "clients"], new SearchWords("chase cli").Spans("We were chasing, we chased those clients.").Select(span => span.In("We were chasing, we chased those clients.").ToString()));

    [Fact]
    public async Task What_we_said_ourselves_is_not_set_as_a_customers_words() =>
        Assert.DoesNotMatch(new Regex("class=\"words"), await Rendered.HtmlAsync<HitText>(("Text", "We can do that."), ("Ours", true), ("Terms", Array.Empty<TextSpan>())));
}
