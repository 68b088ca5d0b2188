using System.Globalization;
using Firsthand.Platform;
using Firsthand.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Firsthand.Conversations;

/// <summary>The fields of a file in the preview, and what a person chose in them.</summary>
internal static class ImportForm
{
    /// <summary>"FILE.format", "FILE.side.Ada Quist": a field of a file, about a speaker where one is named.</summary>
    public static string Field(Id<ImportFile> file, string what, string? speaker = null) => speaker is null ? $"{file}.{what}" : $"{file}.{what}.{speaker}";

    /// <summary>The files that the form is about.</summary>
    public static IEnumerable<Id<ImportFile>> Files(IFormCollection form) =>
        form.Keys.Where(key => key.EndsWith(".here", StringComparison.Ordinal)).Select(key => Guid.TryParse(key.AsSpan(0, key.Length - 5), out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Select(id => new Id<ImportFile>(id));

    /// <summary>What the form says about a file; null when it says nothing about it.</summary>
    public static FileChoices? Read(IFormCollection form, Id<ImportFile> file)
    {
        if (!form.ContainsKey(Field(file, "here"))) return null;
        var sides = Field(file, "side") + ".";
        return new()
        {
            Again = Text("again") is not null,
            Format = Text("format"),
            Encoding = Text("encoding"),
            DateOrder = Text("dates"),
            // No box ticked is an answer too, unless the table was not shown.
            Answers = form.ContainsKey(Field(file, "columns")) ? [.. form[Field(file, "answers")].Select(Number).OfType<int>()] : null,
            PersonColumn = Number(Text("person-column")),
            Channel = Text("kind"),
            Title = Text("title"),
            // A day left as the file told it is still the file's word.
            HeldAt = Text("held") != Text("held-told") && DateTime.TryParseExact(Text("held"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new DateTimeOffset(day, TimeSpan.Zero) : null,
            Speakers = form.Keys.Where(key => key.StartsWith(sides, StringComparison.Ordinal)).Select(key => key[sides.Length..])
                .Select(speaker => (speaker, Side: Named<Side>.TryParse(form[Field(file, "side", speaker)], null, out var side) ? side.Value : Side.Unknown))
                .Where(choice => choice.Side != Side.Unknown)
                .ToDictionary(choice => choice.speaker, choice => new SpeakerChoice(choice.Side, choice.Side == Side.Theirs ? Renamed(choice.speaker) : null)),
        };

        string? Text(string what) => form[Field(file, what)].ToString().Trim() is { Length: > 0 } text ? text : null;
        string? Renamed(string speaker) => Text($"name.{speaker}") is { } name && name != speaker ? name : null;
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
