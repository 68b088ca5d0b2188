using Firsthand.Formats.Frame;
using Firsthand.Formats.Web;

namespace Firsthand.Formats.Tables;

/// <summary>HubSpot's export of activities: what a colleague noted about a customer, in HTML cells. Notes, never the customer's own words. Headers of other languages go through the mapping of a table.</summary>
internal sealed class HubSpotFormat : IFormat
{
    public string Name => "hubspot";

    public bool Recognises(Source source) => NamedColumns.Peek(source) is { } table && table.Find("notebody", "callbody", "activitybody") is not null && table.Find("activitytype", "activitydate", "recordid") is not null;

    public Reading<FileReading> Read(Source source)
    {
        var draft = new Draft(source);
        var table = NamedColumns.Open(source, draft);
        if (table.Find("notebody", "callbody", "activitybody") is not { } body)
        {
            return new ReadingError(1, "a column “Note body”", "none");
        }
        int? author = table.Find("activityassignedto", "createdby", "owner"), date = table.Find("activitydate", "createdate"), contact = table.Find("associatedcontact", "associatedcontacts");
        var order = DateOrder.Of(date is { } column ? table.Data.Select(row => row[column]) : [], source.Options.DateOrder, draft);
        foreach (var row in table.Data)
        {
            var cell = row[body];
            var name = author is { } who && row[who].Length > 0 ? row[who] : null;
            if (cell.Length > 0)
            {
                draft.Add(name, date is { } when ? DateText.Read(row[when], order) : null, null, IsHtml(cell) ? HtmlText.Of(cell) : cell, row.Line, TurnKind.Note);
            }
            draft.Attendees = contact is { } people ? [.. row[people].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : [];
            draft.EndConversation(new Dictionary<string, string> { ["type"] = table.Find("activitytype") is { } type ? row[type] : "", ["id"] = table.Find("recordid") is { } id ? row[id] : "" });
        }
        draft.Note("The words are a colleague's notes about the customer, not the customer's own.");
        return draft.Finish(Name);
    }

    private static bool IsHtml(string cell) => cell.Contains("</", StringComparison.Ordinal) || cell.Contains("<br", StringComparison.OrdinalIgnoreCase) || cell.Contains("<p>", StringComparison.OrdinalIgnoreCase);
}
