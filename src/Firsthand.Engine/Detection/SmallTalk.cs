namespace Firsthand.Engine.Detection;

/// <summary>What is said in every conversation and never a customer's evidence: greetings, agreement, forms, our own phrases, and telling which button is pressed.</summary>
public static class SmallTalk
{
    private static readonly int Greeting = Features.Cue("greeting"), Backchannel = Features.Cue("backchannel"), Agent = Features.Cue("agent"), Formal = Features.Cue("formal");

    // A long sentence that begins with "Hi," goes on to say something.
    private const int LongestGreeting = 7;

    /// <param name="ourSideIsKnown">Whether it is known who is ours; otherwise the phrases of agents count too.</param>
    public static bool Is(string text, bool ourSideIsKnown)
    {
        var words = PlainSpeech.Of(text);
        if (words.Length == 0) return true;
        Span<bool> found = stackalloc bool[Features.CueCount];
        Features.Find(words, found);
        if (found[Backchannel] || Features.LooksLikeForm(text, words.Length)) return true;
        if (found[Greeting] && words.Length <= LongestGreeting) return true;
        return found[Agent] && !ourSideIsKnown;
    }

    /// <summary>Words of forms and automatic answers ("order number", "terms and conditions"). People say them too: "The invoice is always late."</summary>
    public static bool LooksFormal(string text)
    {
        Span<bool> found = stackalloc bool[Features.CueCount];
        Features.Find(PlainSpeech.Of(text), found);
        return found[Formal];
    }
}
