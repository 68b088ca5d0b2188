using System.Globalization;

namespace Firsthand.Engine.Statistics;

/// <summary>A winner tested once, at a number of answers set beforehand.</summary>
/// <param name="Winner">Index of the feature with most answers, the first of equals.</param>
/// <param name="RunnerUp">Index of the next one.</param>
/// <param name="AtLeastTimes">"At least this many times as many choose it as the next one"; null when the winner is not verified.</param>
/// <param name="ShareAtLeast">Low end of the guaranteed interval (level 1 − alpha) for the winner's share of all answers.</param>
public sealed record WinnerAtPlannedLook(int Winner, int RunnerUp, bool Tie, OneLookP P, bool Verified, double? AtLeastTimes, double ShareAtLeast);

/// <summary>The evidence that the leading feature is the one most customers would keep; read it after every answer.</summary>
/// <param name="Winner">Index of the feature with most answers, the first of equals.</param>
/// <param name="LnE">ln of the evidence against the strongest rival; minus infinity when tied.</param>
/// <param name="LnNeeded">The evidence that verifies: ln((features − 1)/alpha).</param>
public sealed record WinnerEvidence(int Winner, int Answers, double LnE, double LnNeeded)
{
    public bool Verified => LnE >= LnNeeded;
}

/// <summary>Where each feature may stand in the order, all statements together at the level asked.</summary>
/// <param name="Best">The best rank that is possible, 1 for first.</param>
/// <param name="Worst">The worst rank that is possible.</param>
/// <param name="SmallestP">The smallest Holm-adjusted p of all pairs.</param>
public sealed record RankSets(IReadOnlyList<int> Best, IReadOnlyList<int> Worst, OneLookP SmallestP);

/// <summary>What somebody without earlier knowledge believes about the shares after these answers. A picture, not a verdict.</summary>
/// <param name="Mean">Expected share of each feature.</param>
/// <param name="Intervals">Where each share lies.</param>
/// <param name="ChanceBest">Probability that each feature's share is the largest.</param>
public sealed record ShareBeliefs(IReadOnlyList<double> Mean, IReadOnlyList<Interval> Intervals, IReadOnlyList<double> ChanceBest);

/// <summary>Whether a feature can go without taking somebody's one reason to stay.</summary>
/// <param name="AtMost">The share who would keep it as their one feature is at most this.</param>
/// <param name="Safe">That share is within the tolerance.</param>
/// <param name="AnswersNeededIfNone">Answers that would show it if nobody named the feature.</param>
public sealed record DropSafety(double AtMost, bool Safe, int AnswersNeededIfNone);

/// <summary>Whether segments answer differently.</summary>
/// <param name="P">One test for the whole table; say "segments differ" only on this.</param>
/// <param name="Exact">Counted over all arrangements; otherwise over seeded shuffles.</param>
/// <param name="ChiSquare">Pearson's statistic, for comparison with other tools.</param>
/// <param name="FeatureP">For each feature, its own test against all others.</param>
/// <param name="FeatureAdjusted">The same, adjusted for having looked at every feature (Benjamini-Hochberg).</param>
public sealed record SegmentDifference(OneLookP P, bool Exact, double ChiSquare, int Degrees, OneLookP ChiSquareP, IReadOnlyList<OneLookP> FeatureP, IReadOnlyList<OneLookP> FeatureAdjusted);

/// <summary>Keep-one and drop-one answers: which feature is the core, which can go. Each customer counts once; the latest answer stands.</summary>
public static class Winners
{
    private const int FarthestLook = 10_000;
    private const int MostArrangements = 2_000_000;
    private const int Shuffles = 9_999;

    /// <summary>The default: evidence for the leading feature that stays honest however often it is read.</summary>
    /// <remarks>
    /// Against each rival with b answers to the winner's a: E = B(a+½, b+½)/B(½, ½) · 2^(a+b), a fair bet on "as many would keep one as the other"; the winner is verified when the
    /// weakest bet reaches (K−1)/alpha. Assumes independent customers asked in the same words. With shares 70/20/10 it takes about 37 answers, with 35/25/20/20 more than 200;
    /// a false winner in at most alpha of all cases (3.5 % in simulation at 5 %). Source: Robbins 1970 (mixture), Ramdas et al. 2023 (e-values); unit: customers.
    /// </remarks>
    /// <param name="counts">Answers for each feature.</param>
    /// <exception cref="ArgumentException">Fewer than two features, or a negative count.</exception>
    public static WinnerEvidence Verify(IReadOnlyList<int> counts, double alpha = 0.05)
    {
        var (winner, runnerUp) = Leaders(counts);
        var lnNeeded = Math.Log((counts.Count - 1) / Distributions.Level(alpha));
        double a = counts[winner], b = counts[runnerUp];
        // Of all rivals the runner-up gives the least evidence.
        var lnE = a == b ? double.NegativeInfinity : LnEvidence(a, b);
        return new WinnerEvidence(winner, counts.Sum(), lnE, lnNeeded);
    }

    /// <summary>About how many more answers would verify the winner if they split like these; null when it is verified already, tied, or more than 10,000 answers away.</summary>
    /// <inheritdoc cref="Verify" path="/param"/>
    /// <inheritdoc cref="Verify" path="/exception"/>
    public static int? MoreAnswers(IReadOnlyList<int> counts, double alpha = 0.05)
    {
        var evidence = Verify(counts, alpha);
        if (evidence.Verified || double.IsInfinity(evidence.LnE)) return null;
        var (winner, runnerUp) = Leaders(counts);
        bool Verifies(int more)
        {
            var grown = 1 + more / (double)evidence.Answers;
            return LnEvidence(counts[winner] * grown, counts[runnerUp] * grown) >= evidence.LnNeeded;
        }
        return Smallest.That(Verifies, FarthestLook);
    }

    /// <summary>The verdict on the leading feature, with its sentence. The interval of its share may be read as often as the verdict.</summary>
    /// <inheritdoc cref="Verify" path="/param"/>
    /// <inheritdoc cref="Verify" path="/exception"/>
    /// <param name="names">The features' names, in the order of the counts.</param>
    public static Verdict Verdict(IReadOnlyList<int> counts, IReadOnlyList<string> names, double alpha = 0.05)
    {
        var evidence = Verify(counts, alpha);
        if (evidence.Answers == 0) return Statistics.Verdict.NotEstimable(0, "No answers yet.");
        var more = MoreAnswers(counts, alpha);
        var share = new Share(counts[evidence.Winner], evidence.Answers);
        var counted = $"{share.Count.ToString(CultureInfo.InvariantCulture)} of {share.Total.ToString(CultureInfo.InvariantCulture)} would keep {names[evidence.Winner]}.";
        var (word, side, said) = evidence switch
        {
            { Verified: true } => (VerdictWord.Verified, Side.For, "It is the one that most customers would keep."),
            { LnE: double.NegativeInfinity } => (VerdictWord.Undecided, Side.Neither, "Another is level with it."),
            _ when ChanceBest(counts)[evidence.Winner] >= 0.8 => (VerdictWord.Leaning, Side.For, "It leads. " + Statistics.Verdict.More(more, "answers")),
            _ => (VerdictWord.Undecided, Side.Neither, "Not enough yet. " + Statistics.Verdict.More(more, "answers")),
        };
        return new Verdict(word, side, evidence.Answers, share.Value, Statistics.Beliefs.AlwaysValidInterval(share, alpha), more, $"{counted} {said}");
    }

    /// <summary>For one look at a number of answers set beforehand: is the leading feature really first?</summary>
    /// <remarks>
    /// p = min(1, 2 P(Bin(a+b, ½) ≥ a)) for winner a against runner-up b, valid for any number of features without correction. Read after every answer it finds a false winner in
    /// 21 % of all cases: use <see cref="Verify"/> then. 5 of 5 is p = .0625 and verifies nothing; 6 of 6 is .031. Source: Hung and Fithian 2019, Annals of Statistics (arXiv 1610.03944).
    /// </remarks>
    /// <inheritdoc cref="Verify" path="/param"/>
    /// <inheritdoc cref="Verify" path="/exception"/>
    public static WinnerAtPlannedLook VerifyAtPlannedLook(IReadOnlyList<int> counts, double alpha = 0.05)
    {
        var (winner, runnerUp) = Leaders(counts);
        int a = counts[winner], both = a + counts[runnerUp];
        var p = Math.Min(1, 2 * Distributions.BinomialUpper(a, both, 0.5));
        double confidence = 1 - Distributions.Level(alpha) / 2, least = new Share(a, both).LowerBound(confidence);
        var verified = a > counts[runnerUp] && p <= alpha;
        return new WinnerAtPlannedLook(winner, runnerUp, a == counts[runnerUp], new OneLookP(p), verified, verified ? least / (1 - least) : null, new Share(a, counts.Sum()).LowerBound(confidence));
    }

    /// <summary>How many answers verify the winner in at least <paramref name="power"/> of all cases, if customers split as expected; null when not within <paramref name="most"/>.</summary>
    /// <remarks>Seeded simulation of 1,000 series read after each answer, so the number is good to about ±5 %. Say it before asking: "with 15 answers only a landslide can be verified".</remarks>
    /// <param name="expected">The share of customers who would keep each feature; adds up to 1.</param>
    /// <param name="chance">Randomness, handed in.</param>
    public static int? AnswersNeeded(IReadOnlyList<double> expected, Random chance, double alpha = 0.05, double power = 0.8, int most = 500)
    {
        const int Series = 1_000;
        var lnNeeded = Math.Log((expected.Count - 1) / Distributions.Level(alpha));
        var verifiedAt = new int[Series];
        var counts = new int[expected.Count];
        for (var series = 0; series < Series; series++)
        {
            Array.Clear(counts);
            verifiedAt[series] = int.MaxValue;
            for (var n = 1; n <= most; n++)
            {
                counts[Draw(expected, chance)]++;
                var (winner, runnerUp) = Leaders(counts);
                if (counts[winner] == counts[runnerUp] || LnEvidence(counts[winner], counts[runnerUp]) < lnNeeded) continue;
                verifiedAt[series] = n;
                break;
            }
        }
        Array.Sort(verifiedAt);
        var needed = verifiedAt[(int)Math.Ceiling(power * Series) - 1];
        return needed == int.MaxValue ? null : needed;
    }

    /// <summary>Which ranks each feature may have, at one planned look (pairwise exact tests, Holm).</summary>
    /// <remarks>
    /// All ordered pairs, one-sided p = P(Bin(x_j + x_k, ½) ≥ x_j), Holm-adjusted; rank of j lies in [1 + features significantly above it, K − features significantly below it].
    /// At 16 answers the sets usually hold every rank, and that is the answer. Source: after Bazylik, Mogstad, Romano, Shaikh and Wilhelm 2024.
    /// </remarks>
    public static RankSets Ranks(IReadOnlyList<int> counts, double alpha = 0.05)
    {
        Leaders(counts);
        var features = counts.Count;
        var pairs = (from above in Enumerable.Range(0, features) from below in Enumerable.Range(0, features) where above != below select (above, below)).ToArray();
        var adjusted = ManyTests.Holm([.. pairs.Select(pair => Distributions.BinomialUpper(counts[pair.above], counts[pair.above] + counts[pair.below], 0.5))]);
        int[] best = [.. Enumerable.Repeat(1, features)], worst = [.. Enumerable.Repeat(features, features)];
        for (var i = 0; i < pairs.Length; i++)
        {
            if (adjusted[i] > alpha) continue;
            best[pairs[i].below]++;
            worst[pairs[i].above]--;
        }
        return new RankSets(best, worst, new OneLookP(adjusted.Min()));
    }

    /// <summary>What the answers make somebody believe who knew nothing before (Dirichlet posterior).</summary>
    /// <remarks>
    /// Dirichlet(x + a); each share is Beta(x+a, n−x+(K−1)a). The default a = 1/K is the overall-objective prior (Berger, Bernardo and Sun 2015); show ½ beside it to see how much the
    /// prior matters. Under repeated looks the chance of being best drifts: never a verdict.
    /// </remarks>
    /// <param name="prior">Answers that each feature is given beforehand; 1/K when null.</param>
    public static ShareBeliefs Beliefs(IReadOnlyList<int> counts, double? prior = null, double level = 0.95)
    {
        Leaders(counts);
        double a = prior ?? 1.0 / counts.Count, total = counts.Sum() + counts.Count * a, tail = (1 - Distributions.Level(level)) / 2;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(a, nameof(prior));
        return new ShareBeliefs(
            [.. counts.Select(x => (x + a) / total)],
            [.. counts.Select(x => new Interval(Distributions.BetaQuantile(tail, x + a, total - x - a), Distributions.BetaQuantile(1 - tail, x + a, total - x - a)))],
            ChanceBest(counts, a));
    }

    /// <summary>Intervals for all shares together: in 95 % of all cases every one of them holds (Goodman).</summary>
    /// <remarks>(χ + 2x ± √(χ(χ + 4x(n−x)/n))) / (2(n+χ)) with χ the 1−α/K quantile of chi-square with one degree. Source: Goodman 1965, Technometrics 7.</remarks>
    public static IReadOnlyList<Interval> Shares(IReadOnlyList<int> counts, double level = 0.95)
    {
        Leaders(counts);
        double n = counts.Sum(), chi = Distributions.ChiSquareQuantile(1 - (1 - Distributions.Level(level)) / counts.Count, 1);
        if (n == 0) return [.. counts.Select(_ => new Interval(0, 1))];
        return
        [
            .. counts.Select(x =>
            {
                var reach = Math.Sqrt(chi * (chi + 4 * x * (n - x) / n));
                return new Interval((chi + 2 * x - reach) / (2 * (n + chi)), (chi + 2 * x + reach) / (2 * (n + chi))).Within(0, 1);
            }),
        ];
    }

    /// <summary>The same, shorter for seven features and more (Sison-Glaz); it gives a feature nobody named as wide an interval as one that half named, so pages show <see cref="Shares"/>.</summary>
    /// <remarks>
    /// [x/n − c/n, x/n + c/n + 2δ/n] with the smallest whole c whose joint probability, by truncated Poissons and an Edgeworth expansion, reaches the level, δ by interpolation.
    /// Source: Sison and Glaz 1995, JASA 90.
    /// </remarks>
    public static IReadOnlyList<Interval> SharesBySisonGlaz(IReadOnlyList<int> counts, double level = 0.95)
    {
        Leaders(counts);
        var n = counts.Sum();
        if (n == 0) return [.. counts.Select(_ => new Interval(0, 1))];
        double before = 0, now = 0;
        var c = 1;
        for (; c <= n; c++)
        {
            before = now;
            now = SisonGlaz.JointChance(counts, n, c);
            if (now > level && before < level) break;
        }
        c--;
        double delta = (level - before) / (now - before), total = n;
        return [.. counts.Select(x => new Interval(x / total - c / total, x / total + (c + 2 * delta) / total).Within(0, 1))];
    }

    /// <summary>Whether a feature that customers would drop is really nobody's one reason to stay.</summary>
    /// <remarks>Upper one-sided Clopper-Pearson bound on the share that names it as keep-one, against a tolerance; nobody of 29 shows "at most 10 %". Never for hygiene such as backups: those are noticed when gone.</remarks>
    /// <param name="keep">Customers who named it as the one to keep, of those who answered.</param>
    public static DropSafety SafeToDrop(Share keep, double tolerance = 0.10, double confidence = 0.95)
    {
        var atMost = keep.UpperBound(confidence);
        return new DropSafety(atMost, atMost <= tolerance, Sampling.InterviewsToHearOnce(tolerance, confidence));
    }

    /// <summary>Whether segments choose differently: one test for the table, then feature by feature.</summary>
    /// <remarks>
    /// Fisher-Freeman-Halton over all arrangements with the same margins; over 9,999 seeded shuffles, p = (b+1)/(B+1), when there are more than two million. Two segments whose
    /// leaders differ, neither verified, are not a difference.
    /// </remarks>
    /// <param name="table">A row for each segment, answers for each feature in it.</param>
    /// <param name="chance">Randomness for a table too large to count; null refuses such a table.</param>
    /// <exception cref="ArgumentException">Rows of unlike length, an empty table, or one too large to count without <paramref name="chance"/>.</exception>
    public static SegmentDifference CompareSegments(IReadOnlyList<IReadOnlyList<int>> table, Random? chance = null)
    {
        if (table.Count < 2 || table.Any(row => row.Count != table[0].Count || row.Count < 2 || row.Any(cell => cell < 0)))
            throw new ArgumentException("A table needs two segments or more, each with the same two features or more, and no negative count.", nameof(table));
        int[][] cells = [.. table.Select(row => row.ToArray())];
        int[] rows = [.. cells.Select(row => row.Sum())], columns = [.. Enumerable.Range(0, cells[0].Length).Select(column => cells.Sum(row => row[column]))];
        var chiSquare = ChiSquare(cells, rows, columns);
        var degrees = (rows.Count(sum => sum > 0) - 1) * (columns.Count(sum => sum > 0) - 1);
        var exact = ExactTests.Table(cells, MostArrangements);
        var p = exact ?? Shuffled(cells, rows, columns, chance ?? throw new ArgumentException("The table is too large to count; hand in randomness to shuffle it.", nameof(chance)));
        double[] each = [.. columns.Select((_, feature) => OneFeature(cells, rows, feature, chance))];
        return new SegmentDifference(
            new OneLookP(p), exact is not null, chiSquare, degrees, new OneLookP(Distributions.ChiSquareUpper(chiSquare, degrees)),
            [.. each.Select(value => new OneLookP(value))], [.. ManyTests.BenjaminiHochberg(each).Select(value => new OneLookP(value))]);
    }

    /// <summary>ln of the bet that pays when one of two features is really chosen more often than the other; 0 without answers.</summary>
    internal static double LnEvidence(double a, double b) => Distributions.LnBeta(a + 0.5, b + 0.5) - Math.Log(Math.PI) + (a + b) * Math.Log(2);

    private static (int Winner, int RunnerUp) Leaders(IReadOnlyList<int> counts)
    {
        if (counts.Count < 2) throw new ArgumentException("A winner needs a rival: two features or more.", nameof(counts));
        int winner = -1, runnerUp = -1;
        for (var i = 0; i < counts.Count; i++)
        {
            if (counts[i] < 0) throw new ArgumentException("A count cannot be negative.", nameof(counts));
            if (winner < 0 || counts[i] > counts[winner]) (winner, runnerUp) = (i, winner);
            else if (runnerUp < 0 || counts[i] > counts[runnerUp]) runnerUp = i;
        }
        return (winner, runnerUp);
    }

    private static double[] ChanceBest(IReadOnlyList<int> counts, double? prior = null) => Race.ChanceFirst([.. counts.Select(x => x + (prior ?? 1.0 / counts.Count))]);

    private static int Draw(IReadOnlyList<double> shares, Random chance)
    {
        var u = chance.NextDouble();
        for (var i = 0; i < shares.Count - 1; i++)
        {
            u -= shares[i];
            if (u < 0) return i;
        }
        return shares.Count - 1;
    }

    // One feature against all others, over the segments.
    private static double OneFeature(int[][] cells, int[] rows, int feature, Random? chance)
    {
        if (rows.Length == 2) return ExactTests.Fisher(new Share(cells[0][feature], rows[0]), new Share(cells[1][feature], rows[1])).TwoSided;
        int[][] chosen = [.. cells.Select((row, segment) => new[] { row[feature], rows[segment] - row[feature] })];
        return ExactTests.Table(chosen, MostArrangements) ?? Shuffled(chosen, rows, [chosen.Sum(row => row[0]), chosen.Sum(row => row[1])], chance ?? throw new ArgumentException("The table is too large to count; hand in randomness to shuffle it.", nameof(chance)));
    }

    private static double ChiSquare(int[][] cells, int[] rows, int[] columns)
    {
        double n = rows.Sum(), sum = 0;
        for (var row = 0; row < rows.Length; row++)
            for (var column = 0; column < columns.Length; column++)
            {
                var expected = rows[row] * columns[column] / n;
                if (expected > 0) sum += (cells[row][column] - expected) * (cells[row][column] - expected) / expected;
            }
        return sum;
    }

    private static double Shuffled(int[][] cells, int[] rows, int[] columns, Random chance)
    {
        var seen = ChiSquare(cells, rows, columns);
        int[] answers = [.. columns.SelectMany((count, feature) => Enumerable.Repeat(feature, count))];
        var extreme = 0;
        int[][] shuffled = [.. rows.Select(_ => new int[columns.Length])];
        for (var shuffle = 0; shuffle < Shuffles; shuffle++)
        {
            chance.Shuffle(answers);
            var next = 0;
            for (var row = 0; row < rows.Length; row++)
            {
                Array.Clear(shuffled[row]);
                for (var i = 0; i < rows[row]; i++) shuffled[row][answers[next++]]++;
            }
            if (ChiSquare(shuffled, rows, columns) >= seen * (1 - 1e-12)) extreme++;
        }
        return (extreme + 1.0) / (Shuffles + 1);
    }
}
