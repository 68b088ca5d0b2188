using Firsthand.Engine.Detection;

namespace Firsthand.Engine.Patterns;

/// <summary>A quote as grouping sees it.</summary>
/// <param name="Person">Who said it: any number, the same for the same person; null when unknown (then each such quote is a person of its own).</param>
/// <param name="Vector">The encoder's numbers for the quote's sentence.</param>
/// <param name="Pin">Set by a person's decision: quotes with the same pin are always together, quotes with different pins never.</param>
/// <param name="Earlier">The group it was in after the last run, so that ids stay where they were; null when new or alone.</param>
public sealed record QuoteItem(string Text, int? Person, QuoteKind? Kind, ReadOnlyMemory<float> Vector, int? Pin = null, int? Earlier = null);

/// <summary>Quotes that say the same.</summary>
/// <param name="Members">Indexes of the items, the most typical first.</param>
/// <param name="Typicality">For each member, how central it is, 0 to 1.</param>
/// <param name="Words">The words that tell this group from the others, the most telling first.</param>
/// <param name="Earlier">The group of the last run that this one continues; null when it is new.</param>
public sealed record QuoteGroup(IReadOnlyList<int> Members, IReadOnlyList<float> Typicality, IReadOnlyList<string> Words, int? Earlier)
{
    /// <summary>The most typical quote: its words are the group's name.</summary>
    public int Typical => Members[0];
}

/// <summary>All that grouping gave: the groups, largest first, and the quotes that stay alone.</summary>
public sealed record QuoteGrouping(IReadOnlyList<QuoteGroup> Groups, IReadOnlyList<int> Alone);

/// <summary>Puts quotes that say the same together, without being told how many groups there are.</summary>
public static class PatternFinder
{
    /// <param name="k">The number of groups, when somebody knows it (benchmarks); otherwise found.</param>
    public static QuoteGrouping Find(IReadOnlyList<QuoteItem> items, int? k = null) => throw new NotImplementedException();

    /// <summary>The members of other groups, or alone, that speak most clearly against a group: about the same thing, of the opposite kind. Best first.</summary>
    public static IReadOnlyList<int> CounterExamples(IReadOnlyList<QuoteItem> items, QuoteGroup group, int most = 3) => throw new NotImplementedException();

    /// <summary>Which of our questions ask about what a group says.</summary>
    /// <param name="questions">Vectors of our side's sentences.</param>
    /// <returns>For each question, whether it asks about it.</returns>
    public static bool[] Asks(IReadOnlyList<QuoteItem> items, QuoteGroup group, IReadOnlyList<ReadOnlyMemory<float>> questions) => throw new NotImplementedException();
}
