using Firsthand.Engine.Encoding;
using Firsthand.Engine.Text;

namespace Firsthand.Engine.Detection;

/// <summary>One speaker's stretch, as detection sees it.</summary>
/// <param name="Ours">Said by our side; null when nobody knows whose side the speaker is on (then treated as the customer's).</param>
public sealed record HeardTurn(string Text, bool? Ours);

/// <summary>A stretch that carries a kind, at its place in the turn's text (UTF-16 units).</summary>
/// <param name="Turn">Index into the turns that were given.</param>
/// <param name="Probability">Calibrated: of stretches given 0.7, about seven in ten carry the kind.</param>
public sealed record HeardQuote(int Turn, TextSpan Span, QuoteKind Kind, float Probability);

/// <summary>A sentence of a turn with its vector, so that nothing is encoded twice.</summary>
/// <param name="Vector">The encoder's numbers for the sentence.</param>
public sealed record HeardSentence(int Turn, TextSpan Span, ReadOnlyMemory<float> Vector);

/// <summary>What listening to one conversation gave.</summary>
public sealed record Hearing(IReadOnlyList<HeardSentence> Sentences, IReadOnlyList<HeardQuote> Quotes);

/// <summary>Hears which sentences carry a pain, a question, a desire ...</summary>
public sealed class KindDetector
{
    private const float Worth = 0.5f;

    private readonly SentenceEncoder encoder;
    private readonly KindModel model;

    public KindDetector(SentenceEncoder encoder) : this(encoder, KindModel.Shipped) { }

    internal KindDetector(SentenceEncoder encoder, KindModel model) => (this.encoder, this.model) = (encoder, model);

    // Weights over vectors are of use only with the encoder that they were learned with.
    private bool KnowsVectors => encoder.Model == model.Encoder;

    /// <summary>Every sentence of the turns that the customer said (and of ours, for promises and for what was asked), and the quotes worth suggesting.</summary>
    public Hearing Listen(IReadOnlyList<HeardTurn> turns)
    {
        var places = new List<(int Turn, TextSpan Span)>();
        for (var i = 0; i < turns.Count; i++)
            foreach (var span in Sentences.Of(turns[i].Text)) places.Add((i, span));

        var texts = places.ConvertAll(place => place.Span.In(turns[place.Turn].Text).ToString());
        var vectors = encoder.Encode(texts.ConvertAll(SaidWords.Of));
        var sentences = new HeardSentence[places.Count];
        var quotes = new List<HeardQuote>();
        for (var i = 0; i < sentences.Length; i++)
        {
            var (turn, span) = places[i];
            sentences[i] = new(turn, span, vectors.AsMemory(i * SentenceEncoder.Dimensions, SentenceEncoder.Dimensions));
            var ours = turns[turn].Ours == true;
            var kinds = Kinds(texts[i], i > 0 ? texts[i - 1] : null, sentences[i].Vector.Span);
            var (kind, probability) = KindModel.Heard.Zip(kinds).Where(pair => pair.First.IsOurs == ours).MaxBy(pair => pair.Second);
            if (probability >= Worth) quotes.Add(new(turn, span, kind, probability));
        }
        return new(sentences, quotes);
    }

    /// <summary>The probability of each kind for one sentence in its context; kinds that never apply are left out.</summary>
    public IReadOnlyDictionary<QuoteKind, float> Kinds(string sentence, string? before = null, string? after = null) =>
        KindModel.Heard.Zip(Kinds(sentence, before, encoder.Encode([SaidWords.Of(sentence)]))).ToDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>The same for many sentences at once, each with what was said before it.</summary>
    public IReadOnlyList<IReadOnlyDictionary<QuoteKind, float>> Kinds(IReadOnlyList<(string Sentence, string? Before)> sentences)
    {
        var vectors = encoder.Encode([.. sentences.Select(pair => SaidWords.Of(pair.Sentence))]);
        return [.. sentences.Select((pair, i) => KindModel.Heard.Zip(Kinds(pair.Sentence, pair.Before, vectors.AsSpan(i * SentenceEncoder.Dimensions, SentenceEncoder.Dimensions))).ToDictionary(kind => kind.First, kind => kind.Second))];
    }

    // In the order of KindModel.Heard.
    internal float[] Kinds(string sentence, string? before, ReadOnlySpan<float> vector)
    {
        var features = Features.Of(sentence, before);
        var probabilities = new float[KindModel.Heard.Count];
        for (var i = 0; i < probabilities.Length; i++)
            probabilities[i] = LogisticRegression.Probability(KnowsVectors ? model.WithVector[i].Logit(features, vector) : model.CuesAlone[i].Logit(features, []));
        return probabilities;
    }
}
