using System.Collections.Frozen;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Text;

namespace Firsthand.Engine.Patterns;

/// <summary>Whether a quote speaks well or badly of what it is about: by its kind and its words together, where these are sure enough.</summary>
internal static class Stance
{
    // Words as they are said, not their stems: "use" is no "useful", "Excel" no "excellent", and a lot of work is nothing that works.
    private static readonly FrozenSet<string> Good = Set("""
        easy easier easiest easily simple simpler simplest simply clear clearer clearest clearly useful helpful helpfully love loves loved loving good great greatest perfect perfectly excellent nice nicer nicest nicely
        fast faster fastest quick quicker quickest quickly smooth smoother smoothly intuitive happy happier happily glad enjoy enjoys enjoyed enjoying works worked working fine better best reliable reliably saves
        convenient conveniently comfortable comfortably friendly awesome amazing amazingly understand understands understood fair fairly cheap cheaper affordable straightforward effortless effortlessly
        pleased satisfied recommend recommends recommended
        """);

    private static readonly FrozenSet<string> Bad = Set("""
        hard harder hardest difficult complicated complex confusing confused confuses unclear useless hate hates hated bad badly terrible terribly awful slow slower slowest slowly annoying annoyed annoys frustrating frustrated frustrates unhappy
        painful pain pains broken breaks broke fails failed failing fail failure failures error errors crash crashes crashed crashing worse worst unreliable wasted waste wastes wasting lost lose loses losing missing missed stuck
        struggle struggles struggled struggling problem problems issue issues expensive overwhelming overwhelmed disappointed disappointing
        impossible wrong cumbersome tedious clunky late delayed delays worried worries worrying afraid unable
        """);

    private static readonly FrozenSet<string> Turns = FrozenSet.ToFrozenSet(
        ["not", "no", "never", "without", "hardly", "isn't", "wasn't", "aren't", "weren't", "don't", "doesn't", "didn't", "can't", "couldn't", "won't", "wouldn't", "cannot", "nothing",
         "isnt", "wasnt", "dont", "doesnt", "didnt", "cant", "couldnt", "wont", "nor", "neither", "haven't", "hasn't"], StringComparer.Ordinal);

    // "not at all that easy": a word of denial reaches this far.
    private const int Reach = 3;

    /// <summary>Who surely praises a thing and who surely complains of it do not say the same, however alike their words: each is what speaks against the other. They are so much less alike than they would be.</summary>
    public const float Opposed = 1;

    // How much words that judge add to the probability of a kind, and how sure both together must be. Of tweets to airlines that were heard as praise 9 in 100 complain with these;
    // with every kind taken as certain, and words where it judges nothing, 18 do.
    private const float WordsAdd = .25f, Sure = .4f;

    /// <returns>1 well, -1 badly, 0 neither or not sure.</returns>
    public static int Of(QuoteItem item)
    {
        var words = OfWords(item.Text);
        if (item.Kind is not { } kind) return words;
        var sum = (Judges(kind) * item.Probability) + (WordsAdd * words);
        return Math.Abs(sum) >= Sure ? Math.Sign(sum) : 0;
    }

    private static int Judges(QuoteKind kind) => kind switch
    {
        QuoteKind.Pain or QuoteKind.Objection or QuoteKind.DropOne or QuoteKind.Fear or QuoteKind.Risk or QuoteKind.Pressure => -1,
        QuoteKind.Praise or QuoteKind.KeepOne or QuoteKind.Referral => 1,
        _ => 0,
    };

    internal static int OfWords(string text)
    {
        var sum = 0;
        var turned = 0;
        foreach (var word in Words.Of(text))
        {
            if (Turns.Contains(word))
            {
                turned = Reach;
                continue;
            }
            var value = Good.Contains(word) ? 1 : Bad.Contains(word) ? -1 : 0;
            sum += turned > 0 ? -value : value;
            if (turned > 0) turned--;
        }
        return Math.Sign(sum);
    }

    private static FrozenSet<string> Set(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
