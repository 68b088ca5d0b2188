namespace Firsthand.Engine.Patterns;

/// <summary>
/// A tree of merges by average linkage: the two groups whose members are most similar on average come together first. Cut anywhere, it
/// gives groups with no number named in advance; unlike communities it knows when a thing is like nothing else.
/// </summary>
internal sealed class Linkage
{
    /// <summary>So far below any similarity that no average over it ever passes a cut.</summary>
    public const float Never = -1e6f;

    private readonly int count;
    private readonly List<(int Into, int From, float Similarity)> merges = [];

    /// <param name="similarities">Symmetric, row after row; used up.</param>
    /// <param name="weights">How many things each row stands for.</param>
    public Linkage(float[] similarities, int[] weights)
    {
        count = weights.Length;
        var sizes = weights.ToArray();
        var alive = Enumerable.Range(0, count).ToList();
        var chain = new Stack<int>();
        // Nearest-neighbour chains: follow nearest neighbours until two are each other's; average linkage makes that merge final.
        while (alive.Count > 1)
        {
            if (chain.Count == 0) chain.Push(alive[0]);
            while (true)
            {
                var tip = chain.Pop();
                var before = chain.TryPeek(out var previous) ? previous : -1;
                var nearest = Nearest(similarities, tip, before, alive);
                if (nearest != before)
                {
                    chain.Push(tip);
                    chain.Push(nearest);
                    continue;
                }
                chain.Pop();
                Merge(similarities, Math.Min(tip, nearest), Math.Max(tip, nearest), sizes, alive);
                break;
            }
        }
        merges.Sort((a, b) => (b.Similarity, a.Into, a.From).CompareTo((a.Similarity, b.Into, b.From)));
    }

    /// <summary>The groups when only what is more similar than this has come together, numbered in order of first occurrence.</summary>
    public int[] Cut(float above) => Groups(merges.TakeWhile(merge => merge.Similarity > above));

    /// <summary>The groups when so many are left, or as many as can be without what must never merge.</summary>
    public int[] Cut(int groups) => Groups(merges.Where(merge => merge.Similarity > Never / 2 / count).Take(count - groups));

    private int[] Groups(IEnumerable<(int Into, int From, float Similarity)> made)
    {
        var root = Enumerable.Range(0, count).ToArray();
        foreach (var (into, from, _) in made) root[Find(from)] = Find(into);
        var groups = Enumerable.Range(0, count).Select(Find).ToArray();
        Membership.Renumber(groups);
        return groups;

        int Find(int i)
        {
            while (root[i] != i) i = root[i] = root[root[i]];
            return i;
        }
    }

    // Of equals the one that the chain came from, so that it ends; else the first.
    private int Nearest(float[] similarities, int of, int before, List<int> alive)
    {
        var row = similarities.AsSpan(of * count, count);
        var nearest = before;
        var most = before >= 0 ? row[before] : float.NegativeInfinity;
        foreach (var other in alive)
            if (row[other] > most && other != of) (nearest, most) = (other, row[other]);
        return nearest;
    }

    private void Merge(float[] similarities, int into, int from, int[] sizes, List<int> alive)
    {
        merges.Add((into, from, similarities[into * count + from]));
        alive.RemoveAt(alive.BinarySearch(from));
        float a = sizes[into], b = sizes[from];
        foreach (var other in alive)
        {
            if (other == into) continue;
            var mean = (a * similarities[into * count + other] + b * similarities[from * count + other]) / (a + b);
            similarities[into * count + other] = similarities[other * count + into] = mean;
        }
        sizes[into] += sizes[from];
    }
}
