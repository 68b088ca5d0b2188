using System.Text.Json;
using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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

    [Fact]
    public async Task Who_answers_a_survey_by_name_and_address_is_whom_we_talked_with()
    {
        await app.Owner.BringAsync(("lena.vtt", Talks.Zoom("Lena Fischer", "We wait for the export every single week.")));
        await app.Owner.BringAsync(("survey.csv", "Name,Email,Score,What would you change?\nLena Fischer,lena@cafefischer.de,3,I would like the export to be faster and by week\nOmar Haddad,omar@haddad.example,5,The invoice is always late and nobody tells us"));
        await app.Owner.BringAsync(("second.csv", "Name,Email,What would you change?\nL. Fischer,lena@cafefischer.de,The export is still slow on every Monday morning\nOmar Haddad,another@omar.example,I never heard of an export in this product"));

        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            var lena = await db.People.SingleAsync(person => person.Email == "lena@cafefischer.de");
            Assert.Equal("Lena Fischer", lena.Name);
            Assert.Equal(3, await db.Speakers.CountAsync(speaker => speaker.PersonId == lena.Id));
            Assert.Equal(["another@omar.example", "omar@haddad.example"], await db.People.Where(person => person.Name == "Omar Haddad").OrderBy(person => person.Email).Select(person => person.Email).ToListAsync());
            Assert.False(await db.People.AnyAsync(person => EF.Functions.Like(person.Name, "%@%")));
        });
    }

    [Fact]
    public async Task The_day_in_a_name_or_a_heading_is_the_day_and_the_day_of_import_is_not()
    {
        await app.Owner.BringAsync(
            ("Zoom Nele Brandt 2026-11-03.vtt", Talks.Zoom("Nele Brandt", "We lose the orders that come by telephone.")),
            ("heading.txt", "Interview with Kofi Mensah, 10 November 2026\n\nMara: What happened?\nKofi Mensah: The labels fell off the crates in the cold.\nMara: And then?\nKofi Mensah: We wrote on the crates by hand."),
            ("undated.vtt", Talks.Zoom("Ines Duarte", "Our driver cannot read the list in the sun.")));

        var rows = (await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("title").GetString()!, row => $"{row.GetProperty("heldAt").GetDateTimeOffset():yyyy-MM-dd} {row.GetProperty("heldAtBasis").GetString()}");
        Assert.Equal("2026-11-03 file", rows["Zoom Nele Brandt 2026-11-03"]);
        Assert.Equal("2026-11-10 file", rows["heading"]);
        Assert.EndsWith("received", rows["undated"], StringComparison.Ordinal);

        (await app.Owner.MarkAsync((await TalkAsync("undated")).GetProperty("id").GetString()!, 1, 0, "Our driver".Length, "pain")).EnsureSuccessStatusCode();
        var quote = (await app.Owner.ReadAsync("/api/quotes")).GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("text").GetString() == "Our driver");
        Assert.Equal(JsonValueKind.Null, quote.GetProperty("heldAt").ValueKind);
    }

    private async Task<JsonElement> TalkAsync(string title) =>
        await app.Owner.ReadAsync($"/api/conversations/{(await app.Owner.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray().Single(talk => talk.GetProperty("title").GetString() == title).GetProperty("id").GetString()}");

    private static string Captions(params string[] cues) => string.Join("\n\n", cues.Select((cue, i) => $"{i + 1}\n00:00:{i:00},000 --> 00:00:{i + 1:00},000\n{cue}"));
}
