using System.Globalization;
using Firsthand.Engine.Detection;
using Firsthand.Engine.Text;

namespace Firsthand.Bench;

/// <summary>How well kinds and quotes are heard, beside published numbers. The weights have seen none of these texts.</summary>
internal static class DetectionBench
{
    private const float Even = 0.5f;

    /// <param name="Kind">What a yes stands for; null where all that is worth a quote is meant.</param>
    /// <param name="Yes">Texts that people labelled so; for highlights, the highlights.</param>
    /// <param name="CalibrationError">How far the likelihoods are from what came true (<see cref="Engine.Detection.CalibrationError"/>); null where none were asked for.</param>
    internal sealed record Row(string Set, QuoteKind? Kind, int Texts, int Yes, double Precision, double Recall, double F1, double? CalibrationError, IReadOnlyList<KnownSets.Heard> Published);

    /// <summary>Prints one line for each set, and for each session of those with highlights.</summary>
    public static IReadOnlyList<Row> Run(IReadOnlyList<BenchSet> sets, TextWriter output, KindDetector detector)
    {
        var rows = new List<Row>();
        output.WriteLine($"{"detection",-46} {"n",6} {"yes",5} {"P",6} {"R",6} {"F1",6} {"ECE",6}   published F1");
        foreach (var set in sets.OfType<DetectionSet>()) Print(output, rows, detector, set);
        // What is highlighted as a whole tells nothing of what is worth it.
        foreach (var set in sets.OfType<SessionSet>().Where(set => set.Folder is not null)) PrintSessions(output, rows, detector, set);
        return rows;
    }

    /// <summary>Emitted quotes of a session against its highlights.</summary>
    public static DetectionMeasure Measure(KindDetector detector, SessionSet.Session session)
    {
        var quotes = detector.Listen(session.Turns).Quotes.Where(quote => !quote.Kind.IsOurs)
            .Select(quote => new TextSpan(session.Starts[quote.Turn] + quote.Span.Start, quote.Span.Length)).ToArray();
        return DetectionMeasure.OfHighlights(quotes, session.Highlights);
    }

    private static void Print(TextWriter output, List<Row> rows, KindDetector detector, DetectionSet set)
    {
        var likelihoods = detector.Kinds([.. set.Texts.Zip(set.Before)]).Select(kinds => kinds[set.Kind]).ToArray();
        var measure = DetectionMeasure.OfItems(Array.ConvertAll(likelihoods, likelihood => likelihood >= Even), set.Labels);
        output.WriteLine(Line(rows, set.Name, set.Kind, set.Labels.Count, set.Labels.Count(label => label), measure, CalibrationError.Of(likelihoods, set.Labels)));
    }

    private static void PrintSessions(TextWriter output, List<Row> rows, KindDetector detector, SessionSet set)
    {
        var all = default(DetectionMeasure);
        foreach (var session in set.Sessions)
        {
            var measure = Measure(detector, session);
            output.WriteLine(Line(rows, $"highlights of {session.Participant} ({set.Name})", null, measure.Detected, measure.Meant, measure));
            all += measure;
        }
        output.WriteLine(Line(rows, $"highlights ({set.Name})", null, all.Detected, all.Meant, all));
    }

    private static string Line(List<Row> rows, string name, QuoteKind? kind, int n, int yes, DetectionMeasure measure, double? calibrationError = null)
    {
        var published = KnownSets.HearingOf(name);
        rows.Add(new(name, kind, n, yes, measure.Precision, measure.Recall, measure.F1, calibrationError, published));
        var others = string.Join("; ", published.Select(other => string.Create(CultureInfo.InvariantCulture, $"{other.F1:.000} {other.System}")));
        return string.Create(CultureInfo.InvariantCulture, $"{name,-46} {n,6} {yes,5} {measure.Precision,6:0.000} {measure.Recall,6:0.000} {measure.F1,6:0.000} {calibrationError,6:0.000}   {others}").TrimEnd();
    }
}
