using System.Globalization;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Text;

namespace Firsthand.Bench;

/// <summary>How well kinds and quotes are heard, beside published numbers. The weights have seen none of these texts.</summary>
internal static class DetectionBench
{
    private const float Even = 0.5f;

    private static readonly (string Name, QuoteKind Kind, string Path, string Published)[] Tables =
    [
        ("suggestions, forum (SemEval-2019 9A, trial)", QuoteKind.Desire, "semeval2019_task9/A_trial_labelled.csv", ".781 first of the contest, trained on it (test set)"),
        ("suggestions, forum (SemEval-2019 9A, train)", QuoteKind.Desire, "semeval2019_task9/A_train.csv", ".475 keyword rule (test set)"),
        ("suggestions, hotels (SemEval-2019 9B, trial)", QuoteKind.Desire, "semeval2019_task9/B_trial_labelled.csv", ".858 second, .529 keyword rule (test set)"),
        ("complaints to companies (tweets)", QuoteKind.Pain, "complaints_twitter/complaints.csv", "up to .79, trained on it"),
    ];

    /// <param name="Yes">Texts that people labelled so; for highlights, the highlights.</param>
    /// <param name="CalibrationError">How far the likelihoods are from what came true (<see cref="Engine.Detection.CalibrationError"/>); null where none were asked for.</param>
    internal sealed record Row(string Set, int Texts, int Yes, double Precision, double Recall, double F1, double? CalibrationError);

    /// <summary>Prints one line for each benchmark found under the folder; says which are absent.</summary>
    public static IReadOnlyList<Row> Run(string dataFolder, TextWriter output, KindDetector detector)
    {
        var rows = new List<Row>();
        output.WriteLine($"{"detection",-46} {"n",6} {"yes",5} {"P",6} {"R",6} {"F1",6} {"ECE",6}   published F1");
        foreach (var (name, kind, path, published) in Tables)
        {
            var file = Path.Combine(dataFolder, path);
            if (File.Exists(file)) Print(output, rows, detector, DetectionSet.ReadTable(name, kind, file), published);
            else output.WriteLine($"{name,-46} absent");
        }
        var talk = Path.Combine(dataFolder, "swda_dialog_acts");
        if (Directory.Exists(talk)) Print(output, rows, detector, DetectionSet.ReadTalk("questions without marks (SwDA)", Directory.GetFiles(talk, "*.txt")), ".685 rule");
        var sessions = Path.Combine(dataFolder, "serdif_interviews");
        if (File.Exists(Path.Combine(sessions, "highlights.tsv"))) PrintSessions(output, rows, detector, DetectionSet.ReadSessions(sessions));
        return rows;
    }

    /// <summary>Emitted quotes of a session against its highlights.</summary>
    public static DetectionMeasure Measure(KindDetector detector, DetectionSet.Session session)
    {
        var quotes = detector.Listen(session.Turns).Quotes.Where(quote => !quote.Kind.IsOurs)
            .Select(quote => new TextSpan(session.Starts[quote.Turn] + quote.Span.Start, quote.Span.Length)).ToArray();
        return DetectionMeasure.OfHighlights(quotes, session.Highlights);
    }

    private static void Print(TextWriter output, List<Row> rows, KindDetector detector, DetectionSet set, string published)
    {
        var likelihoods = detector.Kinds([.. set.Texts.Zip(set.Before)]).Select(kinds => kinds[set.Kind]).ToArray();
        var measure = DetectionMeasure.OfItems(Array.ConvertAll(likelihoods, likelihood => likelihood >= Even), set.Labels);
        output.WriteLine(Line(rows, set.Name, set.Labels.Count, set.Labels.Count(label => label), measure, CalibrationError.Of(likelihoods, set.Labels)) + "   " + published);
    }

    private static void PrintSessions(TextWriter output, List<Row> rows, KindDetector detector, IReadOnlyList<DetectionSet.Session> sessions)
    {
        var all = default(DetectionMeasure);
        foreach (var session in sessions)
        {
            var measure = Measure(detector, session);
            output.WriteLine(Line(rows, $"highlights of {session.Participant}", measure.Detected, measure.Meant, measure));
            all += measure;
        }
        output.WriteLine(Line(rows, "highlights (SERDIF interviews)", all.Detected, all.Meant, all));
    }

    private static string Line(List<Row> rows, string name, int n, int yes, DetectionMeasure measure, double? calibrationError = null)
    {
        rows.Add(new(name, n, yes, measure.Precision, measure.Recall, measure.F1, calibrationError));
        return string.Create(CultureInfo.InvariantCulture, $"{name,-46} {n,6} {yes,5} {measure.Precision,6:0.000} {measure.Recall,6:0.000} {measure.F1,6:0.000} {calibrationError,6:0.000}");
    }
}
