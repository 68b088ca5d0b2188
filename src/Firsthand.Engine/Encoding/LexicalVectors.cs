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
    /// <param name="terms">Adds the terms of a text to a list, as hashes.</param>
    public static LexicalVectors Of(int texts, Action<int, List<uint>> terms)
    {
        var starts = new int[texts + 1];
        var all = new List<int>();
        var counts = new List<ushort>();
        var found = new List<uint>();
        for (var i = 0; i < texts; i++)
        {
            found.Clear();
            terms(i, found);
            found.Sort();
            for (var t = 0; t < found.Count;)
            {
                var from = t;
                while (t < found.Count && found[t] == found[from]) t++;
                all.Add((int)found[from]);
                counts.Add((ushort)Math.Min(ushort.MaxValue, t - from));
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

    private static LexicalVectors Weighted(int texts, int[] starts, List<int> terms, List<ushort> counts, int[] documents)
    {
        var keptStarts = new int[texts + 1];
        var kept = new List<int>();
        var weights = new List<float>();
        for (var i = 0; i < texts; i++)
        {
            var squares = 0.0;
            for (var e = starts[i]; e < starts[i + 1]; e++)
            {
                var weight = (1 + Math.Log(counts[e])) * (1 + Math.Log((1.0 + texts) / (1 + documents[terms[e]])));
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

    /// <summary>Makes a text's vector longer or shorter.</summary>
    public void Scale(int text, float by)
    {
        foreach (ref var weight in Weights.AsSpan(Starts[text]..Starts[text + 1])) weight *= by;
    }

    /// <summary>Inner product of two texts' vectors: their cosine, 0 to 1, unless they were scaled.</summary>
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

    /// <summary>For each term the texts that have it.</summary>
    public (int[] Starts, int[] Texts, float[] Weights) ByTerm()
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
        return (starts, texts, weights);
    }
}
