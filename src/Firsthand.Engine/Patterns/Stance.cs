using System.Collections.Frozen;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Text;

namespace Firsthand.Engine.Patterns;

/// <summary>Whether a quote speaks well or badly of what it is about: by its kind and its words together, where these are sure enough.</summary>
internal static class Stance
{
    // Not "excellent": its stem is a program.
    private static readonly FrozenSet<string> Good = Stems("""
        easy easily simple clear clearly useful helpful love loved good great perfect nice fast quick quickly smooth smoothly intuitive happy glad enjoy
        works working fine better best reliable saves saved convenient comfortable friendly awesome amazing understand understood fair cheap affordable straightforward effortless pleased satisfied recommend
        """);

    private static readonly FrozenSet<string> Bad = Stems("""
        hard difficult complicated complex confusing confused unclear useless hate hated bad terrible awful slow slowly annoying annoyed frustrating frustrated unhappy painful pain
        broken fails failed fail error errors crash crashed worse worst unreliable wasted waste lost lose missing stuck struggle struggled problem problems issue issues expensive overwhelming disappointed
        impossible wrong cumbersome tedious clunky late delayed worried afraid unable
        """);

    private static readonly FrozenSet<string> Turns = FrozenSet.ToFrozenSet(
        ["not", "no", "never", "without", "hardly", "isn't", "wasn't", "aren't", "weren't", "don't", "doesn't", "didn't", "can't", "couldn't", "won't", "wouldn't", "cannot", "nothing",
         "isnt", "wasnt", "dont", "doesnt", "didnt", "cant", "couldnt", "wont", "nor", "neither", "haven't", "hasn't"], StringComparer.Ordinal);

    // "not at all that easy": a word of denial reaches this far.
    private const int Reach = 3;

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
            var stem = Words.Stem(word);
            var value = Good.Contains(stem) ? 1 : Bad.Contains(stem) ? -1 : 0;
            sum += turned > 0 ? -value : value;
            if (turned > 0) turned--;
        }
        return Math.Sign(sum);
    }

    private static FrozenSet<string> Stems(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Words.Stem).ToFrozenSet(StringComparer.Ordinal);
}
