using System.Collections.Frozen;
using Firsthand.Formats;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>Which names speak with which, in the conversations that are here and in those that a batch adds. Our own people come back and meet many; customers rarely do.</summary>
internal sealed class NamesHeard
{
    // A name in this share of at least so many conversations comes back as often as only our own people do.
    private const double RepeatShare = .5;
    private const int FewestConversations = 3;

    // On our side so often, and never on the other, it is no chance.
    private const int OftenOurs = 2;

    private readonly List<string[]> conversations = [];
    private readonly Dictionary<string, (int Spoke, int Ours, int Theirs)> names = [];
    private FrozenSet<string>? regulars;

    /// <summary>A name that is here stands on an unknown side.</summary>
    public bool SomeAreUnknown { get; private set; }

    /// <summary>The names of all conversations that are here.</summary>
    public static async Task<NamesHeard> OfAsync(FirsthandDb db, CancellationToken ct)
    {
        var heard = new NamesHeard();
        var talks = db.Conversations;
        var rows = await db.Speakers.AsNoTracking().Where(speaker => talks.Any(talk => talk.Id == speaker.ConversationId)).OrderBy(speaker => speaker.ConversationId).Select(speaker => new { speaker.ConversationId, speaker.Name, speaker.Side }).ToListAsync(ct);
        foreach (var talk in rows.GroupBy(row => row.ConversationId))
        {
            // Notes are written by nobody, and count as ours: whoever they stand beside has spoken with nobody.
            heard.Add(talk.Where(row => row.Side != Side.Ours || !WhoIsWho.IsNameless(row.Name)).Select(row => row.Name ?? ""));
            foreach (var row in talk.Where(row => row.Name is not null && row.Side != Side.Unknown))
            {
                var name = WhoIsWho.Fold(row.Name!);
                var before = heard.names.GetValueOrDefault(name);
                heard.names[name] = row.Side == Side.Ours ? before with { Ours = before.Ours + 1 } : before with { Theirs = before.Theirs + 1 };
            }
        }
        heard.SomeAreUnknown = rows.Exists(row => row.Side == Side.Unknown && row.Name is not null);
        return heard;
    }

    /// <summary>One more conversation, of a batch: not one that is here already.</summary>
    public void Add(Transcript transcript) => Add(transcript.Turns.Where(turn => turn.Kind is not (TurnKind.Note or TurnKind.Model)).Select(turn => turn.Speaker ?? ""));

    /// <summary>Why a name is one of ours, in words that a person can judge; null when nothing says so.</summary>
    public string? WhyOurs(string name)
    {
        var folded = WhoIsWho.Fold(name);
        regulars ??= Regulars();
        if (regulars.Contains(folded)) return $"spoke in {names[folded].Spoke} of {conversations.Count} files";
        return names.TryGetValue(folded, out var heard) && heard is { Ours: >= OftenOurs, Theirs: 0 } ? $"on our side in {heard.Ours} other conversations" : null;
    }

    private void Add(IEnumerable<string> speakers)
    {
        string[] folded = [.. speakers.Select(WhoIsWho.Fold).Distinct()];
        conversations.Add(folded);
        foreach (var name in folded) names[name] = names.GetValueOrDefault(name) is var before ? before with { Spoke = before.Spoke + 1 } : default;
        regulars = null;
    }

    // Three talks with one customer have two names that come back each time. Which of them is ours shows only where it meets somebody else.
    private FrozenSet<string> Regulars()
    {
        if (conversations.Count < FewestConversations) return [];
        var often = names.Where(pair => pair.Value.Spoke >= Math.Max(2, conversations.Count * RepeatShare) && !WhoIsWho.IsNameless(pair.Key)).Select(pair => pair.Key).ToHashSet();
        return often.Count == 0 ? [] : conversations.Where(speakers => !speakers.All(often.Contains)).SelectMany(speakers => speakers.Where(often.Contains)).ToFrozenSet();
    }
}
