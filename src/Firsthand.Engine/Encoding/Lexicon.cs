using Firsthand.Engine.Text;

namespace Firsthand.Engine.Encoding;

/// <summary>The different words of a corpus, numbered in the order in which they first occur, each with its stem and the hashes of its terms.</summary>
internal sealed class Lexicon
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<(string Word, string Stem, uint StemTerm, uint[] LetterTerms)> entries = [];

    public int Count => entries.Count;

    public int Number(string word)
    {
        if (numbers.TryGetValue(word, out var number)) return number;
        var stem = Words.Stem(word);
        numbers.Add(word, entries.Count);
        entries.Add((word, stem, LexicalTerms.Hash(stem), LexicalTerms.LetterRuns(word)));
        return entries.Count - 1;
    }

    public string Word(int number) => entries[number].Word;

    public string Stem(int number) => entries[number].Stem;

    public uint StemTerm(int number) => entries[number].StemTerm;

    /// <summary>Runs of three to five letters inside the word, with a mark at both ends: what survives inflection, compounds and typing errors.</summary>
    public uint[] LetterTerms(int number) => entries[number].LetterTerms;
}
