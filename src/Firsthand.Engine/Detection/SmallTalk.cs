namespace Firsthand.Engine.Detection;

/// <summary>What is said in every conversation and never a customer's evidence: greetings, agreement, forms, our own phrases, and telling which button is pressed.</summary>
public static class SmallTalk
{
    private static readonly int Greeting = Features.Cue("greeting"), Backchannel = Features.Cue("backchannel"), Agent = Features.Cue("agent"), Formal = Features.Cue("formal");

    // In the signs of cues.txt.
    private static readonly Lazy<CuePage> Sent = new(() => new("""
        # service
        how can|may|could|might i|we be? of? help|assist|assistance|service
        can|may|could|shall i|we be? of? help|assist|assistance|service you|with|today|further|any
        anything|something|what else i|we can|could|may be? of? help|assist
        anything|something|what else i|we can|could|may do|check|look ... for you
        is|was there anything|something else today|for|you? need? today? >
        < anything|something else today? >
        you|please please? provide|give|confirm|verify|spell|send|repeat|tell me|us? with|again|back? me|us? your ... name|surname|address|birth|birthday|pin|details|identity|number|numbers|id|email|e-mail|phone|username|login|zip|postcode|digits|reference
        you|please please? provide|give|confirm|verify|spell|send|repeat|tell me|us? with|again|back? me|us? the ... number|numbers|id|email|e-mail|phone|username|login|zip|postcode|digits|reference
        can|may|could|might i|we please? have|get|take|verify|confirm|know|ask ... your|the|who|whom ... name|surname|number|numbers|id|email|e-mail|address|phone|username|login|zip|postcode|birth|birthday|pin|reference|digits|details|identity|speaking|talking
        what|which is|was|are your ... name|surname|number|numbers|id|email|e-mail|phone|username|login|zip|postcode|birth|birthday|pin|reference|digits
        do|would you happen? to? have your|the|an|a ... number|id|reference|email|username handy|ready|available|with|there|at? >
        whom|who am i|do i speaking|talking|chatting|have with|to|the
        are you still there|with|connected|online
        you mind holding|waiting|staying ... moment|minute|second|line

        # footer
        intended only|solely|exclusively for the? addressee|recipient|named|person|individual|use
        if you are not an? the? intended|named|addressee|recipient
        if you have? received this
        < sent from|via my|the _ >
        < sent from|via my|the _ _ >
        < get outlook for
        < this is an automated|automatic|auto-generated message|e-mail|email|mail|reply|response|notification
        < please do not reply|respond to this
        < please consider the environment before
        < please rate your experience
        < please? take a? _? our survey
        < please? click|use the? link below|here to rate|unsubscribe|opt
        < to unsubscribe click|use|reply|visit|from
        """));

    // A long sentence that begins with "Hi," goes on to say something.
    private const int LongestGreeting = 7;

    /// <param name="ourSideIsKnown">Whether it is known who is ours; otherwise the phrases of agents count too.</param>
    public static bool Is(string text, bool ourSideIsKnown)
    {
        var words = PlainSpeech.Of(text);
        if (words.Length == 0) return true;
        Span<bool> found = stackalloc bool[Features.CueCount];
        Features.Find(words, found);
        if (IsFooter(words)) return true;
        if (found[Backchannel] || Features.LooksLikeForm(text, words.Length)) return true;
        if (found[Greeting] && words.Length <= LongestGreeting) return true;
        return found[Agent] && !ourSideIsKnown;
    }

    /// <summary>What a service asks everybody ("How may I help you?", "Could you confirm your order number?"): it tells nothing of what the answer is about.</summary>
    public static bool AsksAsService(string question)
    {
        Span<bool> found = stackalloc bool[2];
        Sent.Value.Find(PlainSpeech.Of(question), found);
        return found[0];
    }

    /// <summary>What programs put under a message ("Sent from my phone", "intended only for the addressee"): nobody says it.</summary>
    public static bool IsFooter(string text) => IsFooter(PlainSpeech.Of(text));

    private static bool IsFooter(string[] words)
    {
        Span<bool> found = stackalloc bool[2];
        Sent.Value.Find(words, found);
        return found[1];
    }

    /// <summary>Words of forms and automatic answers ("order number", "terms and conditions"). People say them too: "The invoice is always late."</summary>
    public static bool LooksFormal(string text)
    {
        Span<bool> found = stackalloc bool[Features.CueCount];
        Features.Find(PlainSpeech.Of(text), found);
        return found[Formal];
    }
}
