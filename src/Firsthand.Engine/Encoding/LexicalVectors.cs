namespace Firsthand.Engine.Encoding;

/// <summary>
/// What texts share in words: one sparse vector per text, TF-IDF over hashed terms, each of length 1 (or empty, where a text has no
/// term). Terms that only one text has count in its length but are not kept, because they can match nothing.
/// </summary>
/// <param name="Starts">The entries of text i are Terms and Weights from Starts[i] to Starts[i + 1], terms rising.</param>
internal sealed record LexicalVectors(int[] Starts, int[] Terms, float[] Weights, int TermCount)
{
    // So much room that two terms of one corpus hardly ever fall together; at most 4 million, which bounds the memory.
    private const int LeastBits = 12, MostBits = 22, RoomPerTerm = 8;

    public int Count => Starts.Length - 1;

    /// <param name="texts">How many texts there are.</param>
    /// <param name="terms">Adds the terms of a text to a list, as hashes, each with how much it counts there.</param>
    public static LexicalVectors Of(int texts, Action<int, List<(uint Term, float Weight)>> terms)
    {
        var starts = new int[texts + 1];
        var all = new List<int>();
        var counts = new List<float>();
        var found = new List<(uint Term, float Weight)>();
        for (var i = 0; i < texts; i++)
        {
            found.Clear();
            terms(i, found);
            found.Sort();
            for (var t = 0; t < found.Count;)
            {
                var from = t;
                var most = 0f;
                for (; t < found.Count && found[t].Term == found[from].Term; t++) most = Math.Max(most, found[t].Weight);
                all.Add((int)found[from].Term);
                counts.Add(most * (1 + MathF.Log(t - from)));
            }
            starts[i + 1] = all.Count;
        }
        var bits = LeastBits;
        while (bits < MostBits && 1L << bits < (long)RoomPerTerm * all.Count) bits++;
        var shift = 32 - bits;
        var documents = new int[1 << bits];
        for (var e = 0; e < all.Count; e++) documents[all[e] = (int)((uint)all[e] >> shift)]++;
        return Weighted(texts, starts, all, counts, documents);
    }

    private static LexicalVectors Weighted(int texts, int[] starts, List<int> terms, List<float> counts, int[] documents)
    {
        var keptStarts = new int[texts + 1];
        var kept = new List<int>();
        var weights = new List<float>();
        for (var i = 0; i < texts; i++)
        {
            var squares = 0.0;
            for (var e = starts[i]; e < starts[i + 1]; e++)
            {
                var weight = counts[e] * (1 + Math.Log((1.0 + texts) / (1 + documents[terms[e]])));
                squares += weight * weight;
                if (documents[terms[e]] < 2) continue;
                kept.Add(terms[e]);
                weights.Add((float)weight);
            }
            keptStarts[i + 1] = kept.Count;
            var scale = squares == 0 ? 0 : (float)(1 / Math.Sqrt(squares));
            for (var e = keptStarts[i]; e < keptStarts[i + 1]; e++) weights[e] *= scale;
        }
        return new(keptStarts, [.. kept], [.. weights], documents.Length);
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
