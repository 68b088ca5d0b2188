using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Firsthand.Engine.Detection;
using Firsthand.Formats;

namespace Firsthand.Conversations;

/// <summary>What we think of a name in a transcript, and why: shown, and changeable.</summary>
/// <param name="Because">A reason that a person can judge: "spoke in 5 of 8 files". Null when a person or the workspace said so.</param>
internal sealed record SideGuess(Side Side, string? Because);

/// <summary>Guesses whose side each speaker is on. Pure: what is known goes in, guesses with reasons come out.</summary>
internal static partial class WhoIsWho
{
    /// <summary>Why somebody is a customer where our own people are known.</summary>
    public const string TheOther = "everybody of ours in this file is known";

    [GeneratedRegex(@"^(the\s+)?(moderator|interviewer|researcher|facilitator|host|agent|rep|representative|support( team| agent)?|assistant|advisor|adviser|consultant|sales(person)?|me|us|team|int|mod|q)\s*\d*:?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OurRole();

    [GeneratedRegex(@"^(the\s+)?(participant|customer|client|interviewee|respondent|user|guest|caller|visitor|patient|buyer|subject|cust|part|them|a|p|r)\s*[#-]?\d*:?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TheirRole();

    [GeneratedRegex(@"^((unknown\s*)?speaker|spk|unknown|uu|person|voice|channel)?[\s_#-]*\d*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoName();

    [GeneratedRegex(@"\b(bot|system|action|automation|notetaker|recorder|webhook)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Machine();

    /// <summary>The name names nobody: a role, a number, or nothing.</summary>
    public static bool IsNameless(string? name) => string.IsNullOrWhiteSpace(name) || NoName().IsMatch(name.Trim()) || TheirRole().IsMatch(name.Trim()) || OurRole().IsMatch(name.Trim());

    /// <summary>What our own side, or a machine of ours, is called where it has no name.</summary>
    public static bool IsOurRole(string name) => OurRole().IsMatch(name.Trim()) || Machine().IsMatch(name);

    /// <param name="heard">What is known about names.</param>
    /// <returns>For each speaker as written ("" for no name) a guess.</returns>
    public static IReadOnlyDictionary<string, SideGuess> Guess(Transcript transcript, NamesHeard heard)
    {
        // Names in the order of their first turn, and whether they say more than notes. One look at each turn: a chat has a million.
        var (talks, roles) = (new Dictionary<string, bool>(), new Dictionary<string, string>());
        foreach (var turn in transcript.Turns)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(talks, turn.Speaker ?? "", out _) |= turn.Kind is not (TurnKind.Note or TurnKind.Model);
            if (turn.Details?.GetValueOrDefault("role") is { } role) roles.TryAdd(turn.Speaker ?? "", role);
        }
        var names = talks.Keys.ToList();
        var guesses = new Dictionary<string, SideGuess>();
        foreach (var name in names)
            if (heard.Placed(name) is { } side) guesses[name] = new(side, null);

        foreach (var (name, role) in roles)
            if (!guesses.ContainsKey(name) && SideOf(role) is { } side) guesses[name] = new(side, $"the file says “{role}”");

        // Who only takes notes is no customer, however much is written.
        foreach (var name in names.Where(name => !talks[name]))
            if (!guesses.ContainsKey(name)) guesses[name] = new(Side.Ours, "notes about it, nobody's words");
        var talking = names.Where(name => talks[name]).ToList();

        var open = names.Where(name => !guesses.ContainsKey(name)).ToList();
        foreach (var name in open)
            if (ByName(name, heard) is { } guess) guesses[name] = guess;

        open = [.. open.Where(name => !guesses.ContainsKey(name))];
        var oursFound = talking.Exists(name => guesses.TryGetValue(name, out var guess) && guess.Side == Side.Ours);
        if (oursFound)
        {
            var colleagues = names.Count < 3 ? [] : Colleagues(transcript, open, name => guesses.TryGetValue(name, out var guess) && guess.Side == Side.Ours);
            foreach (var name in open) guesses[name] = colleagues.Contains(name) ? new(Side.Ours, "asks most of what they say, beside one of ours") : new(Side.Theirs, TheOther);
        }
        else if (open.Count == 1) guesses[open[0]] = new(Side.Theirs, talking.Count == 1 ? "the only one who speaks" : "the other one is known");
        else if (open.Count == 2 && talking.Count == 2 && Asker(transcript, open) is { } asker)
        {
            guesses[asker] = new(Side.Ours, "asks most of the questions");
            guesses[open.Single(name => name != asker)] = new(Side.Theirs, "answers most of the questions");
        }
        else foreach (var name in open) guesses[name] = new(Side.Unknown, "nothing in the file tells");
        return guesses;
    }

    // What a helpdesk calls somebody.
    private static Side? SideOf(string role) => role is "admin" or "operator" || IsOurRole(role) ? Side.Ours : role is "end-user" or "lead" or "contact" || TheirRole().IsMatch(role) ? Side.Theirs : null;

    /// <summary>What a name says by itself.</summary>
    public static SideGuess? ByName(string name, NamesHeard heard)
    {
        if (OurRole().IsMatch(name.Trim())) return new(Side.Ours, $"“{name}” is what our side is called");
        if (Machine().IsMatch(name)) return new(Side.Ours, $"“{name}” is a machine");
        if (TheirRole().IsMatch(name.Trim())) return new(Side.Theirs, $"“{name}” is what a customer is called");
        return heard.WhyOurs(name) is { } because ? new(Side.Ours, because) : null;
    }

    // In an interview one side asks and the other talks: both have to point the same way, or nobody is named.
    private static string? Asker(Transcript transcript, List<string> pair)
    {
        var asked = Asked(transcript);
        var (one, other) = (asked[pair[0]], asked[pair[1]]);
        var (asker, most, least) = one.Share > other.Share ? (pair[0], one, other) : (pair[1], other, one);
        return most.Questions >= 3 && most.Share >= AsksMore * least.Share ? asker : null;
    }

    // Two of ours may ask together. In a demo customers do: ours have to ask as well, and somebody else has to answer.
    private static List<string> Colleagues(Transcript transcript, List<string> open, Func<string, bool> isOurs)
    {
        if (open.Count is 0 or > MostInAnInterview) return [];
        var asked = Asked(transcript);
        bool Asks(string name) => asked[name] is { Questions: >= 2, Share: > .5 };
        if (!asked.Keys.Any(name => isOurs(name) && Asks(name))) return [];
        return [.. open.Where(name => Asks(name) && asked.Any(other => other.Key is not "" && !isOurs(other.Key) && other.Value.Turns >= 2 && !Asks(other.Key) && asked[name].Share >= AsksMore * other.Value.Share))];
    }

    private const double AsksMore = 1.5;

    // More together are a group that chats.
    private const int MostInAnInterview = 8;

    private readonly record struct Tally(int Questions, int Turns)
    {
        public double Share => (double)Questions / Math.Max(1, Turns);
    }

    private static Dictionary<string, Tally> Asked(Transcript transcript)
    {
        var asked = new Dictionary<string, Tally>();
        foreach (var turn in transcript.Turns)
        {
            ref var one = ref CollectionsMarshal.GetValueRefOrAddDefault(asked, turn.Speaker ?? "", out _);
            one = new(one.Questions + (Asking.In(turn.Said) ? 1 : 0), one.Turns + 1);
        }
        return asked;
    }

    /// <summary>Case and spacing do not make two names.</summary>
    public static string Fold(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
}
