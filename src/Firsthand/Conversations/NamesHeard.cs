using System.Collections.Frozen;
using Firsthand.Formats;
using Firsthand.Platform;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Firsthand.Conversations;

/// <summary>What is known about names: whose side they are on, and which speak with which, in the conversations that are here and in those that a batch adds.</summary>
internal sealed class NamesHeard
{
    // A name in this share of at least so many conversations comes back as often as only our own people do,
    private const double RepeatShare = .5;
    private const int FewestConversations = 3;

    // if it meets so many others: a customer whom we meet again and again meets us, and now and then a colleague.
    private const int FewestMet = 2;

    // Who comes back shows in the newest conversations as well as in all.
    private const int NewestConversations = 500;

    private readonly IReadOnlyCollection<string> members;
    private readonly IReadOnlyDictionary<string, Side> placed;
    private readonly List<string[]> conversations = [];
    private FrozenDictionary<string, int>? regulars;

    // A mail has one speaker: who meets whom shows in its thread, by addresses, since one address may write under many names.
    private readonly Dictionary<string, HashSet<string>> threads = [];
    private readonly Dictionary<string, string> addresses = [];
    private FrozenDictionary<string, int>? writers;

    private NamesHeard(IReadOnlyCollection<string> members, IReadOnlyDictionary<string, Side> placed) => (this.members, this.placed) = (members, placed);

    /// <summary>Nobody is known yet.</summary>
    public static NamesHeard Nothing => new([], new Dictionary<string, Side>());

    public static async Task<NamesHeard> OfAsync(FirsthandDb db, CancellationToken ct)
    {
        var heard = new NamesHeard(await db.Users.Where(user => user.WorkspaceId == db.Workspace).Select(user => user.Name).ToListAsync(ct), await db.KnownSpeakers.AsNoTracking().ToDictionaryAsync(row => row.Name, row => row.Side, ct));
        var newest = db.Conversations.OrderByDescending(talk => talk.Id).Take(NewestConversations).Select(talk => talk.Id);
        var rows = await db.Speakers.AsNoTracking().Where(speaker => newest.Contains(speaker.ConversationId)).Select(speaker => new { speaker.ConversationId, speaker.Name, speaker.Side }).ToListAsync(ct);
        // Who has no name and is ours only took notes, or is called as our side is.
        foreach (var talk in rows.GroupBy(row => row.ConversationId)) heard.Add(talk.Where(row => row.Side != Side.Ours || !WhoIsWho.IsNameless(row.Name)).Select(row => row.Name ?? ""));
        return heard;
    }

    /// <summary>One more conversation, of a batch: not one that is here already.</summary>
    public void Add(Transcript transcript)
    {
        if (IsMail(transcript)) AddMail(transcript, transcript.Turns[0].Speaker ?? "", transcript.Turns[0].Details!["address"]);
        else Add(transcript.Turns.Where(turn => turn.Kind is not (TurnKind.Note or TurnKind.Model)).Select(turn => turn.Speaker ?? ""));
    }

    public static bool IsMail(Transcript transcript) => transcript.Turns is [{ Details: { } details }] && details.ContainsKey("address");

    /// <summary>The side that a person put the name on, or that it has as a member's; null where nobody said.</summary>
    public Side? Placed(string name)
    {
        var folded = WhoIsWho.Fold(name);
        if (placed.TryGetValue(folded, out var side) && side != Side.Unknown) return side;
        return members.Any(member => WhoIsWho.Fold(member) is var our && (our == folded || folded.StartsWith(our + " ", StringComparison.Ordinal))) ? Side.Ours : null;
    }

    /// <summary>Why a name is one of ours, in words that a person can judge; null when it does not come back so often.</summary>
    public string? WhyOurs(string name)
    {
        var folded = WhoIsWho.Fold(name);
        regulars ??= Regulars(conversations);
        if (regulars.TryGetValue(folded, out var times)) return $"spoke in {times} of {conversations.Count} files";
        writers ??= Regulars([.. threads.Values.Select(thread => thread.Select(AddressOf).Distinct().ToArray())]);
        return writers.TryGetValue(AddressOf(folded), out times) ? $"writes in {times} of {threads.Count} threads, with many" : null;
    }

    private string AddressOf(string folded) => addresses.GetValueOrDefault(folded, folded);

    private void AddMail(Transcript mail, string sender, string address)
    {
        addresses[WhoIsWho.Fold(sender)] = WhoIsWho.Fold(address);
        var thread = mail.Attributes.GetValueOrDefault("thread") ?? $"{threads.Count}";
        if (!threads.TryGetValue(thread, out var people)) threads[thread] = people = [];
        people.UnionWith(mail.Attendees.Append(sender).Where(name => Placed(name) != Side.Ours).Select(WhoIsWho.Fold));
        writers = null;
    }

    private void Add(IEnumerable<string> speakers)
    {
        string[] folded = [.. speakers.Select(WhoIsWho.Fold).Distinct()];
        conversations.Add(folded);
        regulars = null;
    }

    // Three talks with one customer have two names that come back each time. Which of them is ours shows only where it meets others, who are not known to be ours.
    private FrozenDictionary<string, int> Regulars(List<string[]> talks)
    {
        if (talks.Count < FewestConversations) return FrozenDictionary<string, int>.Empty;
        var often = talks.SelectMany(speakers => speakers).CountBy(name => name).Where(pair => pair.Value >= Math.Max(2, talks.Count * RepeatShare) && !WhoIsWho.IsNameless(pair.Key)).ToDictionary();
        var met = often.Keys.ToDictionary(name => name, _ => new HashSet<string>());
        foreach (var (number, speakers) in talks.Index())
        {
            // Nobody knows whether two without a name are the same.
            var others = speakers.Where(name => !often.ContainsKey(name) && !WhoIsWho.IsOurRole(name) && Placed(name) != Side.Ours).Select(name => WhoIsWho.IsNameless(name) ? $"{name} {number}" : name).ToList();
            foreach (var name in speakers.Where(often.ContainsKey)) met[name].UnionWith(others);
        }
        return often.Where(pair => met[pair.Key].Count >= FewestMet).ToFrozenDictionary();
    }
}
