using Firsthand.Platform;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;

namespace Firsthand.Customers;

/// <summary>Where somebody stands with us.</summary>
internal enum CustomerStage
{
    Unknown, Lead, Qualified, Offered, Customer, Active, AtRisk, Churned, Returned,
}

/// <summary>How far somebody's words may go, as they said.</summary>
internal enum Consent
{
    NotAsked, Record, QuoteInside, QuoteByName, Withdrawn,
}

/// <summary>Somebody on the customer's side: the unit that every number counts.</summary>
internal sealed class Person : IUndoable
{
    public required Id<Person> Id { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }
    public required string Name { get; set; }
    public Id<Account>? AccountId { get; set; }
    public string? Email { get; set; }
    public CustomerStage Stage { get; set; }
    public string? Segment { get; set; }
    public Consent Consent { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Nobody named this person: the name is the place they were heard at ("P1", "Row 12").</summary>
    public bool IsNameless { get; set; }

    /// <summary>Merged into somebody else; kept so that a merge can be undone.</summary>
    public Id<Person>? MergedInto { get; set; }
}

/// <summary>The company or team that people belong to.</summary>
internal sealed class Account : IUndoable
{
    public required Id<Account> Id { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }
    public required string Name { get; set; }
}
