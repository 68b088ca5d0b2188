namespace Firsthand.Platform.Identity;

/// <summary>One company and all that it knows.</summary>
internal sealed class Workspace
{
    public required Id<Workspace> Id { get; init; }
    public required string Name { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Holds the sample company, which one click removes.</summary>
    public bool IsSample { get; set; }

    /// <summary>Words that count as mentioning our offer, for the pitch clock: product and company names.</summary>
    public List<string> OfferWords { get; set; } = [];
}
