namespace Firsthand.Engine.Detection;

/// <summary>Sentences that are parts of what was said before or after them.</summary>
internal static class Fragments
{
    private const int Short = 4, Pointing = 14;

    /// <summary>Too few words to stand alone.</summary>
    public static bool IsFragment(string text) => PlainSpeech.Of(text).Length < Short;

    /// <summary>Gives the reason of, or goes on with, the sentence before.</summary>
    public static bool IsReason(string text) => PlainSpeech.Of(text) is [("because" or "which" or "since" or "unless" or "otherwise" or "especially" or "except"), ..] or ["so", "that", ..] or ["that", "is", "why", ..] or ["and", "that", "is", ..];

    /// <summary>Speaks of "it" or "that" and says nothing else of what is meant.</summary>
    public static bool PointsBack(string text)
    {
        var words = PlainSpeech.Of(text);
        if (words.Length > Pointing) return false;
        var start = PlainSpeech.AfterOpeners(words);
        return start < words.Length && words[start] is "it" or "that" or "they" or "this" or "those" or "these" or "he" or "she" or "them";
    }
}
