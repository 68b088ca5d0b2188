using Firsthand.Engine.Detection;

namespace Firsthand.Bench;

/// <summary>A table of texts and their labels, and what it is a set for.</summary>
/// <param name="Columns">The header; empty where there is none.</param>
/// <param name="Width">How many columns there are.</param>
internal sealed record LabelledTable(string Path, string[] Columns, int Width, IReadOnlyList<(int Line, string Text, string Label)> Rows)
{
    internal static readonly string[] TextColumns = ["utterance", "text", "first_utterance", "sentence", "query", "tweet"];
    internal static readonly string[] ClassColumns = ["intent", "intents", "category", "label", "tag", "reference_label", "class", "suggestion", "complaint"];
    private const string Sentiment = "sentiment", Negative = "negative", Positive = "positive", Neutral = "neutral";

    // Tweets with a sentiment come by the thousand: so many, evenly drawn, tell.
    private const int MostTweets = 2_000;

    // Where a contest's table has no header: a number, the sentence, 0 or 1, and what else there is.
    private const int BareText = 1, BareLabel = 2;

    /// <summary>Reads a table with columns for a text and its class, or for a text and its sentiment, or one of numbered sentences with 0 or 1, with a header or without.</summary>
    /// <returns>Null where its first lines show none of these.</returns>
    /// <exception cref="SetRefused">A row is broken, or there is none.</exception>
    public static LabelledTable? Read(string path, string text)
    {
        using var rows = QuotedTable.Rows(path, text).GetEnumerator();
        if (!rows.MoveNext()) throw new SetRefused(path, 1, "a table with texts and their labels, and found nothing");
        var first = rows.Current;
        int words = Column(first.Cells, TextColumns), label = Column(first.Cells, ClassColumns);
        if (words >= 0 && Array.FindIndex(first.Cells, column => column.TrimEnd().EndsWith(Sentiment, StringComparison.OrdinalIgnoreCase)) is >= 0 and var sentiment) label = sentiment;
        var read = new List<(int, string, string)>();
        var columns = first.Cells;
        if (words < 0 || label < 0)
        {
            if (first.Cells.Length <= BareLabel) return null;
            (words, label) = (BareText, BareLabel);
            if (IsYesOrNo(first.Cells[label]))
            {
                columns = [];
                Take(first);
            }
            else if (rows.MoveNext() && IsYesOrNo(rows.Current.Cells[label])) Take(rows.Current);
            else return null;
        }
        while (rows.MoveNext()) Take(rows.Current);
        // Many tables have a third column of 0 and 1; few have sentences before it.
        if (words == BareText && label == BareLabel && 2 * read.Count(row => row.Item2.Contains(' ', StringComparison.Ordinal)) <= read.Count) return null;
        return read.Count > 0 ? new(path, columns, first.Cells.Length, read) : throw new SetRefused(path, first.Line + 1, "a text with its label");

        // What nobody labelled is left out.
        void Take(TableRow row)
        {
            if (row.Cells[words].Length > 0 && row.Cells[label].Length > 0) read.Add((row.Line, row.Cells[words], row.Cells[label].Trim()));
        }
    }

    public List<BenchSet> Sets(string name)
    {
        if (Has(Sentiment))
        {
            var step = (Rows.Count + MostTweets - 1) / MostTweets;
            var drawn = step > 1 ? $", one of {step}" : "";
            return
            [
                DetectionSet.Of($"{name}{drawn}: negative as pain", QuoteKind.Pain, [.. Yes(Negative, Positive, Neutral).Where((_, i) => i % step == 0)]),
                DetectionSet.Of($"{name}{drawn}: positive as praise", QuoteKind.Praise, [.. Yes(Positive, Negative, Neutral).Where((_, i) => i % step == 0)]),
            ];
        }
        // Two columns are a text and its class, and classes may be numbered.
        if (Width <= BareLabel || 2 * Rows.Count(row => IsYesOrNo(row.Label)) <= Rows.Count) return [ClusteringSet.Of(name, [.. Rows.Select(row => (row.Text, row.Label))])];
        return [DetectionSet.Of(name, IsWishes ? QuoteKind.Desire : QuoteKind.Pain, Yes("1", "0"))];
    }

    // Suggestions and complaints are handed out alike: what tells them apart is a column more (the trade of the company), or that complaints are addressed.
    private bool IsWishes => Has("suggestion") || Has("sentence") || (!Has("complaint") && Width == BareLabel + 1 && 2 * Rows.Count(row => row.Text.Contains('@', StringComparison.Ordinal)) <= Rows.Count);

    private bool Has(string column) => Array.Exists(Columns, name => name.TrimEnd().EndsWith(column, StringComparison.OrdinalIgnoreCase));

    private List<(string, bool)> Yes(string yes, params string[] no) =>
        [.. Rows.Select(row => row.Label == yes || Array.IndexOf(no, row.Label) >= 0 ? (row.Text, row.Label == yes) : throw new SetRefused(Path, row.Line, $"{string.Join(" or ", no.Append(yes).Order(StringComparer.Ordinal))} as the label, and found “{row.Label}”"))];

    private static bool IsYesOrNo(string label) => label.Trim() is "0" or "1";

    private static int Column(string[] columns, string[] names) =>
        names.Select(name => Array.FindIndex(columns, column => string.Equals(column.Trim(), name, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(index => index >= 0, -1);
}
