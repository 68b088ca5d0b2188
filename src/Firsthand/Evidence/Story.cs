using Firsthand.Engine.Detection;
using Firsthand.Platform;

namespace Firsthand.Evidence;

/// <summary>One page per conversation that fills itself from marked quotes, never from written text.</summary>
internal sealed record Story(IReadOnlyList<Story.Line> Lines)
{
    /// <param name="Quote">The marked quote that fills the line; null when it was not heard yet.</param>
    public sealed record Line(string Name, QuotesOfConversation.Row? Quote);

    public int Filled => Lines.Count(line => line.Quote is not null);

    // A tag of the line's own name wins over the kind, so that a person can choose.
    private static readonly (string Name, QuoteKind[] Kinds)[] Shape =
    [
        ("Situation", []),
        ("Pressure", [QuoteKind.Pressure]),
        ("Motivation", [QuoteKind.Motivation]),
        ("Desire", [QuoteKind.Desire]),
        ("Obstacle", [QuoteKind.Pain, QuoteKind.Objection]),
        ("Life impact", [QuoteKind.Fear, QuoteKind.Risk]),
        ("Best quote", [QuoteKind.Hook, QuoteKind.Praise]),
    ];

    /// <summary>The tags that put a quote on a line whatever its kind.</summary>
    public static IReadOnlyList<string> LineNames { get; } = [.. Shape.Select(line => line.Name)];

    /// <summary>The line that a person chose for a quote; null where its kind decides.</summary>
    public static string? LineOf(QuotesOfConversation.Row quote) => quote.Tags.Count == 0 ? null : LineNames.FirstOrDefault(name => quote.Tags.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <param name="quotes">The conversation's quotes, in order; only marked ones fill a line, the earliest first.</param>
    public static Story Of(IReadOnlyList<QuotesOfConversation.Row> quotes)
    {
        var marked = quotes.Where(quote => quote.Accepted).ToList();
        return new([.. Shape.Select(line => new Line(line.Name,
            marked.FirstOrDefault(quote => quote.Tags.Contains(line.Name, StringComparer.OrdinalIgnoreCase)) ?? marked.FirstOrDefault(quote => line.Kinds.Contains(quote.Kind))))]);
    }
}
