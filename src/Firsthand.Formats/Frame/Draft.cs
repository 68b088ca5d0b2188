using Firsthand.Formats.Speaking;

namespace Firsthand.Formats.Frame;

/// <summary>A file being read: its conversations and its import report, as they come.</summary>
/// <param name="source">The file.</param>
/// <param name="decodesItself">Whether the reader knows better than the file's first bytes what encoding its parts are in, as a mail does.</param>
internal sealed class Draft(Source source, bool decodesItself = false)
{
    private readonly List<Transcript> conversations = [];
    private readonly List<SetAside> setAside = [];
    private readonly List<NotUnderstood> notUnderstood = [];
    private readonly List<string> notes = decodesItself ? [] : [.. source.Notes];
    private PackedTurns turns = new();
    private int count;

    public ReadOptions Options => source.Options;

    /// <summary>Turns of the conversation being read.</summary>
    public PackedTurns Turns => turns;

    public string? Title { get; set; }

    public Moment? HeldAt { get; set; }

    public IReadOnlyList<string> Attendees { get; set; } = [];

    public TableShape? Table { get; set; }

    public Dictionary<string, object> Items { get; } = [];

    /// <summary>Adds a turn, whose line is one of this source: a document's is made a paragraph's.</summary>
    public void Add(Turn turn)
    {
        if (++count > source.Options.Limits.Turns)
        {
            throw new Refused(new ReadingError(turn.Line, $"at most {source.Options.Limits.Turns} turns", "more"));
        }
        if (count % 4096 == 0)
        {
            source.Cancellation.ThrowIfCancellationRequested();
        }
        if (turn.Speaker is { } name && SpeakerName.WithoutDirections(name) is var plain && plain.Length < name.Length)
        {
            turn = turn with { Speaker = plain.Length > 0 ? plain : null };
        }
        turns.Add(source.IsDocument ? turn with { Line = source.Place(turn.Line) } : turn);
    }

    public void Add(string? speaker, Moment? start, Moment? end, string text, int line, TurnKind kind = TurnKind.Speech) =>
        Add(new Turn(speaker, start, end, text, kind, line));

    public void Aside(int line, string kind, string text) => setAside.Add(new SetAside(source.Place(line), kind, text));

    public void Strange(int line, string expected, string text) => notUnderstood.Add(new NotUnderstood(source.Place(line), expected, text));

    public void Note(string note)
    {
        if (!notes.Contains(note))
        {
            notes.Add(note);
        }
    }

    /// <summary>Closes the conversation read so far and begins the next.</summary>
    public void EndConversation(IReadOnlyDictionary<string, string>? attributes = null)
    {
        conversations.Add(new Transcript(turns) { Title = Title, HeldAt = HeldAt, Attendees = Attendees, Attributes = attributes ?? new Dictionary<string, string>() });
        turns = new();
        (Title, HeldAt, Attendees) = (null, null, []);
    }

    public FileReading Finish(string format)
    {
        if (turns.Count > 0 || conversations.Count == 0 && Items.Count == 0 && Table is null)
        {
            EndConversation();
        }
        return new FileReading(format, decodesItself ? null : source.Encoding, conversations)
        {
            SetAside = setAside, NotUnderstood = notUnderstood, Notes = notes, Table = Table, Items = Items,
        };
    }
}
