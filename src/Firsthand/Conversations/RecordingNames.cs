using System.Text.RegularExpressions;

namespace Firsthand.Conversations;

/// <summary>Which transcript belongs to a recording, told by what they are called. Pure.</summary>
internal static partial class RecordingNames
{
    private const int ShortestName = 3;

    // "call.transcript.vtt" and "call_1920x1080.mp4" are one call; tools write such words behind its name.
    [GeneratedRegex(@"([\W_]+|^)(transcript|transcription|captions?|closed|subtitles?|recording|audio|video|otter|ai|\d{3,4}x\d{3,4}|(audio|video)\d{6,})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Addition();

    // ".mp4", ".transcript", ".en"; not ".30" of a time.
    [GeneratedRegex(@"\.[a-z][a-z0-9]{1,10}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Extension();

    [GeneratedRegex(@"[\W_]+", RegexOptions.CultureInvariant)]
    private static partial Regex Between();

    /// <summary>What a recording and its transcript have in common; null when the name says nothing, as "audio.m4a" does.</summary>
    /// <param name="name">A file's name, perhaps with folders before it: where the file's own name says nothing, its folder's does.</param>
    public static string? Of(string name)
    {
        var parts = name.Split('/', '\\');
        return Stem(Extension().Replace(parts[^1], "")) ?? (parts.Length > 1 ? Stem(parts[^2]) : null);
    }

    private static string? Stem(string name)
    {
        for (var shorter = name; ; name = shorter)
        {
            shorter = Addition().Replace(Extension().Replace(name, ""), "");
            if (shorter == name) break;
        }
        var stem = Between().Replace(name, " ").Trim().ToUpperInvariant();
        return stem.Length < ShortestName ? null : stem;
    }
}
