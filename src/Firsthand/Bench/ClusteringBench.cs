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
    internal sealed record Row(string Set, bool Seen, string Method, int Texts, int Classes, double Accuracy, double? Deviation, double Precision, double Recall, double F1, double Nmi, double Ari, double Groups, double LeftOut);

    /// <summary>A figure that others published for the same data, or for the part of it that is named.</summary>
    internal sealed record Published(string Set, string System, double? Accuracy, double? Precision, double? Recall, double? F1, double? Nmi, double? Ari, int? Groups);

    // Seen: the weights that ship were trained on texts of these very classes (training/encoder). What such a set says about texts of other classes is only what weights trained without it give: Unseen.
    private static readonly (string Name, string File, bool Seen)[] Sets =
    [
        ("dstc11 insurance", "dstc11_insurance/task1_turns.jsonl", false),
        ("hwu64", "hwu64/train.tsv", true),
        ("clinc150 val", "clinc150/val.json", true),
        ("banking77 train", "banking77/train.csv", true),
        ("twacs", "twacs_airlines/labelled.csv", false),
    ];

    private static readonly Published[] Known =
    [
        new("dstc11 insurance", "TF-IDF + LSA, k-means, K by silhouette", 36.5, 56.1, 37.1, 44.7, 49.0, 19.5, 50),
        new("dstc11 insurance", "GloVe 840B baseline", 20.6, 34.6, 22.2, 27.0, 30.5, 7.0, 50),
        new("dstc11 insurance", "official baseline, all-mpnet-base-v2", 46.1, 66.0, 47.1, 54.9, 59.3, 32.3, 42),
        new("dstc11 insurance", "all-MiniLM-L6-v2, k-means", 52.6, 62.2, 54.9, 58.4, 59.3, 35.7, 28),
        new("dstc11 insurance", "all-MiniLM-L12-v2, k-means", 54.9, 68.0, 54.9, 60.8, 63.1, 38.9, 31),
        new("banking77 train", "GloVe, k-means (test split, K known)", 28.6, null, null, null, 49.3, 13.0, 77),
        new("banking77 train", "SCCL (test split, K known)", 40.5, null, null, null, 63.9, 27.0, 77),
        new("banking77 train", "USNID (test split, K known)", 54.8, null, null, null, 75.3, 43.3, 77),
        new("banking77 train", "all-mpnet-base-v2, k-means (test split, K known)", 64.3, null, null, null, 81.3, 54.1, 77),
        new("banking77 train", "best with a large language model (test split)", 71.2, null, null, null, 85.2, null, 77),
        new("clinc150 val", "SCCL (test split, K known)", 50.4, null, null, null, 79.4, 38.1, 150),
        new("clinc150 val", "USNID (test split, K known)", 75.9, null, null, null, 91.0, 68.5, 150),
        new("clinc150 val", "all-mpnet-base-v2, k-means (test split, K known)", 76.0, null, null, null, 91.1, 69.2, 150),
        new("clinc150 val", "best published (test split)", 87.8, null, null, null, 94.9, 82.3, 150),
        new("twacs", "AV-KMeans", null, null, null, 46.2, null, null, null),
    ];

    /// <summary>The weights beside which those of <see cref="Unseen"/> were trained: from the base, same teacher, same texts but for one corpus, seed 0, 600 steps.</summary>
    internal const string UnseenBeside = "firsthand-dabb9704294f";

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

    /// <summary>Measures the sets that lie under a folder, and others of the same shape, and prints one table.</summary>
    /// <param name="extraSets">Name to path.</param>
    /// <exception cref="FormatException">A file has no labelled texts.</exception>
    public static IReadOnlyList<Row> Run(string dataFolder, TextWriter output, SentenceEncoder encoder, IReadOnlyDictionary<string, string> extraSets)
    {
        var rows = new List<Row>();
        output.WriteLine($"Grouping (encoder {encoder.Model}; mean of {Orders} orders of the texts for up to {LargestRepeated.ToString("N0", CultureInfo.InvariantCulture)} of them)");
        if (encoder.Model.StartsWith(UnseenBeside, StringComparison.Ordinal)) output.WriteLine("\"trained without it\" is not measured now: it was, with weights of 600 steps that lack the set's corpus.");
        output.WriteLine(Line("set", "system", "texts", "ACC", "sd", "P", "R", "F1", "NMI", "ARI", "K", "gold", "left out"));
        foreach (var (name, path, seen) in Sets.Select(set => (set.Name, Path.Combine(dataFolder, set.File), set.Seen)).Concat(extraSets.Select(set => (set.Key, set.Value, false))))
        {
            if (!File.Exists(path))
            {
                output.WriteLine($"{name,-18} not measured: {path} is absent");
                continue;
            }
            foreach (var published in Known.Where(published => published.Set == name)) output.WriteLine(Line(name, published.System, "", published.Accuracy, "", published.Precision, published.Recall, published.F1, published.Nmi, published.Ari, published.Groups, "", ""));
            foreach (var row in Measure(ClusteringSet.Read(name, path), encoder, seen))
            {
                rows.Add(row);
                output.WriteLine(Line(row, row.Seen ? ", seen" : ""));
            }
            if (seen && encoder.Model.StartsWith(UnseenBeside, StringComparison.Ordinal))
                foreach (var row in Unseen.Where(row => row.Set == name)) output.WriteLine(Line(row, ", trained without it"));
        }
        return rows;
    }

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
        var mean = measures.Average(measure => measure.Accuracy);
        double? deviation = orders == 1 ? null : Math.Sqrt(measures.Sum(measure => (measure.Accuracy - mean) * (measure.Accuracy - mean)) / (orders - 1));
        return new(set.Name, seen, method, items.Length, classes, mean, deviation, measures.Average(measure => measure.Precision), measures.Average(measure => measure.Recall),
            measures.Average(measure => measure.F1), measures.Average(measure => measure.Nmi), measures.Average(measure => measure.Ari), measures.Average(measure => measure.Groups), leftOut);
    }

    private static string Line(Row row, string note) =>
        Line(row.Set, $"Firsthand, {row.Method}{note}", row.Texts, row.Accuracy, row.Deviation, row.Precision, row.Recall, row.F1, row.Nmi, row.Ari, Math.Round(row.Groups), row.Classes, $"{Number(row.LeftOut)}%");

    private static string Line(params object?[] cells) =>
        string.Join(' ', cells.Select((cell, i) => i switch { 0 => $"{cell,-18}", 1 => $"{cell,-50}", _ => $"{Number(cell),8}" }));

    private static string Number(object? cell) => cell switch
    {
        null => "-",
        double number => number.ToString("0.0", CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
    };
}
