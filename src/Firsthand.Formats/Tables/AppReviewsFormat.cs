using Firsthand.Formats.Frame;

namespace Firsthand.Formats.Tables;

/// <summary>Google Play's monthly reviews: title and text are one turn of somebody unnamed, the developer's reply another; stars alone are no words.</summary>
internal sealed class AppReviewsFormat : IFormat
{
    private const string Us = "Developer";

    public string Name => "app-reviews";

    public bool Recognises(Source source) => NamedColumns.Peek(source)?.Has("starrating", "reviewtext") == true;

    public Reading<FileReading> Read(Source source)
    {
        var draft = new Draft(source);
        var table = NamedColumns.Open(source, draft);
        if (!table.Has("starrating", "reviewtext"))
        {
            return new ReadingError(1, "columns “Star Rating” and “Review Text”", "others");
        }
        int? title = table.Find("reviewtitle"), text = table.Find("reviewtext"), reply = table.Find("developerreplytext");
        int? submitted = table.Find("reviewsubmitdateandtime"), replied = table.Find("developerreplydateandtime");
        foreach (var row in table.Data)
        {
            var words = string.Join('\n', new[] { Cell(row, title), Cell(row, text) }.Where(part => part.Length > 0));
            if (words.Length > 0)
            {
                draft.Add(null, DateText.Read(Cell(row, submitted)), null, words, row.Line);
            }
            if (Cell(row, reply) is { Length: > 0 } answer)
            {
                draft.Add(Us, DateText.Read(Cell(row, replied)), null, answer, row.Line);
            }
            draft.EndConversation(new Dictionary<string, string>
            {
                ["stars"] = Cell(row, table.Find("starrating")), ["language"] = Cell(row, table.Find("reviewerlanguage")), ["version"] = Cell(row, table.Find("appversionname")), ["device"] = Cell(row, table.Find("device")),
            });
        }
        return draft.Finish(Name);
    }

    private static string Cell(GridRow row, int? column) => column is { } place ? row[place] : "";
}
