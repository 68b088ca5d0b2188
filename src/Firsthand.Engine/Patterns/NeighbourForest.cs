using Firsthand.Engine.Numerics;

namespace Firsthand.Engine.Patterns;

/// <summary>
/// Quotes worth comparing, without comparing all with all: several trees cut the corpus into small leaves, each time along other lines;
/// who shares a leaf is compared, and then with the neighbours of neighbours. Same corpus, same candidates, on any number of threads.
/// </summary>
internal sealed class NeighbourForest
{
    private const int Trees = 6, LargestLeaf = 160, Rounds = 2, Hops = 10;

    // Two middles settle after few looks at a sample.
    private const int MiddleRounds = 3, MiddleSample = 256;

    private readonly Sketches sketches;
    private readonly int count;
    private readonly int[] nearest;
    private readonly int[] products;

    private NeighbourForest(Sketches sketches, int count)
    {
        (this.sketches, this.count) = (sketches, count);
        nearest = new int[count * Kept];
        products = new int[count * Kept];
        Array.Fill(nearest, -1);
        Array.Fill(products, int.MinValue);
    }

    /// <summary>Candidates per quote.</summary>
    public const int Kept = 40;

    /// <returns>Those of quote i from i * Kept on, the most promising first, -1 where there are fewer.</returns>
    public static int[] Candidates(Sketches sketches, int count)
    {
        var forest = new NeighbourForest(sketches, count);
        var trees = new (int[] Order, List<int> Ends)[Trees];
        Parallel.For(0, Trees, t => trees[t] = forest.Grow((uint)t + 1));
        // Tree by tree, and a leaf at a time: a quote is in one leaf of a tree, so no two threads write to one list.
        foreach (var (order, ends) in trees) Parallel.For(0, ends.Count, leaf => forest.CompareAll(order.AsSpan((leaf == 0 ? 0 : ends[leaf - 1])..ends[leaf])));
        for (var round = 0; round < Rounds; round++) forest.LookAround();
        return forest.nearest;
    }

    private (int[] Order, List<int> Ends) Grow(uint seed)
    {
        var order = Enumerable.Range(0, count).ToArray();
        var ends = new List<int>();
        var open = new Stack<(int From, int To, uint Seed)>();
        open.Push((0, count, seed));
        var near = new bool[count];
        while (open.TryPop(out var part))
        {
            if (part.To - part.From <= LargestLeaf)
            {
                ends.Add(part.To);
                continue;
            }
            var middle = part.From + Split(order.AsSpan(part.From..part.To), near, part.Seed);
            open.Push((middle, part.To, part.Seed * 2654435769u + 1));
            open.Push((part.From, middle, part.Seed * 2654435769u + 2));
        }
        return (order, ends);
    }

    // Moves those nearer to one of two middles to the front.
    private int Split(Span<int> members, bool[] near, uint seed)
    {
        var random = new Random((int)seed);
        var (left, right) = Middles(members, random);
        var nearer = 0;
        foreach (var member in members)
        {
            var sketch = sketches.Of(member);
            near[member] = ByteProduct.Of(sketch, left) >= ByteProduct.Of(sketch, right);
            if (near[member]) nearer++;
        }
        // A cut that leaves nearly all on one side (many quotes with the same words) would never end: halve as they lie.
        if (Math.Min(nearer, members.Length - nearer) < members.Length / 20)
        {
            random.Shuffle(members);
            return members.Length / 2;
        }
        Span<int> sorted = new int[members.Length];
        int front = 0, back = nearer;
        foreach (var member in members) sorted[near[member] ? front++ : back++] = member;
        sorted.CopyTo(members);
        return nearer;
    }

    private (sbyte[] Left, sbyte[] Right) Middles(Span<int> members, Random random)
    {
        var sample = new int[Math.Min(MiddleSample, members.Length)];
        for (var s = 0; s < sample.Length; s++) sample[s] = members[random.Next(members.Length)];
        var left = sketches.Of(sample[0]).ToArray();
        var right = sketches.Of(sample[1]).ToArray();
        for (var round = 0; round < MiddleRounds; round++)
        {
            var sums = new int[2][] { new int[Sketches.Bytes], new int[Sketches.Bytes] };
            foreach (var member in sample)
            {
                var sketch = sketches.Of(member);
                var sum = sums[ByteProduct.Of(sketch, left) >= ByteProduct.Of(sketch, right) ? 0 : 1];
                for (var b = 0; b < sum.Length; b++) sum[b] += sketch[b];
            }
            (left, right) = (Shortened(sums[0], left), Shortened(sums[1], right));
        }
        return (left, right);
    }

    // A sum as a sketch of the usual length, so that neither middle draws more only by being longer.
    private static sbyte[] Shortened(int[] sum, sbyte[] before)
    {
        var length = Math.Sqrt(sum.Sum(value => (double)value * value));
        if (length == 0) return before;
        const double Usual = 320;
        return Array.ConvertAll(sum, value => (sbyte)Math.Clamp(Math.Round(value * Usual / length), sbyte.MinValue + 1, sbyte.MaxValue));
    }

    private void CompareAll(ReadOnlySpan<int> leaf)
    {
        for (var a = 0; a < leaf.Length; a++)
            for (var b = 0; b < a; b++)
            {
                var product = sketches.Product(leaf[a], leaf[b]);
                Offer(leaf[a], leaf[b], product);
                Offer(leaf[b], leaf[a], product);
            }
    }

    // The neighbours of neighbours; all look at the lists as they were before the round.
    private void LookAround()
    {
        var before = new int[count * Hops];
        for (var i = 0; i < count; i++) nearest.AsSpan(i * Kept, Hops).CopyTo(before.AsSpan(i * Hops));
        Parallel.For(0, count, i =>
        {
            foreach (var j in before.AsSpan(i * Hops, Hops))
            {
                if (j < 0) break;
                foreach (var other in before.AsSpan(j * Hops, Hops))
                    if (other >= 0 && other != i && !nearest.AsSpan(i * Kept, Kept).Contains(other)) Offer(i, other, sketches.Product(i, other));
            }
        });
    }

    // Equals are kept in the order of their numbers, so that it does not matter which comes first.
    private void Offer(int to, int other, int product)
    {
        var list = nearest.AsSpan(to * Kept, Kept);
        var values = products.AsSpan(to * Kept, Kept);
        if (product < values[^1] || (product == values[^1] && other > list[^1]) || list.Contains(other)) return;
        var at = Kept - 1;
        for (; at > 0 && (product > values[at - 1] || (product == values[at - 1] && other < list[at - 1])); at--) (list[at], values[at]) = (list[at - 1], values[at - 1]);
        (list[at], values[at]) = (other, product);
    }
}
