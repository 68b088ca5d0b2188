namespace Firsthand.Engine.Encoding;

/// <summary>The terms of a word, as hashes: the same word gives the same hashes in every process and on every machine.</summary>
internal static class LexicalTerms
{
    private const int ShortestRun = 3, LongestRun = 5;

    /// <summary>The runs of letters inside a word and across its ends.</summary>
    public static uint[] LetterRuns(string word)
    {
        var runs = new List<uint>();
        var marked = $" {word} ";
        for (var length = ShortestRun; length <= Math.Min(LongestRun, marked.Length); length++)
            for (var i = 0; i + length <= marked.Length; i++) runs.Add(Hash(marked.AsSpan(i, length)));
        return [.. runs];
    }

    // FNV-1a over UTF-16 units, then mixed so that the high bits are as good as the low ones.
    public static uint Hash(ReadOnlySpan<char> term)
    {
        var hash = 2166136261u;
        foreach (var c in term) hash = (hash ^ c) * 16777619u;
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6Bu;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35u;
        return hash ^ (hash >> 16);
    }
}
