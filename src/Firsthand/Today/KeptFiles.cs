using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Firsthand.Conversations;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Today;

/// <summary>The bytes that were kept as they came: where they hold the words of a forgotten person, what the others said takes their place.</summary>
internal sealed class KeptFiles(FirsthandDb db, TimeProvider clock)
{
    private const int ShortestName = 3;

    public async Task<int> CountAsync(IReadOnlyList<Id<Conversation>> talks, CancellationToken ct) => (await OfAsync(talks, ct)) is var (sources, recordings) ? sources.Count + recordings.Count : 0;

    /// <param name="talks">The conversations that the person spoke in; their turns are already empty.</param>
    /// <param name="silent">Those in which nobody else spoke: nothing of them is left.</param>
    /// <param name="names">What the person was called: taken out of file names.</param>
    public async Task ForgetAsync(IReadOnlyList<Id<Conversation>> talks, IReadOnlyList<Id<Conversation>> silent, IReadOnlyList<string> names, CancellationToken ct)
    {
        var (sources, recordings) = await OfAsync(talks, ct);
        foreach (var id in sources)
        {
            var bytes = await RemainsAsync(id, silent, ct);
            var name = await db.SourceFiles.AsNoTracking().Where(row => row.Id == id).Select(row => row.Name).SingleAsync(ct);
            // The hash stays: the same file, dropped again, is known, and does not bring their words back.
            await db.SourceFiles.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(r => r.Bytes, bytes).SetProperty(r => r.Size, (long)bytes.Length).SetProperty(r => r.Name, Path.ChangeExtension(WithoutNames(name, names), ".json")), ct);
            await SayInReportAsync(id, names, ct);
        }
        // A recording is everybody's voice at once, and cannot be cut.
        await db.Conversations.IgnoreQueryFilters([RowFilters.Removed]).Where(talk => talk.RecordingId != null && recordings.Contains(talk.RecordingId.Value)).ExecuteUpdateAsync(talk => talk.SetProperty(row => row.RecordingId, (Id<SourceFile>?)null), ct);
        await db.SourceFiles.Where(row => recordings.Contains(row.Id)).ExecuteDeleteAsync(ct);
    }

    /// <summary>A title or a file's name that names the person says only "somebody" there: "2026-06-09-ada-quist" is "2026-06-09-somebody".</summary>
    public static string WithoutNames(string text, IReadOnlyList<string> names)
    {
        foreach (var name in names.OrderByDescending(name => name.Length))
        {
            var words = Regex.Matches(name, @"[\p{L}\p{N}]+").Select(match => Regex.Escape(match.Value)).ToList();
            // "A" or "P1" names nobody outside its own transcript.
            if (words.Sum(word => word.Length) < ShortestName) continue;
            text = Regex.Replace(text, $@"(?<![\p{{L}}\p{{N}}]){string.Join(@"[^\p{L}\p{N}]*", words)}(?![\p{{L}}\p{{N}}])", "somebody", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        return text;
    }

    private async Task<(List<Id<SourceFile>> Sources, List<Id<SourceFile>> Recordings)> OfAsync(IReadOnlyList<Id<Conversation>> talks, CancellationToken ct)
    {
        var rows = await db.Conversations.IgnoreQueryFilters([RowFilters.Removed]).AsNoTracking().Where(talk => talks.Contains(talk.Id)).Select(talk => new { talk.SourceFileId, talk.RecordingId }).ToListAsync(ct);
        var sources = rows.Select(row => row.SourceFileId).Distinct().ToList();
        return (sources, [.. rows.Select(row => row.RecordingId).OfType<Id<SourceFile>>().Distinct().Except(sources)]);
    }

    // JSON with lists of turns: it reads back into the same conversations, without the person.
    private async Task<byte[]> RemainsAsync(Id<SourceFile> id, IReadOnlyList<Id<Conversation>> silent, CancellationToken ct)
    {
        var talks = await db.Conversations.IgnoreQueryFilters([RowFilters.Removed]).AsNoTracking().Where(talk => talk.SourceFileId == id && !silent.Contains(talk.Id)).OrderBy(talk => talk.Position).Select(talk => new { talk.Id, talk.HeldAt }).ToListAsync(ct);
        var speakers = db.Speakers;
        var conversations = new List<object>();
        foreach (var talk in talks)
            conversations.Add(new
            {
                held_at = talk.HeldAt.ToString("O", CultureInfo.InvariantCulture),
                turns = await (from turn in db.Turns.AsNoTracking()
                               where turn.ConversationId == talk.Id && turn.Text != ""
                               join speaker in speakers on turn.SpeakerId equals speaker.Id
                               orderby turn.Index
                               select new { speaker = speaker.Name ?? "Unnamed", start = turn.Start, end = turn.End, date = turn.At, text = turn.Text }).ToListAsync(ct),
            });
        return conversations.Count == 0 ? [] : JsonSerializer.SerializeToUtf8Bytes(new { note = Note, conversations }, Json);
    }

    private async Task SayInReportAsync(Id<SourceFile> id, IReadOnlyList<string> names, CancellationToken ct)
    {
        foreach (var file in await db.ImportFiles.Where(file => file.SourceFileId == id).ToListAsync(ct))
        {
            var report = file.Report is null ? new([], [], []) : JsonSerializer.Deserialize(file.Report, ImportJson.Default.FileReport)!;
            // Whose words a line that was kept aside holds, nobody can tell: only where it stood is left.
            file.Report = JsonSerializer.Serialize(new FileReport([.. report.SetAside.Select(line => line with { Text = "" })], [.. report.NotUnderstood.Select(line => line with { Text = "" })],
                [.. report.Notes.Select(note => WithoutNames(note, names)), string.Create(CultureInfo.InvariantCulture, $"{Note} That was on {clock.GetUtcNow():d MMMM yyyy}.")]), ImportJson.Default.FileReport);
            (file.Choices, file.Problem) = (null, null);
            var name = WithoutNames(file.Name, names);
            await db.ImportFiles.Where(row => row.Id == file.Id).ExecuteUpdateAsync(row => row.SetProperty(r => r.Name, name), ct);
        }
        await db.SaveChangesAsync(ct);
    }

    private const string Note = "Somebody in this file asked to be forgotten: their words were removed, and the kept file was replaced by what the others said.";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
