namespace Firsthand.Engine.Encoding;

/// <summary>How much the terms of one corpus tell, kept so that texts that come later are weighed alike. Of one size, however large the corpus: terms are counted by their hashes.</summary>
internal sealed class TermWeights
{
    // Stems and runs of letters may have the same hash; this keeps them apart.
    private const uint Stems = 0x9E3779B9u;

    // Where two terms fall on one place, they are taken for one.
    private const int Bits = 18;

    public const int Places = 1 << Bits;

    private readonly int[] textsWith;
    private readonly int texts;
    private readonly float[] rarity;

    /// <param name="contents">For each text its content words.</param>
    public TermWeights(int texts, Func<int, (string Word, float Weight)[]> contents) : this(Count(texts, contents), texts)
    {
    }

    private TermWeights(int[] textsWith, int texts)
    {
        (this.textsWith, this.texts) = (textsWith, texts);
        rarity = Array.ConvertAll(textsWith, count => 1 + MathF.Log((1f + texts) / (1 + count)));
    }

    /// <summary>A text's terms, places rising: letters and stems each of length √½, so that the product of two texts is 1 at most.</summary>
    /// <param name="lexicon">Remembers the terms of words already met.</param>
    public (int Place, float Weight)[] Of((string Word, float Weight)[] words, Lexicon lexicon)
    {
        var terms = new List<(int Place, float Weight)>();
        foreach (var (word, weight) in words) foreach (var term in lexicon.LetterTerms(lexicon.Number(word))) terms.Add((PlaceOf(term), weight));
        Halve(terms, 0);
        var letters = terms.Count;
        foreach (var (word, weight) in words) terms.Add((PlaceOf(lexicon.StemTerm(lexicon.Number(word)) ^ Stems), weight));
        Halve(terms, letters);
        terms.Sort(static (a, b) => a.Place.CompareTo(b.Place));
        return [.. terms];
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(texts);
        foreach (var count in textsWith) writer.Write7BitEncodedInt(count);
    }

    public static TermWeights Read(BinaryReader reader)
    {
        var texts = reader.ReadInt32();
        var textsWith = new int[Places];
        for (var place = 0; place < textsWith.Length; place++) textsWith[place] = reader.Read7BitEncodedInt();
        return new(textsWith, texts);
    }

    private static int PlaceOf(uint term) => (int)(term >> (32 - Bits));

    private static int[] Count(int texts, Func<int, (string Word, float Weight)[]> contents)
    {
        var textsWith = new int[Places];
        // Counting commutes, so the order of threads does not matter.
        Parallel.For(0, texts, () => (Lexicon: new Lexicon(), Found: new HashSet<int>()), (i, _, room) =>
        {
            room.Found.Clear();
            foreach (var (word, _) in contents(i))
            {
                var number = room.Lexicon.Number(word);
                foreach (var term in room.Lexicon.LetterTerms(number)) room.Found.Add(PlaceOf(term));
                room.Found.Add(PlaceOf(room.Lexicon.StemTerm(number) ^ Stems));
            }
            foreach (var place in room.Found) Interlocked.Increment(ref textsWith[place]);
            return room;
        }, _ => { });
        return textsWith;
    }

    // Weighs the terms from one on: each once, more if found often (but not as much as often), more if rare; together of length √½.
    private void Halve(List<(int Place, float Weight)> terms, int from)
    {
        terms.Sort(from, terms.Count - from, Comparer<(int Place, float Weight)>.Default);
        var (distinct, squares) = (from, 0f);
        for (var t = from; t < terms.Count;)
        {
            var (place, most, first) = (terms[t].Place, 0f, t);
            for (; t < terms.Count && terms[t].Place == place; t++) most = Math.Max(most, terms[t].Weight);
            var weight = most * (1 + MathF.Log(t - first)) * rarity[place];
            squares += weight * weight;
            terms[distinct++] = (place, weight);
        }
        terms.RemoveRange(distinct, terms.Count - distinct);
        var length = MathF.Sqrt(2 * squares);
        for (var t = from; t < terms.Count; t++) terms[t] = (terms[t].Place, terms[t].Weight / length);
    }
}
