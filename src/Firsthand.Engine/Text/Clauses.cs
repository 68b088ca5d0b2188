using System.Collections.Frozen;

namespace Firsthand.Engine.Text;

/// <summary>
/// Cuts a stretch without full stops into clauses. Each place between two words has a price (low where a clause begins, high inside a phrase),
/// each length has a price, and the cheapest cut of the whole is taken.
/// </summary>
internal static class Clauses
{
    private const int LongestInWords = 60, LongestInChars = 800, LongestChunk = 200;
    private const int ShortestWorthCutting = 7;

    // Prices of a place in raw speech. A clause that begins with a turned-round verb ("can you") or "but i" is worth a cut of its own.
    private const float Welcome = -0.6f, Cheap = -0.1f, Fair = 1, Dear = 3, Never = 8;
    // Where the speaker or writer set marks, a cut without one needs a better reason.
    private const float Reluctance = 0.5f;
    private const float TooShort = 2.5f, Short = 0.3f;

    private static readonly FrozenSet<string> Subjects = Sentences.Set("i i'm i've i'd i'll we we're we've we'd we'll you you're it it's they they're they've he he's she she's there there's that's this im ive ill youre theyre thats theres");
    private static readonly FrozenSet<string> Turning = Sentences.Set("do does did can could would will should is are was were have has don't didn't can't couldn't wouldn't isn't aren't");
    private static readonly FrozenSet<string> Asking = Sentences.Set("what how why when where who which whose what's how's where's who's");
    // A clause does not end in one of these: they want what follows.
    private static readonly FrozenSet<string> Leaning = Sentences.Set("a an the my your our their his her its this these those and or but so because if when while that which who what how why where to of in on at for with from by about into as than like i we they he she you i'm we're they're it's that's is are was were be been am do does did have has had can could will would should must might don't doesn't didn't can't couldn't won't wouldn't isn't aren't wasn't not very really just also um uh think know guess say said mean wish hope tell ask wondering wonder some any no more most another each every");
    // "tell me what is wrong" is one clause.
    private static readonly FrozenSet<string> Reporting = Sentences.Set("me us you them him her exactly out understand understood see saw remember sure idea clue matter depending find found explain forget forgot check");

    public static void Cut(string text, int start, int end, List<TextSpan> sentences)
    {
        var chunks = Chunks(text, start, end);
        var free = FreeLength(text, start, end);
        if (chunks.Count <= Math.Max(free, ShortestWorthCutting - 1) && end - start <= LongestInChars && (free > Raw || chunks.Count < ShortestWorthCutting))
        {
            sentences.Add(new TextSpan(start, end - start));
            return;
        }

        var words = new string[chunks.Count];
        for (var i = 0; i < words.Length; i++) words[i] = Bare(chunks[i].In(text));

        // best[i]: the lowest price of cutting the first i chunks; from[i]: where the last clause of that cut begins.
        var best = new float[chunks.Count + 1];
        var from = new int[chunks.Count + 1];
        for (var i = 1; i <= chunks.Count; i++)
        {
            best[i] = float.PositiveInfinity;
            for (var j = i - 1; j >= 0 && i - j <= LongestInWords && (chunks[i - 1].End - chunks[j].Start <= LongestInChars || j == i - 1); j--)
            {
                var price = best[j] + PriceOfLength(i - j, free);
                if (price < best[i]) (best[i], from[i]) = (price, j);
            }
            if (i < chunks.Count) best[i] += PriceOfPlace(text, chunks, words, i) + (free == Raw ? 0 : Reluctance);
        }

        var first = sentences.Count;
        for (var i = chunks.Count; i > 0; i = from[i]) sentences.Add(new TextSpan(chunks[from[i]].Start, chunks[i - 1].End - chunks[from[i]].Start));
        sentences.Reverse(first, sentences.Count - first);
    }

    // How many words go uncut: many where there are marks, few in raw speech.
    private const int Raw = 16, Commas = 28, Marked = 40;

    private static int FreeLength(string text, int start, int end)
    {
        var last = text[end - 1];
        if (last is '.' or '!' or '?' or '…' or '"' or '\u201D' or ')' or '。' or '？' or '！') return Marked;
        return text.AsSpan(start, end - start).ContainsAny(",;:") ? Commas : Raw;
    }

    private static float PriceOfLength(int words, int free)
    {
        if (words < 3) return TooShort;
        if (words <= free) return words < 5 ? Short : 0;
        var over = (words - free) / 8f;
        return over * over;
    }

    private static float PriceOfPlace(string text, List<TextSpan> chunks, string[] words, int i)
    {
        var mark = text[chunks[i - 1].End - 1];
        if (mark is ';' or '—' or '–' || words[i - 1].Length == 0) return Cheap;
        var comma = mark is ',' or ':' or '，' or '、' or '.';
        var (before, word, after) = (words[i - 1], words[i], i + 1 < words.Length ? words[i + 1] : "");
        if (!comma && Leaning.Contains(before) && !(before is "that" or "like" && Asks(word, after))) return Never;
        if (Asking.Contains(word) && Reporting.Contains(before)) return Never;
        if (Asks(word, after) && !Asking.Contains(before)) return Welcome;
        if (Opens(before, word, after)) return comma || word == "but" ? Welcome : Cheap;
        if (comma) return Fair;
        return word is "because" or "cause" or "and" or "or" or "if" or "when" or "which" or "um" or "uh" or "then" or "unless" or "until" || Subjects.Contains(word) ? Fair : Dear;
    }

    // "can you ...", "what do ...", "how do i ..."
    private static bool Asks(string word, string after) =>
        (Turning.Contains(word) && after is "you" or "i" or "we" or "they" or "there" or "it" && !(word is "is" or "was" or "have" or "has" or "were" or "are" && after is "i" or "we" or "they" or "it"))
        || (Asking.Contains(word) && (Turning.Contains(after) || after is "about"));

    private static bool Opens(string before, string word, string after) => word switch
    {
        "but" or "okay" or "ok" or "anyway" or "yeah" or "basically" or "actually" => true,
        "so" => after is not ("that" or "much" or "many" or "far" or "long" or "hard" or "good" or "bad" or "slow" or "fast" or "it") || Subjects.Contains(after),
        "well" => before is not ("as" or "very" or "pretty" or "really" or "work" or "works" or "working" or "worked" or "quite"),
        "and" => Subjects.Contains(after) || after is "then" or "so" or "also" or "what" or "how",
        "i" => after is "mean" or "wish" or "guess" or "think",
        "you" => after is "know",
        _ => false,
    };

    private static List<TextSpan> Chunks(string text, int start, int end)
    {
        var chunks = new List<TextSpan>();
        for (var i = start; i < end;)
        {
            if (char.IsWhiteSpace(text[i])) { i++; continue; }
            var last = i;
            while (last < end && !char.IsWhiteSpace(text[last]) && last - i < LongestChunk) last++;
            if (last < end && char.IsLowSurrogate(text[last]) && char.IsHighSurrogate(text[last - 1])) last++;
            chunks.Add(new TextSpan(i, last - i));
            i = last;
        }
        return chunks;
    }

    private static string Bare(ReadOnlySpan<char> chunk)
    {
        const int Longest = 16;
        var (first, last) = (0, chunk.Length);
        while (first < last && !char.IsLetterOrDigit(chunk[first])) first++;
        while (last > first && !char.IsLetterOrDigit(chunk[last - 1])) last--;
        return last - first > Longest ? "?" : chunk[first..last].ToString().Replace('\u2019', '\'').ToLowerInvariant();
    }
}
