namespace Firsthand.Conversations;

/// <summary>What a person calls the formats that the readers name.</summary>
internal static class FormatTitles
{
    private static readonly Dictionary<string, string> Titles = new()
    {
        ["webvtt"] = "Captions (WebVTT)", ["srt"] = "Subtitles (SRT)", ["sbv"] = "Captions (SBV)", ["ttml"] = "Captions (TTML)", ["zoom-chat"] = "Zoom chat", ["whatsapp"] = "WhatsApp chat",
        ["survey"] = "Table with answers", ["txt-transcript"] = "Text", ["notes"] = "Notes of ours", ["otter-txt"] = "Otter transcript", ["fathom"] = "Fathom transcript", ["google-meet"] = "Google Meet transcript",
        ["teams-document"] = "Teams transcript", ["docx-transcript"] = "Word document", ["odt-transcript"] = "OpenDocument text", ["gong"] = "Gong call", ["granola"] = "Granola notes",
        ["readai"] = "Read AI meeting", ["fireflies"] = "Fireflies meeting", ["conversation-json"] = "Conversations in JSON", ["stt-assemblyai"] = "AssemblyAI transcription",
        ["stt-aws"] = "AWS transcription", ["stt-azure"] = "Azure transcription", ["stt-deepgram"] = "Deepgram transcription", ["stt-google"] = "Google transcription", ["stt-ibm"] = "IBM transcription",
        ["stt-podcast"] = "Podcast transcript", ["stt-rev"] = "Rev transcription", ["stt-speechmatics"] = "Speechmatics transcription", ["stt-whisper"] = "Whisper transcription", ["stt-whispercpp"] = "Whisper transcription (whisper.cpp)",
    };

    /// <summary>The title; the reader's own name where nobody gave it one.</summary>
    public static string Of(string format) => Titles.GetValueOrDefault(format, format);
}
