using System.Buffers;
using System.Text;

namespace Firsthand.Engine.Encoding;

/// <summary>Cuts a text into pieces of a vocabulary: the likeliest path through all the pieces that fit (SentencePiece's unigram model). One instance serves all threads.</summary>
/// <remarks>
/// The encoder was trained on what one program made of texts, so its habits are part of the definition: the first pieces are reserved and never match, of equal pieces the last counts,
/// of equally likely paths the one whose last piece starts later, what fits no piece is unknown at no cost, and a run of unknowns is one.
/// </remarks>
internal sealed class Tokenizer
{
    private const int Unknown = 0;
    private const int Reserved = 6;
    private const int Root = 0;
    private const char WordStart = '\u2581';
    private const char Replacement = '\uFFFD';

    private readonly Dictionary<(int Node, int CodePoint), int> children = [];
    private readonly int[] idAt; // by node of the tree; Unknown where no piece ends
    private readonly double[] scores;
    private readonly int[] lengths; // in code points

    public Tokenizer(IReadOnlyList<(string Piece, double Score)> vocabulary)
    {
        scores = [.. vocabulary.Select(entry => entry.Score)];
        lengths = [.. vocabulary.Select(entry => entry.Piece.EnumerateRunes().Count())];
        var ids = new List<int> { Unknown };
        for (var id = Reserved; id < vocabulary.Count; id++)
        {
            var node = Root;
            foreach (var rune in vocabulary[id].Piece.EnumerateRunes())
            {
                if (!children.TryGetValue((node, rune.Value), out var child))
                {
                    children.Add((node, rune.Value), child = ids.Count);
                    ids.Add(Unknown);
                }
                node = child;
            }
            ids[node] = id;
        }
        idAt = [.. ids];
    }

    /// <summary>Adds the ids of the text's pieces, in order. Case and spaces count: the caller trims and folds spaces if it wants them folded.</summary>
    public void Encode(string text, List<int> ids)
    {
        var normal = Sanitised(text).Normalize(NormalizationForm.FormKC);
        if (normal.Length == 0) return;

        var points = ArrayPool<int>.Shared.Rent(normal.Length + 1);
        var best = ArrayPool<double>.Shared.Rent(normal.Length + 2);
        var last = ArrayPool<int>.Shared.Rent(normal.Length + 2);
        try
        {
            var count = 0;
            points[count++] = WordStart;
            foreach (var rune in normal.EnumerateRunes()) points[count++] = rune.Value == ' ' ? WordStart : rune.Value;
            FindPath(points.AsSpan(0, count), best.AsSpan(0, count + 1), last.AsSpan(0, count + 1));
            WalkBack(last.AsSpan(0, count + 1), ids);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(points);
            ArrayPool<double>.Shared.Return(best);
            ArrayPool<int>.Shared.Return(last);
        }
    }

    /// <summary>For every place, the score of the best path that ends there and the piece that it ends with. A score of 0 stands for "no path yet".</summary>
    private void FindPath(ReadOnlySpan<int> points, Span<double> best, Span<int> last)
    {
        best.Clear();
        last.Clear();
        for (var start = 0; start < points.Length; start++)
        {
            var fits = false;
            var node = Root;
            for (var end = start; end < points.Length && children.TryGetValue((node, points[end]), out node); end++)
            {
                if (idAt[node] == Unknown) continue;
                fits = true;
                Offer(end + 1, best[start] + scores[idAt[node]], idAt[node], best, last);
            }
            if (!fits) Offer(start + 1, best[start], Unknown, best, last);
        }
    }

    private static void Offer(int end, double score, int id, Span<double> best, Span<int> last)
    {
        if (best[end] != 0 && score < best[end]) return;
        best[end] = score;
        last[end] = id;
    }

    private void WalkBack(ReadOnlySpan<int> last, List<int> ids)
    {
        var first = ids.Count;
        for (var end = last.Length - 1; end > 0; end -= lengths[last[end]])
        {
            if (last[end] != Unknown || ids.Count == first || ids[^1] != Unknown) ids.Add(last[end]);
        }
        ids.Reverse(first, ids.Count - first);
    }

    // Normalising throws on half a surrogate pair and on U+FFFE; neither is in the vocabulary.
    private static string Sanitised(string text)
    {
        if (!NeedsCare(text)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.Value == '\uFFFE' ? Replacement : rune); // half a pair comes as U+FFFD
        return clean.ToString();
    }

    private static bool NeedsCare(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0 || text.Contains('\uFFFE', StringComparison.Ordinal);
}
