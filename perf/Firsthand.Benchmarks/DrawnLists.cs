using System.Globalization;
using Firsthand.Bench;
using Firsthand.Engine.Encoding;
using Firsthand.Engine.Patterns;

namespace Firsthand.Benchmarks;

/// <summary>
/// Lists of requests drawn from large sets, as uneven as the lists of one company are: on one list settings are chosen by luck, on thirty less so.
/// The encoder for talk was trained on none of these sets; the one for requests, which the product uses, on all of them.
/// </summary>
internal static class DrawnLists
{
    private const int Lists = 10;
    private const double Unevenness = .75;
    private const int FewestOfClass = 12, FewestInSet = 15;

    private static readonly (int Classes, int Texts)[] Sizes = [(22, 1_200), (29, 1_500), (39, 1_500), (26, 1_000), (33, 1_300)];
    private static readonly (string Name, string File, Func<string, string, ClusteringSet> Read)[] Sets =
        [("banking77", "banking77/train.csv", Read), ("hwu64", "hwu64/train.tsv", Read), ("clinc150", "training/clinc150_train.tsv", ReadWithoutHeader)];

    public static void Run(string data)
    {
        Console.WriteLine($"{"lists of",-10} {"encoder",-10} {"ACC",6} {"NMI",6} {"ARI",6} {"P",6} {"R",6} {"K",6} {"gold",6}");
        var all = new List<(string Encoder, ClusterMeasures Measures, int Classes)>();
        foreach (var (name, file, read) in Sets)
        {
            var set = read(name, Path.Combine(data, file));
            foreach (var (encoder, vectors) in Encoded(set))
            {
                var lists = Enumerable.Range(0, Lists).Select(seed => (encoder, Measure(Drawn(set, seed), set, vectors, out var classes), classes)).ToList();
                Print(name, encoder, lists);
                all.AddRange(lists);
            }
        }
        foreach (var encoder in all.GroupBy(list => list.Encoder)) Print("all", encoder.Key, [.. encoder]);
    }

    private static IEnumerable<(string Encoder, byte[][] Vectors)> Encoded(ClusteringSet set)
    {
        foreach (var (name, read) in new (string, Func<Stream, SentenceEncoder>)[] { ("talk", SentenceEncoder.Read), ("requests", SentenceEncoder.ReadForRequests) })
        {
            using var weights = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "encoder.weights"));
            yield return (name, PackedVector.PackAll(read(weights).Encode(set.Texts), SentenceEncoder.Dimensions));
        }
    }

    // Some classes, each with its share of the list: the logarithms of the shares are normal.
    private static int[] Drawn(ClusteringSet set, int seed)
    {
        var random = new Random(seed);
        var (count, texts) = Sizes[seed % Sizes.Length];
        int[][] classes = [.. Enumerable.Range(0, set.Texts.Count).GroupBy(i => set.Classes[i]).Where(texts => texts.Count() >= FewestInSet).OrderBy(texts => texts.Key, StringComparer.Ordinal).Select(texts => texts.ToArray())];
        random.Shuffle(classes);
        var shares = Array.ConvertAll(classes[..count], _ => Math.Exp(Unevenness * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())));
        var list = new List<int>();
        for (var c = 0; c < count; c++)
        {
            random.Shuffle(classes[c]);
            list.AddRange(classes[c].Take(Math.Max(FewestOfClass, (int)(shares[c] / shares.Sum() * texts))));
        }
        int[] drawn = [.. list];
        random.Shuffle(drawn);
        return drawn;
    }

    private static ClusterMeasures Measure(int[] drawn, ClusteringSet set, byte[][] vectors, out int classes)
    {
        var grouping = PatternFinder.Find(Array.ConvertAll(drawn, i => new QuoteItem(set.Texts[i], null, null, vectors[i])));
        var found = new int[drawn.Length];
        Array.Fill(found, -1);
        for (var group = 0; group < grouping.Groups.Count; group++) foreach (var member in grouping.Groups[group].Members) found[member] = group;
        var gold = Array.ConvertAll(drawn, i => set.Classes[i]);
        classes = gold.Distinct(StringComparer.Ordinal).Count();
        return ClusterMeasures.Of(found, gold);
    }

    private static ClusteringSet Read(string name, string path) => BenchSet.Named(name, path).OfType<ClusteringSet>().Single();

    private static ClusteringSet ReadWithoutHeader(string name, string path)
    {
        string[][] rows = [.. File.ReadLines(path).Select(line => line.Split('\t'))];
        return new(name, [.. rows.Select(row => row[0])], [.. rows.Select(row => row[1])]);
    }

    private static void Print(string name, string encoder, List<(string Encoder, ClusterMeasures Measures, int Classes)> lists)
    {
        double[] figures =
        [
            lists.Average(list => list.Measures.Accuracy), lists.Average(list => list.Measures.Nmi), lists.Average(list => list.Measures.Ari), lists.Average(list => list.Measures.Precision), lists.Average(list => list.Measures.Recall),
            lists.Average(list => list.Measures.Groups), lists.Average(list => list.Classes),
        ];
        Console.WriteLine($"{name,-10} {encoder,-10} {string.Join(' ', figures.Select(figure => figure.ToString("0.0", CultureInfo.InvariantCulture).PadLeft(6)))}");
    }
}
