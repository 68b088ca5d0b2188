using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>Recordings that were brought as files: put beside the transcript of the same name, or waiting for one.</summary>
internal sealed class Recordings(FirsthandDb db)
{
    /// <param name="Transcription">What became of sending it; null when it was not sent.</param>
    public sealed record Row(Id<ImportFile> File, Id<Import> Import, Id<SourceFile> Source, string Name, long Size, Transcription? Transcription);

    /// <summary>Those that play beside nothing, the oldest first; each once, however often it was brought.</summary>
    public async Task<IReadOnlyList<Row>> WaitingAsync(CancellationToken ct)
    {
        var (talks, imports, sources, sent) = (db.Conversations, db.Imports, db.SourceFiles, db.Transcriptions);
        var rows = await (from file in db.ImportFiles.AsNoTracking()
                          join source in sources on file.SourceFileId equals source.Id
                          join one in sent on file.Id equals one.ImportFileId into tried
                          from one in tried.DefaultIfEmpty()
                          where file.State == ImportFileState.Recording && imports.Any(import => import.Id == file.ImportId && import.State != ImportState.Undone)
                          orderby file.Id
                          select new { Row = new Row(file.Id, file.ImportId, file.SourceFileId, file.Name, source.Size, one), Plays = talks.Any(talk => talk.RecordingId == file.SourceFileId) }).ToListAsync(ct);
        // Sound and film of one call are one recording: the words of one are those of the other.
        return [.. rows.GroupBy(one => RecordingNames.Of(one.Row.Name) is { } stem ? (one.Row.Import.ToString(), stem) : (one.Row.File.ToString(), "")).Where(same => !same.Any(one => one.Plays)).Select(same => same.First().Row).DistinctBy(row => row.Source)];
    }

    /// <summary>Puts each waiting recording beside the one conversation that is called as it is.</summary>
    /// <returns>How many found theirs.</returns>
    public async Task<int> MatchAsync(CancellationToken ct)
    {
        var waiting = await WaitingAsync(ct);
        if (waiting.Count == 0) return 0;
        var byName = (await TalksAsync(ct)).ToLookup(talk => talk.Stem, talk => talk.Id);
        var matched = 0;
        foreach (var recording in waiting)
        {
            // Two of one name: a person has to say which.
            if (RecordingNames.Of(recording.Name) is not { } stem || byName[stem].Take(2).ToList() is not [var talk]) continue;
            matched += await db.Conversations.Where(row => row.Id == talk && row.RecordingId == null).ExecuteUpdateAsync(row => row.SetProperty(r => r.RecordingId, recording.Source), ct);
        }
        return matched;
    }

    /// <summary>Names of conversations that could have a recording, for the preview.</summary>
    public async Task<HashSet<string>> NamesWithoutAsync(CancellationToken ct) => [.. (await TalksAsync(ct)).Select(talk => talk.Stem)];

    private async Task<List<(string Stem, Id<Conversation> Id)>> TalksAsync(CancellationToken ct)
    {
        // A file of one conversation gives it its name; of many, each has its own.
        var rows = await (from talk in db.Conversations.AsNoTracking()
                          join file in db.ImportFiles.AsNoTracking() on talk.SourceFileId equals file.SourceFileId
                          where talk.RecordingId == null && file.State == ImportFileState.Read
                          select new { talk.Id, talk.Title, file.Name, file.Conversations }).ToListAsync(ct);
        return [.. rows.DistinctBy(row => row.Id).Select(row => (Stem: RecordingNames.Of(row.Conversations == 1 ? row.Name : row.Title), row.Id)).Where(row => row.Stem is not null).Select(row => (row.Stem!, row.Id))];
    }
}
