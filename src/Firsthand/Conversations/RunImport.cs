using System.Globalization;
using System.Text.Json;
using Firsthand.Customers;
using Firsthand.Formats;
using Firsthand.Platform;
using Firsthand.Platform.Jobs;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>
/// Reads the waiting files of a batch and stores their conversations. Each file is one transaction with its state, so a crash
/// leaves it either waiting or read, and running again goes on where it stopped.
/// </summary>
internal sealed class RunImport(FirsthandDb db, KnownColumns columns, Recordings recordings, TimeProvider clock)
{
    public async Task<Outcome<Id<Import>>> RunAsync(Id<Import> id, IProgress<Progress> progress, CancellationToken ct)
    {
        if (await db.Imports.FirstOrDefaultAsync(row => row.Id == id, ct) is not { } import) return new Outcome<Id<Import>>.Missing("import");
        if (import.State is ImportState.Done or ImportState.Undone) return id;
        import.State = ImportState.Running;
        await db.SaveChangesAsync(ct);

        var files = await db.ImportFiles.AsNoTracking().Where(file => file.ImportId == id).OrderBy(file => file.Position).Select(file => new { file.Id, file.State }).ToListAsync(ct);
        var known = await KnownPrints.OfAsync(db, ct);
        var names = await NamesAsync(id, known, ct);
        people = null;
        var done = files.Count(file => file.State != ImportFileState.Waiting);
        progress.Report(new(done, files.Count));
        foreach (var file in files.Where(file => file.State == ImportFileState.Waiting))
        {
            db.ChangeTracker.Clear();
            await ReadFileAsync(file.Id, names, known, ct);
            progress.Report(new(++done, files.Count));
        }
        db.ChangeTracker.Clear();
        await PlaceUnknownAsync(ct);
        await recordings.MatchAsync(ct);
        await db.Imports.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(r => r.State, ImportState.Done).SetProperty(r => r.FinishedAt, clock.GetUtcNow()), ct);
        return id;
    }

    private async Task ReadFileAsync(Id<ImportFile> id, NamesHeard names, KnownPrints known, CancellationToken ct)
    {
        var file = await db.ImportFiles.SingleAsync(row => row.Id == id, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Conversations.IgnoreQueryFilters([RowFilters.Removed]).AnyAsync(row => row.SourceFileId == file.SourceFileId, ct))
        {
            // The same bytes again: nothing changes, except that what an undone import took out comes back.
            await db.Conversations.IgnoreQueryFilters([RowFilters.Removed]).Where(row => row.SourceFileId == file.SourceFileId && row.RemovedAt != null)
                .ExecuteUpdateAsync(row => row.SetProperty(r => r.RemovedAt, (DateTimeOffset?)null).SetProperty(r => r.PlacedAt, (DateTimeOffset?)null), ct);
            file.State = ImportFileState.Already;
        }
        else
        {
            var source = await KeptSource.OfAsync(db, file.SourceFileId, ct);
            if (await source.RecordingTypeAsync(db, ct) is not null) file.State = ImportFileState.Recording;
            else await StoreAsync(file, source, names, known, ct);
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task StoreAsync(ImportFile file, KeptSource source, NamesHeard names, KnownPrints known, CancellationToken ct)
    {
        if (source.IsForgotten)
        {
            file.State = ImportFileState.Already;
            file.Report = JsonSerializer.Serialize(new FileReport([], [], ["Whoever spoke in it asked to be forgotten: nothing of it comes back."]), ImportJson.Default.FileReport);
            return;
        }
        var choices = file.Choices is null ? new() : JsonSerializer.Deserialize(file.Choices, ImportJson.Default.FileChoices)!;
        var (reading, _) = await columns.ReadAsync(await source.BytesAsync(db, ct), file.Name, choices, ct);
        if (source.IsLarge) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        if (reading.Value is not { } read)
        {
            file.State = ImportFileState.Refused;
            file.Problem = $"{file.Name}: {reading.Error} The file itself is kept.";
            return;
        }
        file.State = ImportFileState.Read;
        file.Format = read.Format;
        file.Encoding = read.Encoding;
        var spoken = read.Conversations.Where(transcript => transcript.Turns.Count > 0).Select(transcript => (Transcript: transcript, Print: Prints.Of(transcript))).ToList();
        var held = spoken;
        var notes = read.Notes;
        if (spoken.Exists(talk => talk.Transcript.Turns[0].Details?.GetValueOrDefault("elidedText") is { Length: > 0 })) notes = [.. notes, "What a mail quotes, forwards or signs is nobody's words: it stands in the kept file alone."];
        IReadOnlyList<Id<Conversation>> same = [];
        if (!choices.Again && known.Repeats([.. spoken.Select(talk => talk.Print)]) is { } repeated)
        {
            held = [.. spoken.Where((_, i) => !repeated.Which[i])];
            notes = [.. notes, repeated.Note];
            same = repeated.Where;
            if (held.Count == 0) file.State = ImportFileState.Already;
        }
        if (choices.HeldAt is null && DayNamed(read, file.Name) is { } day) notes = [.. notes, string.Create(CultureInfo.InvariantCulture, $"The day, {day:d MMMM yyyy}, is the one in its name or heading.")];
        file.Report = JsonSerializer.Serialize(new FileReport(read.SetAside, read.NotUnderstood, notes) { Same = [.. same.Take(MostSame)] }, ImportJson.Default.FileReport);
        file.Conversations = held.Count;
        file.Turns = held.Sum(talk => talk.Transcript.Turns.Count);

        // A mailbox tells whole who answers many; of other files a sample was looked at.
        if (held.Count > 1) foreach (var (transcript, _) in held.Where(talk => NamesHeard.IsMail(talk.Transcript))) names.Add(transcript);
        people ??= await People.OfAsync(db, clock, ct);
        for (var position = 0; position < held.Count; position++)
        {
            var (transcript, print) = held[position];
            var stored = await StoreAsync(transcript, print, position, held.Count, file, source, read, choices, names, people, ct);
            known.Add(stored.Id, stored.Title, print);
            if (turns.Count >= TurnsAtOnce || position % TalksAtOnce == TalksAtOnce - 1) await FlushAsync(file, ct);
        }
        await FlushAsync(file, ct);
    }

    // So that a chat of a million lines stands in memory once, as it was read.
    private const int TurnsAtOnce = 20_000;
    private const int TalksAtOnce = 500;
    private const int MostSame = 20;
    private readonly List<Turn> turns = [];
    private People? people;

    private async Task FlushAsync(ImportFile file, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        await db.AddTurnsAsync(turns, ct);
        turns.Clear();
        db.ChangeTracker.Clear();
        db.Attach(file);
    }

    private async Task<Conversation> StoreAsync(Transcript transcript, uint[] print, int position, int of, ImportFile file, KeptSource source, FileReading read, FileChoices choices, NamesHeard names, People people, CancellationToken ct)
    {
        var said = transcript.Turns;
        var (heldAt, basis) = HeldAt(transcript, read, file.Name, choices, source);
        var stem = Path.GetFileNameWithoutExtension(file.Name);
        var conversation = new Conversation
        {
            Id = Id<Conversation>.New(clock), SourceFileId = source.Id, Position = position, Format = read.Format,
            Title = choices.Title ?? transcript.Title ?? (of == 1 ? stem : $"{stem} {position + 1}"),
            HeldAt = heldAt, HeldAtBasis = basis, Channel = choices.Channel, TurnCount = said.Count, Print = Prints.Pack(print),
            Seconds = said.Max(turn => turn.End?.Seconds ?? turn.Start?.Seconds) - said.Min(turn => turn.Start?.Seconds) is { } length and > 0 ? length : null,
        };
        db.Conversations.Add(conversation);

        var guesses = WhoIsWho.Guess(transcript, names);
        var speakers = new Dictionary<string, Id<Speaker>>();
        // Where one person answered, the row's address is theirs.
        var address = guesses.Count == 1 && read.Table is { Email: { } column, Columns: var header } && transcript.Attributes.GetValueOrDefault(header[column])?.Trim() is { } mail && mail.Contains('@', StringComparison.Ordinal) ? mail : null;
        foreach (var name in said.Select(turn => turn.Speaker ?? "").Distinct())
        {
            var choice = choices.Speakers.GetValueOrDefault(name);
            var side = choice?.Side ?? guesses[name].Side;
            var speaker = new Speaker
            {
                Id = Id<Speaker>.New(clock), ConversationId = conversation.Id, Name = name.Length == 0 ? null : name, Side = side,
                GuessedBecause = choice is null ? guesses[name].Because : null,
                // Nobody of ours is counted; a speaker on an unknown side is taken for a customer until somebody says otherwise.
                PersonId = side == Side.Ours ? null : await people.FindAsync(choice?.Person, name, conversation.Title, NamesHeard.IsMail(transcript) ? said[0].Details!["address"] : address, isForm: read.Table is not null, ct),
            };
            db.Speakers.Add(speaker);
            speakers[name] = speaker.Id;
        }

        for (var index = 0; index < said.Count; index++)
        {
            if (turns.Count >= TurnsAtOnce) await FlushAsync(file, ct);
            var turn = said[index];
            turns.Add(new()
            {
                ConversationId = conversation.Id, Index = index, SpeakerId = speakers[turn.Speaker ?? ""], Kind = turn.Kind, Text = turn.Said, Line = turn.Line,
                Start = turn.Start?.Seconds, End = turn.End?.Seconds, At = turn.Start?.Date, Asked = turn.Details?.GetValueOrDefault("question"),
            });
        }
        return conversation;
    }

    internal static ReadOptions Options(FileChoices choices) => new()
    {
        Format = choices.Format, Encoding = choices.Encoding, DateOrder = choices.DateOrder, Answers = choices.Answers, PersonColumn = choices.PersonColumn, NamesGoOn = true,
    };

    private static (DateTimeOffset, DateBasis) HeldAt(Transcript transcript, FileReading read, string name, FileChoices choices, KeptSource source) =>
        choices.HeldAt is { } said ? (said.ToUniversalTime(), DateBasis.Person)
        : (HeldAt(transcript) ?? DayNamed(read, name)) is { } told ? (told, DateBasis.File)
        : (source.ReceivedAt, DateBasis.Received);

    /// <summary>When it was held, as far as the file says.</summary>
    internal static DateTimeOffset? HeldAt(Transcript transcript) =>
        Turn.MomentOf(transcript.HeldAt?.Date ?? transcript.Turns.Select(turn => turn.Start?.Date).FirstOrDefault(text => text is not null));

    /// <summary>The day in the name or the heading of a file that holds one conversation and gives no day at its own place for it.</summary>
    internal static DateTimeOffset? DayNamed(FileReading read, string name) =>
        read.Conversations is [var only] && HeldAt(only) is null
        && (DayInText.Find(Path.GetFileNameWithoutExtension(name)) ?? DayInText.Find(only.Title ?? read.SetAside.FirstOrDefault(aside => aside.Kind is "front matter" or "heading")?.Text ?? "")) is { } day
            ? new(day, TimeOnly.MinValue, TimeSpan.Zero) : null;

    /// <summary>What the workspace and this batch know about names, read once a batch.</summary>
    private async Task<NamesHeard> NamesAsync(Id<Import> import, KnownPrints known, CancellationToken ct)
    {
        var heard = await NamesHeard.OfAsync(db, ct);

        // The batch's own files are read once more when they are stored; names are all that is kept here.
        var (sources, talks) = (db.SourceFiles, db.Conversations.IgnoreQueryFilters([RowFilters.Removed]));
        var waiting = await db.ImportFiles.AsNoTracking().Where(file => file.ImportId == import && file.State == ImportFileState.Waiting && sources.Any(source => source.Id == file.SourceFileId && source.Size <= LargestFileForRepeats) && !talks.Any(talk => talk.SourceFileId == file.SourceFileId))
            .OrderBy(file => file.Position).Select(file => new { file.SourceFileId, file.Name, file.Choices }).Take(MostFilesForRepeats).ToListAsync(ct);
        var batch = new KnownPrints();
        foreach (var file in waiting.DistinctBy(file => file.SourceFileId))
        {
            var bytes = await (await KeptSource.OfAsync(db, file.SourceFileId, ct)).BytesAsync(db, ct);
            var choices = file.Choices is null ? new() : JsonSerializer.Deserialize(file.Choices, ImportJson.Default.FileChoices)!;
            if (TranscriptFile.Read(bytes, file.Name, Options(choices), ct).Value is not { } read) continue;
            foreach (var transcript in read.Conversations.Take(MostFilesForRepeats))
            {
                // Nobody comes back in a second copy of one talk.
                var print = Prints.Of(transcript);
                if (!choices.Again && (known.Find(print) ?? batch.Find(print)) is not null) continue;
                batch.Add(null, file.Name, print);
                heard.Add(transcript);
            }
        }
        return heard;
    }

    /// <summary>Who was on an unknown side when a file was read may be known by now: files come one by one, and our own people come back.</summary>
    private async Task PlaceUnknownAsync(CancellationToken ct)
    {
        var talks = db.Conversations;
        var unknown = await db.Speakers.AsNoTracking().Where(speaker => speaker.Side == Side.Unknown && speaker.Name != null && talks.Any(talk => talk.Id == speaker.ConversationId))
            .Select(speaker => new { speaker.Id, speaker.ConversationId, Name = speaker.Name!, speaker.PersonId }).ToListAsync(ct);
        if (unknown.TrueForAll(speaker => WhoIsWho.IsNameless(speaker.Name))) return;
        var heard = await NamesHeard.OfAsync(db, ct);
        foreach (var talk in unknown.GroupBy(speaker => speaker.ConversationId))
        {
            var guesses = talk.Select(speaker => (Speaker: speaker, Guess: heard.Placed(speaker.Name) is { } side ? new(side, null) : WhoIsWho.ByName(speaker.Name, heard))).ToList();
            if (!guesses.Exists(one => one.Guess is { Side: Side.Ours })) continue;
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var placed = 0;
            foreach (var (speaker, guess) in guesses)
            {
                var (side, because) = guess ?? new(Side.Theirs, WhoIsWho.TheOther);
                Id<Person>? person = side == Side.Ours ? null : speaker.PersonId;
                // Unless a person says so in this very moment.
                placed += await db.Speakers.Where(row => row.Id == speaker.Id && row.Side == Side.Unknown).ExecuteUpdateAsync(row => row.SetProperty(r => r.Side, side).SetProperty(r => r.GuessedBecause, because).SetProperty(r => r.PersonId, person), ct);
                if (side == Side.Ours && speaker.PersonId is { } noCustomer) await RemoveAsync(noCustomer, ct);
            }
            // What they said is listened to again, as our own words.
            if (placed > 0) await db.Conversations.Where(row => row.Id == talk.Key).ExecuteUpdateAsync(row => row.SetProperty(r => r.HeardAt, (DateTimeOffset?)null), ct);
            await transaction.CommitAsync(ct);
        }
    }

    // A customer who was none: gone, unless somebody described or moved them, since an undo would look for them.
    private async Task RemoveAsync(Id<Person> id, CancellationToken ct)
    {
        var (speakers, mentioned) = (db.Speakers, id.Value.ToString());
        if (await db.Changes.AnyAsync(change => change.Rows.Contains(mentioned), ct)) return;
        await db.People.Where(person => person.Id == id && person.Email == null && person.AccountId == null && person.Segment == null && person.Stage == CustomerStage.Unknown && person.Consent == Consent.NotAsked && !speakers.Any(speaker => speaker.PersonId == id)).ExecuteDeleteAsync(ct);
    }

    // Repeats show in a sample of a large batch as well; reading all of it twice would cost more than it tells.
    private const int MostFilesForRepeats = 50;
    private const int LargestFileForRepeats = 4 << 20;

    /// <summary>The people of the workspace by name, so that one customer in ten files is one person.</summary>
    private sealed class People(FirsthandDb db, TimeProvider clock)
    {
        private readonly Dictionary<string, Id<Person>> found = [];
        private readonly HashSet<Id<Person>> addressed = [];

        // All at once: asking for each row of a survey, or each mail, is a look through everybody every time.
        public static async Task<People> OfAsync(FirsthandDb db, TimeProvider clock, CancellationToken ct)
        {
            var people = new People(db, clock);
            await foreach (var known in db.People.AsNoTracking().OrderBy(person => person.CreatedAt).Select(person => new { person.Id, person.Name, person.Email, person.MergedInto }).AsAsyncEnumerable().WithCancellation(ct))
            {
                var id = known.MergedInto ?? known.Id;
                people.found.TryAdd(known.Name, id);
                // A survey knows people by their address.
                if (known.Email is not { } address) continue;
                foreach (var written in new[] { address, address.ToLowerInvariant() }) people.found.TryAdd(written, id);
                people.addressed.Add(id);
            }
            // Only where nobody has that very name.
            foreach (var (name, id) in people.found.ToList()) people.found.TryAdd(FirstLast(name), id);
            return people;
        }

        public async Task<Id<Person>> FindAsync(string? chosen, string speaker, string conversation, string? address, bool isForm, CancellationToken ct)
        {
            // Whose words these are says the address, however the name is written there.
            address = chosen is null ? address?.ToLowerInvariant() : null;
            if (address is not null && found.TryGetValue(address, out var known)) return known;
            var nameless = chosen is null && WhoIsWho.IsNameless(speaker);
            var name = chosen ?? (nameless ? (speaker.Length == 0 || Formats(speaker) ? conversation : $"{speaker}, {conversation}") : speaker.Trim());
            var turned = nameless ? name : FirstLast(name);
            // In a form two addresses are two people, whatever they are called; who writes mails may have several.
            if (!(found.TryGetValue(name, out var id) || found.TryGetValue(turned, out id)) || isForm && address is not null && addressed.Contains(id))
            {
                id = Id<Person>.New(clock);
                db.People.Add(new Person { Id = id, Name = name, IsNameless = nameless, Email = address, CreatedAt = clock.GetUtcNow() });
            }
            else if (address is not null && !addressed.Contains(id) && await db.People.FindAsync([id], ct) is { } person)
            {
                person.Email = address;
            }
            foreach (var one in new[] { name, turned, address }.OfType<string>()) found.TryAdd(one, id);
            if (address is not null) addressed.Add(id);
            return id;
        }

        // "Fox, Lena" is Lena Fox; "Row 3, survey" and "Fox, Lena, Dr" are as they are.
        private static string FirstLast(string name) => name.Split(", ") is [var last, var first] && !name.Any(char.IsDigit) ? $"{first} {last}" : name;

        // "Participant" adds nothing to "Interview 7"; "Speaker 2" does.
        private static bool Formats(string speaker) => !speaker.Any(char.IsDigit);
    }
}
