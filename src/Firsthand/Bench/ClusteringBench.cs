using System.Globalization;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Patterns;

namespace Firsthand.Bench;

/// <summary>Grouping against people's own sorting, beside what others published. Settings are the product's, the same for every set.</summary>
internal static class ClusteringBench
{
    // Grouping is deterministic; what luck there is comes from the order of the texts, so that is what varies. Large sets are grouped once.
    private const int Orders = 5, LargestRepeated = 6_000;

    /// <param name="Seen">The encoder was trained on texts of the same classes.</param>
    /// <param name="Method">What was known: nothing, or the number of groups.</param>
    /// <param name="Deviation">Standard deviation of the accuracy over orders; null where the set was grouped once.</param>
    /// <param name="LeftOut">Share of texts in no group, 0 to 100; they count as one group of their own.</param>
    internal sealed record Row(string Set, bool Seen, string Method, int Texts, int Classes, double Accuracy, double? Deviation, double Precision, double Recall, double F1, double Nmi, double Ari, double Groups, double LeftOut)
    {
        /// <summary>The same of NMI.</summary>
        public double? NmiDeviation { get; init; }

        /// <summary>The orders in which the texts were grouped: 0 as they stand in the file.</summary>
        public IReadOnlyList<int> Seeds { get; init; } = [0];

        /// <summary>What others published for the set.</summary>
        public IReadOnlyList<KnownSets.Grouped> Published { get; init; } = [];

        /// <summary>For a set that was seen, what weights that were trained without its corpus came to; null where nobody measured.</summary>
        public Row? TrainedWithout { get; init; }

        /// <summary>What else was published that is of interest beside it.</summary>
        public string? Note { get; init; }
    }

    /// <summary>The weights beside which those of <see cref="Unseen"/> were trained: from the base, same teacher, same texts but for one corpus, seed 0, 600 steps.</summary>
    internal const string UnseenBeside = "firsthand-271df6fcf67d";

    // Measured with taught.py --more --steps 600 --rate 2e-4 --without CORPUS and bench quality --weights; whoever trains anew measures anew.
    internal static readonly Row[] Unseen =
    [
        new("hwu64", false, "K unknown", 5776, 64, 59.7, 0.9, 62.7, 69.0, 65.7, 74.7, 48.9, 62, 2.8),
        new("hwu64", false, "K known", 5776, 64, 57.7, 0.3, 61.5, 65.5, 63.5, 72.7, 46.2, 64, 0),
        new("clinc150 val", false, "K unknown", 3100, 151, 47.3, 0.3, 47.3, 85.1, 60.8, 82.5, 42.8, 77, 2.3),
        new("clinc150 val", false, "K known", 3100, 151, 72.8, 0.0, 74.2, 76.7, 75.4, 86.8, 58.0, 151, 0),
        new("banking77 train", false, "K unknown", 10003, 77, 52.8, null, 61.9, 56.5, 59.1, 73.2, 42.5, 103, 0),
        new("banking77 train", false, "K known", 10003, 77, 49.9, null, 53.8, 60.7, 57.0, 71.0, 38.4, 77, 0),
    ];

    /// <summary>Measures sets and prints one table.</summary>
    public static IReadOnlyList<Row> Run(IReadOnlyList<ClusteringSet> sets, TextWriter output, SentenceEncoder encoder)
    {
        var rows = new List<Row>();
        var shipped = encoder.Model.StartsWith(UnseenBeside, StringComparison.Ordinal);
        output.WriteLine($"Grouping (encoder {encoder.Model}; mean of {Orders} orders of the texts for up to {LargestRepeated.ToString("N0", CultureInfo.InvariantCulture)} of them)");
        if (shipped) output.WriteLine("\"trained without it\" is not measured now: it was, with weights of 600 steps that lack the set's corpus.");
        output.WriteLine(Line("set", "system", "texts", "ACC", "sd", "P", "R", "F1", "NMI", "sd", "ARI", "K", "gold", "left out"));
        var taught = sets.Where(set => KnownSets.IsSeen(set.Name)).SelectMany(set => set.Classes).ToHashSet(StringComparer.Ordinal);
        foreach (var set in sets)
        {
            var published = KnownSets.GroupingOf(set.Name);
            foreach (var other in published) output.WriteLine(Line(set.Name, other.System, "", other.Accuracy, "", other.Precision, other.Recall, other.F1, other.Nmi, "", other.Ari, other.Groups, "", ""));
            if (KnownSets.NoteOf(set.Name) is { } note) output.WriteLine($"{set.Name,-18} {note}");
            var without = shipped ? Array.FindAll(Unseen, row => row.Set == set.Name) : [];
            foreach (var row in Measure(set, encoder, IsSeen(set, taught)))
            {
                rows.Add(row with { Published = published, Note = KnownSets.NoteOf(set.Name), TrainedWithout = Array.Find(without, other => other.Method == row.Method) });
                output.WriteLine(Line(row, row.Seen ? ", seen" : ""));
            }
            foreach (var row in without) output.WriteLine(Line(row, ", trained without it"));
        }
        return rows;
    }

    // Other texts of classes that the weights were trained on are seen as well, whatever their file is called.
    private static bool IsSeen(ClusteringSet set, HashSet<string> taught) =>
        KnownSets.IsSeen(set.Name) || set.Classes.Distinct(StringComparer.Ordinal).ToList() is var classes && 2 * classes.Count(taught.Contains) > classes.Count;

    internal static IEnumerable<Row> Measure(ClusteringSet set, SentenceEncoder encoder, bool seen)
    {
        var vectors = PackedVector.PackAll(encoder.Encode(set.Texts), SentenceEncoder.Dimensions);
        QuoteItem[] items = [.. set.Texts.Select((text, i) => new QuoteItem(text, null, null, vectors[i]))];
        var classes = set.Classes.Distinct(StringComparer.Ordinal).Count();
        yield return Measure(set, seen, items, "K unknown", null, classes);
        yield return Measure(set, seen, items, "K known", classes, classes);
    }

    private static Row Measure(ClusteringSet set, bool seen, QuoteItem[] items, string method, int? k, int classes)
    {
        var measures = new List<ClusterMeasures>();
        var leftOut = 0.0;
        var orders = items.Length <= LargestRepeated ? Orders : 1;
        for (var seed = 0; seed < orders; seed++)
        {
            var order = Enumerable.Range(0, items.Length).ToArray();
            if (seed > 0) new Random(seed).Shuffle(order);
            var grouping = PatternFinder.Find(Array.ConvertAll(order, i => items[i]), k);
            var found = new int[items.Length];
            Array.Fill(found, -1);
            for (var g = 0; g < grouping.Groups.Count; g++) foreach (var member in grouping.Groups[g].Members) found[order[member]] = g;
            measures.Add(ClusterMeasures.Of(found, set.Classes));
            leftOut += 100.0 * grouping.Alone.Count / items.Length / orders;
        }
        return new(set.Name, seen, method, items.Length, classes, measures.Average(measure => measure.Accuracy), Deviation(measures.ConvertAll(measure => measure.Accuracy)), measures.Average(measure => measure.Precision), measures.Average(measure => measure.Recall),
            measures.Average(measure => measure.F1), measures.Average(measure => measure.Nmi), measures.Average(measure => measure.Ari), measures.Average(measure => measure.Groups), leftOut)
        {
            NmiDeviation = Deviation(measures.ConvertAll(measure => measure.Nmi)), Seeds = [.. Enumerable.Range(0, orders)],
        };
    }

    private static double? Deviation(List<double> values) =>
        values.Count == 1 ? null : values.Average() is var mean ? Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1)) : null;

    private static string Line(Row row, string note) =>
        Line(row.Set, $"Firsthand, {row.Method}{note}", row.Texts, row.Accuracy, row.Deviation, row.Precision, row.Recall, row.F1, row.Nmi, row.NmiDeviation, row.Ari, Math.Round(row.Groups), row.Classes, $"{Number(row.LeftOut)}%");

    private static string Line(params object?[] cells) =>
        string.Join(' ', cells.Select((cell, i) => i switch { 0 => $"{cell,-18}", 1 => $"{cell,-50}", _ => $"{Number(cell),8}" }));

    private static string Number(object? cell) => cell switch
    {
        null => "-",
        double number => number.ToString("0.0", CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
    };
}
