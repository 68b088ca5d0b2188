using Firsthand.Platform;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Firsthand.Evidence;

/// <summary>
/// The server and the model that the owner chose to tell what sentences mean: any that speaks as OpenAI's does. Another address, model or number of dimensions is
/// another row with another id, and every vector names the row that it came from: vectors of two models never meet.
/// </summary>
internal sealed class EmbeddingEndpoint : IInWorkspace
{
    public required Id<EmbeddingEndpoint> Id { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }

    /// <summary>The whole address that sentences are sent to, and no other.</summary>
    public required string Address { get; init; }

    public required string Model { get; init; }

    /// <summary>The key, under the server's data protection; null when it needs none.</summary>
    public string? ProtectedKey { get; set; }

    /// <summary>How many numbers the owner asks for; null for as many as the model gives.</summary>
    public int? Asked { get; init; }

    /// <summary>How many numbers its vectors have.</summary>
    public required int Dimensions { get; init; }

    /// <summary>The packed vector of <see cref="EmbeddingCall.Harmless"/>: shows whether the same model still answers under the name.</summary>
    public required byte[] Fingerprint { get; init; }

    /// <summary>When all that was said had been encoded once. Until then our own encoder's vectors serve search and patterns, and from then on this model's.</summary>
    public DateTimeOffset? CompleteAt { get; set; }

    public string Host => new Uri(Address).Authority;

    public static IDataProtector Protector(IDataProtectionProvider protection) => protection.CreateProtector("embedding key");
}

/// <summary>What a model outside made of a sentence.</summary>
internal sealed class SentenceVector : IInWorkspace
{
    public long Number { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }

    /// <summary>Whose it is. No foreign key: where the owner chose another one, the next job takes these away.</summary>
    public required Id<EmbeddingEndpoint> EndpointId { get; init; }

    public required long SentenceNumber { get; init; }

    /// <summary>Packed; empty where the sentence holds nothing to encode.</summary>
    public required byte[] Vector { get; init; }
}

/// <summary>What left this server to be encoded, in one go: how much, where to, and how it ended.</summary>
internal sealed class EmbeddingRun : IInWorkspace
{
    public required Id<EmbeddingRun> Id { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }
    public required string Host { get; init; }
    public required string Model { get; init; }
    public int Sentences { get; init; }
    public long Characters { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it stopped, for a person; null when it did not.</summary>
    public string? Problem { get; init; }
}
