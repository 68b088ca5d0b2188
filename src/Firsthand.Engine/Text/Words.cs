using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;

namespace Firsthand.Engine.Text;

/// <summary>The words of a text: where they stand, which of them carry nothing, and their stems.</summary>
public static class Words
{
    private static readonly SearchValues<string> WebStarts = SearchValues.Create(["http://", "https://", "www."], StringComparison.OrdinalIgnoreCase);

    // Sounds and courtesies of speech: they say nothing about what is talked about.
    internal static readonly FrozenSet<string> Fillers = Set("""
        um umm uhm uh uhh er err erm eh ah aah oh ooh hm hmm hmmm mm mmm mhm mmhmm huh uhhuh
        yeah yep yup yes nope ok okay okey alright right well so anyway anyways like
        just actually basically literally really honestly obviously totally definitely certainly maybe perhaps probably
        kinda sorta gonna wanna gotta lemme
        hi hey hello bye goodbye thanks thank please sorry cheers welcome sure
        calling wondering guess mean see know
        """);

    // The closed classes of English: articles, pronouns, prepositions, conjunctions, auxiliaries and their short forms.
    internal static readonly FrozenSet<string> Stops = Set("""
        a an the this that these those here there
        i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself
        they them their theirs themselves one ones someone somebody something anyone anybody anything everyone everybody everything
        who whom whose which what when where why how whatever whichever whoever whenever wherever however
        and or but nor if then else than because since although though while whereas unless until as whether
        of in on at by for with about against between into through during before after above below to from up down out off over under again further
        within without along across behind beyond near onto toward towards upon via per
        am is are was were be been being do does did doing done have has had having can could will would shall should may might must ought cannot
        not no too very also only even still yet already ever never always often sometimes now once both each either neither few more most much many
        other another others such same own all any some every
        i'm i've i'd i'll you're you've you'd you'll he's he'd he'll she's she'd she'll it's it'd it'll we're we've we'd we'll they're they've they'd they'll
        that's that'd that'll there's there'd here's what's who's where's when's how's why's let's
        isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't can't couldn't won't wouldn't shan't shouldn't mightn't mustn't ain't
        im ive ill youre youve hes shes were theyre theyve thats theres whats dont doesnt didnt isnt arent wasnt werent havent hasnt hadnt cant couldnt wont wouldnt shouldnt aint
        get gets got getting go goes going gone went come comes coming came let lets put make makes made take takes took thing things stuff way lot lots bit kind sort
        """);

    /// <summary>Where the words of a text stand, in order: runs of letters and digits, with the apostrophes, points and underscores inside them; an address of the web is one word, <see cref="Marks"/> are none.</summary>
    public static IReadOnlyList<TextSpan> Spans(string text)
    {
        text = Marks.Blank(text);
        var spans = new List<TextSpan>(text.Length / 5 + 1);
        var mayHoldAddresses = text.AsSpan().ContainsAny(WebStarts);
        for (var i = 0; i < text.Length;)
        {
            if (!IsWordStart(text, i)) { i++; continue; }
            var end = mayHoldAddresses && IsWebStart(text.AsSpan(i)) ? EndOfAddress(text, i) : EndOfWord(text, i);
            spans.Add(new TextSpan(i, end - i));
            i = end;
        }
        return spans;
    }

    /// <summary>The words of a text, in order, in lower case and with plain apostrophes.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var spans = Spans(text);
        var words = new string[spans.Count];
        for (var i = 0; i < words.Length; i++) words[i] = Fold(spans[i].In(text));
        return words;
    }

    /// <summary>The words of a text that say what it is about: no stop words, of whatever common language, no fillers, no bare numbers.</summary>
    public static IEnumerable<string> Content(string text)
    {
        var content = Of(text).Where(IsContent).ToList();
        // Men die in English; in German it is an article.
        if (content.Exists(Language.IsGrammarElsewhere) && !Language.IsEnglish(text)) content.RemoveAll(Language.IsGrammarElsewhere);
        return content;
    }

    /// <summary>A word that is neither a stop word, of English or of another common language, nor a filler nor a bare number.</summary>
    /// <param name="word">In lower case, as <see cref="Of"/> gives it.</param>
    public static bool IsContent(string word) => !IsStop(word) && !IsFiller(word) && !Language.IsGrammar(word) && !char.IsAsciiDigit(word[0]) && word.Length > 1;

    /// <summary>A sound or courtesy of speech: "um", "yeah", "actually", "thanks".</summary>
    /// <param name="word">In lower case, as <see cref="Of"/> gives it.</param>
    public static bool IsFiller(string word) => Fillers.Contains(word);

    /// <summary>A word of grammar: "the", "is", "don't", "because".</summary>
    /// <param name="word">In lower case, as <see cref="Of"/> gives it.</param>
    public static bool IsStop(string word) => Stops.Contains(word);

    /// <summary>The stem of an English word (Porter 1980): "connected", "connecting" and "connection" are all "connect".</summary>
    /// <param name="word">In lower case, as <see cref="Of"/> gives it; a word with other letters than a to z is its own stem.</param>
    public static string Stem(string word) => PorterStem.Of(word);

    private static string Fold(ReadOnlySpan<char> word) => string.Create(word.Length, word, static (folded, source) =>
    {
        source.ToLowerInvariant(folded);
        folded.Replace('\u2019', '\'');
        folded.Replace('\u02BC', '\'');
    });

    private static bool IsWordStart(string text, int i) => char.IsAsciiLetterOrDigit(text[i]) || (text[i] >= 0x80 && IsLetterOrDigit(text, i));

    private static int EndOfWord(string text, int i)
    {
        while (i < text.Length)
        {
            if (IsLetterOrDigit(text, i) || char.GetUnicodeCategory(text, i) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
                i += char.IsSurrogatePair(text, i) ? 2 : 1;
            else if (i + 1 < text.Length && Joins(text[i - 1], text[i], text[i + 1])) i++;
            else break;
        }
        return i;
    }

    // Asked only inside a word: "don't", "3.5", "1,200", "file_name" are one word each.
    private static bool Joins(char before, char here, char after) => here switch
    {
        '\'' or '\u2019' or '\u02BC' => char.IsLetter(before) && char.IsLetter(after),
        '.' or ',' => char.IsAsciiDigit(before) && char.IsAsciiDigit(after),
        '_' => char.IsLetterOrDigit(after),
        _ => false,
    };

    private static bool IsLetterOrDigit(string text, int i) => char.IsLetterOrDigit(text, i);

    private static bool IsWebStart(ReadOnlySpan<char> text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase);

    private static int EndOfAddress(string text, int i)
    {
        while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] is not ('<' or '>' or '"' or '|')) i++;
        while (text[i - 1] is '.' or ',' or ';' or ':' or '!' or '?' or ')' or ']' or '\'') i--;
        return i;
    }

    private static FrozenSet<string> Set(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
