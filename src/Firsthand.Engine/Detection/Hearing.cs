using Firsthand.Engine.Text;

namespace Firsthand.Engine.Detection;

/// <summary>One speaker's stretch, as detection sees it.</summary>
/// <param name="Ours">Said by our side; null when nobody knows whose side the speaker is on (then treated as the customer's).</param>
/// <param name="Asked">The question that the turn answers where it stands elsewhere, such as over a survey's column; otherwise null.</param>
public sealed record HeardTurn(string Text, bool? Ours, string? Asked = null);

/// <summary>A stretch that carries a kind, at its place in the turn's text (UTF-16 units).</summary>
/// <param name="Turn">Index into the turns that were given.</param>
/// <param name="Kind">The likeliest.</param>
/// <param name="Probability">Calibrated: of stretches given 0.7, about seven in ten carry the kind.</param>
public sealed record HeardQuote(int Turn, TextSpan Span, QuoteKind Kind, float Probability)
{
    /// <summary>Kinds that it is more likely than not to carry as well.</summary>
    public IReadOnlyList<QuoteKind> Also { get; init; } = [];

    /// <summary>The same by what ships alone, without a workspace's lesson: from it a later lesson weighs the quote anew.</summary>
    public required Likelihood AsShipped { get; init; }
}

/// <summary>How likely a stretch carries its kind, and how likely it is worth a look at all; 0 to 1.</summary>
public readonly record struct Likelihood(float Kind, float Worth);

/// <summary>A sentence of a turn with its vector, so that nothing is encoded twice.</summary>
/// <param name="Vector">The encoder's numbers for the sentence.</param>
public sealed record HeardSentence(int Turn, TextSpan Span, ReadOnlyMemory<float> Vector)
{
    /// <summary>It asks something, with a question mark or without; of ours only what tells what is talked of.</summary>
    public bool Asks { get; init; }
}

/// <summary>What listening to one conversation gave.</summary>
public sealed record Hearing(IReadOnlyList<HeardSentence> Sentences, IReadOnlyList<HeardQuote> Quotes)
{
    /// <summary>Quotes that what ships would suggest where the workspace's lesson suggests nothing: a decision that is undone brings them back.</summary>
    public IReadOnlyList<HeardQuote> LeftOut { get; init; } = [];

    /// <summary>Turns in another language than English: of those only sentences with a question mark were heard. To be said on the page.</summary>
    public IReadOnlyList<int> NotEnglish { get; init; } = [];
}

/// <summary>Probabilities of one sentence: each kind in the order of <see cref="KindModel.Heard"/>, and last that it is worth a look.</summary>
/// <param name="Shipped">The same before any lesson.</param>
internal readonly record struct HeardKinds(float[] Probabilities, float[] Shipped)
{
    public float Worth => Probabilities[^1];

    public float this[QuoteKind kind] => Probabilities[(int)kind];

    /// <summary>The likeliest of the customer's kinds.</summary>
    public (QuoteKind Kind, float Probability) Likeliest()
    {
        var probabilities = Probabilities;
        var kind = KindModel.Heard.Where(kind => !kind.IsOurs).MaxBy(kind => probabilities[(int)kind]);
        return (kind, probabilities[(int)kind]);
    }

    public IReadOnlyDictionary<QuoteKind, float> ToDictionary()
    {
        var probabilities = Probabilities;
        return KindModel.Heard.ToDictionary(kind => kind, kind => probabilities[(int)kind]);
    }
}
