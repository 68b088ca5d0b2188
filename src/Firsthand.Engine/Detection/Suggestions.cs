using Firsthand.Engine.Text;

namespace Firsthand.Engine.Detection;

/// <summary>Which stretches of a conversation are worth a person's look: sentences that carry a kind, with the neighbours that they need to be understood.</summary>
internal static class Suggestions
{
    // More likely than not worth a look, and a kind that stands out. A promise of ours must be likely by itself, and so must what looks like a form.
    private const float LeastWorth = 0.5f, LeastKind = 0.25f, LeastFormal = 0.5f, LeastPromise = 0.5f, AlsoCarried = 0.5f;

    // "Took off." and "I do nothing." carry kinds by chance: below so many characters what is said must be the likelier worth a look, the less it is, by up to so much. A phrase that is short by nature, and an answer, need not.
    private const int SaysEnough = 40;
    private const float SurerWhereShort = 0.45f;

    // A quote is read at a glance.
    private const int MostWords = 60;

    public static IReadOnlyList<HeardQuote> From(IReadOnlyList<HeardTurn> turns, IReadOnlyList<HeardSentence> sentences, IReadOnlyList<string> texts, IReadOnlyList<HeardKinds> heard)
    {
        var templates = Templates(texts);
        var headings = Headings.Of(turns);
        var quotes = new List<HeardQuote>();
        var lastTaken = -1;
        for (var i = 0; i < sentences.Count; i++)
        {
            if (i <= lastTaken || headings.Contains(sentences[i].Turn) || Carried(turns[sentences[i].Turn], texts[i], heard[i]) is not var (kind, probability) || templates.Contains(Plain(texts[i]))) continue;
            var (first, last) = Stretch(turns, sentences, texts, heard, i, kind, lastTaken);
            var span = Trimmed(turns[sentences[i].Turn].Text, new(sentences[first].Span.Start, sentences[last].Span.End - sentences[first].Span.Start));
            var stretch = heard.Skip(first).Take(last - first + 1).ToArray();
            quotes.Add(new(sentences[i].Turn, span, kind, stretch.Max(sentence => sentence[kind]))
            {
                AsShipped = new(stretch.Max(sentence => sentence.Shipped[(int)kind]), heard[i].Shipped[^1]),
                Also = [.. KindModel.Heard.Where(other => other != kind && other.IsOurs == kind.IsOurs && heard[i][other] >= AlsoCarried)],
            });
            lastTaken = last;
        }
        return quotes;
    }

    /// <summary>Whether a quote that was proposed, however short, would still be: of the customer's what is worth a look, of ours what is likely a promise.</summary>
    public static bool IsStillWorth(QuoteKind kind, Likelihood likelihood) => kind.IsOurs ? likelihood.Kind >= LeastPromise : likelihood.Worth >= LeastWorth;

    /// <param name="byItself">Without the sentence before it.</param>
    private static (QuoteKind Kind, float Probability)? Carried(HeardTurn turn, string text, HeardKinds heard, bool byItself = true)
    {
        if (turn.Ours == true) return heard[QuoteKind.Promise] >= LeastPromise ? (QuoteKind.Promise, heard[QuoteKind.Promise]) : null;
        var (kind, probability) = heard.Likeliest();
        if (heard.Worth < (byItself ? LeastWorthOf(turn, text, kind) : LeastWorth) || probability < LeastKind || SmallTalk.Is(text, ourSideIsKnown: turn.Ours == false)) return null;
        // A form asks for things too, and wishes nothing.
        return kind != QuoteKind.Desire && probability >= LeastFormal || !SmallTalk.LooksFormal(text) ? (kind, probability) : null;
    }

    private static float LeastWorthOf(HeardTurn turn, string text, QuoteKind kind) =>
        turn.Asked is not null || kind is QuoteKind.Hook or QuoteKind.KeepOne or QuoteKind.DropOne ? LeastWorth : LeastWorth + SurerWhereShort * Math.Max(0, 1 - text.Length / (float)SaysEnough);

    // From the sentence that carries the kind to the neighbours of the same turn without which it is not understood.
    private static (int First, int Last) Stretch(IReadOnlyList<HeardTurn> turns, IReadOnlyList<HeardSentence> sentences, IReadOnlyList<string> texts, IReadOnlyList<HeardKinds> heard, int i, QuoteKind kind, int taken)
    {
        var (first, last) = (i, i);
        var words = Words.Of(texts[i]).Count;
        bool Fits(int j) => j >= 0 && j < sentences.Count && sentences[j].Turn == sentences[i].Turn && words + Words.Of(texts[j]).Count <= MostWords;
        void Take(int j) => words += Words.Of(texts[j]).Count;

        if (LeansBack(texts[i]) && first - 1 > taken && Fits(first - 1) && !SmallTalk.Is(texts[first - 1], true)) Take(--first);
        while (Fits(last + 1) && Continues(texts[last], texts[last + 1], turns, sentences[last + 1], heard[last + 1], kind)) Take(++last);
        return (first, last);
    }

    private static bool Continues(string text, string next, IReadOnlyList<HeardTurn> turns, HeardSentence place, HeardKinds heard, QuoteKind kind)
    {
        var carried = Carried(turns[place.Turn], next, heard, byItself: false);
        var same = carried?.Kind == kind;
        if (carried is not null && !same) return false;
        return Fragments.IsFragment(text) || (same && LeansBack(next)) || Fragments.IsReason(next);
    }

    // "Because ...", "and that ...", "it's so slow": not understood without the sentence before.
    private static bool LeansBack(string text) => Fragments.IsFragment(text) || Fragments.IsReason(text) || Fragments.PointsBack(text);

    // A quote begins and ends with what was said: without marks, and without the dash, comma or quotation mark that belongs to what stood before or after it.
    private static TextSpan Trimmed(string text, TextSpan span)
    {
        var (start, end) = (span.Start, span.End);
        var said = Marks.Blank(text[start..end]);
        var unpaired = said.AsSpan().Count('"') % 2 == 1;
        while (start < end && IsEdge(said[start - span.Start], @"-–—,;:.…!?)]}•*>”»")) start++;
        while (start < end && IsEdge(said[end - 1 - span.Start], "-–—,;:([{“«")) end--;
        return start < end ? new(start, end - start) : span;

        bool IsEdge(char c, string edges) => char.IsWhiteSpace(c) || edges.Contains(c, StringComparison.Ordinal) || c == '"' && unpaired;
    }

    // The same long sentence three times in one conversation was not said, it was sent.
    private static HashSet<string> Templates(IReadOnlyList<string> texts)
    {
        const int Times = 3, LeastWords = 5;
        return [.. texts.Select(Plain).GroupBy(text => text, StringComparer.Ordinal).Where(group => group.Count() >= Times && group.Key.AsSpan().Count(' ') >= LeastWords - 1).Select(group => group.Key)];
    }

    private static string Plain(string text) => string.Join(' ', Words.Of(text));
}
