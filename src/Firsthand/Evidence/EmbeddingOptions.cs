using System.ComponentModel.DataAnnotations;

namespace Firsthand.Evidence;

/// <summary>How a server that tells what sentences mean is asked.</summary>
internal sealed class EmbeddingOptions
{
    /// <summary>Sentences in one request: every server known takes so many.</summary>
    [Range(1, 2048)] public int Batch { get; init; } = 32;

    /// <summary>How often a request is sent before the work stops and says why.</summary>
    [Range(1, 20)] public int Tries { get; init; } = 5;

    /// <summary>Seconds before the second try; each pause is twice the one before, unless the server names its own.</summary>
    [Range(0, 600)] public double FirstPause { get; init; } = 2;

    /// <summary>Seconds that one try may take.</summary>
    [Range(1, 3600)] public double Patience { get; init; } = 120;

    /// <summary>Seconds that somebody who searches waits for the server; afterwards words alone are searched.</summary>
    [Range(0.1, 60)] public double SearchPatience { get; init; } = 3;
}
