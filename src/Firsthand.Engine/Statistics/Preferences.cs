using MathNet.Numerics.LinearAlgebra;

namespace Firsthand.Engine.Statistics;

/// <summary>How much each feature is preferred when customers chose among different sets.</summary>
/// <param name="Utility">Log odds against an imaginary feature of utility 0.</param>
/// <param name="Share">The share that would choose each, if all were offered to everybody.</param>
public sealed record Preference(IReadOnlyList<double> Utility, IReadOnlyList<double> UtilityError, IReadOnlyList<double> Share, IReadOnlyList<double> ShareError);

/// <summary>How much each feature is preferred, from rankings.</summary>
/// <param name="Worth">The share that would rank each first; adds up to 1.</param>
/// <param name="LogLikelihood">Of the rankings alone.</param>
public sealed record RankedPreference(IReadOnlyList<double> Worth, double LogLikelihood);

/// <summary>Keep-one and drop-one answers together.</summary>
/// <param name="Score">(kept − dropped) / shown, −1 to 1.</param>
/// <param name="LogOdds">ln(p/(1−p)) with p = (shown − dropped + kept) / (2 shown); infinite where all or none chose it.</param>
/// <param name="ChoiceShare">The share that would choose each, by the log odds.</param>
public sealed record BestWorst(IReadOnlyList<double> Score, IReadOnlyList<double> ScoreError, IReadOnlyList<double> LogOdds, IReadOnlyList<double> LogOddsError, IReadOnlyList<double> ChoiceShare);

/// <summary>One answer: which of the features shown is kept, which dropped.</summary>
public sealed record BestWorstAnswer(IReadOnlyList<int> Shown, int Best, int Worst);

/// <summary>Preferences when not everybody was shown the same features: counts alone would punish what was rarely offered.</summary>
public static class Preferences
{
    /// <summary>Utilities from "keep one of these" answers over sets that differ (Luce, multinomial logit).</summary>
    /// <remarks>
    /// P(j of S) = exp(u_j) / Σ_S exp(u_k). A ghost feature of utility 0 wins and loses <paramref name="ghost"/> times against every feature, so that one never chosen stays finite.
    /// Maximum likelihood by Newton; errors from the information, by the delta method for shares. Independent customers. Source: Luce 1959; Turner et al. 2020 (PlackettLuce).
    /// </remarks>
    /// <param name="features">How many features there are.</param>
    /// <param name="sets">Indexes of the features that each customer could choose from.</param>
    /// <param name="chosen">Index of the feature that each kept.</param>
    /// <returns>Null when the answers leave a utility open (only possible without the ghost).</returns>
    /// <exception cref="ArgumentException">A choice that was not in its set, or lists of unlike length.</exception>
    public static Preference? FromChoices(int features, IReadOnlyList<IReadOnlyList<int>> sets, IReadOnlyList<int> chosen, double ghost = 0.5)
    {
        if (sets.Count != chosen.Count || sets.Where((set, i) => !set.Contains(chosen[i])).Any()) throw new ArgumentException("Every choice must be one of its set.", nameof(chosen));
        if (Maximum.Find(utility => Choices(utility, sets, chosen, ghost), features) is not var (at, hill)) return null;
        return AtTop(at, hill);
    }

    /// <summary>The same from rankings, full or partial (Plackett-Luce): a ranking is a choice of the best, then of the best of the rest, and so on.</summary>
    /// <remarks>No ties. Source: Plackett 1975; Luce 1959.</remarks>
    /// <param name="rankings">For each customer the rank of each feature: 1 for best, 0 for not ranked.</param>
    /// <param name="ghost">Wins and losses against a ghost feature; 0 when every feature has beaten and lost somewhere.</param>
    /// <returns>Null when the rankings leave a worth open: some features always beat all others.</returns>
    /// <exception cref="ArgumentException">Two features share a rank, or a ranking is of another length.</exception>
    public static RankedPreference? FromRankings(int features, IReadOnlyList<IReadOnlyList<int>> rankings, double ghost = 0.5)
    {
        List<IReadOnlyList<int>> sets = [];
        List<int> chosen = [];
        foreach (var ranking in rankings)
        {
            if (ranking.Count != features) throw new ArgumentException("Every ranking gives each feature a rank, 0 for none.", nameof(rankings));
            int[] order = [.. Enumerable.Range(0, features).Where(feature => ranking[feature] > 0).OrderBy(feature => ranking[feature])];
            for (var place = 0; place + 1 < order.Length; place++)
            {
                if (ranking[order[place]] == ranking[order[place + 1]]) throw new ArgumentException("Two features share a rank.", nameof(rankings));
                sets.Add(order[place..]);
                chosen.Add(order[place]);
            }
        }

        // Without the ghost only differences of utilities are known: the first feature then stands at 0.
        Vector<double> at;
        if (ghost > 0)
        {
            if (Maximum.Find(utility => Choices(utility, sets, chosen, ghost), features) is not var (top, _)) return null;
            at = top;
        }
        else
        {
            if (Maximum.Find(rest => WithoutFirst(Choices(FirstAtZero(rest), sets, chosen, 0)), features - 1) is not var (top, _)) return null;
            at = FirstAtZero(top);
        }
        return new RankedPreference(Softmax(at), Choices(at, sets, chosen, 0).Height);
    }

    /// <summary>Best-minus-worst scores: enough for fewer than 30 answers.</summary>
    /// <remarks>
    /// Score error √((p_B + p_W − (p_B − p_W)²)/n); log-odds error 1/√(2n p(1−p)). Source: Lipovetsky and Conklin 2014 (closed form); Flynn and Marley 2014 (scores nearly sufficient).
    /// </remarks>
    /// <param name="shown">Answers in which each feature was shown.</param>
    /// <exception cref="ArgumentException">No feature, lists of unlike length, a feature never shown, or more answers than showings.</exception>
    public static BestWorst FromCounts(IReadOnlyList<int> shown, IReadOnlyList<int> best, IReadOnlyList<int> worst)
    {
        if (shown.Count == 0 || shown.Count != best.Count || shown.Count != worst.Count || shown.Where((n, i) => n <= 0 || best[i] + worst[i] > n).Any())
            throw new ArgumentException("Each feature needs the times it was shown, at least as many as it was kept or dropped.", nameof(shown));
        double[] score = new double[shown.Count], scoreError = new double[shown.Count], logOdds = new double[shown.Count], logOddsError = new double[shown.Count];
        for (var i = 0; i < shown.Count; i++)
        {
            double n = shown[i], pBest = best[i] / n, pWorst = worst[i] / n, p = (n - worst[i] + best[i]) / (2 * n);
            score[i] = pBest - pWorst;
            scoreError[i] = Math.Sqrt((pBest + pWorst - score[i] * score[i]) / n);
            logOdds[i] = Math.Log(p / (1 - p));
            logOddsError[i] = 1 / Math.Sqrt(2 * n * p * (1 - p));
        }
        return new BestWorst(score, scoreError, logOdds, logOddsError, Softmax(Vector<double>.Build.Dense(logOdds)));
    }

    /// <summary>Utilities from best and worst answers (MaxDiff logit), for 30 answers and more.</summary>
    /// <remarks>
    /// P(b, w of S) = exp(u_b − u_w) / Σ_{i≠j in S} exp(u_i − u_j), with a normal prior of mean 0 on each utility; the mode, and errors from the information there. Source: Marley and Louviere 2005.
    /// </remarks>
    /// <param name="priorSpread">Standard deviation of the prior.</param>
    public static Preference? FromBestWorst(int features, IReadOnlyList<BestWorstAnswer> answers, double priorSpread = 2)
    {
        if (Maximum.Find(utility => MaxDiff(utility, answers, priorSpread), features) is not var (at, hill)) return null;
        return AtTop(at, hill);
    }

    private static Preference AtTop(Vector<double> at, Hill hill)
    {
        var covariance = hill.Information.Inverse();
        var share = Softmax(at);
        double[] shareError = new double[at.Count];
        for (var j = 0; j < at.Count; j++)
        {
            // d share_j / d u_k = share_j (1[j=k] - share_k)
            var slope = Vector<double>.Build.Dense(at.Count, k => share[j] * ((j == k ? 1 : 0) - share[k]));
            shareError[j] = Math.Sqrt(slope.DotProduct(covariance * slope));
        }
        return new Preference([.. at], [.. covariance.Diagonal().PointwiseSqrt()], share, shareError);
    }

    private static Hill Choices(Vector<double> utility, IReadOnlyList<IReadOnlyList<int>> sets, IReadOnlyList<int> chosen, double ghost)
    {
        var height = 0.0;
        var slope = Vector<double>.Build.Dense(utility.Count);
        var information = Matrix<double>.Build.Dense(utility.Count, utility.Count);
        for (var i = 0; i < sets.Count; i++)
        {
            var set = sets[i];
            var highest = set.Max(j => utility[j]);
            var total = set.Sum(j => Math.Exp(utility[j] - highest));
            height += utility[chosen[i]] - highest - Math.Log(total);
            slope[chosen[i]]++;
            foreach (var j in set)
            {
                var p = Math.Exp(utility[j] - highest) / total;
                slope[j] -= p;
                information[j, j] += p;
                foreach (var k in set) information[j, k] -= p * Math.Exp(utility[k] - highest) / total;
            }
        }
        for (var j = 0; ghost > 0 && j < utility.Count; j++)
        {
            var p = 1 / (1 + Math.Exp(-utility[j]));
            height += ghost * (Math.Log(p) + Math.Log(1 - p));
            slope[j] += ghost * (1 - 2 * p);
            information[j, j] += 2 * ghost * p * (1 - p);
        }
        return new Hill(height, slope, information);
    }

    private static Hill MaxDiff(Vector<double> utility, IReadOnlyList<BestWorstAnswer> answers, double priorSpread)
    {
        var precision = 1 / (priorSpread * priorSpread);
        var height = -0.5 * precision * utility.DotProduct(utility);
        var slope = -precision * utility;
        var information = Matrix<double>.Build.DenseDiagonal(utility.Count, precision);
        foreach (var (shown, best, worst) in answers)
        {
            var pairs = (from i in shown from j in shown where i != j select (Best: i, Worst: j, Weight: Math.Exp(utility[i] - utility[j]))).ToArray();
            var total = pairs.Sum(pair => pair.Weight);
            height += utility[best] - utility[worst] - Math.Log(total);
            slope[best]++;
            slope[worst]--;
            var expected = Vector<double>.Build.Dense(utility.Count);
            foreach (var pair in pairs)
            {
                var p = pair.Weight / total;
                expected[pair.Best] += p;
                expected[pair.Worst] -= p;
                information[pair.Best, pair.Best] += p;
                information[pair.Worst, pair.Worst] += p;
                information[pair.Best, pair.Worst] -= p;
                information[pair.Worst, pair.Best] -= p;
            }
            slope -= expected;
            information -= expected.OuterProduct(expected);
        }
        return new Hill(height, slope, information);
    }

    private static Vector<double> FirstAtZero(Vector<double> rest) => Vector<double>.Build.Dense(rest.Count + 1, i => i == 0 ? 0 : rest[i - 1]);

    private static Hill WithoutFirst(Hill hill) =>
        new(hill.Height, hill.Slope.SubVector(1, hill.Slope.Count - 1), hill.Information.SubMatrix(1, hill.Slope.Count - 1, 1, hill.Slope.Count - 1));

    private static double[] Softmax(Vector<double> utility)
    {
        double highest = utility.Maximum(), total = utility.Sum(u => Math.Exp(u - highest));
        return [.. utility.Select(u => Math.Exp(u - highest) / total)];
    }
}
