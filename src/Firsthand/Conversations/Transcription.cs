using Firsthand.Platform;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;

namespace Firsthand.Conversations;

/// <summary>The server that the owner chose to write down recordings: any that speaks as OpenAI's does, also one on this machine.</summary>
internal sealed class TranscriptionEndpoint : IInWorkspace
{
    public required Id<TranscriptionEndpoint> Id { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }

    /// <summary>The whole address that recordings are sent to, and no other.</summary>
    public required string Address { get; set; }

    public required string Model { get; set; }

    /// <summary>The key, under the server's data protection; null when it needs none.</summary>
    public string? ProtectedKey { get; set; }

    /// <summary>ISO 639-1, such as "en"; null lets the model find out.</summary>
    public string? Language { get; set; }

    /// <summary>Millionths of <see cref="Currency"/>; 0 for a server of one's own.</summary>
    public required long PricePerMinute { get; set; }

    public required string Currency { get; set; }
}

internal enum TranscriptionState
{
    Waiting, Running, Done,

    /// <summary>The server said no, or did not answer after all tries; a person may try again.</summary>
    Refused,
}

/// <summary>One recording sent to be written down: what left the server, where to, what it cost.</summary>
internal sealed class Transcription : IInWorkspace
{
    public required Id<Transcription> Id { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }

    /// <summary>The recording as it was brought.</summary>
    public required Id<ImportFile> ImportFileId { get; init; }

    public TranscriptionState State { get; set; }

    /// <summary>The host that it is sent to; null before it is.</summary>
    public string? Host { get; set; }

    public string? Model { get; set; }

    /// <summary>How often it was sent, since a person last asked.</summary>
    public int Tries { get; set; }

    public required long Bytes { get; init; }

    /// <summary>Length of the recording as the answer tells; null when it does not.</summary>
    public double? Seconds { get; set; }

    /// <summary>Millionths of <see cref="Currency"/>, from the owner's price a minute; null when the length is not known.</summary>
    public long? Cost { get; set; }

    public string? Currency { get; set; }

    /// <summary>Why not, for a person.</summary>
    public string? Problem { get; set; }

    public required DateTimeOffset QueuedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; set; }

    public const long Million = 1_000_000;

    /// <summary>What so many seconds cost; started minutes are not rounded up.</summary>
    public static long CostOf(double seconds, long pricePerMinute) => (long)Math.Round(seconds / 60 * pricePerMinute);
}
