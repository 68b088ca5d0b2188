using System.Collections.Frozen;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Text;

namespace Firsthand.Engine.Patterns;

/// <summary>A word that carries meaning, in lower case.</summary>
/// <param name="Weight">How much it counts: more in a sentence that asks, less in a greeting.</param>
internal readonly record struct ContentWord(string Text, float Weight);

/// <summary>What a quote is about, in words, and whether it can be part of a pattern at all.</summary>
internal static class Substance
{
    // Words that fill a turn without saying what it is about, beyond the fillers that every text is cleared of.
    private static readonly FrozenSet<string> Courtesies = FrozenSet.ToFrozenSet(
        ["good", "great", "perfect", "cool", "nice", "fine", "awesome", "excellent", "lovely", "wonderful", "fantastic", "brilliant", "morning", "afternoon", "evening", "day", "night",
         "weekend", "sounds", "sound", "absolutely", "exactly", "correct", "true", "agreed", "fair", "wow", "nothing", "moment", "minute", "second", "bet", "appreciate", "pleasure",
         "problem", "worries", "worry", "help", "helps", "helped", "helpful", "today", "ready", "done", "wait", "hold", "speak", "talk", "sir", "madam", "ma'am", "everyone", "folks", "guys", "team",
         "doing", "start", "started", "yourself", "think", "suppose", "believe", "say", "said", "saying", "tell", "told", "happy", "glad", "dear", "regards", "best", "need", "want", "love", "hope"],
        StringComparer.Ordinal);

    // A run of this many words that one in fifty people used was not thought of by each of them: it is a form, a signature, an automatic answer.
    private const int TemplateRun = 12, FewestTemplatePeople = 3, MostTemplatePeople = 50;
    private const double TemplatePeopleShare = .02, TemplateCoverage = .6;

    /// <summary>For each quote the words that carry meaning, in order; none for a quote that can be part of no pattern: courtesies, templates, our own side's words.</summary>
    public static ContentWord[][] Of(IReadOnlyList<QuoteItem> items)
    {
        var words = new IReadOnlyList<string>[items.Count];
        Parallel.For(0, items.Count, i => words[i] = Words.Of(items[i].Text));
        var templates = Templates(items, words);
        var content = new ContentWord[items.Count][];
        Parallel.For(0, items.Count, i =>
        {
            var carrying = templates[i] || items[i].Kind is { IsOurs: true } ? [] : Content(items[i].Text);
            content[i] = carrying.All(word => Courtesies.Contains(word.Text)) ? [] : carrying;
        });
        return content;
    }

    internal static ContentWord[] Content(string text) =>
        [.. Emphasis.Of(text).SelectMany(part => Words.Content(part.Sentence.In(text).ToString()).Select(word => new ContentWord(word, MathF.Sqrt(part.Weight))))];

    private static bool[] Templates(IReadOnlyList<QuoteItem> items, IReadOnlyList<string>[] words)
    {
        // For each run of words, who said it first and how many others did.
        var speakers = new Dictionary<ulong, (int First, int Last, int People)>();
        for (var i = 0; i < words.Length; i++)
        {
            var person = items[i].Person ?? ~i;
            foreach (var run in Runs(words[i]))
            {
                if (!speakers.TryGetValue(run, out var seen)) speakers.Add(run, (person, person, 1));
                else if (seen.Last != person && seen.First != person) speakers[run] = seen with { Last = person, People = seen.People + 1 };
            }
        }
        var people = items.Select((item, i) => item.Person ?? ~i).Distinct().Count();
        var enough = Math.Clamp((int)Math.Ceiling(TemplatePeopleShare * people), FewestTemplatePeople, MostTemplatePeople);
        var templates = new bool[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            int covered = 0, end = 0, start = 0;
            foreach (var run in Runs(words[i]))
            {
                if (speakers[run].People >= enough)
                {
                    covered += start + TemplateRun - Math.Max(end, start);
                    end = start + TemplateRun;
                }
                start++;
            }
            templates[i] = covered > 0 && covered >= TemplateCoverage * words[i].Count;
        }
        return templates;
    }

    // Every stretch of TemplateRun words, as a hash; numbers differ from form to form and count as one.
    private static IEnumerable<ulong> Runs(IReadOnlyList<string> words)
    {
        for (var i = 0; i + TemplateRun <= words.Count; i++)
        {
            var hash = 14695981039346656037ul;
            for (var w = i; w < i + TemplateRun; w++)
            {
                if (char.IsAsciiDigit(words[w][0])) hash = (hash ^ '0') * 1099511628211ul;
                else foreach (var c in words[w]) hash = (hash ^ c) * 1099511628211ul;
                hash = (hash ^ ' ') * 1099511628211ul;
            }
            yield return hash;
        }
    }
}
