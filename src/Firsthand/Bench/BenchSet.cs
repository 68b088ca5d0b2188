namespace Firsthand.Bench;

/// <summary>Something that people labelled, against which the product is measured. Which kind it is tells the file by what it holds, whatever it is called.</summary>
internal abstract record BenchSet(string Name)
{
    private const string Shapes = "labelled texts (a table or JSON with texts and their classes), sentences with 0 or 1, tweets with a sentiment, talk (speaker|words|act), meetings with queries, or a folder with highlights of sessions or with coded answers";

    /// <summary>Of what a set discovered in a folder has to hold at least, to be one for grouping: so many texts a class.</summary>
    private const int FewestOfClass = 2;

    // Somebody else's answers about texts that a set beside them holds.
    private const string Predicted = "predicted_label";

    private static readonly string[] Extensions = [".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson"];

    /// <summary>Reads a file, or a folder with sets, that somebody named.</summary>
    /// <exception cref="FormatException">It holds no set, or a broken one: says which set, which line, and what was expected.</exception>
    public static List<BenchSet> Named(string name, string path)
    {
        try
        {
            if (!Directory.Exists(path)) return OfFile(name, path) is { Count: > 0 } sets ? sets : throw new SetRefused(path, 1, Shapes);
            var inside = OfFolder(path, place => place is "." ? name : $"{name}/{WithoutExtension(place)}", refused: null);
            return inside.Count > 0 ? inside : throw new FormatException($"{path} holds none; expected {Shapes}.");
        }
        catch (Exception wrong) when (wrong is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"The set “{name}” cannot be measured: {wrong.Message}", wrong);
        }
    }

    /// <summary>All sets in a folder: those that others published figures for first.</summary>
    /// <param name="refused">Told of each that is broken: which file, which line, what was expected. The others are measured.</param>
    public static List<BenchSet> Discover(string folder, Action<string> refused)
    {
        var sets = OfFolder(folder, place => KnownSets.NameOf(place) ?? (place is "." ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) : WithoutExtension(place)), refused);
        return [.. sets.OrderBy(set => KnownSets.Place(set.Name))];
    }

    private static string WithoutExtension(string place) => Path.ChangeExtension(place, null);

    /// <param name="nameOf">A set's name by its place in the folder, "." for the folder itself.</param>
    /// <param name="refused">Null where somebody named this folder as a set: then one that is broken ends the reading.</param>
    private static List<BenchSet> OfFolder(string root, Func<string, string> nameOf, Action<string>? refused)
    {
        var sets = new List<BenchSet>();
        foreach (var folder in Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories).Prepend(root).Order(StringComparer.Ordinal))
        {
            string Name(string path) => nameOf(Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'));
            string[] files = [.. Directory.EnumerateFiles(folder).Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
            // What belongs together is one set.
            if (SessionSet.HighlightsIn(files) is { } highlights) Add(() => [SessionSet.Read(Name(folder), highlights)]);
            else if (SurveySet.ThemesIn(files) is { Count: > 0 } themes) Add(() => SurveySet.Read(Name(folder), themes, files));
            else
            {
                if (files.Where(DetectionSet.IsTalk).ToList() is { Count: > 0 } talk) Add(() => [DetectionSet.ReadTalk(Name(folder), talk)]);
                if (files.Where(MeetingSet.IsMeeting).ToList() is { Count: > 0 } meetings) Add(() => [MeetingSet.Read(Name(folder), meetings)]);
                foreach (var file in files.Where(file => !DetectionSet.IsTalk(file) && !MeetingSet.IsMeeting(file)))
                    // Its first line shows no set: other files may lie here too.
                    Add(() => OfFile(Name(file), file).Where(set => refused is null || IsPlausible(set, file)), isOther: wrong => wrong is SetRefused { Line: <= 1 } && !KnownSets.IsKnown(Name(file)));
            }
        }
        return sets;

        void Add(Func<IEnumerable<BenchSet>> read, Func<FormatException, bool>? isOther = null)
        {
            try
            {
                sets.AddRange([.. read()]);
            }
            catch (FormatException wrong) when (refused is not null)
            {
                if (isOther?.Invoke(wrong) != true) refused(wrong.Message);
            }
        }
    }

    // Nobody said that this file is a set: what has one class is none, nor what has nearly as many classes as texts, nor guesses.
    private static bool IsPlausible(BenchSet set, string file) => set is not ClusteringSet { Texts: var texts, Classes: var classes }
        || (classes.Distinct(StringComparer.Ordinal).Count() is var count && count > 1 && count * FewestOfClass <= texts.Distinct(StringComparer.Ordinal).Count() && !File.ReadAllText(file).Contains(Predicted, StringComparison.Ordinal));

    /// <returns>Nothing where the file has none of the shapes.</returns>
    private static List<BenchSet> OfFile(string name, string path)
    {
        if (SessionSet.HighlightsIn([path]) is { } highlights) return [SessionSet.Read(name, highlights)];
        if (DetectionSet.IsTalk(path)) return [DetectionSet.ReadTalk(name, [path])];
        if (MeetingSet.IsMeeting(path)) return [MeetingSet.Read(name, [path])];
        var text = File.ReadAllText(path);
        // Pairs of words in other JSON, such as who speaks and what, are no texts with their classes.
        if (text.AsSpan().Trim() is ['{' or '[', ..]) return ClusteringSet.ReadJson(name, path, text) is { } json && json.Classes.Distinct(StringComparer.Ordinal).Count() <= json.Texts.Distinct(StringComparer.Ordinal).Count() ? [json] : [];
        return LabelledTable.Read(path, text) is { } table ? table.Sets(name) : [];
    }
}
