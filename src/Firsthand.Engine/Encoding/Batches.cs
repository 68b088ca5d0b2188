namespace Firsthand.Engine.Encoding;

/// <summary>Sentences put together so that each batch, but the last of them, holds as many tokens as it may.</summary>
internal sealed class Batches
{
    // Fewer tokens than these are not worth waking another core for.
    private const int FewestAtOnce = 48;

    private readonly int[] order;
    private readonly List<Range> ranges = [];

    /// <param name="lengths">How many tokens each sentence has, at most <see cref="Transformer.LongestSentence"/>.</param>
    /// <param name="cores">The batches are made for so many to have as much to do.</param>
    public Batches(IReadOnlyList<int> lengths, int cores)
    {
        order = new int[lengths.Count];
        var waiting = SentencesByLength(lengths);
        var room = Math.Max(Room(lengths.Sum(), cores), waiting.FindLastIndex(sentences => sentences.Count > 0));
        for (var (first, end) = (0, 0); first < order.Length; first = end)
        {
            // The longest that still fits, again and again: the short ones fill the gaps.
            var free = room;
            for (var length = free; end < order.Length && end - first < Transformer.MostAtOnce && length >= 0;)
            {
                length = Math.Min(Math.Min(length, free), Transformer.LongestSentence);
                if (!waiting[length].TryPop(out var sentence))
                {
                    length--;
                    continue;
                }
                order[end++] = sentence;
                free -= length;
            }
            ranges.Add(first..end);
        }
    }

    public int Count => ranges.Count;

    /// <summary>The sentences of a batch.</summary>
    public ReadOnlySpan<int> this[int batch] => order.AsSpan(ranges[batch]);

    private static List<Stack<int>> SentencesByLength(IReadOnlyList<int> lengths)
    {
        var byLength = new List<Stack<int>>();
        for (var length = 0; length <= Transformer.LongestSentence; length++) byLength.Add([]);
        for (var i = 0; i < lengths.Count; i++) byLength[lengths[i]].Push(i);
        return byLength;
    }

    private static int Room(int tokens, int cores)
    {
        var batches = Math.Max(1, (tokens + Transformer.MostAtOnce - 1) / Transformer.MostAtOnce);
        var evenly = (batches + cores - 1) / cores * cores;
        var worthwhile = Math.Clamp(tokens / FewestAtOnce, 1, evenly);
        return Math.Min(Transformer.MostAtOnce, RoundUp((tokens + worthwhile - 1) / worthwhile));
    }

    // To whole halves of a panel: the kernels take no less.
    private static int RoundUp(int tokens) => (tokens + 15) / 16 * 16;
}
