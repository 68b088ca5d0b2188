using Firsthand.Formats.Frame;
using Firsthand.Formats.Tables;

namespace Firsthand.Formats.People;

/// <summary>An address book as a table: Google, Outlook, HubSpot and what looks alike.</summary>
internal sealed class ContactTableFormat : IFormat
{
    private const int LongestHeader = 48;
    private static readonly string[] Given = ["firstname", "givenname", "vorname", "prénom", "nombre"];
    private static readonly string[] Family = ["lastname", "familyname", "surname", "nachname", "apellidos", "nom"];
    private static readonly string[] Mail = ["emailaddress", "email", "email1value", "emailadresse", "mail", "correo", "primaryemail"];
    private static readonly string[] Company = ["organization1name", "organizationname", "company", "companyname", "firma", "organisation", "organization", "société"];

    public string Name => "contacts";

    public bool Recognises(Source source) =>
        NamedColumns.Peek(source) is { } table && table.Find(Given) is not null && table.Find(Family) is not null && table.Find(Mail) is not null && table.Rows[0].Cells.All(cell => cell.Length <= LongestHeader && !cell.Contains('?', StringComparison.Ordinal));

    public Reading<FileReading> Read(Source source)
    {
        var draft = new Draft(source);
        var table = NamedColumns.Open(source, draft);
        if (table.Find(Mail) is not { } mail)
        {
            return new ReadingError(1, "a column with e-mail addresses", "none");
        }
        List<Contact> cards = [];
        var telephones = Enumerable.Range(0, table.Rows[0].Cells.Length).Where(i => table.Rows[0][i].Contains("phone", StringComparison.OrdinalIgnoreCase) && !table.Rows[0][i].Contains("type", StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (var row in table.Data)
        {
            string[] parts = [Cell(row, table.Find(Family)), Cell(row, table.Find(Given))];
            var shown = Cell(row, table.Find("name", "displayname", "fullname")) is { Length: > 0 } whole ? whole : $"{parts[1]} {parts[0]}".Trim();
            var organisation = Cell(row, table.Find(Company));
            cards.Add(new(shown, parts, row[mail].Length > 0 ? [row[mail]] : [], telephones.Count(i => row[i].Length > 0), organisation.Length > 0 ? organisation : null, null));
        }
        draft.Items["contacts"] = cards.Count;
        draft.Items["cards"] = cards;
        return draft.Finish(Name);
    }

    private static string Cell(GridRow row, int? column) => column is { } place ? row[place].Trim() : "";
}
