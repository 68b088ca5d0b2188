namespace Firsthand.Engine.Encoding;

/// <summary>
/// What texts share in words: one sparse vector per text, TF-IDF over hashed terms, each of length 1 (or empty, where a text has no
/// term). Terms that only one text has count in its length but are not kept, because they can match nothing.
/// </summary>
/// <param name="Starts">The entries of text i are Terms and Weights from Starts[i] to Starts[i + 1], terms rising.</param>
internal sealed record LexicalVectors(int[] Starts, int[] Terms, float[] Weights, int TermCount)
{
    // Room for 512 terms per text, so that two terms of one corpus hardly ever fall together; at most 4 million, which bounds the memory.
    private const int LeastBits = 13, MostBits = 22, BitsPerText = 9;

    // In a large corpus only the weightiest terms of a text are kept: 24 million entries are 200 MB.
    private const int MostEntries = 24_000_000, FewestPerText = 24;

    private const int TextsAtOnce = 2_048;

    public int Count => Starts.Length - 1;

    /// <param name="texts">How many texts there are.</param>
    /// <param name="terms">Adds the terms of a text to a list, as hashes, each with how much it counts there. Called twice for each text, from several threads.</param>
    public static LexicalVectors Of(int texts, Action<int, List<(uint Term, float Weight)>> terms)
    {
        var bits = LeastBits;
        while (bits < MostBits && 1L << bits < (long)texts << BitsPerText) bits++;
        var shift = 32 - bits;
        var documents = new int[1 << bits];
        // Counting commutes, so the order of threads does not matter.
        Parallel.For(0, texts, () => new List<(uint Term, float Weight)>(), (i, _, found) =>
        {
            foreach (var (term, _) in Distinct(i, terms, found)) Interlocked.Increment(ref documents[term >> shift]);
            return found;
        }, _ => { });

        var mostPerText = Math.Max(FewestPerText, MostEntries / Math.Max(1, texts));
        var chunks = new (List<int> Terms, List<float> Weights, List<int> Ends)[(texts + TextsAtOnce - 1) / TextsAtOnce];
        Parallel.For(0, chunks.Length, c =>
        {
            var found = new List<(uint Term, float Weight)>();
            var (kept, weights, ends) = chunks[c] = ([], [], []);
            for (var i = c * TextsAtOnce; i < Math.Min(texts, (c + 1) * TextsAtOnce); i++)
            {
                var squares = 0.0;
                var weighted = Distinct(i, terms, found);
                for (var t = 0; t < weighted.Count; t++)
                {
                    var (term, weight) = weighted[t];
                    weight *= 1 + MathF.Log((1f + texts) / (1 + documents[term >> shift]));
                    weighted[t] = (term, weight);
                    squares += weight * weight;
                }
                weighted.RemoveAll(entry => documents[entry.Term >> shift] < 2);
                if (weighted.Count > mostPerText)
                {
                    weighted.Sort((a, b) => (b.Weight, a.Term).CompareTo((a.Weight, b.Term)));
                    weighted.RemoveRange(mostPerText, weighted.Count - mostPerText);
                    weighted.Sort((a, b) => a.Term.CompareTo(b.Term));
                }
                foreach (var (term, weight) in weighted)
                {
                    var (place, share) = ((int)(term >> shift), weight / (float)Math.Sqrt(squares));
                    // Two terms of one text that fall on one place are one.
                    if (kept.Count > Start(ends) && kept[^1] == place) weights[^1] += share;
                    else
                    {
                        kept.Add(place);
                        weights.Add(share);
                    }
                }
                ends.Add(kept.Count);
            }
        });
        return Joined(texts, chunks, documents.Length);
    }

    private static int Start(List<int> ends) => ends.Count == 0 ? 0 : ends[^1];

    // A term found often counts more, but not as often as it was found.
    private static List<(uint Term, float Weight)> Distinct(int text, Action<int, List<(uint Term, float Weight)>> terms, List<(uint Term, float Weight)> found)
    {
        found.Clear();
        terms(text, found);
        found.Sort();
        var distinct = 0;
        for (var t = 0; t < found.Count;)
        {
            var (from, most) = (t, 0f);
            for (; t < found.Count && found[t].Term == found[from].Term; t++) most = Math.Max(most, found[t].Weight);
            found[distinct++] = (found[from].Term, most * (1 + MathF.Log(t - from)));
        }
        found.RemoveRange(distinct, found.Count - distinct);
        return found;
    }

    private static LexicalVectors Joined(int texts, (List<int> Terms, List<float> Weights, List<int> Ends)[] chunks, int termCount)
    {
        var starts = new int[texts + 1];
        var terms = new int[chunks.Sum(chunk => chunk.Terms.Count)];
        var weights = new float[terms.Length];
        int at = 0, text = 0;
        foreach (var chunk in chunks)
        {
            chunk.Terms.CopyTo(terms, at);
            chunk.Weights.CopyTo(weights, at);
            foreach (var end in chunk.Ends) starts[++text] = at + end;
            at += chunk.Terms.Count;
        }
        return new(starts, terms, weights, termCount);
    }

    /// <summary>Two kinds of terms side by side, each half of the evidence.</summary>
    public LexicalVectors Beside(LexicalVectors other)
    {
        var half = MathF.Sqrt(.5f);
        var starts = new int[Starts.Length];
        var terms = new int[Terms.Length + other.Terms.Length];
        var weights = new float[terms.Length];
        for (var i = 0; i < Count; i++)
        {
            var at = starts[i];
            for (var e = Starts[i]; e < Starts[i + 1]; e++) (terms[at], weights[at++]) = (Terms[e], Weights[e] * half);
            for (var e = other.Starts[i]; e < other.Starts[i + 1]; e++) (terms[at], weights[at++]) = (other.Terms[e] + TermCount, other.Weights[e] * half);
            starts[i + 1] = at;
        }
        return new(starts, terms, weights, TermCount + other.TermCount);
    }

    /// <summary>Inner product of two texts' vectors: their cosine, 0 to 1.</summary>
    public float Dot(int a, int b)
    {
        int i = Starts[a], j = Starts[b], endA = Starts[a + 1], endB = Starts[b + 1];
        var sum = 0f;
        while (i < endA && j < endB)
        {
            int left = Terms[i], right = Terms[j];
            if (left == right) sum += Weights[i++] * Weights[j++];
            else if (left < right) i++;
            else j++;
        }
        return sum;
    }

    /// <summary>Adds a text's vector to a sum of vectors.</summary>
    public void AddTo(Dictionary<int, float> sum, int text)
    {
        for (var e = Starts[text]; e < Starts[text + 1]; e++) sum[Terms[e]] = sum.GetValueOrDefault(Terms[e]) + Weights[e];
    }

    /// <summary>Inner product of a text's vector and a sum of vectors.</summary>
    public float Dot(Dictionary<int, float> sum, int text)
    {
        var product = 0f;
        for (var e = Starts[text]; e < Starts[text + 1]; e++) product += Weights[e] * sum.GetValueOrDefault(Terms[e]);
        return product;
    }

    /// <summary>Adds to each text's place the inner product with one text.</summary>
    public void AddProducts(TermLists byTerm, int text, Span<float> products)
    {
        for (var e = Starts[text]; e < Starts[text + 1]; e++)
        {
            var (term, weight) = (Terms[e], Weights[e]);
            for (var p = byTerm.Starts[term]; p < byTerm.Starts[term + 1]; p++) products[byTerm.Texts[p]] += weight * byTerm.Weights[p];
        }
    }

    /// <summary>For each term the texts that have it.</summary>
    public TermLists ByTerm()
    {
        var starts = new int[TermCount + 1];
        foreach (var term in Terms) starts[term + 1]++;
        for (var t = 0; t < TermCount; t++) starts[t + 1] += starts[t];
        var next = starts.AsSpan(0, TermCount).ToArray();
        var texts = new int[Terms.Length];
        var weights = new float[Terms.Length];
        for (var i = 0; i < Count; i++)
            for (var e = Starts[i]; e < Starts[i + 1]; e++)
            {
                var at = next[Terms[e]]++;
                (texts[at], weights[at]) = (i, Weights[e]);
            }
        return new(starts, texts, weights);
    }
}

/// <summary>The texts of term t: Texts and Weights from Starts[t] to Starts[t + 1], rising.</summary>
internal sealed record TermLists(int[] Starts, int[] Texts, float[] Weights);
