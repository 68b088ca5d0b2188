using Firsthand.Conversations;
using Firsthand.Customers;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Patterns;
using Firsthand.Evidence;
using Firsthand.Platform;
using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;

namespace Firsthand.Patterns;

internal enum PatternState
{
    Active,

    /// <summary>"Not a pattern": later runs keep it, and keep it out of sight.</summary>
    Dismissed,

    /// <summary>All its quotes moved elsewhere.</summary>
    Merged,
}

/// <summary>The same question, pain or why from two or more customers.</summary>
internal sealed class Pattern : IUndoable
{
    public required Id<Pattern> Id { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }

    /// <summary>What a person called it; null while its most typical quote is its name.</summary>
    public string? Name { get; set; }

    // What follows from the members is counted anew by every grouping.
    [Recounted] public required Id<Quote> TypicalQuoteId { get; set; }
    [Recounted] public List<string> Words { get; set; } = [];
    [Recounted] public QuoteKind Kind { get; set; }
    public PatternState State { get; set; }
    public Id<Pattern>? MergedInto { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    // Counted when the members change, so that a list of patterns is one read.
    [Recounted] public int People { get; set; }
    [Recounted] public int PeopleUnasked { get; set; }
    [Recounted] public int PeopleAsked { get; set; }
    [Recounted] public int Quotes { get; set; }
    [Recounted] public DateTimeOffset LastHeardAt { get; set; }

    /// <summary>"2/5" for each period of equally many conversations, oldest first: heard in two of its five.</summary>
    [Recounted] public List<string> Trend { get; set; } = [];

    /// <summary>How close a new quote must come to those who stand for the pattern.</summary>
    [Recounted] public float Reach { get; set; }

    /// <summary>Counts customers, not mentions.</summary>
    /// <param name="members">All that stand.</param>
    /// <param name="asked">Customers whom we asked about it, whatever they answered.</param>
    public void Count(IReadOnlyCollection<PatternMember> members, IEnumerable<Id<Person>> asked)
    {
        if (members.Count > 0 && members.All(member => member.QuoteId != TypicalQuoteId)) TypicalQuoteId = members.OrderByDescending(member => member.Typicality).ThenBy(member => member.QuoteId).First().QuoteId;
        var said = members.Select(member => member.PersonId).OfType<Id<Person>>().ToHashSet();
        var saidWhenAsked = members.Where(member => member.Asked).Select(member => member.PersonId).OfType<Id<Person>>().ToHashSet();
        Quotes = members.Count;
        People = said.Count;
        PeopleUnasked = said.Count - saidWhenAsked.Count;
        // Whoever brought it up before it was asked is among the unasked, and counts once.
        PeopleAsked = asked.Concat(saidWhenAsked).Distinct().Count(person => saidWhenAsked.Contains(person) || !said.Contains(person));
    }

    /// <summary>The same as <see cref="Count"/>, from what changed: how the customers of one conversation stood to it before and after.</summary>
    public void Move(IEnumerable<Standing> before, IEnumerable<Standing> after, int quotes)
    {
        foreach (var (standings, by) in new[] { (before, -1), (after, 1) })
            foreach (var standing in standings)
            {
                if (standing.Said) People += by;
                if (standing is { Said: true, SaidWhenAsked: false }) PeopleUnasked += by;
                if (standing.SaidWhenAsked || standing is { Asked: true, Said: false }) PeopleAsked += by;
            }
        Quotes += quotes;
    }

    /// <summary>How one customer stands to a pattern.</summary>
    public sealed record Standing(bool Said, bool SaidWhenAsked, bool Asked);
}

/// <summary>A quote's membership in a pattern.</summary>
internal sealed class PatternMember : IUndoable, IStanding
{
    public required Id<Quote> QuoteId { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }
    public required Id<Pattern> PatternId { get; set; }
    public required Id<Conversation> ConversationId { get; init; }
    public Id<Person>? PersonId { get; init; }

    /// <summary>0 to 1: how well it stands for the pattern.</summary>
    public float Typicality { get; set; }

    /// <summary>Came as an answer to a question of ours about the same thing.</summary>
    public bool Asked { get; set; }

    /// <summary>A person put it here by merging or splitting: later runs leave it.</summary>
    public bool Pinned { get; set; }

    /// <summary>False once a person rejected or removed the quote: it is in no list and no number, and an undo finds it where it was.</summary>
    [Recounted] public bool Stands { get; set; } = true;
}

/// <summary>A quote that speaks against a pattern.</summary>
internal sealed class CounterExample : IInWorkspace
{
    public required Id<Pattern> PatternId { get; init; }
    public required Id<Quote> QuoteId { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }
    public required int Rank { get; init; }
}

/// <summary>A place where we asked a customer about what a pattern says, whatever they answered.</summary>
internal sealed class PatternQuestion : IInWorkspace
{
    public long Number { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }
    public required Id<Pattern> PatternId { get; init; }
    public required Id<Person> PersonId { get; init; }
    public required Id<Conversation> ConversationId { get; init; }
    public required int Turn { get; init; }
}

/// <summary>A person said that nobody else says it: it is in no pattern, and no later run puts it into one.</summary>
internal sealed class LoneQuote : IUndoable
{
    public required Id<Quote> QuoteId { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }
    public required Id<Conversation> ConversationId { get; init; }
}

/// <summary>A quote that stands for its pattern when new ones look for theirs.</summary>
internal sealed class PatternStandIn : IInWorkspace
{
    public required Id<Quote> QuoteId { get; init; }
    public required Id<Pattern> PatternId { get; set; }
    public Id<Workspace> WorkspaceId { get; init; }

    /// <summary>Its vector in its passage, packed: what is said around it is not read again for each quote that comes.</summary>
    public required byte[] Passage { get; init; }
}

/// <summary>What the last full run left so that new quotes can be placed.</summary>
internal sealed class GroupingMap : IInWorkspace
{
    public Id<Workspace> WorkspaceId { get; init; }

    /// <summary>The model whose vectors it is made of; null for our encoder. It serves no other.</summary>
    public Id<EmbeddingEndpoint>? Source { get; init; }

    /// <summary>The frame of a map that the first full run has not drawn yet.</summary>
    public static byte[] NotYet { get; } = [];

    /// <summary>A <see cref="PatternMapFrame"/>; <see cref="NotYet"/> while the first full run has not ended.</summary>
    public required byte[] Frame { get; init; }
}

/// <summary>What saturation is told from, counted when patterns change: reading it takes as long as there are customers, however much they said.</summary>
internal sealed class SaturationCount : IInWorkspace
{
    public Id<Workspace> WorkspaceId { get; init; }

    /// <summary>A <see cref="Counted"/> as JSON.</summary>
    public required string Json { get; set; }

    /// <param name="People">Every customer who was heard, in the order in which they were first.</param>
    /// <param name="Frequencies">How many things were said by so many customers: pairs of customers and things.</param>
    public sealed record Counted(IReadOnlyList<Voiced> People, IReadOnlyList<int[]> Frequencies);

    public sealed record Voiced(Id<Person> Person, Saturation.Contribution Brought);
}

/// <summary>One run of the grouping: what it saw, and what moved.</summary>
internal sealed class GroupingRun : IInWorkspace
{
    public required Id<GroupingRun> Id { get; init; }
    public Id<Workspace> WorkspaceId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Conversations that were heard by then.</summary>
    public int Conversations { get; init; }

    public required int Quotes { get; init; }

    /// <summary>Quotes that came since and were placed, or stayed alone, until the next run.</summary>
    public int Since { get; set; }

    public required int Patterns { get; init; }
    public required int Alone { get; init; }

    /// <summary>Quotes that were in another pattern before.</summary>
    public required int Moved { get; init; }
}
