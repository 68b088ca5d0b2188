namespace Firsthand.Engine.Patterns;

/// <summary>How well found patterns match the codes that a person gave to highlights, where a highlight may carry several codes or none.</summary>
/// <param name="Codes">Codes of three participants or more: those that are counted here.</param>
/// <param name="Recall">Share of them whose pattern, one pattern to one code, holds the same highlights: of all in either at least three in ten in both. 0 to 1.</param>
/// <param name="PrevalenceError">How far the participants found for a code are from those that it has, as a share of all participants: the mean. A code without a pattern has none.</param>
/// <param name="RankAgreement">Spearman's correlation of participants found and participants there are, over the codes; NaN where either is the same for all.</param>
public sealed record ThemeMeasures(int Codes, double Recall, double PrevalenceError, double RankAgreement)
{
    private const int FewestParticipants = 3;
    private const double SameHighlights = .3;

    /// <param name="participants">For each highlight, who said it.</param>
    /// <param name="codes">For each code its highlights.</param>
    /// <param name="patterns">For each pattern the highlights that its quotes hit; the first twenty count.</param>
    public static ThemeMeasures Of(IReadOnlyList<int> participants, IReadOnlyList<IReadOnlySet<int>> codes, IReadOnlyList<IReadOnlySet<int>> patterns)
    {
        const int Counted = 20;
        IReadOnlySet<int>[] meant = [.. codes.Where(code => People(code) >= FewestParticipants)], found = [.. patterns.Take(Counted)];
        var shared = new int[meant.Length, found.Length];
        for (var c = 0; c < meant.Length; c++) for (var p = 0; p < found.Length; p++) shared[c, p] = meant[c].Count(found[p].Contains);
        var matching = Assignment.Best(shared);
        var matched = Enumerable.Range(0, meant.Length).Select(c => matching[c] is { } p && shared[c, p] > 0 ? found[p] : null).ToArray();
        var heard = Array.ConvertAll(matched, pattern => pattern is null ? 0 : People(pattern));
        var there = Array.ConvertAll(meant, People);
        double all = participants.Distinct().Count();
        return new(meant.Length,
            meant.Zip(matched).Count(pair => pair.Second is { } pattern && Jaccard(pair.First, pattern) >= SameHighlights) / (double)Math.Max(1, meant.Length),
            heard.Zip(there, (k, gold) => Math.Abs(k - gold) / all).DefaultIfEmpty().Average(),
            Correlation(Ranks(heard), Ranks(there)));

        int People(IReadOnlySet<int> highlights) => highlights.Select(highlight => participants[highlight]).Distinct().Count();
    }

    private static double Jaccard(IReadOnlySet<int> a, IReadOnlySet<int> b)
    {
        var both = a.Count(b.Contains);
        return (double)both / (a.Count + b.Count - both);
    }

    // Equals share the mean of their ranks.
    private static double[] Ranks(int[] values) => Array.ConvertAll(values, value => values.Count(other => other < value) + (values.Count(other => other == value) + 1) / 2.0);

    private static double Correlation(double[] a, double[] b)
    {
        if (a.Length == 0) return double.NaN;
        double meanA = a.Average(), meanB = b.Average();
        var spread = Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(x => (x - meanB) * (x - meanB)));
        return spread == 0 ? double.NaN : a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum() / spread;
    }
}
