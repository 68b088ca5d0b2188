using System.ComponentModel.DataAnnotations;

namespace Firsthand.Conversations;

/// <summary>How patient we are with a server that writes down recordings.</summary>
internal sealed class TranscriptionOptions
{
    /// <summary>How often a recording is sent before a person is asked.</summary>
    [Range(1, 20)] public int Tries { get; init; } = 5;

    /// <summary>Seconds before the second try; each pause is twice the one before, unless the server names its own.</summary>
    [Range(0, 600)] public double FirstPause { get; init; } = 2;

    /// <summary>Minutes that one try may take: a server of one's own may be slower than speech.</summary>
    [Range(1, 24 * 60)] public double Patience { get; init; } = 180;
}
