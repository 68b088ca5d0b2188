using System.Text;

namespace Firsthand.Formats.Frame;

/// <summary>Which legacy code page a text without a mark is in: by the shape of its double bytes, else by the letters that people of its languages use most. A guess, always shown as one.</summary>
internal static class CodePageGuess
{
    // A text in another script has at least this much of it; a stray byte or two in Latin text is damage.
    private const double ShareOfScript = 0.1;

    // Letters beyond ASCII, by code page, the most frequent ten first: those speak loudest for the page.
    private static readonly (int Page, string Letters)[] LatinPages =
    [
        (1252, "éäöüáàèçßñêãíóåæøúôâëîïûìòõœÉÈÀÄÅÇÖÓØÜÚÑ’‘“”–—…€£°«»¿¡·"),
        (1250, "áíěéžšłąęćčřýůżśńóťďúňľőűâăäďđëĺňôöŕşţüźÁČĎĚŁŘŚŠŞŤŽŻ„”“’–…"),
        (1254, "ışğüöçİŞĞÇÖÜâîûé’“”"),
        (1257, "āīēšėžųčķļūņģįąęõäöüĀČĒĢŠŪŽ"),
    ];

    private static readonly (int Page, string Letters)[] OtherPages =
    [
        (1251, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁІЇЄҐ«»—№"),
        (20866, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"),
        (1253, "αοιετσνηυρπκμλςάέήίόύώωγδβθφχξζψΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ«»"),
        (1255, "יוהלאמרתבשנחדעםקפןטכגצזסץךףְִֵֶַָֹּׁ"),
        (1256, "اليمونرتبةعدسفهكحقأجشصطخذىثضزغئءؤظآإ،؟"),
    ];

    public static Encoding Of(ReadOnlySpan<byte> bytes) => Encoding.GetEncoding(DoubleByte(bytes) ?? SingleByte(bytes));

    /// <summary>In Chinese, Japanese and Korean every high byte has a partner; in an alphabet they stand in runs of any length.</summary>
    private static int? DoubleByte(ReadOnlySpan<byte> bytes)
    {
        var gb = new Pairs(bytes, lead: b => b is >= 0xA1 and <= 0xF7, trail: b => b >= 0xA1);
        if (gb.Sound && gb.Count >= 3)
        {
            return gb.Share(lead => lead is 0xA4 or 0xA5) > 0.3 ? 51932    // kana rows of EUC-JP
                : gb.Share(lead => lead is >= 0xB0 and <= 0xC8) > 0.9 && gb.Spread(0xB0, 0xC8) ? 949
                : gb.Share(lead => lead is >= 0xB0 and <= 0xF7 or >= 0xA1 and <= 0xA3) > 0.8 ? 936
                : null;
        }
        var japanese = new Pairs(bytes, lead: b => b is >= 0x81 and <= 0x9F or >= 0xE0 and <= 0xFC, trail: b => b is >= 0x40 and <= 0xFC and not 0x7F, single: b => b is >= 0xA1 and <= 0xDF);
        if (japanese.Sound && japanese.Count >= 3 && japanese.Share(lead => lead is 0x82 or 0x83) > 0.3)
        {
            return 932;
        }
        var taiwan = new Pairs(bytes, lead: b => b is >= 0xA1 and <= 0xF9, trail: b => b is >= 0x40 and <= 0x7E or >= 0xA1 and <= 0xFE);
        return taiwan.Sound && taiwan.Count >= 3 && taiwan.Share(lead => lead is >= 0xA4 and <= 0xC6) > 0.7 && taiwan.LowTrails > 0.2 ? 950 : null;
    }

    private static int SingleByte(ReadOnlySpan<byte> bytes)
    {
        Span<int> counts = stackalloc int[256];
        int amongLatin = 0, apart = 0, ascii = 0;
        for (var start = 0; start < bytes.Length;)
        {
            if (!IsLetter(bytes[start]))
            {
                start++;
                continue;
            }
            int end = start, high = 0;
            for (; end < bytes.Length && IsLetter(bytes[end]); end++)
            {
                if (bytes[end] >= 0x80)
                {
                    counts[bytes[end]]++;
                    high++;
                }
            }
            // A word of Latin letters has some of them beyond ASCII; a word of another script has nothing else.
            amongLatin += high < end - start ? high : 0;
            apart += high == end - start ? high : 0;
            ascii += end - start - high;
            start = end;
        }
        var best = (Page: 1252, Score: double.MinValue);
        foreach (var (page, letters) in amongLatin >= apart || apart < ascii * ShareOfScript ? LatinPages : OtherPages)
        {
            if (Score(counts, page, letters) is var score && score > best.Score)
            {
                best = (page, score);
            }
        }
        return best.Page;
    }

    private static double Score(ReadOnlySpan<int> counts, int page, string letters)
    {
        const int frequent = 10;
        var encoding = Encoding.GetEncoding(page);
        var score = 0.0;
        for (var b = 0x80; b < 256; b++)
        {
            if (counts[b] > 0)
            {
                var place = letters.IndexOf(encoding.GetString([(byte)b])[0], StringComparison.Ordinal);
                // Small letters are far commoner than capitals, which come last: that tells KOI8 from windows-1251, whose cases change places.
                score += counts[b] * (place < 0 ? -2 : place < frequent ? 1 : char.IsUpper(letters[place]) ? 0.1 : 0.4);
            }
        }
        return score;
    }

    private static bool IsLetter(byte b) => b >= 0x80 || (uint)((b | 0x20) - 'a') <= 'z' - 'a';

    /// <summary>The high bytes of a text taken two by two.</summary>
    private sealed class Pairs
    {
        private readonly int[] leads = new int[256];
        private readonly int low;

        public Pairs(ReadOnlySpan<byte> bytes, Func<byte, bool> lead, Func<byte, bool> trail, Func<byte, bool>? single = null)
        {
            Sound = true;
            for (var i = 0; i < bytes.Length; i++)
            {
                if (bytes[i] < 0x80 || single?.Invoke(bytes[i]) == true)
                {
                    continue;
                }
                if (!lead(bytes[i]) || i + 1 >= bytes.Length || !trail(bytes[i + 1]))
                {
                    Sound = false;
                    return;
                }
                leads[bytes[i]]++;
                Count++;
                low += bytes[++i] < 0x80 ? 1 : 0;
            }
        }

        public bool Sound { get; }

        public int Count { get; }

        public double LowTrails => (double)low / Count;

        public double Share(Func<byte, bool> which) => (double)leads.Where((_, lead) => which((byte)lead)).Sum() / Count;

        /// <summary>Korean uses the syllables of every row; Chinese text of the same rows crowds into few.</summary>
        public bool Spread(int from, int to) => leads[from..(to + 1)].Count(n => n > 0) >= Math.Min(8, Count / 4);
    }
}
