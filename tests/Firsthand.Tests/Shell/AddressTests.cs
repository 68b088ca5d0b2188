using System.Net;

namespace Firsthand.Tests.Shell;

/// <summary>An address that somebody kept, cut short or typed.</summary>
public sealed class AddressTests(FirsthandApp app) : IClassFixture<FirsthandApp>
{
    [Theory]
    [InlineData("/conversations/{0}")]
    [InlineData("/conversations/{0}/story")]
    [InlineData("/customers/{0}")]
    [InlineData("/patterns/{0}")]
    [InlineData("/import/{0}")]
    public async Task A_page_of_what_is_no_longer_there_says_so(string address)
    {
        var answer = await app.Owner.GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, Guid.CreateVersion7()));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is nothing here", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/conversations?page=abc&unread=perhaps")]
    [InlineData("/customers?page=")]
    [InlineData("/customers?page=99999999999")]
    [InlineData("/evidence?page=abc&person=nobody")]
    [InlineData("/patterns?page=abc&dismissed=")]
    [InlineData("/patterns/merge?pick=abc")]
    [InlineData("/find?q=files&person=nobody")]
    [InlineData("/find?q=files&from=yesterday&until=&segment=&kind=insight")]
    public async Task What_a_page_cannot_read_in_its_address_is_as_if_it_was_not_asked(string address) =>
        Assert.Equal(HttpStatusCode.OK, (await app.Owner.GetAsync(address)).StatusCode);

    [Fact]
    public async Task A_page_has_its_own_name_and_one_that_is_not_there_says_so()
    {
        Assert.Contains("<title>Patterns · Firsthand</title>", await app.Owner.GetStringAsync("/patterns"), StringComparison.Ordinal);
        Assert.Contains("<title>Not here · Firsthand</title>", await (await app.Owner.GetAsync($"/conversations/{Guid.CreateVersion7()}")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
