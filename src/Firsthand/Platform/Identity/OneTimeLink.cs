namespace Firsthand.Platform.Identity;

/// <summary>A link that signs one member in, once: how the demo and a forgotten password open the door.</summary>
internal sealed class OneTimeLink
{
    /// <summary>SHA-256 of the token, so that reading the table opens nothing.</summary>
    public required string TokenHash { get; init; }
    public required Guid MemberId { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}
