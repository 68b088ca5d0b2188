using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Text;
using Firsthand.Platform;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;

namespace Firsthand.Evidence;

/// <summary>
/// A place in a stored turn that carries a kind: proposed by the engine (a suggestion) or marked by a person (a highlight).
/// The words are always read from the turn, so a quote cannot drift from what was said.
/// </summary>
internal abstract class Quote : IUndoable
{
    /// <summary>A suggestion that is accepted becomes a highlight with the same id.</summary>
    public required Id<Quote> Id { get; init; }

    public Id<Workspace> WorkspaceId { get; init; }
    public required Id<Conversation> ConversationId { get; init; }

    /// <summary>Index of the turn in its conversation.</summary>
    public required int Turn { get; init; }

    /// <summary>UTF-16 units into the turn's text.</summary>
    public required int Start { get; set; }

    public required int Length { get; set; }
    public Id<Person>? PersonId { get; set; }
    public required QuoteKind Kind { get; set; }

    /// <summary>The encoder's numbers for the words, packed; empty when the encoder has not seen them.</summary>
    public required byte[] Vector { get; set; }

    public TextSpan Span => new(Start, Length);

    /// <summary>The words at a place of a turn. Never cut by the database: it counts characters, and an emoji is one of those and two of our units.</summary>
    public static string Words(string turn, int start, int length) => new TextSpan(start, length).In(turn).ToString();
}

internal enum Decision
{
    Open, Accepted, Rejected,

    /// <summary>Nobody decided: the engine no longer proposes it, after what people decided about others like it. It is open again when they think again.</summary>
    TakenBack,
}

/// <summary>A quote that the engine proposes. It stays a proposal until a person decides.</summary>
internal sealed class Suggestion : Quote
{
    /// <summary>How likely it carries its kind, to the hundredth, as what people decided teaches.</summary>
    public required float Probability { get; set; }

    /// <summary>The same before any lesson, and how likely it is worth a look.</summary>
    public required float ShippedKind { get; init; }

    public required float ShippedWorth { get; init; }

    public Likelihood AsShipped => new(ShippedKind, ShippedWorth);

    public const int Decimals = 2;

    /// <summary>How likely a kind and worth are given to what is no longer heard: it is kept for the pattern that a person put it into, and no lesson proposes it again.</summary>
    public const float Unheard = 0.01f;

    public Decision Decision { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public Guid? DecidedBy { get; set; }
}

/// <summary>A quote that a person marked or accepted: evidence.</summary>
internal sealed class Highlight : Quote
{
    public required DateTimeOffset At { get; init; }
    public Guid? MemberId { get; init; }
    public List<string> Tags { get; set; } = [];

    /// <summary>A member's thought; never the customer's words.</summary>
    public string? Memo { get; set; }
}

/// <summary>A sentence and its meaning, for search and for knowing what was asked.</summary>
internal sealed class Sentence : IInWorkspace
{
    public long Number { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }
    public required Id<Conversation> ConversationId { get; init; }
    public required int Turn { get; init; }
    public required int Start { get; init; }
    public required int Length { get; init; }
    public required Side Side { get; init; }
    public Id<Person>? PersonId { get; init; }

    /// <summary>It asks something, with a question mark or without.</summary>
    public required bool Asks { get; init; }

    public required byte[] Vector { get; init; }
}
