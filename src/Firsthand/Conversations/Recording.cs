namespace Firsthand.Conversations;

/// <summary>Sound or film beside a transcript, told by its first bytes, whatever it is called.</summary>
internal static class Recording
{
    /// <summary>How many bytes tell what it is.</summary>
    public const int HeadBytes = 12;

    /// <summary>What a browser needs to know to play it; null when it is no recording.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> head) => head switch
    {
        [(byte)'I', (byte)'D', (byte)'3', ..] or [0xFF, 0xFB or 0xFA or 0xF3 or 0xF2, ..] => "audio/mpeg",
        [0xFF, 0xF1 or 0xF9, ..] => "audio/aac",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'M', (byte)'4', (byte)'A', ..] => "audio/mp4",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "video/mp4",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => "audio/wav",
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "audio/ogg",
        [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => "audio/flac",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => "video/webm",
        _ => null,
    };

    /// <summary>The same of stored bytes, which are read from their beginning.</summary>
    public static async Task<string?> TypeOfAsync(Stream bytes, CancellationToken ct)
    {
        var head = new byte[HeadBytes];
        var read = await bytes.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        return TypeOf(head.AsSpan(0, read));
    }
}
