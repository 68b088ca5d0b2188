namespace Firsthand.Engine.Patterns;

/// <summary>Turns lists of neighbours into a graph: two quotes are tied as strongly as their neighbourhoods overlap, which forgives a single wrong neighbour.</summary>
internal static class SharedNeighbours
{
    /// <param name="least">Ties weaker than this are dropped.</param>
    public static List<(int A, int B, float Weight)> Edges(Neighbours neighbours, int count, float least)
    {
        var width = neighbours.Width;
        var sorted = new int[count * (width + 1)];
        var lengths = new int[count];
        for (var i = 0; i < count; i++)
        {
            var own = sorted.AsSpan(i * (width + 1), width + 1);
            own[0] = i;
            var length = 1;
            foreach (var j in neighbours.Numbers.AsSpan(i * width, width)) if (j >= 0) own[length++] = j;
            own[..length].Sort();
            lengths[i] = length;
        }
        ReadOnlySpan<int> List(int i) => sorted.AsSpan(i * (width + 1), lengths[i]);
        // Most ties are named from both ends.
        var edges = new List<(int, int, float)>(count * width / 2);
        for (var i = 0; i < count; i++)
        {
            foreach (var j in List(i))
            {
                if (j == i) continue;
                // A tie named from both ends is taken once, from the lower one.
                if (j < i && List(j).BinarySearch(i) >= 0) continue;
                var shared = Shared(List(i), List(j));
                var weight = shared / (float)(lengths[i] + lengths[j] - shared);
                if (weight >= least) edges.Add((i, j, weight));
            }
        }
        return edges;
    }

    private static int Shared(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        int i = 0, j = 0, shared = 0;
        while (i < a.Length && j < b.Length)
        {
            if (a[i] == b[j]) (i, j, shared) = (i + 1, j + 1, shared + 1);
            else if (a[i] < b[j]) i++;
            else j++;
        }
        return shared;
    }
}
