namespace Firsthand.Engine.Encoding;

/// <summary>How much the terms of one corpus tell, kept so that texts that come later are weighed alike.</summary>
internal sealed class TermWeights
{
    // Stems and runs of letters may have the same hash; this keeps them apart.
    private const uint Stems = 0x9E3779B9u;

    private readonly Lexicon lexicon = new();
    private readonly Lock gate = new();
    private readonly Dictionary<uint, int> textsWith = [];
    private readonly int texts;

    /// <param name="corpus">For each text its content words.</param>
    public TermWeights(IEnumerable<(string Word, float Weight)[]> corpus)
    {
        foreach (var words in corpus)
        {
            texts++;
            foreach (var term in Letters(words).Concat(StemsOf(words)).Select(entry => entry.Term).Distinct()) textsWith[term] = textsWith.GetValueOrDefault(term) + 1;
        }
    }

    /// <summary>A text's terms: letters and stems each of length √½, so that the product of two texts is 1 at most.</summary>
    public IReadOnlyList<(uint Term, float Weight)> Of((string Word, float Weight)[] words) => [.. Halved(Letters(words)), .. Halved(StemsOf(words))];

    private List<(uint Term, float Weight)> Halved(IEnumerable<(uint Term, float Weight)> found)
    {
        var weighted = found.GroupBy(entry => entry.Term).Select(same => (Term: same.Key,
            Weight: same.Max(entry => entry.Weight) * (1 + MathF.Log(same.Count())) * (1 + MathF.Log((1f + texts) / (1 + textsWith.GetValueOrDefault(same.Key)))))).ToList();
        var length = MathF.Sqrt(2 * weighted.Sum(entry => entry.Weight * entry.Weight));
        return weighted.ConvertAll(entry => (entry.Term, entry.Weight / length));
    }

    private IEnumerable<(uint Term, float Weight)> Letters((string Word, float Weight)[] words) => words.SelectMany(word => LetterTerms(word.Word).Select(term => (term, word.Weight)));

    private IEnumerable<(uint Term, float Weight)> StemsOf((string Word, float Weight)[] words) => words.Select(word => (StemTerm(word.Word), word.Weight));

    private uint[] LetterTerms(string word)
    {
        lock (gate) return lexicon.LetterTerms(lexicon.Number(word));
    }

    private uint StemTerm(string word)
    {
        lock (gate) return lexicon.StemTerm(lexicon.Number(word)) ^ Stems;
    }
}
