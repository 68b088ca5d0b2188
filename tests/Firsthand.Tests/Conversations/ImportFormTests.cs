using Firsthand.Conversations;
using Firsthand.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Firsthand.Tests.Conversations;

public sealed class ImportFormTests
{
    private static readonly Id<ImportFile> File = new(new("0199a000-0000-7000-8000-000000000001"));

    private static FormCollection Form(params (string Field, string Value)[] fields) =>
        new(fields.Append(("here", "1")).GroupBy(field => field.Item1).ToDictionary(same => $"{File}.{same.Key}", same => new StringValues([.. same.Select(field => field.Item2)])));

    [Fact]
    public void Sides_and_names_are_read_for_speakers_whatever_they_are_called()
    {
        var choices = ImportForm.Read(Form(("side.Dr. No.side", "theirs"), ("name.Dr. No.side", "Julius No"), ("side.", "ours"), ("side.Speaker 3", "unknown"), ("side.Ada", "theirs"), ("name.Ada", "Ada")), File)!;

        Assert.Equal(new SpeakerChoice(Side.Theirs, "Julius No"), choices.Speakers["Dr. No.side"]);
        Assert.Equal(new SpeakerChoice(Side.Ours), choices.Speakers[""]);
        Assert.Equal(new SpeakerChoice(Side.Theirs), choices.Speakers["Ada"]);
        Assert.False(choices.Speakers.ContainsKey("Speaker 3"));
    }

    [Fact]
    public void A_day_left_as_the_file_told_it_is_still_the_files_word()
    {
        Assert.Null(ImportForm.Read(Form(("held", "2026-11-03"), ("held-told", "2026-11-03")), File)!.HeldAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 4, 0, 0, 0, TimeSpan.Zero), ImportForm.Read(Form(("held", "2026-11-04"), ("held-told", "2026-11-03")), File)!.HeldAt);
    }

    [Fact]
    public void No_column_ticked_is_an_answer_where_the_table_was_shown()
    {
        Assert.Empty(ImportForm.Read(Form(("columns", "1")), File)!.Answers!);
        Assert.Equal([2, 5], ImportForm.Read(Form(("columns", "1"), ("answers", "2"), ("answers", "5")), File)!.Answers);
        Assert.Null(ImportForm.Read(Form(), File)!.Answers);
    }

    [Fact]
    public void A_form_names_its_files()
    {
        Assert.Equal([File], ImportForm.Files(Form()));
        Assert.Null(ImportForm.Read(Form(), new(new("0199a000-0000-7000-8000-000000000002"))));
    }
}
