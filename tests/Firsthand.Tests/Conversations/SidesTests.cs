namespace Firsthand.Tests.Conversations;

/// <summary>Whose side is told by what the file says, and by who asks beside one of ours.</summary>
public sealed class SidesTests : IAsyncLifetime
{
    private readonly FirsthandApp app = new();

    public ValueTask InitializeAsync() => app.InitializeAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_helpdesk_says_who_is_a_customer_and_who_answers()
    {
        const string Intercom = """
            {"type":"conversation","id":"1","source":{"body":"The export crashes every time.","author":{"type":"user","name":"Ana Lopes"}},"conversation_parts":{"conversation_parts":[
            {"part_type":"comment","body":"Did you look at our help pages?","author":{"type":"bot","name":"Fin"}},{"part_type":"comment","body":"Which file is it?","author":{"type":"admin","name":"Jo Park"}},{"part_type":"comment","body":"The big one, always.","author":{"type":"user","name":"Ana Lopes"}}]}}
            """;
        const string Zendesk = """
            {"tickets":[{"id":7,"subject":"Refund","description":"Where is it?","requester_id":1,"comments":[{"author_id":1,"plain_body":"I cannot find my refund.","public":true},{"author_id":9,"plain_body":"It is on its way.","public":true}]}],"users":[{"id":1,"name":"Cleo Ray","role":"end-user"},{"id":9,"name":"Bo Lind","role":"agent"}]}
            """;
        await app.Owner.BringAsync([("intercom.json", Intercom), ("zendesk.json", Zendesk)]);
        Assert.Equal(new Dictionary<string, string> { ["Ana Lopes"] = "theirs", ["Fin"] = "ours", ["Jo Park"] = "ours", ["Cleo Ray"] = "theirs", ["Bo Lind"] = "ours" }, await SidesAsync());
    }

    [Fact]
    public async Task A_second_interviewer_is_ours_and_a_customer_who_asks_back_is_not()
    {
        await app.Owner.BringAsync([
            ("one.txt", "Interviewer: How does a project start?\nAnn Bo: We wait for the files, for weeks.\nJon Berg: And what do you do then?\nAnn Bo: I ask again and again.\nJon Berg: Who else is asked?\nAnn Bo: Nobody, it is only me.\nInterviewer: What would you keep?\nAnn Bo: The list.\n"),
            ("two.txt", "Interviewer: How does a project start?\nBea Ek: The client never sends the logo.\nCem Ay: Do you mean the large ones?\nInterviewer: What do you do then?\nBea Ek: We begin without it.\nCem Ay: It costs us a week each time.\nInterviewer: Who pays for it?\nCem Ay: We do.\n"),
            // A demo: ours explains, customers ask.
            ("three.txt", "Sales: This is the new export, it writes every row.\nDan Ros: Does it write our notes?\nSales: It does.\nDan Ros: How long does it take?\nSales: A minute.\nEva Sand: That is what we need.\nEva Sand: We waited for that.\n"),
        ]);
        var sides = await SidesAsync();
        Assert.Equal("ours", sides["Jon Berg"]);
        Assert.All(["Ann Bo", "Bea Ek", "Cem Ay", "Dan Ros", "Eva Sand"], name => Assert.Equal("theirs", sides[name]));
    }

    private async Task<Dictionary<string, string>> SidesAsync()
    {
        var sides = new Dictionary<string, string>();
        foreach (var talk in (await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray())
            foreach (var speaker in (await app.Owner.ReadAsync($"/api/conversations/{talk.GetProperty("id").GetString()}")).GetProperty("speakers").EnumerateArray())
                sides[speaker.GetProperty("name").GetString()!] = speaker.GetProperty("side").GetString()!;
        return sides;
    }
}
