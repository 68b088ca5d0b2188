using System.Text.Json;

namespace Firsthand.Tests.Conversations;

/// <summary>What a file says beside its words: who goes on speaking, who answered, which day it was.</summary>
public sealed class WhatFilesSayTests(FirsthandApp app) : IClassFixture<FirsthandApp>
{
    [Fact]
    public async Task A_cue_without_a_name_is_said_by_whoever_was_named_before()
    {
        await app.Owner.BringAsync(("calves.srt", Captions("Joris: How is the farm?", "Sanne de Wit: Busy. We lose a whole day", "every week to the paper orders.", "It is spring.", "Joris: Oh.", "Sanne de Wit: And stamps,", "and a vet.")));

        var talk = await TalkAsync("calves");
        Assert.Equal(["Joris", "Sanne de Wit"], talk.GetProperty("speakers").EnumerateArray().Select(speaker => speaker.GetProperty("name").GetString()).Order());
        var sanne = talk.GetProperty("speakers").EnumerateArray().Single(speaker => speaker.GetProperty("name").GetString() == "Sanne de Wit").GetProperty("id").GetString();
        Assert.Equal([1, 2, 3, 5, 6], talk.GetProperty("turns").EnumerateArray().Index().Where(turn => turn.Item.GetProperty("speaker").GetString() == sanne).Select(turn => turn.Index));
        Assert.Equal("every week to the paper orders.", talk.GetProperty("turns")[2].GetProperty("text").GetString());
    }

    private async Task<JsonElement> TalkAsync(string title) =>
        await app.Owner.ReadAsync($"/api/conversations/{(await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray().Single(talk => talk.GetProperty("title").GetString() == title).GetProperty("id").GetString()}");

    private static string Captions(params string[] cues) => string.Join("\n\n", cues.Select((cue, i) => $"{i + 1}\n00:00:{i:00},000 --> 00:00:{i + 1:00},000\n{cue}"));
}
