namespace Firsthand.Formats.PlainText;

/// <summary>Lines that no one said: headings, rules, a tool's own footer.</summary>
internal static class Furniture
{
    public static string? Kind(ReadOnlySpan<char> line)
    {
        var text = line.Trim();
        return text.IsEmpty ? null
            : text[0] == '#' && text.TrimStart('#') is var heading && heading.Length < text.Length && (heading.IsEmpty || heading[0] == ' ') ? "heading"
            : text.Length >= 3 && (text.IndexOfAnyExcept('-') < 0 || text.IndexOfAnyExcept('*') < 0 || text.IndexOfAnyExcept('_') < 0 || text.IndexOfAnyExcept('=') < 0) ? "rule"
            : text.StartsWith("Transcribed by http", StringComparison.OrdinalIgnoreCase) || text.StartsWith("Transcribed by Otter", StringComparison.OrdinalIgnoreCase)
                || text.StartsWith("Meeting ended after", StringComparison.OrdinalIgnoreCase) || text.StartsWith("Transcription ended after", StringComparison.OrdinalIgnoreCase)
                || text is "[END]" or "[End of transcript]" or "END OF TRANSCRIPT" or "[END OF TRANSCRIPT]" or "[End]" ? "footer"
            : null;
    }
}
