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

    private async Task<Dictionary<string, string>> SidesAsync()
    {
        var sides = new Dictionary<string, string>();
        foreach (var talk in (await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray())
            foreach (var speaker in (await app.Owner.ReadAsync($"/api/conversations/{talk.GetProperty("id").GetString()}")).GetProperty("speakers").EnumerateArray())
                sides[speaker.GetProperty("name").GetString()!] = speaker.GetProperty("side").GetString()!;
        return sides;
    }
}
