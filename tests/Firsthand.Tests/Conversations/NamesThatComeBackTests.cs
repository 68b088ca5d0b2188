using System.Net.Http.Json;
using System.Text;

namespace Firsthand.Tests.Conversations;

public sealed class NamesThatComeBackTests : IAsyncLifetime
{
    // A company of its own for each test: who comes back depends on every conversation in it.
    private readonly FirsthandApp app = new();

    public ValueTask InitializeAsync() => app.InitializeAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Who_comes_back_and_meets_many_is_ours_in_the_files_that_were_read_before_too()
    {
        // One question each: by asking alone nobody could be told.
        await app.Owner.BringAsync(("ann.vtt", Talks.Zoom("Ann Bo", "We copy every invoice into the other program by hand.")));
        await app.Owner.BringAsync(("bea.vtt", Talks.Zoom("Bea Ek", "The files never come on time.")));
        Assert.Contains("Mara", await NamesAsync());
        await app.Owner.BringAsync(("cem.vtt", Talks.Zoom("Cem Ay", "I have to ask three times before they answer.")));

        Assert.Equal(["Ann Bo", "Bea Ek", "Cem Ay"], await NamesAsync());
        foreach (var talk in (await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray())
        {
            var sides = (await app.Owner.ReadAsync($"/api/conversations/{talk.GetProperty("id").GetString()}")).GetProperty("speakers").EnumerateArray().ToDictionary(speaker => speaker.GetProperty("name").GetString()!, speaker => speaker.GetProperty("side").GetString());
            Assert.Equal("ours", sides["Mara"]);
            Assert.All(sides.Where(pair => pair.Key != "Mara"), pair => Assert.Equal("theirs", pair.Value));
        }
        Assert.DoesNotContain(await QuotesAsync(), quote => quote.StartsWith("How does a project", StringComparison.Ordinal));
        Assert.Contains(await QuotesAsync(), quote => quote.StartsWith("The files never", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_customer_whom_we_meet_again_and_again_stays_a_customer()
    {
        string[] first = ["The files never come on time.", "We wait for them.", "I ask three times."], second = ["We copy every invoice by hand.", "It is two hours a week.", "Nobody else knows how."], third = ["The report comes after the meeting.", "We print it anyway.", "Half of it is wrong."];
        await app.Owner.BringAsync([("one.vtt", Talks.Zoom("Ann Bo", first)), ("two.vtt", Talks.Zoom("Ann Bo", second)), ("three.vtt", Talks.Zoom("Ann Bo", third))]);
        Assert.Equal(["Ann Bo"], await NamesAsync());
        Assert.NotEmpty(await QuotesAsync());
    }

    [Theory]
    [InlineData("Mara", "Mara", "Mara")]
    [InlineData("Interviewer", "Interviewer", "Interviewer")]
    [InlineData("Owner", "Owner", "Interviewer")]
    public async Task A_customer_who_meets_nobody_else_than_us_stays_a_customer(string first, string second, string third)
    {
        string[] ours = [first, second, third], said = ["The files never come on time, so we wait.", "We copy every invoice by hand into the other program.", "The report comes after the meeting is over."];
        // One question each, so that asking tells nothing; and once a colleague of hers says a word.
        await app.Owner.BringAsync([.. ours.Zip(said, (our, words) => ($"{words.Length}.txt", $"{our}: How does it go?\nAnn Bo: {words}\n{our}: And then?\nAnn Bo: Then we begin again on Monday.\n")), ("four.txt", $"{first}: How does it go?\nAnn Bo: I have to ask three times before they answer.\nTom Ek: That is so.\n")]);
        Assert.Contains("Ann Bo", await NamesAsync());
        Assert.Contains(await QuotesAsync(), quote => quote.StartsWith("We copy every invoice", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_person_said_about_a_name_holds_in_files_that_were_read_before_and_those_who_were_described_stay()
    {
        await app.Owner.BringAsync([("ann.vtt", Talks.Zoom("Ann Bo", "We copy every invoice by hand.")), ("bea.vtt", Talks.Zoom("Bea Ek", "The files never come on time."))]);
        var mara = (await app.Owner.ReadAsync("/api/people")).GetProperty("rows").EnumerateArray().Single(person => person.GetProperty("name").GetString() == "Mara").GetProperty("id").GetString();
        (await app.Owner.PutAsJsonAsync($"/api/people/{mara}", new { name = "Mara", segment = "agency" })).EnsureSuccessStatusCode();
        var talk = (await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray().First().GetProperty("id").GetString();
        var speaker = (await app.Owner.ReadAsync($"/api/conversations/{talk}")).GetProperty("speakers").EnumerateArray().Single(row => row.GetProperty("name").GetString() == "Mara").GetProperty("id").GetString();
        (await app.Owner.PutAsJsonAsync($"/api/speakers/{speaker}", new { side = "ours" })).EnsureSuccessStatusCode();

        await app.Owner.BringAsync(("cem.vtt", Talks.Zoom("Cem Ay", "I have to ask three times before they answer.")));

        Assert.DoesNotContain(await QuotesAsync(), quote => quote.StartsWith("How does a project", StringComparison.Ordinal));
        Assert.Contains("Mara", await NamesAsync());
        foreach (var _ in Enumerable.Range(0, 2)) await app.Owner.UndoAsync();
    }

    [Fact]
    public async Task A_second_copy_of_a_talk_makes_nobody_come_back()
    {
        var said = Enumerable.Range(1, 60).Select(i => $"In week {i} we wrote {i * 7} invoices into the other program by hand, and {i * 3} of them came back because of the number of the order.").ToArray();
        var talk = Talks.Zoom("Ann Bo", said);
        await app.Owner.BringAsync([("ann.vtt", talk), ("ann-copy.vtt", talk.Replace("WEBVTT", "WEBVTT - exported", StringComparison.Ordinal)), ("ann-other.vtt", talk.Replace("WEBVTT", "WEBVTT - again", StringComparison.Ordinal)), ("bea.vtt", Talks.Zoom("Bea Ek", "The files never come on time.", "We wait.", "I ask them."))]);
        Assert.Equal(["Ann Bo", "Bea Ek"], await NamesAsync());
        Assert.Contains(await QuotesAsync(), quote => quote.Contains("by hand", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_preview_knows_names_from_the_conversations_that_are_here()
    {
        await app.Owner.BringAsync([("ann.vtt", Talks.Zoom("Ann Bo", "We copy every invoice by hand.")), ("bea.vtt", Talks.Zoom("Bea Ek", "The files never come on time.")), ("cem.vtt", Talks.Zoom("Cem Ay", "I have to ask three times."))]);
        var id = await app.Owner.ReceiveAsync(("dan.vtt", Encoding.UTF8.GetBytes(Talks.Zoom("Dan Ros", "Nobody knows who has the latest version."))));
        var speakers = (await app.Owner.ReadAsync($"/api/imports/{id}")).GetProperty("files")[0].GetProperty("speakers").EnumerateArray().ToDictionary(speaker => speaker.GetProperty("name").GetString()!);
        Assert.Equal("ours", speakers["Mara"].GetProperty("side").GetString());
        Assert.Equal("spoke in 4 of 4 files", speakers["Mara"].GetProperty("because").GetString());
        Assert.Equal("theirs", speakers["Dan Ros"].GetProperty("side").GetString());
    }

    private async Task<List<string>> NamesAsync() => [.. (await app.Owner.ReadAsync("/api/people")).GetProperty("rows").EnumerateArray().Select(person => person.GetProperty("name").GetString()!).Order(StringComparer.Ordinal)];

    private async Task<List<string>> QuotesAsync() => [.. (await app.Owner.ReadAsync("/api/quotes?accepted=false")).GetProperty("rows").EnumerateArray().Select(quote => quote.GetProperty("text").GetString()!)];
}
