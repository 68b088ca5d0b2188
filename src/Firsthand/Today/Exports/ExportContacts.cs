using Firsthand.Formats.People;

namespace Firsthand.Today.Exports;

/// <summary>The customers who have a name, as an address book.</summary>
internal sealed class ExportContacts(ReadBook read) : IExport
{
    public string Name => "contacts";
    public string Says => "The customers as an address book (vCard).";
    public string File => "customers.vcf";

    public async Task WriteAsync(Func<string, Stream> create, CancellationToken ct)
    {
        var book = await read.RunAsync(ct);
        await using var file = create(File);
        // One word after the other is all that is known of a name: which is the family's is not.
        await file.WriteAsync(VCardWriter.Write(book.Customers.Where(person => !person.IsNameless).Select(person => new Contact(person.Name, [], person.Email is { } address ? [address] : [], 0, person.Account?.Replace(';', ','), null))), ct);
    }
}
