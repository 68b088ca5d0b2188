using Firsthand.Formats.Frame;

namespace Firsthand.Formats;

/// <summary>Sound and film in a ZIP of files, to be kept as files of their own. A chat's voice notes stay with their chat.</summary>
public static class ZipRecordings
{
    private static readonly string[] Extensions = [".MP3", ".M4A", ".MP4", ".M4V", ".MOV", ".WAV", ".OGG", ".OGA", ".OPUS", ".FLAC", ".WEBM", ".AAC", ".MPGA"];

    /// <param name="bytes">Any file.</param>
    /// <param name="limits">How much may be unpacked.</param>
    /// <returns>Names (with folders, never to be used as paths) and bytes, one unpacked at a time; nothing for a file that is no ZIP, is damaged, or goes beyond the limits: reading it says so.</returns>
    public static IEnumerable<(string Name, byte[] Bytes)> In(ReadOnlyMemory<byte> bytes, Limits limits)
    {
        if (!Archive.LooksLike(bytes.Span) || Open(bytes, limits) is not { } archive || Containers.ZipFormat.IsCopy(archive) || archive.Entries.Any(entry => entry.FileName.Equals("_chat.txt", StringComparison.OrdinalIgnoreCase)))
        {
            yield break;
        }
        foreach (var entry in archive.Entries.Where(entry => !entry.IsFolder && !entry.FileName.StartsWith('.') && IsRecording(entry)))
        {
            if (Unpack(archive, entry) is not { } recording)
            {
                yield break;
            }
            yield return (Archive.Shown(entry.Name), recording);
        }
    }

    /// <summary>Whether a ZIP holds recordings and nothing else: then there is nothing to read in it.</summary>
    public static bool IsAllOf(ReadOnlyMemory<byte> bytes, Limits limits) =>
        Archive.LooksLike(bytes.Span) && Open(bytes, limits)?.Entries.Where(entry => !entry.IsFolder && !entry.FileName.StartsWith('.')).ToList() is { Count: > 0 } entries && entries.TrueForAll(IsRecording);

    private static bool IsRecording(Archive.Entry entry) =>
        entry.Size > 0 && Archive.Suspicious(entry.Name) is null && Extensions.Contains(Path.GetExtension(entry.FileName).ToUpperInvariant());

    private static Archive? Open(ReadOnlyMemory<byte> bytes, Limits limits)
    {
        try
        {
            return new Archive(bytes, limits);
        }
        catch (Refused)
        {
            return null;
        }
    }

    private static byte[]? Unpack(Archive archive, Archive.Entry entry)
    {
        try
        {
            return archive.Unpack(entry);
        }
        catch (Refused)
        {
            return null;
        }
    }
}
