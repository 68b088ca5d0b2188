namespace Firsthand.Tests.Conversations;

/// <summary>Whose words a mail holds, and whose side its sender is on.</summary>
public sealed class MailTests : IAsyncLifetime
{
    private readonly FirsthandApp app = new();

    public ValueTask InitializeAsync() => app.InitializeAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private const string Outlook = "I can never find the export button, and it takes me an hour every week.\n\n________________________________\nFrom: Tom Berg <tom@berg.com>\nSent: Monday, March 11, 2024 10:00 AM\nTo: Lena Fox <lena@fox.com>\nSubject: Your export\n\nWe always lose our invoices, and I hate that the import crashes.\n\nIf you cannot read this e-mail you have to delete it.";

    [Fact]
    public async Task What_a_mail_quotes_is_not_said_by_its_sender_and_stays_in_the_kept_file()
    {
        var import = await app.Owner.BringAsync(("lena.eml", Mail("Lena Fox <lena@fox.com>", "Mara Lind <mara@acme.com>", "1", Outlook)));
        var talk = await app.Owner.ReadAsync($"/api/conversations/{await app.Owner.OnlyConversationAsync()}");
        Assert.Equal("I can never find the export button, and it takes me an hour every week.", Assert.Single(talk.GetProperty("turns").EnumerateArray()).GetProperty("text").GetString());
        var quotes = await QuotesAsync();
        Assert.Contains(quotes, quote => quote.StartsWith("I can never find", StringComparison.Ordinal));
        Assert.DoesNotContain(quotes, quote => quote.Contains("invoices", StringComparison.Ordinal) || quote.Contains("delete", StringComparison.Ordinal));
        Assert.Contains("lose our invoices", await app.Owner.GetStringAsync($"/api/sources/{talk.GetProperty("source").GetString()}/bytes", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("nobody's words", import.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_answers_between_quoted_lines_only_the_answers_are_said()
    {
        const string Body = "The export crashes every time.\n\nAm 11.03.2024 um 10:00 schrieb Mara Lind <mara@acme.com>:\n> Why do you never use the export?\n> Tell me please.\nI have no time for it.\n> And the import?\nIt is too slow for us.";
        await app.Owner.BringAsync(("lena.eml", Mail("Lena Fox <lena@fox.com>", "mara@acme.com", "1", Body)));
        var text = (await app.Owner.ReadAsync($"/api/conversations/{await app.Owner.OnlyConversationAsync()}")).GetProperty("turns")[0].GetProperty("text").GetString()!;
        // Each where it stands in the mail.
        foreach (var answer in (string[])["The export crashes every time.", "I have no time for it.", "It is too slow for us."]) Assert.Equal(Body.IndexOf(answer, StringComparison.Ordinal), text.IndexOf(answer, StringComparison.Ordinal));
        Assert.DoesNotContain("Why do you", text, StringComparison.Ordinal);
        Assert.DoesNotContain("schrieb", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_answers_many_from_one_address_is_ours_and_those_who_write_are_customers()
    {
        string[] names = ["Ann Bo", "Bea Ek", "Cem Ay", "Dan Ros", "Eva Sand", "Fay Moe"];
        await app.Owner.BringAsync(("support.mbox", string.Concat(names.Select((name, i) =>
        {
            var address = $"{name[..3]}@customer{i}.com";
            return $"From - Mon Mar 11 09:00:00 2024\n{Mail($"{name} <{address}>", "support@acme.com", $"{i}", $"The export number {i} crashes every time and I lose an hour.")}\n\nFrom - Mon Mar 11 10:00:00 2024\n{Mail("Mara Lind <support@acme.com>", $"{name} <{address}>", $"{i}a", $"We are sorry, we cannot find the cause of {i} yet.", $"{i}")}\n\n";
        }))));
        Assert.Equal(names, await PeopleAsync());
        Assert.DoesNotContain(await QuotesAsync(), quote => quote.Contains("sorry", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_address_is_one_person_however_the_name_is_written_and_is_forgotten_whole()
    {
        await app.Owner.BringAsync([
            ("one.eml", Mail("Lena Fox <lena@fox.com>", "mara@acme.com", "1", "The export crashes every time and I lose an hour.")),
            ("two.eml", Mail("\"Fox, Lena\" <Lena@fox.com>", "mara@acme.com", "2", "I have to copy every invoice by hand into the other program.")),
            ("three.eml", Mail("L. F. <lena@fox.com>", "mara@acme.com", "3", "Nobody answers the phone when the import fails again.")),
            ("talk.txt", "Mara Lind: How do you send invoices?\nFox, Lena: By post, which takes a week.\nMara Lind: Why?\nFox, Lena: Nobody told me another way.\n"),
        ]);
        var person = Assert.Single((await app.Owner.ReadAsync("/api/people?q=Lena")).GetProperty("rows").EnumerateArray());
        (await app.Owner.DeleteAsync($"/api/people/{person.GetProperty("id").GetString()}", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await app.Owner.IdleAsync();
        Assert.DoesNotContain(await PeopleAsync(), name => name.Contains("Fox", StringComparison.Ordinal) || name == "L. F.");
        Assert.DoesNotContain(await QuotesAsync(), quote => quote.Contains("by hand", StringComparison.Ordinal));
    }

    private static string Mail(string from, string to, string id, string body, string? answers = null) =>
        $"From: {from}\nTo: {to}\nSubject: Your export {id}\nDate: Tue, 12 Mar 2024 09:00:00 +0000\nMessage-ID: <{id}@mails>\n{(answers is null ? "" : $"In-Reply-To: <{answers}@mails>\nReferences: <{answers}@mails>\n")}MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{body}\n";

    private async Task<List<string>> PeopleAsync() => [.. (await app.Owner.ReadAsync("/api/people")).GetProperty("rows").EnumerateArray().Select(person => person.GetProperty("name").GetString()!).Order(StringComparer.Ordinal)];

    private async Task<List<string>> QuotesAsync() => [.. (await app.Owner.ReadAsync("/api/quotes?accepted=false")).GetProperty("rows").EnumerateArray().Select(quote => quote.GetProperty("text").GetString()!)];
}
