using System.Globalization;
using Firsthand.Engine.Statistics;
using Firsthand.Evidence;
using Firsthand.Patterns;

namespace Firsthand.Today;

/// <summary>The sentences that the page, the file and the Markdown of a report share.</summary>
internal static class ReportWords
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>"What 14 customers said".</summary>
    public static string Title(ReadReport.View report) => report.People == 0 ? "What customers said" : $"What {Count(report.People, "customer")} said";

    /// <summary>"20 conversations between 9 June and 18 November 2026. 21 things that two customers or more have in common."</summary>
    public static string Basis(ReadReport.View report)
    {
        if (report.Conversations == 0) return "No conversation was brought yet.";
        var span = report is { First: { } first, Last: { } last } ? first.Date == last.Date ? $" on {Day(first)}" : $" between {Day(first)} and {Day(last)}" : "";
        var shared = report.Patterns == 0
            ? report.People < 2 ? " One customer is a story, not yet a pattern: it may be reason enough to act, and it opens a question for the next conversations." : " Nothing that two customers have in common, yet."
            : $" {Count(report.Patterns, "thing")} that two customers or more have in common.";
        return $"{Count(report.Conversations, "conversation")}{span}.{shared}";
    }

    /// <summary>"4 of 6 people you asked said this. 2 more brought it up unasked. 8 not asked yet."</summary>
    public static string Counted(ListPatterns.Row row) => Heard(row).Sentence();

    /// <summary>How widely a pattern is said, the asked and the unasked apart.</summary>
    public static Prevalence Heard(ListPatterns.Row row) => new(new(row.SaidWhenAsked, row.Asked), row.SaidUnasked, Math.Max(0, row.People.Total - row.SaidUnasked - row.Asked));

    /// <summary>What holds for every range of a report; said once.</summary>
    public const string Ranges = "People are counted, not mentions, and as the conversations came, not drawn by lot. Ranges hold however often you look.";

    /// <summary>How far the words were decided by a person.</summary>
    public static string Decided(ReadReport.View report) => report switch
    {
        { Marked: 0, Proposed: 0 } => "No quote was marked or found.",
        { Marked: 0 } => $"All {Count(report.Proposed, "quote")} are proposed by the engine; nobody has decided on any yet.",
        { Proposed: 0 } => $"All {Count(report.Marked, "quote")} were marked by a person.",
        _ => $"{Count(report.Marked, "quote")} {(report.Marked == 1 ? "was" : "were")} marked by a person; {Number(report.Proposed)} more {(report.Proposed == 1 ? "is" : "are")} proposed by the engine.",
    };

    public static string? Withdrawn(ReadReport.View report) => report.Withdrawn == 0 ? null
        : $"{Count(report.Withdrawn, "person", "people")} took their consent back: counted, but their words are left out.";

    /// <summary>"And 3 more that a person marked, and 41 that the engine proposes."; null where nothing was left out.</summary>
    public static string? AloneLeft(ReadReport.View report)
    {
        var (marked, proposed) = report.AloneLeft;
        var left = new[] { marked > 0 ? $"{AtLeast(marked)} more that a person marked" : null, proposed > 0 ? $"{AtLeast(proposed)}{(marked > 0 ? "" : " more")} that the engine proposes" : null }.OfType<string>().ToList();
        return left.Count == 0 ? null : $"And {string.Join(", and ", left)}.";
    }

    // Beyond the candidates nobody counted.
    private static string AtLeast(int left) => left < ReadReport.AloneCandidates - ReadReport.MostAlone ? Number(left) : $"at least {Number(left)}";

    /// <summary>"interview-7.vtt, 18 November 2026, 06:17", or "…, turn 12": a report is read without the page that knows the year. A title that only names the person is not said twice.</summary>
    public static string Where(QuotePlace quote) =>
        $"{(quote.PersonName is { } name && quote.Title.Contains(name, StringComparison.OrdinalIgnoreCase) ? "" : quote.Title + ", ")}{(quote.HeldAt is { } day ? Day(day) + ", " : "")}{(quote.At is { } at ? Platform.Clock.Of(at) : $"turn {Number(quote.Turn + 1)}")}";

    public static string Day(DateTimeOffset day) => day.ToString("d MMMM yyyy", English);

    public static string Count(int count, string one, string? many = null) => $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";

    public static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Of(ReadReport.FileNote file) => file.Problem
        ?? $"{file.Name}: {(file.Again ? "here already" : file.Format is null ? "kept" : $"{file.Format}, {Count(file.Conversations, "conversation")}, {Count(file.Turns, "turn")}{Left(file.SetAside, "kept aside")}{Left(file.NotUnderstood, "not understood")}")}";

    public static string Of(ReadReport.Source source) => $"{source.Format}: {Count(source.Files, "file")}, {Count(source.Conversations, "conversation")}, {Count(source.Turns, "turn")}";

    private static string Left(int count, string what) => count == 0 ? "" : $", {Number(count)} {what}";
}
