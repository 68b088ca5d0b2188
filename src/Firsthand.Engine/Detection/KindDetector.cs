using Firsthand.Engine.Encoding;
using Firsthand.Engine.Text;

namespace Firsthand.Engine.Detection;

/// <summary>Hears which sentences carry a pain, a question, a desire ...</summary>
public sealed class KindDetector
{
    // In a language that was not learned, a question mark is all there is to go by.
    private const float MarkedQuestion = 0.9f;

    private const float Asking = 0.5f;

    // Logits of what cannot be, and of what is so nearly always.
    private const float Never = -10, Settled = 2;

    // Counted up when a rule beside the weights changes what is heard.
    private const string Rules = "3";

    // Few enough to stop soon, enough for the encoder to work at full speed.
    private const int SentencesAhead = 64;

    internal const string QuestionMarks = "?？؟";

    private readonly SentenceEncoder encoder;
    private readonly KindModel model;
    private readonly KindLesson lesson;

    /// <summary>With what ships.</summary>
    public KindDetector(SentenceEncoder encoder) : this(encoder, KindModel.Shipped, KindLesson.None) { }

    /// <summary>With what ships and what a workspace's own decisions taught. A lesson for another encoder is left aside: learn it again.</summary>
    public KindDetector(SentenceEncoder encoder, KindLesson lesson) : this(encoder, KindModel.Shipped, lesson) { }

    internal KindDetector(SentenceEncoder encoder, KindModel model, KindLesson lesson) => (this.encoder, this.model, this.lesson) = (encoder, model, lesson.Encoder == encoder.Model ? lesson : KindLesson.None);

    /// <summary>Tells what kinds are heard with, weights and rules, from what another version heard with.</summary>
    public static string ShippedPrint => $"{KindModel.Shipped.Print}.{Rules}";

    // Weights over vectors are of use only with the encoder that they were learned with.
    internal bool KnowsVectors => encoder.Model == model.Encoder;

    /// <summary>Every sentence of the turns, ours too, and the quotes worth suggesting: of the customer's what carries a kind, of ours the promises.</summary>
    public Hearing Listen(IReadOnlyList<HeardTurn> turns)
    {
        var sentences = new List<HeardSentence>();
        var texts = new List<string>();
        for (var i = 0; i < turns.Count; i++)
        {
            foreach (var span in Sentences.Of(turns[i].Text))
            {
                sentences.Add(new(i, span, default));
                texts.Add(span.In(turns[i].Text).ToString());
            }
        }
        var vectors = encoder.Encode(texts.ConvertAll(SaidWords.Of));
        for (var i = 0; i < sentences.Count; i++) sentences[i] = sentences[i] with { Vector = vectors.AsMemory(i * SentenceEncoder.Dimensions, SentenceEncoder.Dimensions) };

        var foreign = Language.NotEnglish([.. turns.Select(turn => turn.Text)]);
        var isForeign = foreign.ToHashSet();
        var before = Context.Before(turns, sentences, texts);
        var heard = new HeardKinds[sentences.Count];
        Parallel.For(0, heard.Length, i => heard[i] = isForeign.Contains(sentences[i].Turn) || !Language.IsEnglish(texts[i]) ? ByMarks(texts[i]) : Hear(texts[i], before[i], sentences[i].Vector.Span));
        // What a sentence is does not depend on what a workspace likes to keep.
        for (var i = 0; i < heard.Length; i++)
            sentences[i] = sentences[i] with { Asks = (texts[i].AsSpan().ContainsAny(QuestionMarks) || heard[i].Shipped[(int)QuoteKind.Question] >= Asking) && !(turns[sentences[i].Turn].Ours is true && SmallTalk.AsksAsService(texts[i])) };
        var quotes = Suggestions.From(turns, sentences, texts, heard);
        return new(sentences, quotes) { NotEnglish = foreign, LeftOut = lesson.Decisions == 0 ? [] : LeftOut(quotes, Suggestions.From(turns, sentences, texts, Array.ConvertAll(heard, kinds => new HeardKinds(kinds.Shipped, kinds.Shipped)))) };
    }

    private static List<HeardQuote> LeftOut(IReadOnlyList<HeardQuote> quotes, IReadOnlyList<HeardQuote> asShipped)
    {
        var taken = quotes.ToLookup(quote => quote.Turn, quote => quote.Span);
        return [.. asShipped.Where(quote => !taken[quote.Turn].Any(quote.Span.Overlaps))];
    }

    /// <summary>Encodes, on one core and beside other work, the sentences of turns that it will listen to soon.</summary>
    /// <exception cref="OperationCanceledException">It was told to stop; what was encoded until then still helps.</exception>
    public void EncodeAhead(IEnumerable<string> turns, CancellationToken ct)
    {
        foreach (var sentences in turns.SelectMany(turn => Sentences.Of(turn).Select(span => SaidWords.Of(span.In(turn).ToString()))).Chunk(SentencesAhead))
        {
            ct.ThrowIfCancellationRequested();
            encoder.EncodeAhead(sentences);
        }
    }

    /// <summary>The probability of each kind for one sentence in its context.</summary>
    /// <param name="before">What was said just before it, by anyone.</param>
    /// <param name="after">What was said next; kept for callers that know it, not used so far.</param>
    public IReadOnlyDictionary<QuoteKind, float> Kinds(string sentence, string? before = null, string? after = null) => Kinds([(sentence, before)])[0];

    /// <summary>The same for many sentences at once, which is faster.</summary>
    public IReadOnlyList<IReadOnlyDictionary<QuoteKind, float>> Kinds(IReadOnlyList<(string Sentence, string? Before)> sentences)
    {
        var vectors = encoder.Encode([.. sentences.Select(pair => SaidWords.Of(pair.Sentence))]);
        return [.. sentences.Select((pair, i) => Hear(pair, vectors.AsSpan(i * SentenceEncoder.Dimensions, SentenceEncoder.Dimensions)).ToDictionary())];
    }

    private HeardKinds Hear((string Sentence, string? Before) pair, ReadOnlySpan<float> vector) =>
        Language.IsEnglish(pair.Sentence) ? Hear(pair.Sentence, pair.Before, vector) : ByMarks(pair.Sentence);

    internal HeardKinds Hear(string sentence, string? before, ReadOnlySpan<float> vector)
    {
        var logits = ShippedLogits(sentence, before, vector);
        var shipped = Array.ConvertAll(logits, LogisticRegression.Probability);
        if (lesson.Decisions == 0) return new(shipped, shipped);
        lesson.Correct(logits, vector);
        return new(Array.ConvertAll(logits, LogisticRegression.Probability), shipped);
    }

    // Before any lesson: a lesson is learned on top of these.
    internal float[] ShippedLogits(string sentence, string? before, ReadOnlySpan<float> vector)
    {
        var logits = model.Logits(Features.Of(sentence, before), KnowsVectors ? vector : []);
        ref var asks = ref logits[(int)QuoteKind.Question];
        // What grammar settles: words that lead to others ask nothing yet, and a tag at the end asks, whatever stands before it.
        if (PlainSpeech.EndsInTag(sentence)) asks = Math.Max(asks, Settled);
        else if (PlainSpeech.IsOpening(sentence) && !sentence.AsSpan().ContainsAny(QuestionMarks)) asks = Never;
        return logits;
    }

    private static HeardKinds ByMarks(string sentence)
    {
        var probabilities = new float[KindModel.RowNames.Count];
        if (sentence.AsSpan().ContainsAny(QuestionMarks)) probabilities[(int)QuoteKind.Question] = probabilities[^1] = MarkedQuestion;
        return new(probabilities, probabilities);
    }
}
