using System.Collections.Frozen;

namespace Firsthand.Engine.Text;

/// <summary>Which sentences of a turn carry what the person wants: a question, a need, a problem speak louder than a greeting around them.</summary>
public static class Emphasis
{
    private const float Asks = 3, Tells = 1, Fills = .2f;

    // Up to this many words, with a word of greeting or assent in front, a sentence only opens or closes the turn.
    private const int ShortOpening = 7, ShortAnswer = 3;

    private static readonly string[] Cues = [.. """
        i need|i want|i would like|i'd like|id like|i wanna|we need|we want|we'd like|i have a|i had a|can you|could you|would you|can i|could i|may i|can we|could we|how do|how can|how much|how many|how long
        how does|what is|what's|what are|what do|what does|where is|where can|where do|when is|when will|when do|why is|why does|why do|which one|is there|are there|is it|do you|does it|did you|help me|trying to|tried to
        looking to|looking for|like to|want to|wanted to|need to|needed to|have to|calling about|calling to|calling because|calling for|problem with|issue with|trouble with|question about|wondering|interested in|please
        doesn't work|not working|won't|can't|cannot|unable to|was supposed to|should be able
        """.Split(['|', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(cue => $" {cue} ")];

    private static readonly FrozenSet<string> Openings = FrozenSet.ToFrozenSet(
        ["hi", "hello", "hey", "good", "yes", "yeah", "yep", "yup", "no", "nope", "okay", "ok", "sure", "thanks", "thank", "great", "perfect", "alright", "well", "um", "uh", "bye", "my", "this", "i'm", "it's", "and", "so", "right", "oh"],
        StringComparer.Ordinal);

    /// <summary>The sentences of a text with how much each counts: 3 where it asks or states a need, 1 where it tells, 0.2 where it fills.</summary>
    public static IReadOnlyList<(TextSpan Sentence, float Weight)> Of(string text) =>
        [.. Sentences.Of(text).Select(sentence => (sentence, Weight(Words.Of(sentence.In(text).ToString()))))];

    private static float Weight(IReadOnlyList<string> words)
    {
        var joined = $" {string.Join(' ', words)} ";
        foreach (var cue in Cues) if (joined.Contains(cue, StringComparison.Ordinal)) return Asks;
        return words.Count <= ShortAnswer || (words.Count <= ShortOpening && Openings.Contains(words[0])) ? Fills : Tells;
    }
}
