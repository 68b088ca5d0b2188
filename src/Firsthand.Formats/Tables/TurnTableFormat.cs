using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Tables;

/// <summary>A table with a turn in each row: who, what, perhaps when and in which conversation. Transcripts, chat logs, DiscordChatExporter's CSV.</summary>
internal sealed class TurnTableFormat : IFormat
{
    private static readonly string[] Speakers = ["speaker", "speakername", "author", "sender", "sendername", "role", "from", "who", "participant", "party", "username"];
    private static readonly string[] Words = ["text", "message", "content", "utterance", "transcript", "body", "words", "sentence", "dialogue"];
    private static readonly string[] Times = ["start", "starttime", "timestamp", "time", "date", "createdat", "sentat", "begin", "timecode", "datetime"];
    private static readonly string[] Ends = ["end", "endtime", "stop"];
    private static readonly string[] Ids = ["conversationid", "convoid", "dialogueid", "dialogid", "sessionid", "threadid", "ticketid", "chatid", "callid", "conversation", "thread"];

    public string Name => "turn-table";

    public bool Recognises(Source source) => NamedColumns.Peek(source) is { } table && table.Find(Speakers) is not null && table.Find(Words) is not null;

    public Reading<FileReading> Read(Source source)
    {
        var draft = new Draft(source);
        var table = NamedColumns.Open(source, draft);
        if (table.Find(Speakers) is not { } speaker || table.Find(Words) is not { } words)
        {
            return new ReadingError(1, "a column that says who speaks and one with the words", "others");
        }
        int? start = table.Find(Times), end = table.Find(Ends), id = table.Find(Ids);
        var order = DateOrder.Of(start is { } column ? table.Data.Select(row => row[column]) : [], source.Options.DateOrder, draft);
        draft.Note($"Each row was taken for a turn: “{table.Rows[0][speaker]}” says who, “{table.Rows[0][words]}” what.");
        foreach (var conversation in table.Data.GroupBy(row => id is { } place ? row[place] : ""))
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

    private static Moment? Time(GridRow row, int? column, string order) =>
        column is not { } place || row[place].Trim() is not { Length: > 0 } cell ? null
        : Clock.Read(cell) is { } clock ? Clock.Offset(clock)
        : double.TryParse(cell, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? Clock.Offset(seconds)
        : DateText.Read(cell, order);

    private static Dictionary<string, string>? Attachment(NamedColumns table, GridRow row) =>
        table.Find("attachments") is { } column && row[column].Length > 0 ? new() { ["attachment"] = row[column] } : null;
}
