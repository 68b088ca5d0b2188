using Firsthand.Formats.Frame;
using Firsthand.Formats.Speaking;

namespace Firsthand.Formats.Tables;

/// <summary>A table with a turn in each row: who, what, perhaps when and in which conversation. Transcripts, chat logs, DiscordChatExporter's CSV.</summary>
internal sealed class TurnTableFormat : IFormat
{
    private static readonly string[] Speakers = ["speaker", "speakername", "author", "sender", "sendername", "role", "from", "who", "participant", "party", "username"];
    private static readonly string[] Words = ["text", "message", "content", "utterance", "transcript", "body", "words", "sentence", "dialogue"];
    private static readonly string[] Times = ["start", "starttime", "timestamp", "time", "date", "createdat", "sentat", "begin", "timecode", "datetime"];
    private static readonly string[] Ends = ["end", "endtime", "stop"];
    private static readonly string[] Ids = ["conversationid", "convoid", "dialogueid", "dialogid", "sessionid", "threadid", "ticketid", "chatid", "callid", "conversation", "thread"];

    private const int FewestRows = 4, RowsToLook = 60;

    public string Name => "turn-table";

    public bool Recognises(Source source) => NamedColumns.Peek(source) is { } table && (Named(table) is not null || NamedColumns.Peek(source, RowsToLook) is { } more && Unnamed(more) is not null);

    public Reading<FileReading> Read(Source source)
    {
        var draft = new Draft(source);
        var table = NamedColumns.Open(source, draft);
        if ((Named(table) ?? Unnamed(table)) is not var (speaker, words, start, end, id, isHeadless))
        {
            return new ReadingError(1, "a column that says who speaks and one with the words", "others");
        }
        var data = isHeadless ? table.Rows.Where(row => !row.IsBlank) : table.Data;
        var order = DateOrder.Of(start is { } column ? data.Select(row => row[column]) : [], source.Options.DateOrder, draft);
        draft.Note(isHeadless ? $"The table has no header; each row was taken for a turn: column {speaker + 1} says who, column {words + 1} what." : $"Each row was taken for a turn: “{table.Rows[0][speaker]}” says who, “{table.Rows[0][words]}” what.");
        foreach (var conversation in data.GroupBy(row => id is { } place ? row[place] : ""))
        {
            foreach (var row in conversation)
            {
                draft.Add(new Turn(row[speaker].Trim() is { Length: > 0 } name ? name : null, Time(row, start, order), Time(row, end, order), row[words], TurnKind.Speech, row.Line) { Details = Attachment(table, row) });
            }
            draft.Title = conversation.Key.Length > 0 ? conversation.Key : null;
            draft.EndConversation();
        }
        return draft.Finish(Name);
    }

    private static (int Speaker, int Words, int? Start, int? End, int? Id, bool IsHeadless)? Named(NamedColumns table) =>
        table.Find(Speakers) is { } speaker && table.Find(Words) is { } words ? (speaker, words, table.Find(Times), table.Find(Ends), table.Find(Ids), false) : null;

    /// <summary>A first row that is a turn already: a time, and perhaps another, a name as few others stand below it, words.</summary>
    private static (int Speaker, int Words, int? Start, int? End, int? Id, bool IsHeadless)? Unnamed(NamedColumns table)
    {
        List<GridRow> rows = [.. table.Rows.Where(row => !row.IsBlank).Take(RowsToLook)];
        if (rows.Count < FewestRows || rows.Exists(row => row.Cells.Length != rows[0].Cells.Length))
        {
            return null;
        }
        List<int> columns = [.. Enumerable.Range(0, rows[0].Cells.Length)], times = columns.FindAll(column => rows.TrueForAll(row => IsTime(row[column])));
        var speakers = columns.FindAll(column => rows.TrueForAll(row => SpeakerName.IsPlausible(row[column].Trim()) && SpeakerName.IsWrittenAsName(row[column].Trim()))
            && rows.Select(row => row[column].Trim()).Distinct(StringComparer.OrdinalIgnoreCase).Count() is >= 2 and var people && people * 2 <= rows.Count);
        var words = columns.Except([.. times, .. speakers]).ToList();
        return times.Count is 1 or 2 && speakers is [var speaker] && words is [var said] ? (speaker, said, times[0], times.Count == 2 ? times[1] : null, null, true) : null;
    }

    private static bool IsTime(string cell) => Clock.Read(cell.Trim()) is not null || cell.Contains(':', StringComparison.Ordinal) && DateText.Read(cell) is not null;

    private static Moment? Time(GridRow row, int? column, string order) =>
        column is not { } place || row[place].Trim() is not { Length: > 0 } cell ? null
        : Clock.Read(cell) is { } clock ? Clock.Offset(clock)
        : double.TryParse(cell, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? Clock.Offset(seconds)
        : DateText.Read(cell, order);

    private static Dictionary<string, string>? Attachment(NamedColumns table, GridRow row) =>
        table.Find("attachments") is { } column && row[column].Length > 0 ? new() { ["attachment"] = row[column] } : null;
}
