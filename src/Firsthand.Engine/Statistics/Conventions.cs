namespace Firsthand.Engine.Statistics;

/// <summary>Answers to "how would you feel if you could no longer use it?" of people who really use it.</summary>
/// <param name="Share">Very disappointed, of all who use it.</param>
/// <param name="ChanceAboveLine">P(share ≥ the line) for somebody who knew nothing before.</param>
/// <param name="Against">The interval against the line: above it, below it, or neither.</param>
/// <param name="Line">The line.</param>
public sealed record MustHave(Share Share, Interval Interval, double ChanceAboveLine, Side Against, double Line)
{
    /// <summary>The verdict with its sentence, for one planned look.</summary>
    public Verdict Verdict() => new Verdict(
        Share.Total == 0 ? VerdictWord.NotEstimable : Against == Side.Neither ? VerdictWord.Undecided : VerdictWord.Verified, Against, Share.Total, Share.Value, Share.HasPercent ? Interval : null, null,
        Share.Total == 0 ? "Nobody answered yet." : $"{Share.Count} of {Share.Total} would be very disappointed. " + Against switch
        {
            Side.For => $"That is above the usual line of {Percents.OutOf(Line)}.",
            Side.Against => $"That is below the usual line of {Percents.OutOf(Line)}.",
            _ => $"Whether that is above the usual line of {Percents.OutOf(Line)} is open.",
        }) { Asked = new Sample("people who really use it", "whoever answered", "person who really uses it"), Looks = Looks.OnceAsPlanned };
}

/// <summary>Promoters less detractors, −100 to 100.</summary>
/// <param name="Interval">Adjusted Wald: the one to show. At 20 answers it is about ±32 points.</param>
/// <param name="StudentInterval">A t interval on the scores −1, 0, 1, for comparison; null for one answer.</param>
public sealed record Recommendation(double Score, Interval Interval, Interval? StudentInterval);

/// <summary>What kind of feature customers take it for.</summary>
public enum KanoKind { MustBe, OneDimensional, Attractive, Indifferent, Reverse, Questionable }

/// <summary>Answers to the pair of Kano questions about one feature.</summary>
public sealed record KanoCounts(int Attractive, int OneDimensional, int MustBe, int Indifferent, int Reverse, int Questionable);

/// <summary>How a feature satisfies.</summary>
/// <param name="Better">How much having it pleases, 0 to 1; null without an answer of the four main kinds.</param>
/// <param name="Worse">How much lacking it hurts, −1 to 0.</param>
/// <param name="Kind">The most frequent kind; of equals the one that binds more.</param>
/// <param name="Clear">It is frequent enough ahead of the next (Fong).</param>
public sealed record KanoResult(double? Better, double? Worse, KanoKind Kind, bool Clear);

/// <summary>Scores that people know from elsewhere, with the intervals that they are usually shown without. None of them decides anything here.</summary>
public static class Conventions
{
    /// <summary>Sean Ellis's test: the share who would be very disappointed, against his line of 40 %, a rule of thumb from one consultant's data.</summary>
    /// <remarks>Those who no longer use it are not counted. Wilson's interval; posterior Beta(x+½, n−x+½). With 50 % observed it takes 83 answers to clear the line, with 60 % 21.</remarks>
    /// <param name="veryDisappointed">Of all who still use it.</param>
    public static MustHave MustHave(Share veryDisappointed, double line = 0.40)
    {
        var interval = veryDisappointed.Interval();
        return new MustHave(
            veryDisappointed, interval, Distributions.BetaUpper(line, veryDisappointed.Count + 0.5, veryDisappointed.Total - veryDisappointed.Count + 0.5),
            interval.Low > line ? Side.For : interval.High < line ? Side.Against : Side.Neither, line);
    }

    /// <summary>Answers that would put the whole interval above the line, if this share kept saying so: 83 at one half, 21 at 60 %; null when more than 10,000.</summary>
    public static int? AnswersToClear(double share, double line = 0.40)
    {
        // Whole people: half of 83 are 42.
        for (var n = 1; n <= 10_000; n++)
            if (new Share((int)Math.Round(share * n, MidpointRounding.AwayFromZero), n).Interval().Low > line) return n;
        return null;
    }

    /// <summary>Net promoter score. Never chart it by month for a small firm without the interval.</summary>
    /// <remarks>p_P − p_D ± z √((P + D − (P−D)²)/n′) with ¾ added to promoters and to detractors and 3 to n. Source: Rocks 2016, Communications in Statistics.</remarks>
    /// <returns>Null without answers.</returns>
    public static Recommendation? Recommend(int promoters, int passives, int detractors, double level = 0.95)
    {
        double n = promoters + passives + detractors;
        if (n == 0) return null;
        double score = (promoters - detractors) / n, more = n + 3, p = (promoters + 0.75) / more, d = (detractors + 0.75) / more;
        double reach = Distributions.NormalDeviate(level) * Math.Sqrt((p + d - (p - d) * (p - d)) / more);
        Interval? student = null;
        if (n > 1)
        {
            var variance = (promoters + detractors - n * score * score) / (n - 1);
            var wide = Distributions.StudentDeviate(level, n - 1) * Math.Sqrt(variance / n);
            student = new Interval(100 * (score - wide), 100 * (score + wide));
        }
        return new Recommendation(100 * score, new Interval(100 * (p - d - reach), 100 * (p - d + reach)), student);
    }

    /// <summary>Kano's kinds of features. For imported questionnaires of 20 people and more; the keep-one and drop-one questions do the job cheaper.</summary>
    /// <remarks>
    /// Better (A+O)/(A+O+M+I), worse −(O+M)/(A+O+M+I). Clear when the two most frequent kinds differ by at least 1.65 √((a+b)(2n−a−b)/(2n)).
    /// Source: Kano 1984; Berger et al. 1993; Fong 1996.
    /// </remarks>
    public static KanoResult Kano(KanoCounts counts)
    {
        (KanoKind Kind, int Count)[] kinds =
        [
            (KanoKind.MustBe, counts.MustBe), (KanoKind.OneDimensional, counts.OneDimensional), (KanoKind.Attractive, counts.Attractive),
            (KanoKind.Indifferent, counts.Indifferent), (KanoKind.Reverse, counts.Reverse), (KanoKind.Questionable, counts.Questionable),
        ];
        var ranked = kinds.OrderByDescending(kind => kind.Count).ToArray();
        double n = kinds.Sum(kind => kind.Count), a = ranked[0].Count, b = ranked[1].Count, main = counts.Attractive + counts.OneDimensional + counts.MustBe + counts.Indifferent;
        return new KanoResult(
            main == 0 ? null : (counts.Attractive + counts.OneDimensional) / main, main == 0 ? null : -(counts.OneDimensional + counts.MustBe) / main,
            ranked[0].Kind, n > 0 && a - b >= 1.65 * Math.Sqrt((a + b) * (2 * n - a - b) / (2 * n)));
    }

    /// <summary>Ulwick's opportunity score of an outcome. It counts importance twice, and "over 12 is an opportunity" is convention; rank only with 30 answers and more.</summary>
    /// <remarks>importance + max(importance − satisfaction, 0). Source: Ulwick 2005.</remarks>
    /// <param name="importance">10 × the share who rate its importance 4 or 5 of 5.</param>
    /// <param name="satisfaction">10 × the share who rate their satisfaction 4 or 5 of 5.</param>
    public static double Opportunity(double importance, double satisfaction) => importance + Math.Max(importance - satisfaction, 0);

    /// <summary>RICE, for export to tools that want it. A conversation aid: impact and effort are guesses and stay marked as such.</summary>
    /// <remarks>reach × impact × confidence / effort. Fill reach from the low end of a share and confidence from the verdict (<see cref="Confidence"/>).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The effort is not above 0.</exception>
    public static double Rice(double reach, double impact, double confidence, double effort)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(effort);
        return reach * impact * confidence / effort;
    }

    /// <summary>What a verdict is worth as RICE's confidence.</summary>
    public static double Confidence(VerdictWord word) => word switch { VerdictWord.Verified => 1, VerdictWord.Leaning => 0.8, _ => 0.5 };
}
