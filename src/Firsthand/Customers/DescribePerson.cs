using System.ComponentModel.DataAnnotations;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Customers;

/// <summary>Changes what is known of a person. What is left out stays as it was.</summary>
internal sealed class DescribePerson(FirsthandDb db, Journal journal, TimeProvider clock)
{
    public sealed record Request([property: StringLength(300, MinimumLength = 1)] string? Name = null, [property: StringLength(300)] string? Account = null, [property: StringLength(300)] string? Email = null,
        CustomerStage? Stage = null, [property: StringLength(100)] string? Segment = null, Consent? Consent = null);

    public async Task<Outcome<Id<Person>>> RunAsync(Id<Person> id, Request request, CancellationToken ct)
    {
        if (await db.People.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } person) return new Outcome<Id<Person>>.Missing("person");
        if (request.Name is { } name)
        {
            if (string.IsNullOrWhiteSpace(name)) return new Outcome<Id<Person>>.Refused(nameof(request.Name), "A person needs a name.");
            (person.Name, person.IsNameless) = (name.Trim(), false);
        }
        if (request.Account is { } account) person.AccountId = await AccountAsync(account.Trim(), ct);
        if (request.Email is { } email)
        {
            if (email.Trim() is { Length: > 0 } said && said.Split('@') is not [{ Length: > 0 }, .., { Length: > 0 }]) return new Outcome<Id<Person>>.Refused(nameof(request.Email), $"“{said}” is no e-mail address: expected a name, an @ and a place, such as ada@example.org.");
            person.Email = email.Trim() is { Length: > 0 } address ? address : null;
        }
        if (request.Segment is { } segment) person.Segment = segment.Trim() is { Length: > 0 } named ? named : null;
        person.Stage = request.Stage ?? person.Stage;
        person.Consent = request.Consent ?? person.Consent;
        await journal.SaveAsync("Described a person", ct);
        return id;
    }

    private async Task<Id<Account>?> AccountAsync(string name, CancellationToken ct)
    {
        if (name.Length == 0) return null;
        if (await db.Accounts.FirstOrDefaultAsync(row => row.Name == name, ct) is { } known) return known.Id;
        var account = new Account { Id = Id<Account>.New(clock), Name = name };
        db.Accounts.Add(account);
        return account.Id;
    }
}
