using Firsthand.Engine.Text;

namespace Firsthand.Engine.Encoding;

/// <summary>The terms of a text, as hashes: the same text gives the same hashes in every process and on every machine.</summary>
internal static class LexicalTerms
{
    private const int ShortestGram = 3, LongestGram = 5;

    /// <summary>Runs of three to five letters inside a word, with a mark at both ends of a word: what survives inflection, compounds and typing errors.</summary>
    public static void Grams(string word, float weight, List<(uint Term, float Weight)> into)
    {
        var marked = $" {word} ";
        for (var length = ShortestGram; length <= Math.Min(LongestGram, marked.Length); length++)
            for (var i = 0; i + length <= marked.Length; i++) into.Add((Hash(marked.AsSpan(i, length)), weight));
    }

    /// <summary>The stem of a word.</summary>
    public static void Stem(string word, float weight, List<(uint Term, float Weight)> into) => into.Add((Hash(Words.Stem(word)), weight));

    // FNV-1a over UTF-16 units, then mixed so that the low bits are as good as the high ones.
    private static uint Hash(ReadOnlySpan<char> term)
    {
        var hash = 2166136261u;
        foreach (var c in term) hash = (hash ^ c) * 16777619u;
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6Bu;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35u;
        return hash ^ (hash >> 16);
    }
}
