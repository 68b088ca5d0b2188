namespace Firsthand.Bench;

/// <summary>What others published about sets that are found under these places. A set needs no entry here to be measured.</summary>
internal static class KnownSets
{
    /// <param name="Seen">The weights that ship were trained on texts of these very classes (training/encoder).</param>
    private sealed record Entry(string Place, string Name, bool Seen = false);

    private static readonly Entry[] Entries =
    [
        new("semeval2019_task9/A_trial_labelled.csv", "suggestions, forum (SemEval-2019 9A, trial)"),
        new("semeval2019_task9/A_train.csv", "suggestions, forum (SemEval-2019 9A, train)"),
        new("semeval2019_task9/B_trial_labelled.csv", "suggestions, hotels (SemEval-2019 9B, trial)"),
        new("complaints_twitter/complaints.csv", "complaints to companies (tweets)"),
        new("airline_tweets/tweets.csv", "tweets to airlines"),
        new("swda_dialog_acts", "questions without marks (SwDA)"),
        new("serdif_interviews", "SERDIF interviews"),
        new("jupyter_2015", "Jupyter survey"),
        new("qmsum_meetings", "QMSum meetings"),
        new("dstc11_insurance/task1_turns.jsonl", "dstc11 insurance"),
        new("hwu64/train.tsv", "hwu64", Seen: true),
        new("clinc150/val.json", "clinc150 val", Seen: true),
        new("banking77/train.csv", "banking77 train", Seen: true),
        new("twacs_airlines/labelled.csv", "twacs"),
    ];

    /// <summary>A figure that others published for the grouping of the same data, or of the part of it that is named; 0 to 100.</summary>
    internal sealed record Grouped(string Set, string System, double? Accuracy, double? Precision, double? Recall, double? F1, double? Nmi, double? Ari, int? Groups);

    /// <summary>A figure that others published for hearing; 0 to 1.</summary>
    internal sealed record Heard(string Set, string System, double F1);

    private static readonly Grouped[] Grouping =
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
        new("twacs", "k-means, the lowest published", null, null, null, 28, null, null, null),
        new("twacs", "k-means, the highest published", null, null, null, 42, null, null, null),
        new("twacs", "AV-KMeans", null, null, null, 46.2, null, null, null),
    ];

    private static readonly Heard[] Hearing =
    [
        new("suggestions, forum (SemEval-2019 9A, trial)", "first of the contest, trained on it (test set)", .781),
        new("suggestions, forum (SemEval-2019 9A, trial)", "TF-IDF + logistic regression, trained on A (test set)", .579),
        new("suggestions, forum (SemEval-2019 9A, train)", "keyword rule (test set)", .475),
        new("suggestions, hotels (SemEval-2019 9B, trial)", "second of the contest (test set)", .858),
        new("suggestions, hotels (SemEval-2019 9B, trial)", "keyword rule (test set)", .529),
        new("suggestions, hotels (SemEval-2019 9B, trial)", "TF-IDF + logistic regression, trained on A (test set)", .230),
        new("complaints to companies (tweets)", "the highest, trained on it", .79),
        new("questions without marks (SwDA)", "rule of wh-words and auxiliaries", .685),
    ];

    private static readonly (string Set, string Text)[] Notes =
    [
        ("dstc11 insurance", "on the contest's own test domains (mean of two, not here), ACC / NMI: official baseline 55.80 / 62.98, 15th of 38 61.10 / -, first 69.79 / 75.05"),
    ];

    /// <summary>The names of those that are not among these.</summary>
    public static IEnumerable<string> Absent(IReadOnlyList<BenchSet> sets) => Entries.Where(entry => !sets.Any(set => Of(set.Name, entry))).Select(entry => entry.Name);

    public static string? NameOf(string place) => Array.Find(Entries, entry => entry.Place == place)?.Name;

    /// <summary>Where it stands in the table; behind all others where nobody knows it.</summary>
    public static int Place(string name) => Array.FindIndex(Entries, entry => Of(name, entry)) is >= 0 and var place ? place : Entries.Length;

    public static bool IsKnown(string name) => Place(name) < Entries.Length;

    public static bool IsSeen(string name) => Array.Exists(Entries, entry => entry.Seen && entry.Name == name);

    public static Grouped[] GroupingOf(string name) => Array.FindAll(Grouping, published => published.Set == name);

    public static Heard[] HearingOf(string name) => Array.FindAll(Hearing, published => published.Set == name);

    public static string? NoteOf(string name) => Array.Find(Notes, note => note.Set == name).Text;

    // One file may hold two sets, named after it.
    private static bool Of(string name, Entry entry) => name == entry.Name || name.StartsWith(entry.Name + ": ", StringComparison.Ordinal) || name.StartsWith(entry.Name + ", ", StringComparison.Ordinal);
}
