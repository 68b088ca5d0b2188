using System.Collections.Frozen;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Text;

namespace Firsthand.Engine.Patterns;

/// <summary>A word that carries meaning, by its number in the lexicon.</summary>
/// <param name="Weight">How much it counts: more in a sentence that asks, less in a greeting.</param>
internal readonly record struct ContentWord(int Word, float Weight);

/// <summary>What quotes are about, in words, and which of them can be part of a pattern at all.</summary>
/// <param name="Words">For each quote the words that carry meaning, in order; none for a quote that can be part of no pattern: courtesies, templates, our own side's words.</param>
internal sealed record Substance(Lexicon Lexicon, ContentWord[][] Words)
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

    private const int QuotesAtOnce = 4_096;

    public static Substance Of(IReadOnlyList<QuoteItem> items)
    {
        var templates = Templates(items);
        var lexicon = new Lexicon();
        var content = new ContentWord[items.Count][];
        // Words get their numbers in the order of the quotes, whatever the number of threads.
        for (var from = 0; from < items.Count; from += QuotesAtOnce)
        {
            var first = from;
            var heard = new (string Word, float Weight)[Math.Min(QuotesAtOnce, items.Count - from)][];
            Parallel.For(0, heard.Length, i => heard[i] = templates[first + i] || items[first + i].Kind is { IsOurs: true } ? [] : Content(items[first + i].Text));
            for (var i = 0; i < heard.Length; i++) content[first + i] = Array.ConvertAll(heard[i], word => new ContentWord(lexicon.Number(word.Word), word.Weight));
        }
        return new(lexicon, content);
    }

    /// <summary>The words of a text that carry meaning, with how much each counts; none where all are courtesies.</summary>
    public static (string Word, float Weight)[] Content(string text)
    {
        (string Word, float Weight)[] words = [.. Emphasis.Of(text).SelectMany(part => Text.Words.Content(part.Sentence.In(text).ToString()).Select(word => (word, MathF.Sqrt(part.Weight))))];
        return words.All(word => Courtesies.Contains(word.Word)) ? [] : words;
    }

    /// <summary>A word that fills a turn: it never tells one group from another.</summary>
    public static bool IsCourtesy(string word) => Courtesies.Contains(word);

    private static bool[] Templates(IReadOnlyList<QuoteItem> items)
    {
        // The hashes of every stretch of TemplateRun words.
        var runs = new ulong[items.Count][];
        var (lengths, footers) = (new int[items.Count], new bool[items.Count]);
        Parallel.For(0, items.Count, i =>
        {
            var words = Text.Words.Of(items[i].Text);
            (runs[i], lengths[i], footers[i]) = ([.. Runs(words)], words.Count, IsFooter(items[i].Text));
        });
        // For each run of words, who said it first and how many others did.
        var speakers = new Dictionary<ulong, (int First, int Last, int People)>();
        for (var i = 0; i < runs.Length; i++)
        {
            var person = items[i].Person ?? ~i;
            foreach (var run in runs[i])
            {
                if (!speakers.TryGetValue(run, out var seen)) speakers.Add(run, (person, person, 1));
                else if (seen.Last != person && seen.First != person) speakers[run] = seen with { Last = person, People = seen.People + 1 };
            }
        }
        var people = items.Select((item, i) => item.Person ?? ~i).Distinct().Count();
        var enough = Math.Clamp((int)Math.Ceiling(TemplatePeopleShare * people), FewestTemplatePeople, MostTemplatePeople);
        var templates = new bool[runs.Length];
        for (var i = 0; i < runs.Length; i++)
        {
            int covered = 0, end = 0, start = 0;
            foreach (var run in runs[i])
            {
                if (speakers[run].People >= enough)
                {
                    covered += start + TemplateRun - Math.Max(end, start);
                    end = start + TemplateRun;
                }
                start++;
            }
            templates[i] = footers[i] || covered > 0 && covered >= TemplateCoverage * lengths[i];
        }
        return templates;
    }

    private static bool IsFooter(string text) => Sentences.Of(text) is { Count: > 0 } sentences && sentences.All(span => SmallTalk.IsFooter(span.In(text).ToString()));

    // Numbers differ from form to form and count as one.
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
