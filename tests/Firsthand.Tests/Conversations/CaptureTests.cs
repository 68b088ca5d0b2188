using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Formats;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Firsthand.Tests.Conversations;

public sealed class CaptureTests(FirsthandApp app) : IClassFixture<FirsthandApp>
{
    [Fact]
    public async Task A_note_keeps_their_words_apart_from_ours()
    {
        var kept = await CaptureAsync("Ada Quist", "Met her at the fair, she was in a hurry.\n“By May I was back in my notebook.”\nCall her on Monday.");
        Assert.False(kept.ToPreview);
        await app.Owner.IdleAsync();

        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            var talk = await db.Conversations.SingleAsync(row => EF.Functions.Like(row.Title, "Ada Quist%"));
            var turns = await db.Turns.Where(turn => turn.ConversationId == talk.Id).OrderBy(turn => turn.Index).ToListAsync();
            Assert.Equal([TurnKind.Note, TurnKind.Speech, TurnKind.Note], turns.Select(turn => turn.Kind));
            Assert.Equal("By May I was back in my notebook.", turns[1].Text);
            var speaker = await db.Speakers.SingleAsync(row => row.ConversationId == talk.Id);
            Assert.Equal("Ada Quist", (await db.People.SingleAsync(person => person.Id == speaker.PersonId)).Name);
        });
    }

    [Fact]
    public async Task A_pasted_transcript_is_shown_before_it_is_read()
    {
        var kept = await CaptureAsync("", "Mara: What made you stop?\nTomas: Nobody told me who was waiting.\nMara: And then?\nTomas: I went back to the notebook.");

        Assert.True(kept.ToPreview);
        Assert.Equal("preview", (await app.Owner.ReadAsync($"/api/imports/{kept.Import}")).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("Called me: he says the export is slow and it hurts.", 0)]
    [InlineData("He said: \"The export is slow.\" I will look.", 1)]
    [InlineData("Problem: the export is slow.\nWish: a list of what is missing.", 0)]
    [InlineData("Omar: I wait for it every Monday.", 1)]
    public async Task A_note_about_somebody_makes_nobody_else_a_customer(string text, int words)
    {
        var who = $"Omar {Guid.CreateVersion7()}";
        var kept = await CaptureAsync(who, text);
        Assert.False(kept.ToPreview);
        await app.Owner.IdleAsync();

        await app.InWorkspaceAsync(async services =>
        {
            var db = services.GetRequiredService<FirsthandDb>();
            var source = await db.ImportFiles.Where(file => file.ImportId == kept.Import).Select(file => file.SourceFileId).SingleAsync();
            var talk = await db.Conversations.SingleAsync(row => row.SourceFileId == source);
            var speaker = await db.Speakers.SingleAsync(row => row.ConversationId == talk.Id);
            Assert.Equal(who, (await db.People.SingleAsync(person => person.Id == speaker.PersonId)).Name);
            Assert.Equal(words, await db.Turns.CountAsync(turn => turn.ConversationId == talk.Id && turn.Kind == TurnKind.Speech));
        });
    }

    [Fact]
    public async Task A_dialogue_with_whom_the_note_is_about_is_shown_before_it_is_read() =>
        Assert.True((await CaptureAsync("Omar Haddad", "Mara: What is slow?\nOmar: The export.")).ToPreview);

    [Theory]
    [InlineData("", "Something happened.", "who")]
    [InlineData("Ada Quist", "   ", "text")]
    public async Task What_is_missing_is_asked_for(string who, string text, string field) =>
        await app.InWorkspaceAsync(async services =>
            Assert.Equal(field, Assert.IsType<Outcome<Capture.Kept>.Refused>(await services.GetRequiredService<Capture>().RunAsync(who, text, default)).Field));

    [Theory]
    [InlineData("\"It broke.\"", "> It broke.")]
    [InlineData("„Es ging nicht.“", "> Es ging nicht.")]
    [InlineData("« Rien à faire »", "> Rien à faire")]
    [InlineData("“an open end", "> an open end")]
    [InlineData("She said \"no\" twice.", "She said \"no\" twice.")]
    [InlineData("He said: \"The export is slow.\" I will look.", "He said:\n> The export is slow.\nI will look.")]
    [InlineData("“It broke.” He was angry.", "> It broke.\nHe was angry.")]
    [InlineData("“It broke”.", "> It broke")]
    [InlineData("“We don’t know”, and hung up", "> We don’t know\nand hung up")]
    [InlineData("‘I don’t know’", "> I don’t know")]
    [InlineData("Called me: he says the export is slow.", "Called me: he says the export is slow.")]
    [InlineData("Omar: It is slow.", "> It is slow.")]
    [InlineData("Omar Haddad: It is slow.", "> It is slow.")]
    [InlineData("Mara: I asked him.", "Mara: I asked him.")]
    public void What_stands_between_quotation_marks_or_behind_their_name_is_their_words(string line, string kept) => Assert.Equal(kept, Capture.Note(line, "Omar Haddad"));

    private async Task<Capture.Kept> CaptureAsync(string who, string text)
    {
        Capture.Kept? kept = null;
        await app.InWorkspaceAsync(async services => kept = Assert.IsType<Outcome<Capture.Kept>.Done>(await services.GetRequiredService<Capture>().RunAsync(who, text, default)).Value);
        return kept!;
    }
}
