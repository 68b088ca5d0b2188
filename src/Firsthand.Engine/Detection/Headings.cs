using System.Buffers;
using Firsthand.Engine.Text;

namespace Firsthand.Engine.Detection;

/// <summary>Titles that a transcriber left between the lines: "Price list", "Part two". Everybody's transcript has them and nobody said them.</summary>
internal static class Headings
{
    private const int LongestTitle = 5, EnoughSentences = 10;

    // Where nearly all that is said ends with a mark, a line without one is not said. Chats and machines that write no marks have no titles.
    private const double MarkedShare = .8;

    private static readonly SearchValues<char> Marks = SearchValues.Create(".!?…:;,-–—");
    private static readonly SearchValues<string> Speakers = SearchValues.Create(["i", "i'm", "i've", "i'd", "i'll", "it", "it's", "you", "we", "they", "he", "she", "that", "that's", "this", "me", "my", "not", "no"], StringComparison.Ordinal);

    /// <summary>The turns that are titles: a few words without a mark at their end, above more from the same side; where nobody knows the sides, a short answer looks the same.</summary>
    public static IReadOnlySet<int> Of(IReadOnlyList<HeardTurn> turns)
    {
        var titles = new HashSet<int>();
        var sentences = turns.Where(turn => Words.Spans(turn.Text).Count > LongestTitle).ToList();
        if (sentences.Count < EnoughSentences || sentences.Count(turn => IsMarked(turn.Text)) < MarkedShare * sentences.Count) return titles;
        for (var i = 0; i + 1 < turns.Count; i++)
            if (turns[i].Ours is { } side && turns[i + 1].Ours == side && IsTitle(turns[i].Text)) titles.Add(i);
        return titles;
    }

    private static bool IsTitle(string text)
    {
        text = text.Trim();
        if (text.Length == 0 || !(char.IsUpper(text[0]) || char.IsAsciiDigit(text[0])) || IsMarked(text)) return false;
        var words = Words.Of(text);
        return words.Count is > 0 and <= LongestTitle && !words.Any(Speakers.Contains);
    }

    private static bool IsMarked(string text) => text.AsSpan().TrimEnd(" \t\r\n\"'”’)]") is { Length: > 0 } said && Marks.Contains(said[^1]);
}
