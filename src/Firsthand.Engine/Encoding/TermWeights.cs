namespace Firsthand.Engine.Encoding;

/// <summary>How much the terms of one corpus tell, kept so that texts that come later are weighed alike. Of one size, however large the corpus: terms are counted by their hashes.</summary>
internal sealed class TermWeights
{
    // Stems and runs of letters may have the same hash; this keeps them apart.
    private const uint Stems = 0x9E3779B9u;

    // Room for 131,072 terms; where two fall together, both tell a little less.
    private const int Shift = 32 - 17;

    private readonly int[] textsWith;
    private readonly int texts;

    /// <param name="corpus">For each text its content words.</param>
    public TermWeights(IEnumerable<(string Word, float Weight)[]> corpus)
    {
        textsWith = new int[1 << (32 - Shift)];
        var lexicon = new Lexicon();
        foreach (var words in corpus)
        {
            texts++;
            foreach (var place in Letters(words, lexicon).Concat(StemsOf(words, lexicon)).Select(entry => entry.Term >> Shift).Distinct()) textsWith[place]++;
        }
    }

    private TermWeights(int[] textsWith, int texts) => (this.textsWith, this.texts) = (textsWith, texts);

    /// <summary>A text's terms: letters and stems each of length √½, so that the product of two texts is 1 at most.</summary>
    /// <param name="lexicon">Remembers the terms of words already met.</param>
    public IReadOnlyList<(uint Term, float Weight)> Of((string Word, float Weight)[] words, Lexicon lexicon) => [.. Halved(Letters(words, lexicon)), .. Halved(StemsOf(words, lexicon))];

    public void Write(BinaryWriter writer)
    {
        writer.Write(texts);
        foreach (var count in textsWith) writer.Write7BitEncodedInt(count);
    }

    public static TermWeights Read(BinaryReader reader)
    {
        var texts = reader.ReadInt32();
        var textsWith = new int[1 << (32 - Shift)];
        for (var place = 0; place < textsWith.Length; place++) textsWith[place] = reader.Read7BitEncodedInt();
        return new(textsWith, texts);
    }

    private List<(uint Term, float Weight)> Halved(IEnumerable<(uint Term, float Weight)> found)
    {
        var weighted = found.GroupBy(entry => entry.Term).Select(same => (Term: same.Key,
            Weight: same.Max(entry => entry.Weight) * (1 + MathF.Log(same.Count())) * (1 + MathF.Log((1f + texts) / (1 + textsWith[same.Key >> Shift]))))).ToList();
        var length = MathF.Sqrt(2 * weighted.Sum(entry => entry.Weight * entry.Weight));
        return weighted.ConvertAll(entry => (entry.Term, entry.Weight / length));
    }

    private static IEnumerable<(uint Term, float Weight)> Letters((string Word, float Weight)[] words, Lexicon lexicon) => words.SelectMany(word => lexicon.LetterTerms(lexicon.Number(word.Word)).Select(term => (term, word.Weight)));

    private static IEnumerable<(uint Term, float Weight)> StemsOf((string Word, float Weight)[] words, Lexicon lexicon) => words.Select(word => (lexicon.StemTerm(lexicon.Number(word.Word)) ^ Stems, word.Weight));
}
