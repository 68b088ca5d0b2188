using System.Text.Json;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>Keeps what a person decided about a file in the preview, and remembers who is who for the next one.</summary>
internal sealed class ChooseForFile(FirsthandDb db, TimeProvider clock)
{
    public async Task<Outcome<Id<ImportFile>>> RunAsync(Id<ImportFile> id, FileChoices choices, CancellationToken ct)
    {
        if (await db.ImportFiles.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } file) return new Outcome<Id<ImportFile>>.Missing("file");
        if (file.State != ImportFileState.Waiting) return new Outcome<Id<ImportFile>>.Refused("file", "This file was read already.");
        if (choices.Format is { } format && !Formats.TranscriptFile.Formats.Contains(format)) return new Outcome<Id<ImportFile>>.Refused("format", $"There is no format called “{format}”.");
        if (choices.Answers is not null) choices = choices with { Header = await HeaderAsync(file, choices, ct) };
        file.Choices = JsonSerializer.Serialize(choices, ImportJson.Default.FileChoices);
        foreach (var (name, choice) in choices.Speakers.Where(pair => !WhoIsWho.IsNameless(pair.Key) && pair.Value.Side != Side.Unknown))
        {
            var folded = WhoIsWho.Fold(name);
            var known = await db.KnownSpeakers.SingleOrDefaultAsync(row => row.Name == folded, ct);
            if (known is null) db.KnownSpeakers.Add(new() { Id = Id<KnownSpeaker>.New(clock), Name = folded, Side = choice.Side });
            else known.Side = choice.Side;
        }
        await db.SaveChangesAsync(ct);
        return id;
    }

    private async Task<string?> HeaderAsync(ImportFile file, FileChoices choices, CancellationToken ct)
    {
        var bytes = await (await KeptSource.OfAsync(db, file.SourceFileId, ct)).BytesAsync(db, ct);
        return Formats.TranscriptFile.Read(bytes, file.Name, RunImport.Options(choices), ct).Value?.Table is { } table ? KnownColumns.KeyOf(table) : null;
    }
}
