using System.Numerics.Tensors;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Text;

namespace Firsthand.Engine.Patterns;

/// <summary>A sentence of a conversation, as a passage sees it.</summary>
/// <param name="Asks">Whether it asks something.</param>
/// <param name="Vector">The encoder's numbers, packed; empty where there are none.</param>
public readonly record struct PassageSentence(int Turn, TextSpan Span, bool Ours, bool Asks, ReadOnlyMemory<byte> Vector);

/// <summary>
/// What a quote is about is said around it: "it took five weeks" is a complaint about late pictures only where pictures were talked of. So in finding
/// patterns a quote's meaning is its sentence's and, for a part, that of the passage in which it stands.
/// </summary>
public static class Passage
{
    // Sentences on either side, the near ones more: a minute of talk. Four and twelve find as much, within luck; twenty less.
    private const int Reach = 8;

    // The passage's mean counts for so many sentences (much of it is what all talk has in common, which the middle of all quotes takes away again), and for less where only a sentence or two stand around.
    private const float Weight = 3, Little = 2;

    // "Okay." says nothing of what the talk is about: a sentence counts in full from this many characters on. Of what we say only questions count, and half:
    // they say what an answer is about; the rest is how we lead a talk, or what we tell everybody, which would make like whatever is answered by it.
    private const float FullLength = 80, OfOurs = .5f;

    /// <summary>A quote's vector in its passage, packed, of length 1.</summary>
    /// <param name="quote">Its own vector, packed; where it is empty, so is the passage's.</param>
    /// <param name="sentences">What is said in its conversation, or of an answer to a form only that answer, in order.</param>
    /// <param name="turn">Where the quote stands.</param>
    /// <param name="span">Its place in the turn.</param>
    public static byte[] Of(byte[] quote, IReadOnlyList<PassageSentence> sentences, int turn, TextSpan span)
    {
        if (quote.Length == 0 || At(sentences, turn, span) is not { } at) return quote;
        var vector = PackedVector.Unpack(quote);
        float[] around = new float[vector.Length], one = new float[vector.Length];
        var weights = 0f;
        for (var i = Math.Max(0, at - Reach); i <= Math.Min(sentences.Count - 1, at + Reach); i++)
        {
            var sentence = sentences[i];
            if (i == at || sentence.Vector.Length != quote.Length || sentence is { Ours: true, Asks: false }) continue;
            var weight = (1 - Math.Abs(i - at) / (Reach + 1f)) * Math.Min(1, sentence.Span.Length / FullLength) * (sentence.Ours ? OfOurs : 1);
            PackedVector.Unpack(sentence.Vector.Span, one);
            TensorPrimitives.MultiplyAdd(one, weight, around, around);
            weights += weight;
        }
        if (weights == 0) return quote;
        TensorPrimitives.MultiplyAdd(around, Weight / (weights + Little), vector, vector);
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm(vector), vector);
        return PackedVector.Pack(vector);
    }

    // The sentence that covers most of the quote.
    private static int? At(IReadOnlyList<PassageSentence> sentences, int turn, TextSpan span)
    {
        var (best, most) = ((int?)null, 0);
        for (var i = First(sentences, turn); i < sentences.Count && sentences[i].Turn == turn; i++)
            if (Math.Min(sentences[i].Span.End, span.End) - Math.Max(sentences[i].Span.Start, span.Start) is var covered && covered > most) (best, most) = (i, covered);
        return best;
    }

    private static int First(IReadOnlyList<PassageSentence> sentences, int turn)
    {
        var (low, high) = (0, sentences.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sentences[middle].Turn < turn) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
