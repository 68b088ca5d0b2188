namespace Firsthand.Formats;

/// <summary>What one unit of a transcript is.</summary>
public enum TurnKind
{
    Speech, Reaction, Note, Answer, Model,
}

/// <summary>When something was said, exactly as far as the file tells: seconds from the start of the recording, or a date and time, with or without a zone.</summary>
/// <param name="Seconds">Offset from the recording's start; null when the file gives a date and time.</param>
/// <param name="Date">ISO 8601: ends in "Z" or an offset when the file knows the zone, bare local time when it does not; null when the file gives seconds.</param>
public readonly record struct Moment(double? Seconds, string? Date)
{
    public static Moment At(double seconds) => new(seconds, null);
    public static Moment On(string date) => new(null, date);
}

/// <summary>One unit as the tool that wrote the file counts it: a cue, a message, a paragraph, an answer. The text is as it stands in the file, line ends as LF.</summary>
/// <param name="Speaker">The name as written; null when the file does not say.</param>
/// <param name="Line">Where it stands: line number from 1 in a text file; row, message or element number otherwise.</param>
public sealed record Turn(string? Speaker, Moment? Start, Moment? End, string Text, TurnKind Kind, int Line)
{
    /// <summary>What else the file says of it: "question" of an answer, "reply-to", "edited", "private", "attachment" ... Null when nothing.</summary>
    public IReadOnlyDictionary<string, string>? Details { get; init; }
}

/// <summary>One conversation in a file.</summary>
public sealed record Transcript(IReadOnlyList<Turn> Turns)
{
    public string? Title { get; init; }

    /// <summary>When it was held, if the file says.</summary>
    public Moment? HeldAt { get; init; }

    /// <summary>Names that the file lists as present, who need not have spoken.</summary>
    public IReadOnlyList<string> Attendees { get; init; } = [];

    /// <summary>Attributes that are not words: the other columns of a survey row, a ticket's state ...</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>Who spoke, in the order of their first turn, each name as written.</summary>
    public IReadOnlyList<string> Participants => [.. Turns.Select(turn => turn.Speaker).OfType<string>().Distinct()];
}

/// <summary>A block that is not a turn: kept, and shown in the import report.</summary>
/// <param name="Kind">"header", "note", "style", "system", "footer", "signature" ...</param>
public sealed record SetAside(int Line, string Kind, string Text);

/// <summary>A block that could not be read: kept, and shown in the import report.</summary>
public sealed record NotUnderstood(int Line, string Expected, string Text);

/// <summary>Why a file could not be read at all.</summary>
/// <param name="Line">Line from 1; 0 when it is the file as a whole.</param>
public sealed record ReadingError(int Line, string Expected, string Found)
{
    public override string ToString() => Line > 0 ? $"Line {Line}: expected {Expected}, found {Found}." : $"Expected {Expected}, found {Found}.";
}

/// <summary>What reading gave: a value, or the first place where it could not be read.</summary>
public readonly record struct Reading<T>(T? Value, ReadingError? Error)
{
    public static implicit operator Reading<T>(T value) => new(value, null);
    public static implicit operator Reading<T>(ReadingError error) => new(default, error);
}

/// <summary>One file, read whole: the import report is its lists.</summary>
/// <param name="Format">The name of the reader: "webvtt", "srt", "whatsapp" ...</param>
/// <param name="Encoding">The encoding's web name, such as "utf-8" or "windows-1252"; null for containers.</param>
public sealed record FileReading(string Format, string? Encoding, IReadOnlyList<Transcript> Conversations)
{
    /// <summary>All turns in the file's own order; conversations of a chat may interleave in it.</summary>
    public IReadOnlyList<Turn> Turns { get => field ?? [.. Conversations.SelectMany(conversation => conversation.Turns)]; init; }

    public IReadOnlyList<SetAside> SetAside { get; init; } = [];
    public IReadOnlyList<NotUnderstood> NotUnderstood { get; init; } = [];

    /// <summary>What a person should know: "the encoding is a guess", "dates could be day first" ... Each a sentence.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>A table with columns to map (a survey, reviews): header, a few rows, and which columns were taken as open answers. Null for other files.</summary>
    public TableShape? Table { get; init; }

    /// <summary>What a file that is not a conversation holds, under the names of its format: "contacts", "events" ...</summary>
    public IReadOnlyDictionary<string, object> Items { get; init; } = new Dictionary<string, object>();
}

/// <summary>The columns of a table, so that a person can say what each is.</summary>
/// <param name="Answers">Columns (from 0) whose cells are answers to open questions.</param>
/// <param name="Person">The column that says who answered; null when none does.</param>
/// <param name="Time">The column that says when; null when none does.</param>
public sealed record TableShape(IReadOnlyList<string> Columns, int Rows, IReadOnlyList<int> Answers, int? Person, int? Time, IReadOnlyList<IReadOnlyList<string>> Sample)
{
    /// <summary>The column with the e-mail address of whoever answered, where another says who that is; null when there is none.</summary>
    public int? Email { get; init; }
}

/// <summary>What a person may overrule before a file is read.</summary>
public sealed record ReadOptions
{
    /// <summary>The reader's name; null to detect by content.</summary>
    public string? Format { get; init; }

    /// <summary>The encoding's web name; null to detect.</summary>
    public string? Encoding { get; init; }

    /// <summary>"dmy", "mdy" or "ymd"; null to find out from the file.</summary>
    public string? DateOrder { get; init; }

    /// <summary>Columns (from 0) with answers to open questions; null to guess.</summary>
    public IReadOnlyList<int>? Answers { get; init; }

    public int? PersonColumn { get; init; }

    /// <summary>Whether a cue without a name is given the name before it, in captions that name who speaks only where it changes; else it is left as the file has it.</summary>
    public bool NamesGoOn { get; init; }

    public Limits Limits { get; init; } = new();
}

/// <summary>How much a file may hold. Each limit is reached with a message that names it.</summary>
public sealed record Limits
{
    public long FileBytes { get; init; } = 256L << 20;
    public long UnpackedBytes { get; init; } = 512L << 20;
    public int UnpackRatio { get; init; } = 200;
    public int Entries { get; init; } = 10_000;
    public int Depth { get; init; } = 64;
    public int Columns { get; init; } = 2_000;
    public int Turns { get; init; } = 2_000_000;
}
