using System.Text.Json;
using Firsthand.Formats;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>What a batch would become, before a person says yes: format, encoding, who is who, the first words, and what could not be read.</summary>
internal sealed class PreviewImport(FirsthandDb db, KnownColumns columns, Recordings recordings, SetTranscription transcription)
{
    private const int FirstTurns = 6;
    private const int MostSpeakers = 40;
    private const int MostHeld = 20;

    /// <param name="Again">The same bytes are here.</param>
    /// <param name="Repeats">What a person reads when the same words are here in another file; null when they are new.</param>
    public sealed record FileView(Id<ImportFile> Id, string Name, long Size, ImportFileState State, string? Format, string? Encoding, int Conversations, int Turns,
        IReadOnlyList<SpeakerView> Speakers, IReadOnlyList<TurnView> First, TableShape? Table, FileReport Report, string? Problem, FileChoices Choices, bool Again,
        DateTimeOffset? HeldAt, IReadOnlyList<HeldView> Held, string? Repeats)
    {
        /// <summary>The file with the same header whose columns a person chose before; null when this header is new or was chosen for here.</summary>
        public string? ColumnsFrom { get; init; }

        /// <summary>Of sound or film: what becomes of it, in a sentence. Null for other files.</summary>
        public string? Recording { get; init; }

        /// <summary>It has no words yet: a transcription server would help.</summary>
        public bool WaitsForWords { get; init; }

        /// <summary>Sending it was refused, and can be tried again.</summary>
        public bool CanBeSentAgain { get; init; }
    }

    /// <summary>A conversation that was read from a file.</summary>
    public sealed record HeldView(Id<Conversation> Id, string Title, int Turns, bool Heard);

    /// <param name="Words">How many words this speaker said, for telling who is who.</param>
    public sealed record SpeakerView(string Name, Side Side, string? Because, int Turns, int Words, string Sample);

    public sealed record TurnView(string? Speaker, string Text, double? Start);

    public sealed record View(Id<Import> Id, ImportState State, DateTimeOffset At, IReadOnlyList<FileView> Files);

    public async Task<Outcome<View>> RunAsync(Id<Import> id, CancellationToken ct)
    {
        if (await db.Imports.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } import) return new Outcome<View>.Missing("import");
        // While a batch is being read its page is asked for again and again: nothing is read for that.
        var preview = import.State == ImportState.Preview;
        var held = db.Conversations;
        var rows = await (from file in db.ImportFiles.AsNoTracking()
                          join source in db.SourceFiles on file.SourceFileId equals source.Id
                          where file.ImportId == id
                          orderby file.Position
                          select new { File = file, source.Id, source.Size, Source = new KeptSource(source.Id, source.Sha256, source.Size, source.ReceivedAt), Again = held.Any(row => row.SourceFileId == source.Id) }).ToListAsync(ct);
        var isRecording = new HashSet<Id<ImportFile>>(rows.Where(row => row.File.State == ImportFileState.Recording).Select(row => row.File.Id));
        if (preview) foreach (var row in rows) if (await row.Source.RecordingTypeAsync(db, ct) is not null) isRecording.Add(row.File.Id);
        var readings = new List<Reading<FileReading>>();
        var columnsFrom = new List<string?>();
        foreach (var row in rows)
        {
            // One file's bytes at a time.
            var (reading, from) = preview && row.File.State == ImportFileState.Waiting && !isRecording.Contains(row.File.Id) ? await columns.ReadAsync(await row.Source.BytesAsync(db, ct), row.File.Name, Choices(row.File), ct) : default;
            if (preview && row.Source.IsLarge) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
            readings.Add(reading);
            columnsFrom.Add(from);
        }
        var (repeats, heard) = await AgainstKnownAsync(preview, [.. rows.Zip(readings, (row, reading) => (Path.GetFileNameWithoutExtension(row.File.Name), row.Again ? null : reading.Value))], ct);
        var sources = rows.Select(row => row.Id).ToList();
        var talks = (preview ? [] : await held.AsNoTracking().Where(talk => sources.Contains(talk.SourceFileId)).OrderBy(talk => talk.Position)
            .Select(talk => new { talk.SourceFileId, Held = new HeldView(talk.Id, talk.Title, talk.TurnCount, talk.HeardAt != null) }).ToListAsync(ct)).ToLookup(talk => talk.SourceFileId, talk => talk.Held);
        var same = preview ? [] : rows.ToDictionary(row => row.File.Id, row => ReportOf(row.File).Same);
        var others = same.Values.SelectMany(ids => ids).Distinct().ToList();
        var before = others.Count == 0 ? [] : await held.AsNoTracking().Where(talk => others.Contains(talk.Id)).ToDictionaryAsync(talk => talk.Id, talk => new HeldView(talk.Id, talk.Title, talk.TurnCount, talk.HeardAt != null), ct);
        var recorded = isRecording.Count == 0 ? [] : await RecordingsAsync(preview, [.. rows.Where(row => isRecording.Contains(row.File.Id)).Select(row => row.File)], [.. rows.Where(row => !isRecording.Contains(row.File.Id)).Select(row => row.File.Name)], ct);
        return new View(import.Id, import.State, import.At, [.. rows.Select((row, i) => recorded.TryGetValue(row.File.Id, out var recording)
            ? Report(row.File, row.Size, recording.Beside is { } talk ? [talk] : [], row.Again) with { Recording = recording.Says, WaitsForWords = recording.Again || recording.Waits, CanBeSentAgain = recording.Again }
            : preview ? Show(row.File, row.Size, readings[i], heard!, row.Again, repeats[i]) with { ColumnsFrom = columnsFrom[i] } : Report(row.File, row.Size, [.. talks[row.Id].Concat(same[row.File.Id].Select(talk => before.GetValueOrDefault(talk)).OfType<HeldView>()).Take(MostHeld)], row.Again))]);
    }

    private sealed record Recorded(string Says, HeldView? Beside = null, bool Again = false, bool Waits = false);

    /// <summary>What becomes, or became, of each recording.</summary>
    private async Task<Dictionary<Id<ImportFile>, Recorded>> RecordingsAsync(bool preview, List<ImportFile> files, List<string> others, CancellationToken ct)
    {
        var server = await transcription.ReadAsync(ct);
        var becomes = server is null ? $"It is kept. {Transcribe.NoEndpoint}"
            : $"It is sent to {server.Host}{(server.IsHere ? ", on this machine," : "")} to be written down{(server.PricePerMinute > 0 ? $", at {SetTranscription.Money((long)(server.PricePerMinute * Transcription.Million), server.Currency)} a minute" : "")}.";
        var waits = new Recorded(becomes, Waits: true);
        if (preview)
        {
            var inBatch = others.Select(name => (Stem: RecordingNames.Of(name), Name: name)).Where(other => other.Stem is not null).GroupBy(other => other.Stem!).ToDictionary(same => same.Key, same => same.First().Name);
            var here = await recordings.NamesWithoutAsync(ct);
            return files.ToDictionary(file => file.Id, file => RecordingNames.Of(file.Name) is not { } stem ? waits
                : inBatch.TryGetValue(stem, out var transcript) ? new($"It will play beside {Path.GetFileName(transcript)}.")
                : here.Contains(stem) ? new("It will play beside the conversation of that name, which is here already.") : waits);
        }
        var sources = files.ConvertAll(file => (Id<SourceFile>?)file.SourceFileId);
        var ids = files.ConvertAll(file => file.Id);
        var beside = (await db.Conversations.AsNoTracking().Where(talk => sources.Contains(talk.RecordingId)).Select(talk => new { talk.RecordingId, Held = new HeldView(talk.Id, talk.Title, talk.TurnCount, talk.HeardAt != null) }).ToListAsync(ct)).ToLookup(row => row.RecordingId, row => row.Held);
        var sent = await db.Transcriptions.AsNoTracking().Where(row => ids.Contains(row.ImportFileId)).ToDictionaryAsync(row => row.ImportFileId, ct);
        var waiting = (await recordings.WaitingAsync(ct)).Select(row => row.File).ToHashSet();
        return files.ToDictionary(file => file.Id, file => (beside[file.SourceFileId].FirstOrDefault(), sent.GetValueOrDefault(file.Id)) switch
        {
            ({ } talk, null) => new Recorded("It plays beside the words.", talk),
            ({ } talk, { } done) => new($"It was written down by {done.Host}{Length(done)}, and plays beside the words.", talk),
            (null, { State: TranscriptionState.Refused } refused) => new($"{refused.Problem} The recording is kept.", Again: true),
            (null, { State: TranscriptionState.Done } done) => new($"It was written down by {done.Host}{Length(done)}."),
            (null, { } running) => new($"{running.Host} is writing it down."),
            _ => waiting.Contains(file.Id) ? waits : new("It is kept, beside another recording of the same call."),
        });

        static string Length(Transcription done) => done.Seconds is { } seconds ? $" ({Shell.Say.Length(TimeSpan.FromSeconds(seconds))}{(done.Cost is > 0 and var cost ? $", {SetTranscription.Money(cost, done.Currency)}" : "")})" : "";
    }

    // Against what is here, and against the files before it in the batch: which words repeat others, and which names come back.
    private async Task<(List<string?> Repeats, NamesHeard? Heard)> AgainstKnownAsync(bool preview, IReadOnlyList<(string Name, FileReading? Read)> files, CancellationToken ct)
    {
        if (!preview) return ([.. files.Select(_ => (string?)null)], null);
        var known = await KnownPrints.OfAsync(db, ct);
        var heard = await NamesHeard.OfAsync(db, ct);
        return ([.. files.Select(file =>
        {
            var talks = file.Read?.Conversations.Where(talk => talk.Turns.Count > 0).Select(talk => (Transcript: talk, Print: Prints.Of(talk))).ToList() ?? [];
            var repeats = known.Repeats([.. talks.Select(talk => talk.Print)]);
            for (var i = 0; i < talks.Count; i++)
            {
                if (repeats?.Which[i] == true) continue;
                known.Add(null, talks[i].Transcript.Title ?? file.Name, talks[i].Print);
                heard.Add(talks[i].Transcript);
            }
            return repeats?.Note;
        })], heard);
    }

    private static FileView Show(ImportFile file, long size, Reading<FileReading> reading, NamesHeard heard, bool again, string? repeats)
    {
        var choices = Choices(file);
        if (reading.Value is not { } read)
            return new(file.Id, file.Name, size, file.State, null, null, 0, 0, [], [], null, new([], [], []), $"{file.Name}: {reading.Error} The file itself is kept.", choices, again, choices.HeldAt, [], null);

        // A survey has one nameless respondent a row: who is who is a question for the first conversations only.
        var speakers = Speakers(read.Conversations.Take(MostSpeakers), transcript => WhoIsWho.Guess(transcript, heard), choices);
        return new(file.Id, file.Name, size, file.State, read.Format, read.Encoding, read.Conversations.Count, read.Conversations.Sum(transcript => transcript.Turns.Count), speakers,
            [.. read.Conversations.SelectMany(transcript => transcript.Turns).Take(FirstTurns).Select(turn => new TurnView(turn.Speaker, turn.Said, turn.Start?.Seconds))],
            read.Table, new(read.SetAside, read.NotUnderstood, read.Notes), null, choices, again, choices.HeldAt ?? read.Conversations.Select(RunImport.HeldAt).FirstOrDefault(at => at is not null) ?? RunImport.DayNamed(read, file.Name), [], repeats);
    }

    private const int LongestSample = 160;

    private static List<SpeakerView> Speakers(IEnumerable<Transcript> transcripts, Func<Transcript, IReadOnlyDictionary<string, SideGuess>> guess, FileChoices choices)
    {
        var views = new Dictionary<string, SpeakerView>();
        foreach (var transcript in transcripts)
        {
            foreach (var (name, guessed) in guess(transcript))
                views.TryAdd(name, choices.Speakers.GetValueOrDefault(name) is { } choice ? new(name, choice.Side, null, 0, 0, "") : new(name, guessed.Side, guessed.Because, 0, 0, ""));
            foreach (var turn in transcript.Turns)
            {
                var (said, words) = (views[turn.Speaker ?? ""], turn.Said);
                views[said.Name] = said with
                {
                    Turns = said.Turns + 1, Words = said.Words + words.AsSpan().Count(' ') + 1,
                    Sample = Math.Min(words.Length, LongestSample) > Math.Min(said.Sample.Length, LongestSample) ? words : said.Sample,
                };
            }
        }
        return [.. views.Values.Take(MostSpeakers)];
    }

    private static FileView Report(ImportFile file, long size, IReadOnlyList<HeldView> held, bool again)
    {
        var report = ReportOf(file);
        return new(file.Id, file.Name, size, file.State, file.Format, file.Encoding, file.Conversations, file.Turns, [], [], null, report, file.Problem, Choices(file), again, null, held, null);
    }

    private static FileReport ReportOf(ImportFile file) => file.Report is null ? new([], [], []) : JsonSerializer.Deserialize(file.Report, ImportJson.Default.FileReport)!;

    private static FileChoices Choices(ImportFile file) => file.Choices is null ? new() : JsonSerializer.Deserialize(file.Choices, ImportJson.Default.FileChoices)!;
}
