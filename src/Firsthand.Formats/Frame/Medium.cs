namespace Firsthand.Formats.Frame;

/// <summary>Files that hold no words for us to read, told by their first bytes.</summary>
internal static class Medium
{
    /// <summary>What the file is, in words; null when it may be a text or a container.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "a picture (PNG)",
        [0xFF, 0xD8, 0xFF, ..] => "a picture (JPEG)",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "a picture (GIF)",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "a picture (WebP)",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => "a recording (WAV): it has to be transcribed first",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', ..] => "a recording (AVI): it has to be transcribed first",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "a PDF: save its text as .txt or .docx",
        [(byte)'I', (byte)'D', (byte)'3', ..] or [0xFF, 0xFB or 0xF3 or 0xF2, _, _, ..] => "a recording (MP3): it has to be transcribed first",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "a recording (MP4): it has to be transcribed first",
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "a recording (Ogg): it has to be transcribed first",
        [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => "a recording (FLAC): it has to be transcribed first",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => "a recording (Matroska or WebM): it has to be transcribed first",
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => "an old Office file: save it as .docx or .xlsx",
        [(byte)'{', (byte)'\\', (byte)'r', (byte)'t', (byte)'f', ..] => "a rich-text file (RTF): save it as .docx or .txt",
        [0x1F, 0x8B, ..] => "a gzip archive: unpack it first",
        [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] => "a 7-Zip archive: unpack it, or make it a ZIP",
        [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] => "a RAR archive: unpack it, or make it a ZIP",
        [(byte)'S', (byte)'Q', (byte)'L', (byte)'i', (byte)'t', (byte)'e', (byte)' ', ..] => "a database (SQLite)",
        _ => null,
    };
}
