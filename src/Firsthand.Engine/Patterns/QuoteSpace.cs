using System.Numerics.Tensors;
using Firsthand.Engine.Encoding;

namespace Firsthand.Engine.Patterns;

/// <summary>
/// Quotes as points, compared by meaning (the encoder's vectors, measured from their middle) and by words (runs of letters and stems,
/// half and half). How much each counts is the balance: 0 words alone, 1 meaning alone. A quote is 1 with itself, and less where it has words that no other has.
/// </summary>
internal sealed class QuoteSpace
{
    // The mean of a few quotes is mostly those quotes themselves: it is trusted as they grow in number.
    private const float QuotesForHalfTrust = 10;

    // What stands around two sentences of one person is mostly the same: among few quotes they would be each other's only neighbours.
    private const float SamePerson = .7f;
    private const int FewQuotes = 500;

    // The encoder's vectors stay where they are: (a - c)(b - c) = ab - ac - bc + cc, so the centred ones need no room.
    private readonly ReadOnlyMemory<byte>[] vectors;
    private readonly float[] centre;
    private readonly float[] withCentre;
    private readonly float[] scales;
    private readonly float centreSquared;
    private readonly int?[] people;

    private QuoteSpace(ReadOnlyMemory<byte>[] vectors, LexicalVectors words, int?[] people)
    {
        (this.vectors, Words, this.people) = (vectors, words, people);
        centre = PackedVector.Mean(vectors, QuotesForHalfTrust);
        centreSquared = TensorPrimitives.SumOfSquares(centre);
        withCentre = new float[vectors.Length];
        scales = new float[vectors.Length];
        Parallel.For(0, vectors.Length, () => new float[centre.Length], (i, _, vector) =>
        {
            // A quote without a vector, as in a language that the encoder does not know, is compared by its words.
            if (vectors[i].IsEmpty) return vector;
            PackedVector.Unpack(vectors[i].Span, vector);
            withCentre[i] = TensorPrimitives.Dot(vector, centre);
            var square = TensorPrimitives.SumOfSquares(vector) - 2 * withCentre[i] + centreSquared;
            scales[i] = square > 1e-9f ? 1 / MathF.Sqrt(square) : 0;
            return vector;
        }, _ => { });
    }

    public int Count => vectors.Length;
    public int Dimensions => centre.Length;
    public LexicalVectors Words { get; }

    /// <param name="people">Who said each of the quotes that are compared in their passages; null for the others.</param>
    public static QuoteSpace Of(ReadOnlyMemory<byte>[] vectors, ContentWord[][] words, Lexicon lexicon, int?[]? people = null)
    {
        var letters = LexicalVectors.Of(words.Length, (i, into) =>
        {
            foreach (var (word, weight) in words[i]) foreach (var term in lexicon.LetterTerms(word)) into.Add((term, weight));
        });
        var stems = LexicalVectors.Of(words.Length, (i, into) =>
        {
            foreach (var (word, weight) in words[i]) into.Add((lexicon.StemTerm(word), weight));
        });
        return new(vectors, letters.Beside(stems), people is not null && vectors.Length < FewQuotes ? people : new int?[vectors.Length]);
    }

    /// <summary>How alike two quotes are in meaning, -1 to 1. Where nobody knows what one of them means, their words speak for it.</summary>
    public float Meaning(int a, int b)
    {
        if (scales[a] * scales[b] is not (> 0 and var scale)) return Words.Dot(a, b);
        var cosine = (PackedVector.Dot(vectors[a].Span, vectors[b].Span) - withCentre[a] - withCentre[b] + centreSquared) * scale;
        return cosine > 0 && people[a] is { } person && person == people[b] ? SamePerson * cosine : cosine;
    }

    public float Similarity(int a, int b, float balance) => balance * Meaning(a, b) + (1 - balance) * Words.Dot(a, b);

    /// <summary>A quote's vector from the middle of all, of length 1; zero where its meaning is not known.</summary>
    public void Centred(int i, Span<float> into)
    {
        PackedVector.Unpack(vectors[i].Span, into);
        TensorPrimitives.Subtract(into, centre, into);
        TensorPrimitives.Multiply(into, scales[i], into);
    }

    /// <summary>For each of some quotes the sum of its similarities to all of them, itself among them.</summary>
    public float[] SumsWithin(int[] members, float balance)
    {
        var meaning = new float[Dimensions];
        var words = new Dictionary<int, float>();
        var one = new float[Dimensions];
        foreach (var member in members)
        {
            Centred(member, one);
            TensorPrimitives.Add(meaning, one, meaning);
            Words.AddTo(words, member);
        }
        return Array.ConvertAll(members, member =>
        {
            Centred(member, one);
            return balance * TensorPrimitives.Dot(meaning, one) + (1 - balance) * Words.Dot(words, member);
        });
    }
}
