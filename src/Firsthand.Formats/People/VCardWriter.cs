using System.Text;
using Firsthand.Formats.Calendar;

namespace Firsthand.Formats.People;

/// <summary>Writes contacts as vCard 4.0 (RFC 6350).</summary>
public static class VCardWriter
{
    private const int LongestLine = 75;

    public static byte[] Write(IEnumerable<Contact> contacts)
    {
        var text = new StringBuilder();
        foreach (var contact in contacts)
        {
            TextLine.Fold(text, "BEGIN:VCARD", LongestLine);
            TextLine.Fold(text, "VERSION:4.0", LongestLine);
            TextLine.Fold(text, $"FN:{TextLine.Escaped(contact.Fn)}", LongestLine);
            if (contact.N.Count > 0)
            {
                TextLine.Fold(text, $"N:{string.Join(';', Enumerable.Range(0, 5).Select(i => i < contact.N.Count ? TextLine.Escaped(contact.N[i]) : ""))}", LongestLine);
            }
            foreach (var address in contact.Emails)
            {
                TextLine.Fold(text, $"EMAIL:{TextLine.Escaped(address)}", LongestLine);
            }
            if (contact.Org is { } organisation)
            {
                TextLine.Fold(text, $"ORG:{string.Join(';', organisation.Split(';').Select(TextLine.Escaped))}", LongestLine);
            }
            TextLine.Fold(text, "END:VCARD", LongestLine);
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
