using System.Collections.Frozen;
using Firsthand.Engine.Text;

namespace Firsthand.Engine.Detection;

/// <summary>The words of a sentence as cues read them: small letters, short forms spelled out, without fillers and intensifiers. Typed and spoken text come out alike.</summary>
internal static class PlainSpeech
{
    private static readonly FrozenDictionary<string, string[]> Spelled = Pairs("""
        can't can not|cant can not|cannot can not|won't will not|wont will not|shan't shall not|ain't is not|aint is not
        dont do not|doesnt does not|didnt did not|isnt is not|arent are not|wasnt was not|werent were not|havent have not|hasnt has not|hadnt had not
        couldnt could not|wouldnt would not|shouldnt should not|mustnt must not
        im i am|ive i have|youre you are|youve you have|theyre they are|theyve they have|thats that is|whats what is|theres there is|hes he is|shes she is|wheres where is|hows how is
        gonna going to|wanna want to|gotta got to|lemme let me|gimme give me|kinda|sorta|dunno do not know|outta out of
        u you|ur your|r are|pls please|plz please|thx thanks|ty thanks|tho though|cuz because|cos because|coz because|bc because|b/c because|w/ with|wat what|y'all you|yall you|msft microsoft
        let's let us|lets let us|it's it is|that's that is|what's what is|there's there is|he's he is|she's she is|who's who is|where's where is|how's how is|here's here is|when's when is|why's why is|everything's everything is|something's something is|nothing's nothing is|one's one is|everyone's everyone is|nobody's nobody is
        """);

    private static readonly FrozenSet<string> Dropped = Words("""
        um umm uhm uh uhh er err erm eh hm hmm mm mmm ah like-
        just really actually basically honestly literally totally absolutely definitely obviously simply also even very quite pretty super extremely truly certainly completely incredibly highly
        """);

    private static readonly FrozenSet<string> Openers = Words("so and but or well okay ok yeah yes no oh now hey hi hello then anyway alright right because like also see look wait sorry great cool please thanks ah huh yep hmm i-mean first maybe um uh");

    public static string[] Of(string text)
    {
        var plain = new List<string>();
        var last = "";
        foreach (var word in Text.Words.Of(text))
        {
            // "I, I think": a word begun again.
            if (Dropped.Contains(word) || word == last) continue;
            Spell(word, plain);
            last = word;
        }
        Tidy(plain);
        return [.. plain];
    }

    /// <summary>Where the sentence begins after "so, well, okay": a question is turned round there.</summary>
    public static int AfterOpeners(ReadOnlySpan<string> words)
    {
        const int Most = 4;
        var i = 0;
        while (i < words.Length - 1 && i < Most && Openers.Contains(words[i])) i++;
        return i;
    }

    /// <summary>Nothing follows the words that lead to others.</summary>
    public static bool IsOpening(string text) => Of(text).All(Openers.Contains);

    /// <summary>"She mends it herself, doesn't she", "so that was it, huh"; but not "it isn't there", "that is not it", "uh-huh".</summary>
    public static bool EndsInTag(string text)
    {
        if (Text.Words.Of(text) is not [_, .., var before, var last]) return false;
        if (last == "huh") return before is not ("uh" or "um" or "mm");
        return (before.EndsWith("n't", StringComparison.Ordinal) || Spelled.ContainsKey(before))
            && Of(text) is [_, _, .., "is" or "are" or "was" or "were" or "do" or "does" or "did" or "have" or "has" or "had" or "can" or "could" or "will" or "would" or "should", "not", "it" or "he" or "she" or "they" or "you" or "we"];
    }

    private static void Spell(string word, List<string> plain)
    {
        if (plain.Count > 0 && Split(plain, word)) return;
        if (Spelled.TryGetValue(word, out var spelled)) plain.AddRange(spelled);
        else if (!word.Contains('\'')) plain.Add(word);
        else if (Ending(word, "n't", "not", plain) || Ending(word, "'m", "am", plain) || Ending(word, "'re", "are", plain) || Ending(word, "'ve", "have", plain)
            || Ending(word, "'ll", "will", plain) || Ending(word, "'d", "would", plain) || Ending(word, "'s", null, plain)) return;
        else plain.Add(word);
    }

    // "it 's", "don t": some machines write a short form as two words.
    private static bool Split(List<string> plain, string ending)
    {
        var last = plain[^1];
        if (ending == "t" && last.EndsWith('n') && Spelled.TryGetValue(last + "t", out var spelled))
        {
            plain.RemoveAt(plain.Count - 1);
            plain.AddRange(spelled);
            return true;
        }
        var verb = ending switch { "s" => "is", "m" => "am", "re" => "are", "ve" => "have", "ll" => "will", "d" => "would", _ => null };
        if (verb is null || last is not ("i" or "you" or "we" or "they" or "he" or "she" or "it" or "that" or "there" or "what" or "who" or "how" or "where")) return false;
        plain.Add(verb);
        return true;
    }

    private static bool Ending(string word, string ending, string? spelled, List<string> plain)
    {
        if (!word.EndsWith(ending, StringComparison.Ordinal) || word.Length == ending.Length) return false;
        plain.Add(word[..^ending.Length]);
        if (spelled is not null) plain.Add(spelled);
        return true;
    }

    // "kind of" said in passing, but not "what kind of".
    private static void Tidy(List<string> plain)
    {
        var kept = 0;
        for (var i = 0; i < plain.Count; i++)
        {
            var next = i + 1 < plain.Count ? plain[i + 1] : "";
            if (next == "of" && plain[i] is "kind" or "sort" && i > 0 && plain[i - 1] is not ("what" or "some" or "this" or "that" or "any" or "the" or "a" or "which")) { i++; continue; }
            plain[kept++] = plain[i];
        }
        plain.RemoveRange(kept, plain.Count - kept);
    }

    private static FrozenSet<string> Words(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, string[]> Pairs(string table) => table
        .Split(['|', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(row => row.Split(' '))
        .ToFrozenDictionary(row => row[0], row => row[1..], StringComparer.Ordinal);
}
