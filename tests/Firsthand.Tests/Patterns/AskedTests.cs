using System.Globalization;
using System.Text;

namespace Firsthand.Tests.Patterns;

/// <summary>Speech that a machine wrote down has no question marks, and we asked all the same.</summary>
public sealed class AskedTests(FirsthandApp app) : IClassFixture<FirsthandApp>
{
    [Fact]
    public async Task What_we_asked_without_a_question_mark_is_still_a_question()
    {
        const string Asked = "and how do you get the logos and files from your clients";
        await app.Owner.BringAsync(
            ("ana.vtt", Raw("Ana Lopes", "thanks for your time today", "you are welcome", Asked, "i spend two weeks chasing the clients for their logos and files")),
            ("ben.vtt", Raw("Ben Okafor", "good to see you again", "you too", Asked, "the worst part is waiting for the clients to send us their logos and files")),
            ("caro.vtt", Raw("Caro Lindqvist", "we talked in may", "we did", Asked, "i am always chasing the clients for their files and logos")));
        var pattern = (await app.Owner.ReadAsync("/api/patterns")).GetProperty("rows")[0].GetProperty("id").GetString();
        var questions = (await app.Owner.ReadAsync($"/api/patterns/{pattern}")).GetProperty("questions").EnumerateArray().Select(question => question.GetProperty("text").GetString()).ToList();
        Assert.Equal([Asked, Asked, Asked], questions);
    }

    // The owner, whose side is known by the name, and a customer, in turns.
    private static string Raw(string customer, params string[] turns)
    {
        var text = new StringBuilder("WEBVTT\n\n");
        foreach (var (i, words) in turns.Index()) text.Append(CultureInfo.InvariantCulture, $"00:00:{10 * i:00}.000 --> 00:00:{10 * i + 9:00}.000\n{(i % 2 == 0 ? "Owner" : customer)}: {words}\n\n");
        return text.ToString();
    }
}
